import { expect, test } from 'vitest'
import { readPlainText } from '../../src/read/page/plain-text.ts'
import { articleOf } from './article-cases.ts'

const now = new Date('2026-11-01T12:00:00Z')
const first =
  'The council voted on Tuesday to repair the old bridge, the mayor said, after a debate of four hours.'
const second =
  'Work is to begin in spring, when the river is low, and will take until the first frost of the year.'

function read(...lines: readonly string[]) {
  return articleOf(readPlainText(lines.join('\n'), { now }))
}

test('a line after the headline that ends as a sentence is the story, not a dek', () => {
  const article = read('Old bridge is to be repaired', '', first, '', second)
  expect(article.dek).toBeNull()
  expect(article.text).toBe(`${first}\n\n${second}`)
})

test('a sentence before the time label is the dek', () => {
  const dek = 'Three members of the council stayed away from the vote on Tuesday, and nobody would say why.'
  const article = read('Old bridge is to be repaired', '', dek, 'UPDATED 2 HOURS AGO', '', first, '', second)
  expect(article.dek).toBe(dek)
})

test('a relative time is not turned into a date', () => {
  const article = read('Old bridge is to be repaired', 'Updated 2 hours ago', '', first, '', second)
  expect(article).toMatchObject({ publishedAt: null, updatedAt: null })
})

test('absolute dates of the head are read, a future one is refused', () => {
  const article = read(
    'Old bridge is to be repaired',
    'Published March 9, 2026',
    'Updated March 10, 2031',
    '',
    first,
  )
  expect(article.publishedAt).toBe(Date.UTC(2026, 2, 9))
  expect(article.updatedAt).toBeNull()
})

test('two captions of one picture are left out even when they differ', () => {
  const article = read(
    'Old bridge is to be repaired',
    '',
    first,
    '',
    'ELLERY - MAY 1: The bridge seen from the quay. (Photo by Lena Ruiz/Getty Images)',
    'The bridge seen from the quay on May 1 (Lena Ruiz/Getty Images)',
    '',
    second,
  )
  expect(article.text).toBe(`${first}\n\n${second}`)
})

test('a short line between blank lines is a heading, and a heading without text below it is dropped', () => {
  const article = read(
    'Old bridge is to be repaired',
    '',
    first,
    '',
    'Work begins in spring',
    '',
    second,
    '',
    'More to come',
  )
  expect(article.blocks.map((block) => block.kind)).toEqual(['paragraph', 'heading', 'paragraph'])
})

test('a list of other stories in the middle does not end a story that goes on', () => {
  const rest = Array.from({ length: 5 }, (_, day) => `On day ${day} ${second}`)
  const article = read(
    'Old bridge is to be repaired',
    '',
    first,
    '',
    'Related stories',
    '',
    ...rest.flatMap((line) => [line, '']),
  )
  expect(article.text.endsWith(rest.at(-1) ?? '?')).toBe(true)
})

test('paragraphs wrapped at a column are put together', () => {
  const wrapped = (text: string) => text.replace(/(.{50,62}) /g, '$1\n')
  const article = read(
    'Old bridge is to be repaired',
    '',
    ...Array.from({ length: 6 }, () => [wrapped(first), '']).flat(),
  )
  expect(article.text.startsWith(`${first}\n\n${first}`)).toBe(true)
})

test('marked lines are items', () => {
  const article = read(
    'Old bridge is to be repaired',
    '',
    first,
    '',
    '• It opens in autumn',
    '• It will be blue',
  )
  expect(article.blocks.map((block) => block.kind)).toEqual(['paragraph', 'item', 'item'])
})

test('a text without a paragraph is refused', () => {
  expect(readPlainText('Home\nSport\nWeather\n', { now })).toMatchObject({
    kind: 'refused',
    reason: 'no-article',
  })
})
