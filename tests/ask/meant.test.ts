import { afterEach, beforeEach, expect, test } from 'vitest'
import { withoutTitles } from '../../src/ask/news/meant.ts'
import { turnPage } from '../../src/ask/news/paging.ts'
import { said } from '../../src/ask/news/said.ts'
import type { SearchParts } from '../../src/ask/news/search-parts.ts'
import { roleTexts } from '../../src/ask/texts/roles.ts'
import { locales } from '../../src/deliver/locale.ts'
import { archive, openSearchParts } from './archive.ts'
import { askedAt, quotesIn, viewOf, wordsOf } from './asking.ts'

const now = new Date('2026-01-25T08:00:00Z')
const dayMs = 86_400_000
const asked = askedAt(now)
let parts: SearchParts
beforeEach(async () => {
  parts = await openSearchParts()
})
afterEach(() => parts.store.close())

const talks = 'We are ready to talk about everything that matters'
const grain = 'The grain will leave our harbours as it always did'

const report = (speaker: string, words: string, agoMs = dayMs) =>
  archive(parts.store, {
    title: `A report with ${speaker}`,
    now,
    agoMs,
    text: `The talks ended on Monday after two long days.\n\n“${words},” ${speaker} said on Monday.`,
  })
const ask = (person: string) => said(asked, { person }, parts)
const speakers = async (person: string) => quotesIn(await ask(person)).map(({ speaker }) => speaker)

test.each([
  'zelensky',
  'Zelenskyy',
  'Selenskyj',
  'Зеленський',
  'Зеленский',
  'Mr Zelenskyy',
  'Mr. Zelensky',
  'Herr Selenskyj',
  'President Zelenskyy',
  'Президент Зеленський',
  'Volodymyr Zelensky',
  'Wolodymyr Selenskyj',
  'Володимир Зеленський',
  'the Ukrainian president',
  'UKRAINIAN PRESIDENT',
])('%s finds what Volodymyr Zelenskyy said', async (typed) => {
  await report('Ukrainian President Volodymyr Zelenskyy', talks)
  expect(await speakers(typed)).toEqual(['Volodymyr Zelenskyy'])
})

test('whoever asks for an office is told whom articles call so, on every page', async () => {
  for (const word of ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'])
    await report(
      'Ukrainian President Volodymyr Zelenskyy',
      `We are ready to talk about the ${word} of these points`,
    )
  const first = await ask('the ukrainian president')
  const called = '“Ukrainian President” is what articles of the last 30 days call Volodymyr Zelenskyy.'
  expect(wordsOf(first)).toContain(called)
  expect(viewOf(first).blocks[0]).toEqual({ kind: 'heading', text: 'What Volodymyr Zelenskyy said' })
  const next = viewOf(first)
    .blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
    .find(({ label }) => label === 'Next')
  if (next?.kind !== 'action') throw new Error('expected a next page')
  expect(wordsOf(await turnPage(asked, next.value, parts))).toContain(called)
  expect(wordsOf(await ask('Zelenskyy'))).not.toContain('last 30 days')
})

test('only exactly what articles call somebody is an office, and only for 30 days', async () => {
  await report('Ukrainian President Volodymyr Zelenskyy', talks, 31 * dayMs)
  await report('Finance Minister Anna Berg', grain)
  expect(wordsOf(await ask('Ukrainian President'))).toContain('no quotes')
  expect(wordsOf(await ask('minister'))).toContain('no quotes')
  expect(await speakers('finance minister')).toEqual(['Anna Berg'])
})

test('an office that several people had is asked back', async () => {
  await report('Finance Minister Anna Berg', grain, 20 * dayMs)
  await report('Finance Minister Paul Hart', talks)
  const reply = await ask('the finance minister')
  expect(quotesIn(reply)).toEqual([])
  expect(viewOf(reply).blocks).toContainEqual(
    expect.objectContaining({
      kind: 'select',
      options: [
        expect.objectContaining({ label: 'Paul Hart · 1 quote' }),
        expect.objectContaining({ label: 'Anna Berg · 1 quote' }),
      ],
    }),
  )
})

test('of two people with one surname none is taken for the other', async () => {
  await report('Hillary Clinton', talks)
  await report('Bill Clinton', grain)
  expect(quotesIn(await ask('clinton'))).toEqual([])
  expect(wordsOf(await ask('Mrs Clinton'))).toContain('Bill Clinton · 1 quote')
  expect(await speakers('Hillary Clinton')).toEqual(['Hillary Clinton'])
  expect(await speakers('bill clinton')).toEqual(['Bill Clinton'])
})

test.each([
  ['Mr Zelenskyy', 'zelenskyy'],
  ['President', 'President'],
  ['', ''],
  ['Anna Berg', 'Anna Berg'],
  ['Dr. Anna Berg', 'anna berg'],
])('%j without titles is %j', (typed, name) => expect(withoutTitles(typed)).toBe(name))

test.each(locales)('office and person are both named in %s', (locale) => {
  expect(roleTexts[locale].calledSo('OFFICE', 'PERSON')).toMatch(/OFFICE.*PERSON|PERSON.*OFFICE/)
})
