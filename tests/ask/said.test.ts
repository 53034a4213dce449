import { afterEach, beforeEach, expect, test } from 'vitest'
import { said, saidByPerson } from '../../src/ask/news/said.ts'
import type { SearchParts } from '../../src/ask/news/search-parts.ts'
import { suggest } from '../../src/ask/suggest.ts'
import { archive, openSearchParts, reportOf } from './archive.ts'
import { askedAt, buttonIn, quotesIn, viewOf, wordsOf } from './asking.ts'
import { news } from './newsroom.ts'

const now = new Date('2026-01-25T08:00:00Z')
const hourMs = 3_600_000
const asked = askedAt(now)
let parts: SearchParts
beforeEach(async () => {
  parts = await openSearchParts()
})
afterEach(() => parts.store.close())

const publish = (
  speaker: string,
  words: string,
  more: Omit<Partial<Parameters<typeof archive>[1]>, 'text'> = {},
) =>
  archive(parts.store, {
    title: `A report with ${speaker}`,
    now,
    ...more,
    text: reportOf([speaker, words]),
  })

const spokenTo = async (options: Record<string, string>) =>
  quotesIn(await said(asked, options, parts)).map(({ text }) => text)

async function choose(label: string, options: Record<string, string>) {
  const [, select] = viewOf(await said(asked, options, parts)).blocks
  if (select?.kind !== 'select') throw new Error('expected a select')
  const choice = select.options.find((option) => option.label.startsWith(label))
  return saidByPerson(asked, choice?.value ?? '', parts)
}

const talks = 'We are ready to talk about everything that matters'
const grain = 'The grain will leave our harbours as it always did'

test('what a person said is told under any spelling of the name, newest first, dated and with its source', async () => {
  await publish('Volodymyr Zelenskyy', talks, { agoMs: 2 * hourMs, outlet: 'The Gazette' })
  await publish('Wolodymyr Selenskyj', grain, {
    agoMs: hourMs,
    host: 'zeitung.example',
    outlet: 'Die Zeitung',
  })
  for (const person of ['Zelensky', 'Zelenskiy', 'Зеленский', 'volodymyr zelenskyy', 'Vladimir Zelensky']) {
    const reply = await said(asked, { person }, parts)
    expect(quotesIn(reply).map(({ text }) => text)).toEqual([
      expect.stringContaining('The grain'),
      expect.stringContaining('We are ready'),
    ])
    expect(quotesIn(reply)[0]).toMatchObject({ speaker: 'Wolodymyr Selenskyj' })
    expect(wordsOf(reply)).toContain('Die Zeitung')
    expect(wordsOf(reply)).toContain(String(now.getTime() - hourMs))
  }
})

test('every quote stands in an article exactly so', async () => {
  await publish('Volodymyr Zelenskyy', 'We won’t stop — naïve or not — talking to ‘everybody’ here')
  const { text } = await parts.store.db.selectFrom('articles').select('text').executeTakeFirstOrThrow()
  const quotes = await spokenTo({ person: 'Zelensky' })
  expect(quotes.length).toBeGreaterThan(0)
  for (const quote of quotes) expect(text).toContain(quote)
})

test('a surname that several people bear is asked back, with what else was asked kept', async () => {
  await publish('Donald Trump', talks, { agoMs: hourMs })
  await publish('Donald Trump', grain, { agoMs: 2 * hourMs })
  await publish('Eric Trump', 'My father is ready to talk about the harbours', { agoMs: 3 * hourMs })
  const reply = await said(asked, { person: 'Trump' }, parts)
  expect(quotesIn(reply)).toEqual([])
  expect(wordsOf(reply)).toContain('Donald Trump · 2 quotes')
  const chosen = await choose('Donald Trump', { person: 'Trump', about: 'grain' })
  expect(quotesIn(chosen).map(({ text }) => text)).toEqual([expect.stringContaining('The grain')])
  expect(wordsOf(chosen)).toContain('What Donald Trump said about grain')
  expect(await spokenTo({ person: 'Eric Trump' })).toHaveLength(1)
})

test('a choice that is no longer known says so', async () => {
  expect(wordsOf(await saidByPerson(asked, '77.1', parts))).toContain('for a week')
})

test('quotes are held to words and to a time', async () => {
  await publish('Anna Berg', talks, { agoMs: hourMs })
  await publish('Anna Berg', grain, { agoMs: 50 * hourMs })
  expect(await spokenTo({ person: 'Berg', about: 'harbour' })).toEqual([expect.stringContaining('The grain')])
  expect(await spokenTo({ person: 'Berg', since: '24h' })).toEqual([expect.stringContaining('We are ready')])
  expect(wordsOf(await said(asked, { person: 'Berg', about: 'moon' }, parts))).toContain('about moon')
})

test('what two outlets quote is told once', async () => {
  await publish('Anna Berg', talks, { agoMs: hourMs, outlet: 'The Gazette' })
  await publish('Anna Berg', talks, { agoMs: 2 * hourMs, host: 'post.example', outlet: 'The Post' })
  const reply = await said(asked, { person: 'Berg' }, parts)
  expect(quotesIn(reply)).toHaveLength(1)
  expect(wordsOf(reply)).toContain('The Post')
})

test('somebody nobody quotes is told with who comes near', async () => {
  await publish('Anna Bergmann', talks)
  const reply = await said(asked, { person: 'Berger' }, parts)
  expect(wordsOf(reply)).toContain('anybody called Berger')
  const near = buttonIn(reply, 'Anna Bergmann')
  expect(near.action).toBe('said')
  expect(quotesIn(await saidByPerson(asked, near.value, parts))).toHaveLength(1)
})

test('people of feeds that others follow are neither quoted nor suggested', async () => {
  await publish('Petra Klein', talks, { channel: { ...news, workspaceId: 'other' }, host: 'private.example' })
  expect(wordsOf(await said(asked, { person: 'Petra Klein' }, parts))).toContain('no quotes')
  for (const typed of ['', 'Kle', 'petra k'])
    expect(await suggest(asked, { command: 'said', option: 'person', typed }, parts)).toEqual({
      kind: 'suggestions',
      choices: [],
    })
})

test('people, topics and outlets are suggested by the beginnings of their words, in any script, once each', async () => {
  await publish('Volodymyr Zelenskyy', talks, {
    outlet: 'The Gazette',
    topics: ['Peace talks', 'Peaceful protest'],
  })
  await publish('Volodymyr Zelensky', grain, { outlet: 'The Gazette', topics: ['peace talks'] })
  const suggested = async (command: string, option: string, typed: string) => {
    const reply = await suggest(asked, { command, option, typed }, parts)
    return reply.kind === 'suggestions' ? reply.choices.map(({ label }) => label) : []
  }
  expect(await suggested('said', 'person', 'zel')).toHaveLength(1)
  expect(await suggested('said', 'person', 'Volodymyr Zele')).toHaveLength(1)
  expect(await suggested('said', 'person', 'Зел')).toHaveLength(1)
  expect(await suggested('said', 'person', '')).toHaveLength(1)
  expect(await suggested('latest', 'topic', 'peace')).toEqual(['Peace talks', 'Peaceful protest'])
  expect(await suggested('search', 'from', 'gaz')).toEqual(['The Gazette'])
  expect(await suggested('search', 'words', 'gaz')).toEqual([])
})
