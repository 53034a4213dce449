import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ensureChannel, subscribe } from '../../src/store/channels.ts'
import { settleDelivery, takeDeliveries } from '../../src/store/deliveries.ts'
import { gatherDigest } from '../../src/store/digests.ts'
import { addFeed, takeDueFeeds } from '../../src/store/feeds.ts'
import { takeUnreadItems } from '../../src/store/items.ts'
import { openPostgresStore } from '../../src/store/postgres.ts'
import { type Reading, saveReading } from '../../src/store/readings.ts'
import type { Candidate, Route } from '../../src/store/routing.ts'
import { savePoll } from '../../src/store/save-poll.ts'
import type { NewItemRow } from '../../src/store/schema.ts'
import { learnNames } from '../../src/store/search/names.ts'
import type { Store } from '../../src/store/store.ts'
import { newStoreDatabase } from './engines.ts'

// Several processes on one database write beside each other: what they share is shared here, too, as much as can be.

const now = new Date('2026-01-24T12:00:00Z')
const at = now.getTime()
const feeds = 8
const channels = 4
const pages = 8

type Process = Store & { readonly owner: string; readonly retries: () => number }

let processes: readonly Process[]
beforeEach(async () => {
  const url = await newStoreDatabase()
  processes = await Promise.all(
    ['one', 'two', 'three', 'four'].map(async (owner) => counting(await openPostgresStore(url), owner)),
  )
})
afterEach(async () => {
  await Promise.all(processes.map((each) => each.close()))
})

/** A transaction that met a deadlock is done again; nobody would see it otherwise. */
function counting(store: Store, owner: string): Process {
  let retries = 0
  const counted =
    (write: Store['write']): Store['write'] =>
    async (work) => {
      let tries = 0
      const result = await write((tx) => {
        tries++
        return work(tx)
      })
      retries += tries - 1
      return result
    }
  return {
    ...store,
    write: counted(store.write),
    writeBeside: counted(store.writeBeside),
    owner,
    retries: () => retries,
  }
}

function first(): Process {
  const [process] = processes
  if (!process) throw new Error('no process')
  return process
}

async function everybodyFollowsEverything(): Promise<number[]> {
  const ids: number[] = []
  await first().write(async (tx) => {
    for (let channel = 0; channel < channels; channel++) {
      const address = { platform: 'console', workspaceId: 'w', channelId: `c${channel}`, threadId: null }
      ids.push((await ensureChannel(tx, address, now)).id)
    }
    for (let number = 0; number < feeds; number++) {
      const url = `https://site${number}.example/feed`
      const { row } = await addFeed(tx, { url, source: 'added', firstPosts: 0 }, now)
      for (const channelId of ids) await subscribe(tx, { channelId, feedId: row.id, style: 'brief' }, now)
    }
  })
  return ids
}

/** Every feed lists the same pages, under the same topics in another order. */
function itemsOf(feedId: number): NewItemRow[] {
  const topics = Array.from({ length: 10 }, (_, index) => `Topic ${(index * 7 + feedId) % 10}`)
  return Array.from({ length: pages }, (_, page) => ({
    feed_id: feedId,
    key: `page ${page}`,
    canonical_url: `https://wire.example/${page}`,
    url: `https://wire.example/${page}`,
    title: `Page ${page}`,
    categories: JSON.stringify(topics),
    published_at: at - page,
    discovered_at: at,
    origin: 'new',
    reading: 'waiting',
  }))
}

function readingOf(itemId: number, owner: string): Reading {
  const speakers = Array.from({ length: 6 }, (_, index) => `Ada${'abcdef'[(index + itemId) % 6]} Speaker`)
  return {
    itemId,
    owner,
    article: {
      byline: '[]',
      outlet: 'The Wire',
      text: speakers.join(' said. '),
      text_hash: '',
      blocks: '[]',
      created_at: at,
    },
    quotes: speakers.map((speaker) => ({
      start_offset: 0,
      end_offset: speaker.length,
      text: speaker,
      speaker,
      speaker_kind: 'person',
      role: 'spokeswoman',
      source_sentence: speaker,
      confidence: 1,
      is_fragment: 0,
      is_key: 1,
    })),
    postBody: '{}',
    problem: null,
  }
}

const unlessSamePage = (outcome: 'queued' | 'folded') => (candidates: readonly Candidate[]) =>
  candidates.map(({ channelId, style, hasSamePage }): Route => {
    if (hasSamePage) return { channelId, style, outcome: 'duplicate', reason: 'the same page' }
    const fold = { cause: 'schedule', until: at, reason: 'later' } as const
    return { channelId, style, outcome, reason: 'test', ...(outcome === 'folded' ? { fold } : {}) }
  })

async function poll(process: Process): Promise<void> {
  const claim = { now, owner: process.owner, leaseMs: 60_000, limit: 2, longestWaitMs: 3_600_000 }
  const taken = await takeDueFeeds(process, claim)
  if (taken.length === 0) return
  await Promise.all(
    taken.map(({ id }) =>
      savePoll(
        process,
        { id, owner: process.owner },
        { update: { next_poll_at: at + 3_600_000, last_polled_at: at }, items: itemsOf(id) },
      ),
    ),
  )
  return poll(process)
}

async function readAll(process: Process, outcome: 'queued' | 'folded'): Promise<void> {
  const taken = await takeUnreadItems(process, { now, owner: process.owner, leaseMs: 60_000, limit: 3 })
  if (taken.length === 0) return
  await Promise.all(
    taken.map(({ id }) => saveReading(process, readingOf(id, process.owner), unlessSamePage(outcome), now)),
  )
  return readAll(process, outcome)
}

const sent = { state: 'sent', messageRef: '{}', note: null, restUntil: at } as const

/** Sends until nobody works any more and nothing is left; which deliveries were sent, in order. */
async function deliverAll(process: Process, isOver: () => boolean, order: number[] = []): Promise<number[]> {
  const wasOver = isOver()
  const claim = { now, owner: process.owner, leaseMs: 60_000, limit: 10, platforms: ['console'] }
  const taken = await takeDeliveries(process, claim, () => ({ kind: 'rendered', payload: '{}' }))
  for (const { id } of taken) {
    order.push(id)
    await settleDelivery(process, { id, owner: process.owner }, sent, now)
  }
  return taken.length === 0 && wasOver ? order : deliverAll(process, isOver, order)
}

test('polls, readings and deliveries of four processes at once: each page once in each channel, in order', async () => {
  await everybodyFollowsEverything()
  let isOver = false
  const delivering = processes.slice(0, 2).map((process) => deliverAll(process, () => isOver))
  await Promise.all(processes.map(poll))
  await Promise.all(processes.map((process) => readAll(process, 'queued')))
  isOver = true
  const orders = await Promise.all(delivering)

  const { db } = first()
  const deliveries = await db.selectFrom('deliveries').selectAll().orderBy('id').execute()
  expect(deliveries.length).toBe(channels * pages)
  expect(new Set(deliveries.map(({ state }) => state))).toEqual(new Set(['sent']))
  const perPage = await db
    .selectFrom('deliveries')
    .innerJoin('items', 'items.id', 'deliveries.item_id')
    .select(['items.canonical_url', 'deliveries.channel_id'])
    .distinct()
    .execute()
  expect(perPage).toHaveLength(channels * pages)
  const channelOf = new Map(deliveries.map(({ id, channel_id }) => [id, channel_id]))
  for (const order of orders)
    for (const [, ids] of Map.groupBy(order, (id) => channelOf.get(id)))
      expect(ids).toEqual(ids.toSorted((one, other) => one - other))

  const names = await db.selectFrom('names').select(['kind', 'key']).execute()
  expect(Map.groupBy(names, ({ kind }) => kind).get('person')).toHaveLength(6)
  expect(names).toHaveLength(6 + 1 + 10)
  const { uses } = await db
    .selectFrom('name_uses')
    .select((each) => each.fn.sum<number>('uses').as('uses'))
    .executeTakeFirstOrThrow()
  expect(uses).toBe(feeds * pages * (10 + 6 + 1))
  expect(processes.map(({ retries }) => retries())).toEqual([0, 0, 0, 0])
})

test('a digest is gathered by one process, and each post is in one digest', async () => {
  const channelIds = await everybodyFollowsEverything()
  await Promise.all(processes.map(poll))
  let isOver = false
  const gathering = processes.slice(0, 2).map(async (process) => {
    const gather = () => ({ kind: 'digest', view: '{}', replies: [], unreadable: [] }) as const
    for (let wasOver = false, gathered = 1; !wasOver || gathered > 0; ) {
      wasOver = isOver
      const kinds = await Promise.all(channelIds.map((id) => gatherDigest(process, id, gather, now)))
      gathered = kinds.filter((kind) => kind !== null).length
    }
  })
  await Promise.all(processes.map((process) => readAll(process, 'folded')))
  isOver = true
  await Promise.all(gathering)
  const { rows } = await sql<{ digests: number; with_posts: number; posts: number }>`
    select count(distinct id) filter (where kind = 'digest') as digests,
      count(distinct parent_id) as with_posts,
      count(*) filter (where state = 'digested') as posts from deliveries`.execute(first().db)
  expect(rows[0]?.posts).toBe(channels * pages)
  expect(rows[0]?.digests).toBe(rows[0]?.with_posts)
  expect(processes.map(({ retries }) => retries())).toEqual([0, 0, 0, 0])
})

test('the same names learned in opposite orders at the same time are learned once, and nobody has to go back', async () => {
  const [one, other] = processes
  if (!one || !other) throw new Error('no processes')
  const { row } = await one.write((tx) =>
    addFeed(tx, { url: 'https://site.example/', source: 'added', firstPosts: 0 }, now),
  )
  for (let round = 0; round < 10; round++) {
    const names = Array.from({ length: 30 }, (_, index) => ({
      kind: 'topic' as const,
      label: `Round${round} Topic${index}`,
      uses: 1,
    }))
    const learn = (process: Process, some: typeof names) =>
      process.writeBeside((tx) => learnNames(tx, { feedId: row.id, names: some }, at))
    await Promise.all([learn(one, names), learn(other, names.toReversed())])
  }
  expect([one.retries(), other.retries()]).toEqual([0, 0])
  const uses = await one.db.selectFrom('name_uses').select('uses').execute()
  expect(uses.map((each) => each.uses)).toEqual(Array.from({ length: 300 }, () => 2))
})

const nothingRead = { owner: 'one', article: null, quotes: [], postBody: '{}', problem: null }

test('what is queued for a channel is not seen before what has a lower number', async () => {
  const [channelId = 0] = await everybodyFollowsEverything()
  await poll(first())
  await first().db.updateTable('items').set({ canonical_url: null }).execute()
  const [slow, quick] = await takeUnreadItems(first(), { now, owner: 'one', leaseMs: 60_000, limit: 2 })
  const route = [{ channelId, style: 'brief', outcome: 'queued', reason: 'test' }] as const
  const numbered = Promise.withResolvers<void>()
  const quickIsTried = Promise.withResolvers<void>()
  const slowly: Store = {
    ...first(),
    writeBeside: (work) =>
      first().writeBeside(async (tx) => {
        const result = await work(tx)
        numbered.resolve()
        await quickIsTried.promise
        return result
      }),
  }
  const open = () => first().db.selectFrom('deliveries').select('item_id').orderBy('id').execute()
  const saving = saveReading(slowly, { ...nothingRead, itemId: slow?.id ?? 0 }, () => route, now)
  await numbered.promise
  const overtaking = saveReading(first(), { ...nothingRead, itemId: quick?.id ?? 0 }, () => route, now)
  await waitingForALock(first())
  expect(await open()).toEqual([])
  quickIsTried.resolve()
  await Promise.all([saving, overtaking])
  expect((await open()).map(({ item_id }) => item_id)).toEqual([slow?.id, quick?.id])
})

async function waitingForALock(store: Store): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ waiting: number }>`
      select count(*) as waiting from pg_locks where not granted`.execute(store.db)
    if ((rows[0]?.waiting ?? 0) > 0) return
  }
}
