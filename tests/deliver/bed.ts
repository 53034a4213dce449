import { pino } from 'pino'
import type { Access, FindResult, Sender, SendResult } from '../../src/deliver/adapter.ts'
import type { ChannelRef } from '../../src/deliver/address.ts'
import { openClosures } from '../../src/deliver/closures.ts'
import {
  channelsAtOnce,
  type DispatcherParts,
  dispatch,
  nextHeadAt,
  takeHeads,
} from '../../src/deliver/dispatcher.ts'
import { makeDueDigests } from '../../src/deliver/gather.ts'
import { routePost } from '../../src/deliver/route.ts'
import { composeHeadlinePost } from '../../src/read/post.ts'
import { ensureChannel, subscribe } from '../../src/store/channels.ts'
import { Claims } from '../../src/store/claims.ts'
import { nextDigestDueAt } from '../../src/store/digests.ts'
import { addFeed } from '../../src/store/feeds.ts'
import { takeUnreadItems } from '../../src/store/items.ts'
import { saveReading } from '../../src/store/readings.ts'
import type { SubscriptionRow } from '../../src/store/schema.ts'
import type { Store } from '../../src/store/store.ts'
import { type ChannelChange, changeChannel } from '../../src/store/workspaces.ts'
import { saveAsPolled } from '../fakes/saved-poll.ts'
import { openTestStore } from '../store/engines.ts'

export type Outbox = {
  readonly store: Store
  readonly clock: { now: number }
  /** Queues a post for each title in the channel, as reading would. */
  queue(titles: readonly string[], channelId?: string): Promise<void>
  /** Changes what holds for the channel, or for what it subscribes to. */
  set(changes: ChannelChange, channelId?: string): Promise<void>
  follow(changes: Partial<SubscriptionRow>, channelId?: string): Promise<void>
  /** The row id of the channel; it is made when it is new. */
  channel(channelId: string, platform?: string): Promise<number>
  /** Works on the head of every channel's queue once; returns how many there were. */
  dispatchOnce(parts: DispatcherParts): Promise<number>
  /** Makes the digests that are due; returns in how many channels. */
  gatherOnce(parts: DispatcherParts): Promise<number>
  /** Works until then: posts, and digests when they are due. */
  runUntil(time: number, parts: DispatcherParts): Promise<void>
  /** Works until nothing waits any more, letting the clock run. */
  drain(parts: DispatcherParts): Promise<void>
  parts(senders: readonly Sender[], changes?: Partial<DispatcherParts>): DispatcherParts
}

/** A store in memory with a clock that is set by hand. */
export async function openOutbox(): Promise<Outbox> {
  const store = await openTestStore()
  const clock = { now: Date.parse('2026-01-24T12:00:00Z') }

  const dispatchOnce = async (parts: DispatcherParts) => {
    const heads = await takeHeads(parts, channelsAtOnce, [])
    await Promise.all(heads.map((delivery) => dispatch(delivery, parts)))
    return heads.length
  }
  const gatherOnce = ({ adapters, closures, log }: DispatcherParts) =>
    makeDueDigests({
      store,
      openPlatforms: () => closures.open(Object.keys(adapters), clock.now),
      clock: () => new Date(clock.now),
      log,
    })
  const channel = async (channelId: string, platform = 'fake') => {
    const ref = { ...refOf(channelId), platform }
    return (await store.write((tx) => ensureChannel(tx, ref, new Date(clock.now)))).id
  }
  return {
    store,
    clock,
    channel,
    dispatchOnce,
    gatherOnce,
    async set(changes, channelId = 'c') {
      const id = await channel(channelId)
      await store.write((tx) => changeChannel(tx, id, changes))
    },
    async follow(changes, channelId = 'c') {
      const at = new Date(clock.now)
      const channelRow = await channel(channelId)
      const feedId = await followFeed(store, { channelId: channelRow, name: channelId }, at)
      await store.write((tx) =>
        tx
          .updateTable('subscriptions')
          .set(changes)
          .where('channel_id', '=', channelRow)
          .where('feed_id', '=', feedId)
          .execute(),
      )
    },
    async queue(titles, channelId = 'c') {
      const at = new Date(clock.now)
      await queuePosts(store, { titles, channelId: await channel(channelId), name: channelId }, at)
    },
    async runUntil(time, parts) {
      for (let step = 0; step < 2000; step++) {
        if ((await dispatchOnce(parts)) + (await gatherOnce(parts)) > 0) continue
        const open = parts.closures.open(Object.keys(parts.adapters), clock.now)
        const next = [
          await nextHeadAt(parts, []),
          open.length === 0 ? null : await nextDigestDueAt(store, open),
        ]
        const at = Math.min(...next.map((each) => each ?? Number.POSITIVE_INFINITY))
        clock.now = Math.max(clock.now, Math.min(at, time))
        if (at > time) return
      }
      throw new Error('run until: it never comes to rest')
    },
    async drain(parts) {
      for (let round = 0; round < 60; round++) {
        if ((await dispatchOnce(parts)) > 0) continue
        const next = await nextHeadAt(parts, [])
        if (next === null) return
        clock.now = Math.max(clock.now, next)
      }
    },
    parts: (senders, changes = {}) => ({
      store,
      adapters: Object.fromEntries(senders.map((sender) => [sender.platform, sender])),
      owner: 'me',
      claims: new Claims({ store, owner: 'me', table: 'deliveries' }),
      closures: openClosures(),
      buckets: new Map(),
      adminChannelId: null,
      clock: () => new Date(clock.now),
      log: pino({ level: 'silent' }),
      ...changes,
    }),
  }
}

export function refOf(channelId: string): ChannelRef {
  return { platform: 'fake', workspaceId: 'w', channelId, threadId: null }
}

async function followFeed(
  store: Store,
  { name, channelId }: { readonly name: string; readonly channelId: number },
  at: Date,
): Promise<number> {
  const url = `https://news.example/${name}`
  const { row: feed } = await store.write((tx) => addFeed(tx, { url, source: 'added', firstPosts: 1 }, at))
  await store.write((tx) => subscribe(tx, { channelId, feedId: feed.id, style: 'full' }, at))
  return feed.id
}

async function queuePosts(
  store: Store,
  wanted: { readonly titles: readonly string[]; readonly channelId: number; readonly name: string },
  at: Date,
): Promise<void> {
  const feedId = await followFeed(store, wanted, at)
  const item = (title: string) => ({
    feed_id: feedId,
    key: title,
    title,
    categories: '[]',
    discovered_at: at.getTime(),
    origin: 'new' as const,
    reading: 'waiting' as const,
  })
  await saveAsPolled(store, feedId, {
    update: { next_poll_at: 0, last_polled_at: at.getTime() },
    items: wanted.titles.map(item),
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

export type FakePlatform = ReturnType<typeof fakePlatform>

/** A chat platform in memory: what it was asked, what it shows, and what it answers next. */
export function fakePlatform(
  answers: readonly (SendResult | 'lost before' | 'lost after')[] = [],
  changes: Partial<Sender> = {},
) {
  const shown: { channelId: string; key: string; message: string; replyTo?: string }[] = []
  const handedOn: string[] = []
  const left = [...answers]
  const state = { canFind: true, access: { kind: 'open', name: '#news' } as Access }
  const adapter: Sender = {
    platform: 'fake',
    capabilities: { settleMs: 20_000, onUnknown: 'hold', pace: null },
    render: (post) => post.headline,
    renderView: (view) => view.blocks.flatMap((each) => (each.kind === 'heading' ? [each.text] : [])).join(),
    async publish(to, message, key) {
      const answer = left.shift()
      if (answer === 'lost before') return { kind: 'unknown', cause: 'connection reset' }
      if (answer !== undefined && answer !== 'lost after') return answer
      const { channelId, replyTo } = to
      shown.push({ channelId, key, message, ...(replyTo === undefined ? {} : { replyTo }) })
      if (answer === 'lost after') return { kind: 'unknown', cause: 'time-out' }
      return { kind: 'sent', message: { ...to, messageId: key } }
    },
    async find(to, key): Promise<FindResult> {
      if (!state.canFind) return { kind: 'unavailable', reason: 'no right to read the history' }
      return shown.some((message) => message.key === key)
        ? { kind: 'found', message: { ...to, messageId: key } }
        : { kind: 'absent' }
    },
    async crosspost(message) {
      handedOn.push(message.messageId)
      return left.shift() === 'lost after'
        ? { kind: 'unknown', cause: 'time-out' }
        : { kind: 'sent', message }
    },
    ...changes,
  }
  return {
    adapter,
    shown,
    handedOn,
    state,
    checkAccess: async () => state.access,
    messages: (channelId = 'c') =>
      shown.filter((each) => each.channelId === channelId).map(({ message }) => message),
  }
}
