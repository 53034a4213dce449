import { expect, test } from 'vitest'
import { renderView } from '../adapters/console/render.ts'
import { explainedQuotes, explainQuotes } from '../src/cli/explain.ts'
import { readArticle } from '../src/read/reading.ts'
import { bodyArticle } from './read/body-article.ts'

const read = (paragraphs: readonly string[]) => ({
  reading: readArticle(bodyArticle(paragraphs), null),
  headline: null,
})

const paragraphs = [
  'It rained all day on Monday, and it was cold.',
  '“Nobody knows whose words these are going to be.”',
  'Nina Ortiz, the mayor, spoke on Monday. “The old bridge will carry twice the traffic,” she said.',
  '“We are proud,” Paul Hart said.',
  '“The old bridge will carry twice the traffic,” Nina Ortiz said.',
]

test.each([40, 80])('in %i columns nothing is wider, and nothing is lost', (columns) => {
  const terminal = { columns, color: false, links: false, locale: 'en', timeZone: 'UTC' }
  const shown = renderView(explainQuotes(read(paragraphs)), terminal)
  expect(shown.split('\n').filter((line) => line.length > Math.max(columns, 42))).toEqual([])
  const told = shown.replace(/[\s┃]+/g, ' ')
  expect(told).toContain('4 quotes found, 1 in the post')
  expect(told).toContain('“she” is “Nina Ortiz”')
  expect(told).toContain('— nobody')
  expect(told).toContain('the same words stand in another quote')
})

test('as data each quote has its words of evidence and its verdict', () => {
  expect(explainedQuotes(read(paragraphs))).toMatchObject([
    { evidence: null, verdict: { kind: 'nobody' } },
    { evidence: { said: 'she', named: 'Nina Ortiz' }, verdict: { kind: 'chosen' } },
    { evidence: { said: 'Paul Hart', named: null }, verdict: { kind: 'short' } },
    { verdict: { kind: 'repeated' } },
  ])
  expect(explainedQuotes(null)).toEqual([])
})
