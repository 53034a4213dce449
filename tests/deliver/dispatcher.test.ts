import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FindResult, Sender, SendResult } from '../../src/deliver/adapter.ts'
import { openClosures } from '../../src/deliver/closures.ts'
import { channelsAtOnce, type DispatcherParts, dispatch, takeHeads } from '../../src/deliver/dispatcher.ts'
import { routePost } from '../../src/deliver/route.ts'
import { composeHeadlinePost } from '../../src/read/post.ts'
import { ensureChannel, subscribe } from '../../src/store/channels.ts'
import { countDeliveries, nextDeliveryAt } from '../../src/store/deliveries.ts'
import { addFeed } from '../../src/store/feeds.ts'
import { takeUnreadItems } from '../../src/store/items.ts'
import { endAbandonedLeases } from '../../src/store/leases.ts'
import { saveReading } from '../../src/store/readings.ts'
import { openSqliteStore, type Store } from '../../src/store/store.ts'
import { saveAsPolled } from '../fakes/saved-poll.ts'

let store: Store
let now: number
beforeEach(async () => {
  store = await openSqliteStore(':memory:')
  now = Date.parse('2026-01-24T12:00:00Z')
})
afterEach(() => store.close())

/** A chat platform in memory: what it was asked, what it shows, and what it answers next. */
function fakePlatform(answers: readonly (SendResult | 'lost before' | 'lost after')[] = []) {
  const shown: { key: string; message: string }[] = []
  const left = [...answers]
  const state = { canFind: true }
  const adapter: Sender = {
    platform: 'fake',
    capabilities: { settleMs: 20_000, onUnknown: 'hold', pace: null },
    render: (post) => post.headline,
    renderView: (view) => JSON.stringify(view),
    async publish(to, message, key) {
      const answer = left.shift()
      if (answer === 'lost before') return { kind: 'unknown', cause: 'connection reset' }
      if (answer !== undefined && answer !== 'lost after') return answer
      shown.push({ key, message })
      if (answer === 'lost after') return { kind: 'unknown', cause: 'time-out' }
      return { kind: 'sent', message: { ...to, messageId: key } }
    },
    async find(to, key): Promise<FindResult> {
      if (!state.canFind) return { kind: 'unavailable', reason: 'no right to read the history' }
      return shown.some((message) => message.key === key)
        ? { kind: 'found', message: { ...to, messageId: key } }
        : { kind: 'absent' }
    },
  }
  return { adapter, shown, state }
}

const partsFor = (adapter: Sender, owner = 'me'): DispatcherParts => ({
  store,
  adapters: { fake: adapter },
  owner,
  closures: openClosures(),
  buckets: new Map(),
  adminChannelId: null,
  clock: () => new Date(now),
  log: pino({ level: 'silent' }),
})

async function queue(...titles: readonly string[]) {
  const at = new Date(now)
  const { row: feed } = await store.write((tx) =>
    addFeed(tx, { url: 'https://news.example/feed', source: 'added', firstPosts: 1 }, at),
  )
  const address = { platform: 'fake', workspaceId: 'w', channelId: 'c', threadId: null }
  const channel = await store.write((tx) => ensureChannel(tx, address, at))
  await store.write((tx) => subscribe(tx, { channelId: channel.id, feedId: feed.id, style: 'full' }, at))
  const item = (title: string) => ({
    feed_id: feed.id,
    key: title,
    title,
    categories: '[]',
    discovered_at: now,
    origin: 'new' as const,
    reading: 'waiting' as const,
  })
  await saveAsPolled(store, feed.id, {
    update: { next_poll_at: 0, last_polled_at: now },
    items: titles.map(item),
  })
  const facts = { url: null, outlet: null, summary: null, publishedAt: null, imageUrl: null, categories: [] }
  const claim = { now: at, owner: 'me', leaseMs: 1, limit: 1 }
  for (let items = await takeUnreadItems(store, claim); items.length > 0; ) {
    for (const { id, title } of items) {
      const post = composeHeadlinePost({ ...facts, title }, null)
      const reading = { itemId: id, owner: 'me', article: null, quotes: [], problem: null }
      await saveReading(store, { ...reading, postBody: JSON.stringify(post) }, routePost, at)
    }
    items = await takeUnreadItems(store, claim)
  }
}

/** Works on the head of every channel's queue once; returns how many there were. */
async function dispatchOnce(parts: DispatcherParts): Promise<number> {
  const heads = await takeHeads(parts, channelsAtOnce, [])
  await Promise.all(heads.map((delivery) => dispatch(delivery, parts)))
  return heads.length
}

async function drain(parts: DispatcherParts, rounds = 50) {
  for (let round = 0; round < rounds; round++) {
    if ((await dispatchOnce(parts)) > 0) continue
    const next = await nextDeliveryAt(store, ['fake'])
    if (next === null) return
    now = Math.max(now, next)
  }
}

const messages = (platform: ReturnType<typeof fakePlatform>) => platform.shown.map(({ message }) => message)

test('posts arrive once, in order', async () => {
  await queue('one', 'two', 'three')
  const platform = fakePlatform()
  await drain(partsFor(platform.adapter))
  expect(messages(platform)).toEqual(['one', 'two', 'three'])
  expect((await countDeliveries(store)).sent).toBe(3)
})

test('an answer that was lost after the message was posted does not post it again', async () => {
  await queue('one', 'two')
  const platform = fakePlatform(['lost after'])
  await drain(partsFor(platform.adapter))
  expect(messages(platform)).toEqual(['one', 'two'])
  expect((await countDeliveries(store)).sent).toBe(2)
})

test('a request that was lost on the way is sent again, and the order is kept', async () => {
  await queue('one', 'two')
  const platform = fakePlatform(['lost before', 'lost before'])
  await drain(partsFor(platform.adapter))
  expect(messages(platform)).toEqual(['one', 'two'])
})

test('nobody looks for a message before its request has had the time to take effect', async () => {
  await queue('one')
  const platform = fakePlatform(['lost before'])
  const parts = partsFor(platform.adapter)
  await dispatchOnce(parts)
  now += 19_999
  expect(await dispatchOnce(parts)).toBe(0)
  now += 1
  expect(await dispatchOnce(parts)).toBe(1)
})

test('a process that died while sending leaves a delivery that the next one looks for', async () => {
  await queue('one')
  const platform = fakePlatform()
  const [head] = await takeHeads(partsFor(platform.adapter, 'dead'), 1, [])
  if (!head) throw new Error('expected a delivery')
  await platform.adapter.publish(head.channel, head.payload ?? '', head.key)
  await endAbandonedLeases(store)
  expect((await countDeliveries(store)).sending).toBe(1)
  await drain(partsFor(platform.adapter, 'next'))
  expect(messages(platform)).toEqual(['one'])
  expect((await countDeliveries(store)).sent).toBe(1)
})

test('an adapter that throws has left no answer: its message is looked for', async () => {
  await queue('one', 'two')
  const platform = fakePlatform()
  let isBroken = true
  const adapter: Sender = {
    ...platform.adapter,
    async publish(to, message, key) {
      const sent = await platform.adapter.publish(to, message, key)
      if (isBroken) throw new Error('a bug')
      return sent
    },
  }
  await dispatchOnce(partsFor(adapter))
  isBroken = false
  await drain(partsFor(adapter))
  expect(messages(platform)).toEqual(['one', 'two'])
})

test('a post that cannot be rendered fails alone', async () => {
  await queue('one', 'two')
  const platform = fakePlatform()
  const adapter: Sender = {
    ...platform.adapter,
    render(post, style, marking) {
      if (post.headline === 'one') throw new Error('no layout for this')
      return platform.adapter.render(post, style, marking)
    },
  }
  await drain(partsFor(adapter))
  expect(messages(platform)).toEqual(['two'])
  expect(await countDeliveries(store)).toMatchObject({ failed: 1, sent: 1 })
})

test('an outcome that could not be saved at once is saved later, and nothing is sent again', async () => {
  await queue('one')
  const platform = fakePlatform()
  const parts = partsFor(platform.adapter)
  const [head] = await takeHeads(parts, 1, [])
  if (!head) throw new Error('expected a delivery')
  let isLocked = true
  const locked: Store = {
    ...store,
    write(work) {
      const wasLocked = isLocked
      isLocked = false
      return wasLocked ? Promise.reject(new Error('database is locked')) : store.write(work)
    },
  }
  await dispatch(head, { ...parts, store: locked })
  expect(messages(platform)).toEqual(['one'])
  expect((await countDeliveries(store)).sent).toBe(1)
})

test('what is being sent is not taken again, however long it takes', async () => {
  await queue('one')
  const parts = partsFor(fakePlatform().adapter)
  const going = await takeHeads(parts, 1, [])
  now += 3_600_000
  expect(await takeHeads(parts, 1, going)).toEqual([])
  expect(
    await nextDeliveryAt(
      store,
      ['fake'],
      going.map(({ id }) => id),
    ),
  ).toBeNull()
})

test('where the history cannot be read, an unknown outcome is held', async () => {
  await queue('one')
  const platform = fakePlatform(['lost after'])
  platform.state.canFind = false
  await drain(partsFor(platform.adapter))
  expect((await countDeliveries(store)).held).toBe(1)
  expect(messages(platform)).toEqual(['one'])
})

test('a platform that asks to wait is left alone for that long', async () => {
  await queue('one')
  const platform = fakePlatform([{ kind: 'rateLimited', scope: 'channel', retryAfterMs: 3000 }])
  const parts = partsFor(platform.adapter)
  await dispatchOnce(parts)
  now += 2999
  expect(await dispatchOnce(parts)).toBe(0)
  now += 1
  await dispatchOnce(parts)
  expect(messages(platform)).toEqual(['one'])
})

test('a channel that is closed is paused and keeps its queue', async () => {
  await queue('one', 'two')
  const platform = fakePlatform([{ kind: 'rejected', about: 'channel', reason: 'the bot was removed' }])
  await drain(partsFor(platform.adapter))
  expect(messages(platform)).toEqual([])
  expect((await countDeliveries(store)).pending).toBe(2)
  const [channel] = await store.db.selectFrom('channels').selectAll().execute()
  expect(channel).toMatchObject({ state: 'paused', paused_reason: 'the bot was removed' })
})

test('a message the platform refuses fails alone', async () => {
  await queue('one', 'two')
  const platform = fakePlatform([{ kind: 'rejected', about: 'message', reason: 'too long' }])
  await drain(partsFor(platform.adapter))
  expect(messages(platform)).toEqual(['two'])
  expect(await countDeliveries(store)).toMatchObject({ failed: 1, sent: 1 })
})
