import { afterEach, beforeEach, expect, test } from 'vitest'
import { digestNow } from '../../src/ask/news/digest-now.ts'
import { latest, latestOn } from '../../src/ask/news/latest.ts'
import { search } from '../../src/ask/news/search.ts'
import type { SearchParts } from '../../src/ask/news/search-parts.ts'
import { archive, openSearchParts, reportOf } from './archive.ts'
import { askedAt, buttonIn, hasButton, quotesIn, titlesIn, wordsOf } from './asking.ts'
import { news } from './newsroom.ts'

const now = new Date('2026-01-25T08:00:00Z')
const hourMs = 3_600_000
const asked = askedAt(now)
let parts: SearchParts
beforeEach(async () => {
  parts = await openSearchParts()
})
afterEach(() => parts.store.close())

const publish = (title: string, more: Omit<Partial<Parameters<typeof archive>[1]>, 'title'> = {}) =>
  archive(parts.store, { title, now, ...more })

test('the latest stories come newest first, as many to a page as were asked for', async () => {
  for (const [index, title] of ['Harbour reopens', 'Bridge closes', 'Museum burns'].entries())
    await publish(title, { agoMs: (3 - index) * hourMs })
  expect(titlesIn(await latest(asked, {}, parts))).toEqual([
    'Museum burns',
    'Bridge closes',
    'Harbour reopens',
  ])
  const two = await latest(asked, { count: '2' }, parts)
  expect(titlesIn(two)).toEqual(['Museum burns', 'Bridge closes'])
  expect(wordsOf(two)).toContain('Page 1 of 2 · 3 stories')
  expect(two).toMatchObject({ kind: 'view', isPrivate: true })
})

test('stories about the topic come before those that only mention it', async () => {
  await publish('Tariffs rise again', { agoMs: 5 * hourMs })
  await publish('Markets fall', {
    agoMs: hourMs,
    text: reportOf(['Anna Berg', 'We watch the tariffs every single day']),
  })
  expect(titlesIn(await latest(asked, { topic: 'tariff' }, parts))).toEqual([
    'Tariffs rise again',
    'Markets fall',
  ])
})

test('a story under a topic of its feed is found by it', async () => {
  await publish('Glaciers shrink', { topics: ['Climate change'] })
  await publish('Cup final tonight', { topics: ['Sport'] })
  expect(titlesIn(await latest(asked, { topic: 'climate change' }, parts))).toEqual(['Glaciers shrink'])
})

test('an item dated in the future does not stand above all news', async () => {
  await publish('Dated wrongly', { agoMs: -900 * 24 * hourMs })
  await publish('Later in the feed', { agoMs: -950 * 24 * hourMs })
  await publish('Of today', { agoMs: 0, host: 'other.example' })
  const titles = titlesIn(await latest(asked, {}, parts))
  expect(titles).toHaveLength(3)
  const { id } = await parts.store.db
    .selectFrom('searched')
    .select('id')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  expect(Math.floor(id / 1024)).toBe(now.getTime())
})

test('one event is told once, by the story that has quotes, with the other outlets behind it', async () => {
  const lead = 'Zelenskyy calls trilateral talks with Russia constructive'
  await publish('Zelensky: talks with Russia in Abu Dhabi were constructive', {
    host: 'post.example',
    outlet: 'The Post',
    agoMs: hourMs,
  })
  await publish(lead, {
    host: 'times.example',
    outlet: 'The Times',
    agoMs: 2 * hourMs,
    text: reportOf(['Volodymyr Zelenskyy', 'All parties agreed to report to their capitals on each aspect']),
  })
  await publish('Zoo welcomes two young lions', { agoMs: 3 * hourMs })
  const reply = await latest(asked, {}, parts)
  expect(titlesIn(reply)).toEqual([lead, 'Zoo welcomes two young lions'])
  expect(wordsOf(reply)).toContain('Also: ')
  expect(wordsOf(reply)).toContain('The Post')
  expect(quotesIn(reply)).toMatchObject([
    { text: expect.stringContaining('All parties agreed to report'), speaker: 'Volodymyr Zelenskyy' },
  ])
})

test.each(['Zelensky', 'Zelenskiy', 'Selenskyj', 'ZELENSKYY', 'Зеленський', 'Zélensky'])(
  'a name is found as %s under the spelling the article has',
  async (typed) => {
    await publish('Talks go on', {
      text: reportOf(['Volodymyr Zelenskyy', 'We will not stop talking to each other']),
    })
    expect(titlesIn(await latest(asked, { topic: typed }, parts))).toEqual(['Talks go on'])
  },
)

test('a topic nobody writes about says what comes near, and how to follow more', async () => {
  await publish('Glaciers shrink', { topics: ['Climate', 'Climbing'] })
  const reply = await latest(asked, { topic: 'climatology conference' }, parts)
  expect(wordsOf(reply)).toContain('nothing for climatology conference')
  expect(wordsOf(reply)).toContain('/news subscribe')
  expect(wordsOf(reply)).toContain('Closest matches')
  expect(hasButton(reply, 'Climbing')).toBe(true)
  const near = buttonIn(reply, 'Climate')
  expect(near.action).toBe('latest')
  expect(titlesIn(await latestOn(asked, near.value, parts))).toEqual(['Glaciers shrink'])
})

test('where nothing comes near, what is in the news is offered', async () => {
  await publish('Glaciers shrink', { topics: ['Climate'] })
  const reply = await latest(asked, { topic: 'Zeppelin' }, parts)
  expect(wordsOf(reply)).toContain('In the news here')
  expect(hasButton(reply, 'Climate')).toBe(true)
})

test('where nothing is followed it says so, and what to do', async () => {
  expect(wordsOf(await latest(asked, {}, parts))).toContain('/news subscribe')
  expect(wordsOf(await digestNow(asked, {}, parts))).toContain('No feed is followed here yet')
  expect(wordsOf(await latest({ ...asked, channel: null }, {}, parts))).toContain('Ask me in a channel')
})

test('no answer tells what only another workspace follows', async () => {
  const elsewhere = { ...news, workspaceId: 'other' }
  await publish('Secret merger', {
    host: 'private.example',
    channel: elsewhere,
    topics: ['Mergers'],
    text: reportOf(['Petra Klein', 'Nobody outside of this room may know this']),
  })
  await publish('Public merger')
  for (const reply of [
    await latest(asked, {}, parts),
    await latest(asked, { topic: 'merger' }, parts),
    await latest(asked, { topic: 'klein' }, parts),
    await search(asked, { words: 'merger' }, parts),
    await search(asked, { words: 'merger', from: 'private.example' }, parts),
    await digestNow(asked, { span: '7d' }, parts),
  ]) {
    expect(wordsOf(reply)).not.toContain('Secret')
    expect(wordsOf(reply)).not.toContain('Petra')
    expect(wordsOf(reply)).not.toContain('Mergers')
  }
  const there = askedAt(now, { channel: elsewhere })
  expect(titlesIn(await latest(there, {}, parts))).toEqual(['Secret merger'])
})

test('a search takes phrases and leaves words out', async () => {
  await publish('Sea level rises faster')
  await publish('Level crossing near the sea closed')
  await publish('Sea level rumour denied')
  const reply = await search(asked, { words: '"sea level" -rumours' }, parts)
  expect(titlesIn(reply)).toEqual(['Sea level rises faster'])
  expect(titlesIn(await search(asked, { words: '-sea -level' }, parts))).toEqual([])
})

test.each([
  ['grosse', 'Große Übung über Straßburg'],
  ['strasburg über', 'Große Übung über Strasburg'],
  ['lodz', 'Łódź wählt'],
  ['київ', 'Київ: новини дня'],
  ['rises', 'Prices rising'],
])('%s finds "%s"', async (words, title) => {
  await publish(title)
  expect(titlesIn(await search(asked, { words }, parts))).toEqual([title])
})

test('a search is held to an outlet by name or host, and to a time', async () => {
  await publish('Budget passed', { host: 'www.times.example', outlet: 'The Times', agoMs: 50 * hourMs })
  await publish('Budget debated', { host: 'post.example', outlet: 'The Post', agoMs: hourMs })
  const find = async (more: Record<string, string>) =>
    titlesIn(await search(asked, { words: 'budget', ...more }, parts))
  expect(await find({ from: 'times' })).toEqual(['Budget passed'])
  expect(await find({ from: 'https://post.example/news' })).toEqual(['Budget debated'])
  expect(await find({ from: 'times.example' })).toEqual(['Budget passed'])
  expect(await find({ since: '24h' })).toEqual(['Budget debated'])
  expect(await find({ since: '2026-01-23' })).toEqual(['Budget debated', 'Budget passed'])
})

test('a wrong outlet, a wrong time and no words are told with what to do', async () => {
  await publish('Budget passed', { host: 'times.example', outlet: 'The Times' })
  const told = async (options: Record<string, string>) => wordsOf(await search(asked, options, parts))
  expect(await told({ words: 'budget', from: 'gazette' })).toContain('There are: The Times')
  expect(await told({ words: 'budget', since: 'last spring' })).toContain('since:24h')
  expect(await told({ words: 'budget', since: '2027-01-01' })).toContain('in the future')
  expect(await told({ words: '?!' })).toContain('no word to look for')
  expect(await told({ words: 'budget nowhere' })).toContain('may be more')
})

test('a digest has the best first: what many outlets tell, then what has quotes', async () => {
  const text = reportOf(['Anna Berg', 'We will rebuild every single house here'])
  await publish('Quiet day in parliament', { agoMs: hourMs })
  await publish('Flood destroys harbour', { agoMs: 2 * hourMs, text, host: 'a.example' })
  for (const host of ['b.example', 'c.example'])
    await publish('Minister resigns over contracts affair', { agoMs: 3 * hourMs, host })
  await publish('Of the day before', { agoMs: 30 * hourMs })
  expect(titlesIn(await digestNow(asked, { span: '24h' }, parts))).toEqual([
    'Minister resigns over contracts affair',
    'Flood destroys harbour',
    'Quiet day in parliament',
  ])
  expect(titlesIn(await digestNow(asked, { span: '7d' }, parts))).toContain('Of the day before')
  expect(titlesIn(await digestNow(asked, { span: 'today' }, parts))).not.toContain('Of the day before')
})
