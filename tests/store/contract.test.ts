import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ensureChannel, pauseChannel, resumeChannels, subscribe } from '../../src/store/channels.ts'
import { countUnsettled, nextDeliveryAt, settleDelivery, takeDeliveries } from '../../src/store/deliveries.ts'
import { pacesOf } from '../../src/store/feed-pace.ts'
import {
  addFeed,
  findFeed,
  listFeeds,
  nextFeedDueAt,
  removeFeed,
  takeDueFeeds,
} from '../../src/store/feeds.ts'
import {
  type AskedIdentities,
  knownIdentities,
  nextReadingAt,
  postponeReading,
  takeUnreadItems,
} from '../../src/store/items.ts'
import { saveReading } from '../../src/store/readings.ts'
import type { Candidate } from '../../src/store/routing.ts'
import { moveSamples, removeSamples } from '../../src/store/samples.ts'
import { savePoll } from '../../src/store/save-poll.ts'
import type { NewItemRow } from '../../src/store/schema.ts'
import type { Store } from '../../src/store/store.ts'
import { countDeliveries } from '../deliver/counts.ts'
import { saveAsPolled } from '../fakes/saved-poll.ts'
import { engines } from './engines.ts'

const now = new Date('2026-01-24T12:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)
const hourMs = 3_600_000
const feedClaim = { now, owner: 'me', leaseMs: 1000, limit: 10, longestWaitMs: hourMs } as const
const terminal = { platform: 'console', workspaceId: 'local', channelId: 'terminal', threadId: null }

describe.each(engines)('the store on $name', ({ open }) => {
  let store: Store
  beforeEach(async () => {
    store = await open()
  })
  afterEach(() => store.close())

  const addOne = (url = 'https://news.example/feed') =>
    store.write((tx) => addFeed(tx, { url, source: 'added', firstPosts: 1 }, now))

  async function follow(url?: string, channel = terminal) {
    const { row: feed } = await addOne(url)
    const row = await store.write((tx) => ensureChannel(tx, channel, now))
    await store.write((tx) => subscribe(tx, { channelId: row.id, feedId: feed.id, style: 'full' }, now))
    return { feed, channel: row }
  }

  const itemRow = (feedId: number, key: string, changes: Partial<NewItemRow> = {}): NewItemRow => ({
    feed_id: feedId,
    key,
    canonical_url: `https://news.example/${key}`,
    url: `https://news.example/${key}`,
    title: `Story ${key}`,
    categories: '[]',
    discovered_at: now.getTime(),
    origin: 'new',
    reading: 'waiting',
    ...changes,
  })

  const saveItems = (feedId: number, items: readonly NewItemRow[]) =>
    saveAsPolled(store, feedId, { update: { next_poll_at: 0, last_polled_at: now.getTime() }, items })

  const takeItems = (limit = 10, at = now) =>
    takeUnreadItems(store, { now: at, owner: 'me', leaseMs: 1000, limit })

  const queueAll = (candidates: readonly Candidate[]) =>
    candidates.map(({ channelId, style }) => ({
      channelId,
      style,
      outcome: 'queued' as const,
      reason: 'test',
    }))

  const read = (itemId: number, decide = queueAll) =>
    saveReading(
      store,
      { itemId, owner: 'me', article: null, quotes: [], postBody: '{}', problem: null },
      decide,
      now,
    )

  const claim = (at = now, owner = 'me') =>
    takeDeliveries(
      store,
      { now: at, owner, leaseMs: 1000, limit: 10, platforms: ['console', 'slack'] },
      ({ id }) => ({ kind: 'rendered', payload: `rendered ${id}` }),
    )

  async function deliverable(keys: readonly string[], channel = terminal) {
    const { feed } = await follow('https://news.example/feed', channel)
    await saveItems(
      feed.id,
      keys.map((key) => itemRow(feed.id, key)),
    )
    for (let items = await takeItems(); items.length > 0; items = await takeItems())
      for (const item of items) await read(item.id)
  }

  describe('feeds', () => {
    test('a feed is added once, however often it is asked for', async () => {
      expect((await addOne()).added).toBe(true)
      expect((await addOne()).added).toBe(false)
      expect(await listFeeds(store)).toHaveLength(1)
    })

    test('a feed is found by its id and by its address', async () => {
      const { row } = await addOne()
      expect((await findFeed(store, String(row.id)))?.url).toBe('https://news.example/feed')
      expect((await findFeed(store, 'https://news.example/feed'))?.id).toBe(row.id)
      expect(await findFeed(store, '999')).toBeUndefined()
    })

    test('an address of 2,000 characters is kept, and a longer one refused', async () => {
      const hex = Array.from({ length: 200 }, (_, index) => (index * 2_654_435_761).toString(16)).join('')
      const longest = `https://news.example/${hex}`.padEnd(2_000, hex).slice(0, 2_000)
      const { row } = await addOne(longest)
      expect((await findFeed(store, longest))?.id).toBe(row.id)
      await expect(addOne(`${longest}x`)).rejects.toThrow(
        'add a feed of news.example: the address is longer than 2000 characters',
      )
    })

    test('a feed is found however its host is spelt', async () => {
      const { row } = await addOne('https://news.example/')
      expect((await findFeed(store, 'https://NEWS.example'))?.id).toBe(row.id)
    })

    test('a feed that failed last time lets others go first, but not for long', async () => {
      const { row: ailing } = await addOne('https://ailing.example/feed')
      const { row: healthy } = await addOne('https://healthy.example/feed')
      const set = (id: number, next_poll_at: number, failures: number) =>
        store.db.updateTable('feeds').set({ next_poll_at, failures }).where('id', '=', id).execute()
      await set(ailing.id, now.getTime() - 30_000, 1)
      await set(healthy.id, now.getTime() - 1_000, 0)
      const claim = { ...feedClaim, limit: 1, leaseMs: 100 }
      expect((await takeDueFeeds(store, claim)).map(({ id }) => id)).toEqual([healthy.id])
      await set(ailing.id, now.getTime() - 90_000, 1)
      const again = { ...claim, now: later(200) }
      expect((await takeDueFeeds(store, again)).map(({ id }) => id)).toEqual([ailing.id])
    })

    test('a feed that a clock ahead of time has put off is due', async () => {
      const { row } = await addOne()
      const putOff = (at: Date) =>
        saveAsPolled(store, row.id, { update: { next_poll_at: at.getTime() }, items: [] })
      await putOff(later(hourMs * 1.1))
      expect(await takeDueFeeds(store, feedClaim)).toEqual([])
      await putOff(later(hourMs * 1000))
      expect(await nextFeedDueAt(store, feedClaim)).toBeLessThanOrEqual(now.getTime())
      expect(await takeDueFeeds(store, feedClaim)).toHaveLength(1)
      expect(await nextFeedDueAt(store, feedClaim)).toBe(later(1000).getTime())
    })

    test('a poll whose lease went to somebody else saves nothing', async () => {
      const { row } = await addOne()
      await takeDueFeeds(store, { ...feedClaim, owner: 'slow' })
      await takeDueFeeds(store, { ...feedClaim, now: later(1000) })
      const found = { update: { title: 'Late' }, items: [itemRow(row.id, 'a')] }
      expect(await savePoll(store, { id: row.id, owner: 'slow' }, found)).toBeNull()
      expect((await listFeeds(store))[0]).toMatchObject({ title: null, lease_owner: 'me' })
      expect(await takeItems()).toEqual([])
      expect(await savePoll(store, { id: row.id, owner: 'me' }, found)).toBe(1)
      expect((await listFeeds(store))[0]).toMatchObject({ title: 'Late', lease_owner: null })
    })

    test('a feed that was removed while it was polled stays removed', async () => {
      const { row } = await addOne()
      await takeDueFeeds(store, feedClaim)
      await removeFeed(store, row.id)
      const found = { update: { title: 'Late' }, items: [itemRow(row.id, 'a')] }
      expect(await savePoll(store, { id: row.id, owner: 'me' }, found)).toBeNull()
    })

    test('adding a feed that is gone polls it again', async () => {
      const { row } = await addOne()
      await saveAsPolled(store, row.id, {
        update: { state: 'gone', next_poll_at: later(60_000).getTime(), failures: 3, last_error: '410' },
        items: [],
      })
      expect(await addOne()).toMatchObject({
        added: false,
        row: { id: row.id, state: 'active', failures: 0 },
      })
      expect(await takeDueFeeds(store, feedClaim)).toHaveLength(1)
    })

    test('the samples go, feeds of the operator stay', async () => {
      await addOne()
      const sample = { url: 'http://127.0.0.1:4000/feed.xml', source: 'samples', firstPosts: 1 } as const
      await store.write((tx) => addFeed(tx, sample, now))
      await removeSamples(store)
      expect((await listFeeds(store)).map(({ source }) => source)).toEqual(['added'])
    })

    test('a feed that is due is given to one taker until the lease ends', async () => {
      await addOne()
      const take = (at: Date) => takeDueFeeds(store, { ...feedClaim, now: at })
      expect(await take(now)).toHaveLength(1)
      expect(await take(later(999))).toHaveLength(0)
      expect(await nextFeedDueAt(store, feedClaim)).toBe(later(1000).getTime())
      expect(await take(later(1000))).toHaveLength(1)
    })

    test('one host is asked for few feeds at once, and none while it is busy', async () => {
      for (const path of ['a', 'b', 'c']) await addOne(`https://slow.example/${path}`)
      await addOne('https://quick.example/feed')
      const claim = { ...feedClaim, perHost: 2 }
      const hosts = (await takeDueFeeds(store, claim)).map(({ host }) => host)
      expect(hosts.toSorted()).toEqual(['quick.example', 'slow.example', 'slow.example'])
      expect(await takeDueFeeds(store, { ...claim, exceptHosts: ['slow.example'] })).toEqual([])
      expect(await takeDueFeeds(store, claim)).toHaveLength(1)
    })

    test('a feed that is not due is taken only when all are wanted', async () => {
      const { row } = await addOne()
      await saveAsPolled(store, row.id, {
        update: { next_poll_at: later(60_000).getTime(), last_polled_at: now.getTime() },
        items: [],
      })
      const take = (all: boolean) => takeDueFeeds(store, { ...feedClaim, all })
      expect(await take(false)).toHaveLength(0)
      expect(await nextFeedDueAt(store, feedClaim)).toBe(later(60_000).getTime())
      expect(await take(true)).toHaveLength(1)
    })

    test('a feed that is gone is not polled again', async () => {
      const { row } = await addOne()
      await saveAsPolled(store, row.id, {
        update: { state: 'gone', next_poll_at: 0, last_polled_at: now.getTime() },
        items: [],
      })
      expect(await takeDueFeeds(store, { ...feedClaim, all: true })).toEqual([])
      expect(await nextFeedDueAt(store, feedClaim)).toBeNull()
    })

    test('removing a feed removes everything that came from it', async () => {
      await deliverable(['a', 'b'])
      const [feed] = await listFeeds(store)
      await removeFeed(store, feed?.id ?? 0)
      expect(await store.db.selectFrom('items').selectAll().execute()).toEqual([])
      expect(await store.db.selectFrom('deliveries').selectAll().execute()).toEqual([])
      expect(await store.db.selectFrom('subscriptions').selectAll().execute()).toEqual([])
    })

    test('a feed that moves to another origin keeps its items', async () => {
      const { row } = await addOne('http://127.0.0.1:4000/feed.xml')
      await saveItems(row.id, [itemRow(row.id, 'a', { url: 'http://127.0.0.1:4000/a.html' })])
      await moveSamples(store, row, 'http://127.0.0.1:5000')
      const [item] = await takeItems()
      expect(item?.url).toBe('http://127.0.0.1:5000/a.html')
      expect((await listFeeds(store))[0]?.url).toBe('http://127.0.0.1:5000/feed.xml')
    })
  })

  describe('items', () => {
    test('an item is saved once, however often the feed repeats it', async () => {
      const { row } = await addOne()
      expect(await saveItems(row.id, [itemRow(row.id, 'a'), itemRow(row.id, 'a')])).toBe(1)
      expect(await saveItems(row.id, [itemRow(row.id, 'a'), itemRow(row.id, 'b')])).toBe(1)
    })

    test('two feeds may use the same key', async () => {
      const { row: one } = await addOne('https://one.example/feed')
      const { row: other } = await addOne('https://other.example/feed')
      expect(await saveItems(one.id, [itemRow(one.id, 'a')])).toBe(1)
      expect(await saveItems(other.id, [itemRow(other.id, 'a')])).toBe(1)
    })

    test('known items are those of the same feed, by key, by address and by title', async () => {
      const { row } = await addOne()
      const { row: stranger } = await addOne('https://other.example/feed')
      await saveItems(row.id, [itemRow(row.id, 'a')])
      const none = { keys: [], urls: [], titles: [] }
      const keysFor = async (feedId: number, asked: Partial<AskedIdentities>) =>
        (await knownIdentities(store, feedId, { ...none, ...asked })).map(({ key }) => key)
      expect(await keysFor(row.id, { keys: ['a', 'b'] })).toEqual(['a'])
      expect(await keysFor(row.id, { urls: ['https://news.example/a', 'https://news.example/b'] })).toEqual([
        'a',
      ])
      expect(await keysFor(row.id, { titles: ['Story a', 'Story b'] })).toEqual(['a'])
      expect(await keysFor(row.id, { keys: ['a'], titles: ['Story a'] })).toEqual(['a'])
      expect(await keysFor(stranger.id, { keys: ['a'], titles: ['Story a'] })).toEqual([])
    })

    test('a document of 2,000 items can be looked up', async () => {
      const { row } = await addOne()
      const keys = Array.from({ length: 2000 }, (_, index) => `key ${index}`)
      await saveItems(
        row.id,
        keys.slice(0, 1500).map((key) => itemRow(row.id, key)),
      )
      expect(await knownIdentities(store, row.id, { keys, urls: [], titles: [] })).toHaveLength(1500)
    })

    test('the cadence counts by publication, else by discovery', async () => {
      const { row } = await addOne()
      await saveItems(row.id, [
        itemRow(row.id, 'old', { published_at: 0 }),
        itemRow(row.id, 'dated', { published_at: now.getTime() }),
        itemRow(row.id, 'undated'),
      ])
      const paceOf = await pacesOf(store.db, [row.id], now.getTime())
      expect(paceOf(row.id)).toEqual({ wished_minutes: null, items_last_week: 2 })
    })

    test('the items of a feed are read one at a time, oldest first, and counted as tried', async () => {
      const { row } = await addOne()
      await saveItems(row.id, [itemRow(row.id, 'a'), itemRow(row.id, 'b')])
      const tries = (items: Awaited<ReturnType<typeof takeItems>>) =>
        items.map(({ key, reading_attempts: attempts }) => [key, attempts])
      expect(tries(await takeItems())).toEqual([['a', 1]])
      expect(tries(await takeItems())).toEqual([['b', 1]])
      expect(await takeItems()).toEqual([])
      expect(await nextReadingAt(store)).toBe(later(1000).getTime())
      expect(tries(await takeItems(10, later(1000)))).toEqual([['a', 2]])
    })

    test('items of several feeds are read side by side, but none of a feed that is busy', async () => {
      const { row: one } = await addOne('https://one.example/feed')
      const { row: other } = await addOne('https://other.example/feed')
      await saveItems(one.id, [itemRow(one.id, 'a')])
      await saveItems(other.id, [itemRow(other.id, 'b')])
      const claim = { now, owner: 'me', leaseMs: 1000, limit: 10 }
      expect(await takeUnreadItems(store, { ...claim, exceptFeeds: [one.id] })).toHaveLength(1)
      expect(await takeUnreadItems(store, claim)).toHaveLength(1)
    })

    test('items of the baseline are never read', async () => {
      const { row } = await addOne()
      await saveItems(row.id, [itemRow(row.id, 'a', { origin: 'baseline', reading: 'none' })])
      expect(await takeItems()).toEqual([])
      expect(await nextReadingAt(store)).toBeNull()
    })

    test('an item put back comes again when its time has come', async () => {
      const { row } = await addOne()
      await saveItems(row.id, [itemRow(row.id, 'a')])
      const [item] = await takeItems()
      const held = { id: item?.id ?? 0, owner: 'me' }
      const asleep = { notBefore: later(500).getTime(), problem: 'asleep' }
      expect(await postponeReading(store, { ...held, owner: 'other' }, asleep)).toBe(false)
      expect(await postponeReading(store, held, asleep)).toBe(true)
      expect(await takeItems()).toEqual([])
      expect(await nextReadingAt(store)).toBe(later(500).getTime())
      expect((await takeItems(1, later(500)))[0]?.reading_problem).toBe('asleep')
    })
  })

  describe('readings', () => {
    test('post, decisions and deliveries are saved together, one delivery for each channel', async () => {
      const { feed } = await follow()
      await follow('https://news.example/feed', { ...terminal, platform: 'slack' })
      await saveItems(feed.id, [itemRow(feed.id, 'a')])
      const [item] = await takeItems()
      expect(await read(item?.id ?? 0)).toBe(2)
      expect((await countDeliveries(store)).pending).toBe(2)
      expect(await store.db.selectFrom('decisions').selectAll().execute()).toHaveLength(2)
      expect(await store.db.selectFrom('posts').selectAll().execute()).toHaveLength(1)
    })

    test('an item whose lease went to somebody else is not saved twice', async () => {
      const { feed } = await follow()
      await saveItems(feed.id, [itemRow(feed.id, 'a')])
      const [item] = await takeItems()
      await takeUnreadItems(store, { now: later(1000), owner: 'other', leaseMs: 1000, limit: 1 })
      expect(await read(item?.id ?? 0)).toBeNull()
      expect((await countDeliveries(store)).pending).toBe(0)
    })

    test('a failure half way leaves nothing behind', async () => {
      const { feed } = await follow()
      await saveItems(feed.id, [itemRow(feed.id, 'a')])
      const [item] = await takeItems()
      const broken = () => {
        throw new Error('routing broke')
      }
      await expect(read(item?.id ?? 0, broken)).rejects.toThrow('routing broke')
      expect(await store.db.selectFrom('posts').selectAll().execute()).toEqual([])
      expect(await takeItems(1, later(1000))).toHaveLength(1)
    })

    test('routing learns that the channel already has this page from another feed', async () => {
      await deliverable(['a'])
      const { feed } = await follow('https://mirror.example/feed')
      await saveItems(feed.id, [itemRow(feed.id, 'x', { canonical_url: 'https://news.example/a' })])
      const [item] = await takeItems()
      let seen: readonly Candidate[] = []
      await read(item?.id ?? 0, (candidates) => {
        seen = candidates
        return []
      })
      expect(seen.map(({ hasSamePage }) => hasSamePage)).toEqual([true])
    })
  })

  describe('deliveries', () => {
    test('a channel has one delivery at work, the oldest first', async () => {
      await deliverable(['a', 'b'])
      const [first, ...others] = await claim()
      expect(others).toEqual([])
      expect(await claim()).toEqual([])
      const sent = { state: 'sent', messageRef: '{}', note: null, restUntil: 0 } as const
      expect(await settleDelivery(store, { id: first?.id ?? 0, owner: 'me' }, sent, now)).toBe(true)
      const [second] = await claim()
      expect(second?.id).toBeGreaterThan(first?.id ?? 0)
    })

    test('the payload is frozen by the first attempt', async () => {
      await deliverable(['a'])
      const [first] = await claim()
      const [again] = await takeDeliveries(
        store,
        { now: later(1000), owner: 'me', leaseMs: 1000, limit: 1, platforms: ['console'] },
        () => ({ kind: 'rendered', payload: 'rendered anew' }),
      )
      expect(again?.payload).toBe(first?.payload)
      expect(again?.key).toBe(first?.key)
    })

    test('an attempt that never ended comes back as sending when its lease ends', async () => {
      await deliverable(['a'])
      const [first] = await claim()
      expect(first?.state).toBe('pending')
      expect(await claim(later(999))).toEqual([])
      const [again] = await claim(later(1000), 'other')
      expect(again?.state).toBe('sending')
      expect(again?.startedAt).toBe(now.getTime())
    })

    test('who lost the lease cannot settle', async () => {
      await deliverable(['a'])
      const [first] = await claim()
      await claim(later(1000), 'other')
      const sent = { state: 'sent', messageRef: '{}', note: null, restUntil: 0 } as const
      expect(await settleDelivery(store, { id: first?.id ?? 0, owner: 'me' }, sent, now)).toBe(false)
      expect(await countUnsettled(store)).toEqual({ pending: 0, sending: 1, folded: 0, failed: 0, held: 0 })
    })

    test('a delivery that has to wait holds back the ones behind it', async () => {
      await deliverable(['a', 'b'])
      const [first] = await claim()
      await settleDelivery(
        store,
        { id: first?.id ?? 0, owner: 'me' },
        { state: 'pending', notBefore: later(5000).getTime(), reason: 'slow down' },
        now,
      )
      expect(await claim(later(4999))).toEqual([])
      expect(await nextDeliveryAt(store, ['console'])).toBe(later(5000).getTime())
      expect((await claim(later(5000)))[0]?.id).toBe(first?.id)
    })

    test('an unknown outcome waits in sending', async () => {
      await deliverable(['a'])
      const [first] = await claim()
      await settleDelivery(
        store,
        { id: first?.id ?? 0, owner: 'me' },
        { state: 'waiting', until: later(3000).getTime(), reason: 'no answer' },
        now,
      )
      expect(await claim(later(2999))).toEqual([])
      expect((await claim(later(3000)))[0]?.state).toBe('sending')
    })

    test('a paused channel keeps its queue until it is resumed', async () => {
      const { channel } = await follow()
      await deliverable(['a'])
      await pauseChannel(store, { channelId: channel.id, reason: 'closed', checkAt: 0 }, () => null, now)
      expect(await claim()).toEqual([])
      expect(await nextDeliveryAt(store, ['console'])).toBeNull()
      await resumeChannels(store, 'console')
      expect(await claim()).toHaveLength(1)
    })

    test('only the platforms that are connected are served', async () => {
      await deliverable(['a'], { ...terminal, platform: 'discord' })
      expect(await claim()).toEqual([])
    })

    test('the same item cannot be queued twice for a channel', async () => {
      await deliverable(['a'])
      const [delivery] = await store.db.selectFrom('deliveries').selectAll().execute()
      if (!delivery) throw new Error('expected a delivery')
      const { id: _, ...copy } = delivery
      const again = store.db.insertInto('deliveries').values({ ...copy, key: 'another' })
      await expect(again.execute()).rejects.toThrow(/unique/i)
    })
  })

  test('transactions that run at the same time do not mix', async () => {
    const failing = store
      .write(async (tx) => {
        await addFeed(tx, { url: 'https://lost.example/', source: 'added', firstPosts: 1 }, now)
        throw new Error('rolled back')
      })
      .catch(() => 'failed')
    await Promise.all([failing, addOne('https://kept.example/')])
    expect((await listFeeds(store)).map(({ url }) => url)).toEqual(['https://kept.example/'])
  })
})
