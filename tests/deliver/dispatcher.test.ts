import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Adapter, FindResult, SendResult } from '../../src/deliver/adapter.ts'
import { type DispatcherParts, dispatchOnce } from '../../src/deliver/dispatcher.ts'
import { routePost } from '../../src/deliver/route.ts'
import { composeHeadlinePost } from '../../src/read/post.ts'
import { ensureChannel, subscribe } from '../../src/store/channels.ts'
import { countDeliveries, nextDeliveryAt } from '../../src/store/deliveries.ts'
import { addFeed, savePoll } from '../../src/store/feeds.ts'
import { takeUnreadItems } from '../../src/store/items.ts'
import { endAbandonedLeases } from '../../src/store/leases.ts'
import { saveReading } from '../../src/store/readings.ts'
import { openSqliteStore, type Store } from '../../src/store/store.ts'

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
  const adapter: Adapter = {
    platform: 'fake',
    capabilities: { settleMs: 20_000, onUnknown: 'hold' },
    render: (post) => post.headline,
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
    stop: async () => undefined,
  }
  return { adapter, shown, state }
}

const partsFor = (adapter: Adapter, owner = 'me'): DispatcherParts => ({
  store,
  adapters: { fake: adapter },
  owner,
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
  await savePoll(store, feed.id, {
    update: { next_poll_at: 0, last_polled_at: now },
    items: titles.map(item),
  })
  const facts = { url: null, outlet: null, summary: null, publishedAt: null, imageUrl: null, categories: [] }
  for (const { id, title } of await takeUnreadItems(store, { now: at, owner: 'me', leaseMs: 1, limit: 50 })) {
    const post = composeHeadlinePost({ ...facts, title }, null)
    const reading = { itemId: id, owner: 'me', article: null, quotes: [], problem: null }
    await saveReading(store, { ...reading, postBody: JSON.stringify(post) }, routePost, at)
  }
}

async function drain(parts: DispatcherParts, rounds = 50) {
  for (let round = 0; round < rounds; round++) {
    if ((await dispatchOnce(parts)) > 0) continue
    const next = await nextDeliveryAt(store)
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
  const dying: Adapter = {
    ...platform.adapter,
    async publish(to, message, key) {
      await platform.adapter.publish(to, message, key)
      throw new Error('killed')
    },
  }
  await dispatchOnce(partsFor(dying, 'dead'))
  expect((await countDeliveries(store)).sending).toBe(1)
  await endAbandonedLeases(store)
  await drain(partsFor(platform.adapter, 'next'))
  expect(messages(platform)).toEqual(['one'])
  expect((await countDeliveries(store)).sent).toBe(1)
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
  const platform = fakePlatform([{ kind: 'rateLimited', retryAfterMs: 3000 }])
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
