import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { followFeed } from '../../src/ask/following/follow.ts'
import { causeOf } from '../../src/ask/notices/cause.ts'
import { decideTrouble, tellFeedTrouble } from '../../src/ask/notices/trouble.ts'
import { troubleNoticeTexts } from '../../src/ask/texts/trouble-notices.ts'
import { locales } from '../../src/deliver/locale.ts'
import { ensureChannel } from '../../src/store/channels.ts'
import type { FeedHealth } from '../../src/store/feed-health.ts'
import type { FeedRow } from '../../src/store/schema.ts'
import type { Store } from '../../src/store/store.ts'
import { endSubscription, subscriptionsIn } from '../../src/store/subscriptions.ts'
import { changeChannel, changeWorkspace, ensureWorkspace } from '../../src/store/workspaces.ts'
import { openTestStore } from '../store/engines.ts'
import { news } from './newsroom.ts'

const start = new Date('2026-01-25T08:00:00Z')
const minuteMs = 60_000
const after = (minutes: number) => new Date(start.getTime() + minutes * minuteMs)

let store: Store
beforeEach(async () => {
  store = await openTestStore()
})
afterEach(() => store.close())

async function follow(name: string): Promise<FeedRow> {
  const followed = await followFeed(
    store,
    {
      url: `https://${name}.example/feed.xml`,
      source: 'added',
      channel: news,
      style: 'brief',
      firstPosts: 1,
      actor: 't',
    },
    start,
  )
  return followed.feed
}

async function nameErrorChannel(channelId = 'desk'): Promise<number> {
  return store.write(async (tx) => {
    const { id } = await ensureWorkspace(tx, news, start)
    const channel = await ensureChannel(tx, { ...news, channelId }, start)
    await changeWorkspace(tx, id, { error_channel_id: channel.id })
    return channel.id
  })
}

const failed = (feed: FeedRow, failures: number, since: Date, problem = 'status 403') =>
  store.write((tx) =>
    tx
      .updateTable('feeds')
      .set({
        failures,
        failing_since: since.getTime(),
        last_problem: problem,
        last_error: problem,
        last_polled_at: since.getTime(),
      })
      .where('id', '=', feed.id)
      .execute(),
  )
const worked = (feed: FeedRow, at: Date) =>
  store.write((tx) =>
    tx
      .updateTable('feeds')
      .set({ failures: 0, failing_since: null, last_problem: null, last_polled_at: at.getTime() })
      .where('id', '=', feed.id)
      .execute(),
  )
const notices = () =>
  store.db
    .selectFrom('deliveries')
    .select(['channel_id', 'view'])
    .where('kind', '=', 'notice')
    .orderBy('id')
    .execute()

test('feeds that fail for long are told together in the error channel, once, with cause and fix', async () => {
  const [one, two] = [await follow('one'), await follow('two')]
  const desk = await nameErrorChannel()
  await failed(one, 3, start)
  await failed(two, 4, start, 'dns')
  expect(await tellFeedTrouble(store, null, after(30))).toBe(0)
  expect(await tellFeedTrouble(store, null, after(61))).toBe(1)
  expect(await tellFeedTrouble(store, null, after(200))).toBe(0)
  const [told, ...others] = await notices()
  expect(others).toEqual([])
  expect(told?.channel_id).toBe(desk)
  expect(told?.view).toContain('2 feeds cannot be read')
  expect(told?.view).toContain('does not let bots read it')
  expect(told?.view).toContain('no site with this name')
})

test('what works again is told once, and a new failure is a new story', async () => {
  const feed = await follow('one')
  await nameErrorChannel()
  await failed(feed, 3, start)
  await tellFeedTrouble(store, null, after(61))
  await worked(feed, after(70))
  expect(await tellFeedTrouble(store, null, after(71))).toBe(1)
  expect(await tellFeedTrouble(store, null, after(72))).toBe(0)
  await failed(feed, 5, after(80))
  expect(await tellFeedTrouble(store, null, after(300))).toBe(1)
  expect((await notices()).map(({ view }) => JSON.parse(view ?? '').blocks[0].text)).toEqual([
    'A feed cannot be read',
    'A feed works again',
    'A feed cannot be read',
  ])
})

test('without an error channel the operator’s is used when it is in the same workspace, otherwise nobody is told', async () => {
  const feed = await follow('one')
  await store.write((tx) => ensureWorkspace(tx, news, start))
  await failed(feed, 3, start)
  const rowId = (await store.write((tx) => ensureChannel(tx, { ...news, channelId: 'ops' }, start))).id
  expect(await tellFeedTrouble(store, null, after(61))).toBe(0)
  expect(await tellFeedTrouble(store, { rowId, platform: 'fake', workspaceId: 'other' }, after(62))).toBe(0)
  expect(await tellFeedTrouble(store, { rowId, platform: 'fake', workspaceId: 'w' }, after(63))).toBe(1)
  expect((await notices()).map(({ channel_id }) => channel_id)).toEqual([rowId])
})

test('a feed that was unsubscribed from is not told of again', async () => {
  const feed = await follow('one')
  await nameErrorChannel()
  await failed(feed, 3, start)
  await tellFeedTrouble(store, null, after(61))
  for (const subscription of await subscriptionsIn(store, news))
    await store.write((tx) => endSubscription(tx, subscription))
  expect(await tellFeedTrouble(store, null, after(200))).toBe(0)
  expect(await notices()).toHaveLength(1)
})

test('many failing feeds make a short notice', async () => {
  await nameErrorChannel()
  for (let index = 0; index < 14; index++) await failed(await follow(`site${index}`), 3, start)
  await tellFeedTrouble(store, null, after(61))
  expect((await notices())[0]?.view).toContain('and 4 more')
})

test('every failure that lasts is told exactly once and every recovery at most once, whatever happens in between', () => {
  const step = fc.record({
    minutes: fc.integer({ min: 1, max: 240 }),
    outcome: fc.constantFrom('fails', 'works', 'gone', 'nothing'),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let feed = healthy
      let lastToldAt: number | null = null
      let minutes = 0
      let balance = 0
      for (const { outcome, minutes: pass } of steps) {
        minutes += pass
        const now = after(minutes)
        feed = polled(feed, outcome, now)
        const decided = decideTrouble([feed], lastToldAt, now)
        balance += decided.ill.length - decided.well.length
        expect(balance === 0 || balance === 1).toBe(true)
        if (decided.ill.length > 0) lastToldAt = now.getTime()
        if (decided.ill.length > 0) feed = { ...feed, toldAt: now.getTime(), toldOf: 'failing' }
        if (decided.well.length > 0) feed = { ...feed, toldAt: null, toldOf: null }
        expect(feed.toldAt !== null).toBe(balance === 1)
      }
      // Left alone for long enough, what is told is what is.
      const end = after(minutes + 1_000)
      const isIll = feed.state === 'gone' || feed.failures >= 3
      const last = decideTrouble([feed], lastToldAt, end)
      if (isIll) expect(balance + last.ill.length).toBe(1)
      if (feed.failures === 0 && feed.state === 'active') expect(balance - last.well.length).toBe(0)
    }),
  )
})

const healthy: FeedHealth = {
  id: 1,
  url: 'https://one.example/',
  title: null,
  state: 'active',
  failures: 0,
  failing_since: null,
  last_problem: null,
  last_polled_at: null,
  last_item_at: null,
  expected_by: null,
  items_per_week: null,
  isFollowed: true,
  toldAt: null,
  toldOf: null,
}

function polled(feed: FeedHealth, outcome: string, now: Date): FeedHealth {
  const at = now.getTime()
  if (outcome === 'nothing' || feed.state === 'gone') return feed
  if (outcome === 'works') return { ...feed, failures: 0, failing_since: null, last_polled_at: at }
  return {
    ...feed,
    state: outcome === 'gone' ? 'gone' : 'active',
    failures: feed.failures + 1,
    failing_since: feed.failing_since ?? at,
    last_polled_at: at,
  }
}

test('every class of trouble has a cause and a fix in every language, the unknown too', () => {
  const problems = ['gone', 'dns', 'status 403', 'status 503', 'html', 'never heard of', null]
  for (const locale of locales)
    for (const problem of problems) {
      const { found, fix } = causeOf(problem, locale)
      expect(found.length).toBeGreaterThan(5)
      expect(fix.length).toBeGreaterThan(5)
    }
})

test('trouble is told in the language of the channel that is told', async () => {
  const feed = await follow('paper')
  await failed(feed, 5, start)
  const channelId = await nameErrorChannel()
  await store.write((tx) => changeChannel(tx, channelId, { locale: 'uk' }))
  await tellFeedTrouble(store, null, after(61))
  const [row] = await store.db.selectFrom('deliveries').select('view').where('kind', '=', 'notice').execute()
  expect(row?.view).toContain(troubleNoticeTexts.uk.ill(1))
})

/** Twelve a day, the last one at the start, and expected by eight hours later. */
const rhythm = (feed: FeedRow, polledAt: Date, expectedAfterMinutes = 480) =>
  store.write((tx) =>
    tx
      .updateTable('feeds')
      .set({
        last_item_at: start.getTime(),
        expected_by: after(expectedAfterMinutes).getTime(),
        items_per_week: 84,
        last_polled_at: polledAt.getTime(),
      })
      .where('id', '=', feed.id)
      .execute(),
  )
const headings = async () => (await notices()).map(({ view }) => JSON.parse(view ?? '').blocks[0].text)

test('feeds that work but are silent far beyond their rhythm are told together and once, and so is the end of it', async () => {
  const [one, two] = [await follow('one'), await follow('two')]
  await nameErrorChannel()
  await rhythm(one, after(479))
  await rhythm(two, after(479))
  expect(await tellFeedTrouble(store, null, after(540))).toBe(0)
  await rhythm(one, after(540))
  await rhythm(two, after(540))
  expect(await tellFeedTrouble(store, null, after(540))).toBe(1)
  expect(await tellFeedTrouble(store, null, after(700))).toBe(0)
  expect((await notices())[0]?.view).toContain('usually about 12 a day, nothing for 9 hours')
  await rhythm(one, after(760), 1000)
  expect(await tellFeedTrouble(store, null, after(761))).toBe(1)
  expect(await headings()).toEqual(['2 feeds are unusually silent', 'A feed works again'])
})

test('a feed that was told of as silent and then is taken away is told of again', async () => {
  const feed = await follow('one')
  await nameErrorChannel()
  await rhythm(feed, after(600))
  await tellFeedTrouble(store, null, after(600))
  await failed(feed, 1, after(700))
  await store.db.updateTable('feeds').set({ state: 'gone' }).execute()
  expect(await tellFeedTrouble(store, null, after(700))).toBe(1)
  expect(await tellFeedTrouble(store, null, after(900))).toBe(0)
  expect(await headings()).toEqual(['A feed is unusually silent', 'A feed cannot be read'])
})

test('one failure more is enough where a publisher wants nobody for hours', async () => {
  const feed = await follow('one')
  await nameErrorChannel()
  await failed(feed, 2, start)
  expect(await tellFeedTrouble(store, null, after(110))).toBe(0)
  expect(await tellFeedTrouble(store, null, after(125))).toBe(1)
})
