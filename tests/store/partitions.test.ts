import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { type Insertable, sql, type Transaction } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { settledStates } from '../../src/operate/retention.ts'
import { ensureChannel } from '../../src/store/channels.ts'
import { type Days, dayOf, missingDays } from '../../src/store/days.ts'
import { settleDelivery, takeDeliveries } from '../../src/store/deliveries.ts'
import { addFeed } from '../../src/store/feeds.ts'
import { queueNotice } from '../../src/store/notices.ts'
import { coverDays } from '../../src/store/partitions.ts'
import { dropDays, prepareDays } from '../../src/store/past-days.ts'
import { openPostgresStore } from '../../src/store/postgres.ts'
import type { Database, DeliveriesTable } from '../../src/store/schema.ts'
import type { Store } from '../../src/store/store.ts'
import { newStoreDatabase } from './engines.ts'

const now = new Date('2026-01-24T12:00:00Z')
const at = now.getTime()
const today = dayOf(at)
const dayMs = 86_400_000

const anyDays = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 20 }))
  .map(([from, length]) => ({ from, to: from + length }))

const isOver = (one: Days, other: Days) => one.from < other.to && other.from < one.to

test('however days are kept together already, all that are wanted have one place afterwards', () => {
  fc.assert(
    fc.property(fc.array(anyDays), anyDays, fc.integer({ min: 1, max: 30 }), (some, wanted, span) => {
      const there = some.filter((one, index) => !some.slice(0, index).some((other) => isOver(one, other)))
      const missing = missingDays(there, wanted, span)
      const all = [...there, ...missing]
      for (let day = wanted.from; day < wanted.to; day++)
        expect(all.filter(({ from, to }) => from <= day && day < to)).toHaveLength(1)
      for (const { from, to } of missing) expect(to - from).toBeLessThanOrEqual(span)
      for (const one of missing) expect(there.filter((other) => isOver(one, other))).toEqual([])
    }),
  )
})

describe('deliveries on postgresql', () => {
  let store: Store
  let channelId: number
  let feedId: number
  beforeEach(async () => {
    store = await openPostgresStore(await newStoreDatabase())
    const channel = { platform: 'console', workspaceId: 'w', channelId: 'c', threadId: null }
    await store.write(async (tx) => {
      await coverDays(tx, { from: today - 10, to: today + 1 }, { span: 1 })
      channelId = (await ensureChannel(tx, channel, now)).id
      const feed = await addFeed(tx, { url: 'https://one.example/', source: 'added', firstPosts: 0 }, now)
      feedId = feed.row.id
    })
  })
  afterEach(() => store.close())

  type Row = Partial<Insertable<DeliveriesTable>> & { readonly ago: number }

  async function add({ ago, ...row }: Row): Promise<number> {
    const made = at - ago * dayMs
    const { id } = await store.db
      .insertInto('deliveries')
      .values({
        key: randomUUID(),
        kind: 'notice',
        channel_id: channelId,
        state: 'sent',
        created_at: made,
        settled_at: made,
        day: dayOf(made),
        ...row,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  }

  const places = async () => {
    const { rows } = await sql<{ id: number; place: string }>`
      select id, tableoid::regclass::text as place from deliveries order by id`.execute(store.db)
    return rows.map(({ id, place }) => [id, place])
  }

  const hasPlace = async (day: number) => {
    const { rows } = await sql<{ there: boolean }>`
      select to_regclass(${`deliveries_${day}`}) is not null as there`.execute(store.db)
    return rows[0]?.there
  }

  /** All days that are older than this many. */
  async function drop(olderThan: number, from = store): Promise<number> {
    const past = {
      beforeDay: today - olderThan,
      settledBefore: at - olderThan * dayMs,
      settled: settledStates,
    }
    let removed = 0
    for (let after: number | null = 0; after !== null; ) {
      const swept = await dropDays(from, after, past)
      removed += swept.removed
      after = swept.next
    }
    return removed
  }

  test('are kept apart by their days, and those of a day without a place with the rest', async () => {
    const ids = [await add({ ago: 0 }), await add({ ago: 9 }), await add({ ago: 500 })]
    expect(await places()).toEqual([
      [ids[0], `deliveries_${today}`],
      [ids[1], `deliveries_${today - 9}`],
      [ids[2], 'deliveries_rest'],
    ])
  })

  test('go with their day when it is past; younger days stay', async () => {
    await add({ ago: 8 })
    await add({ ago: 8, state: 'failed' })
    const young = await add({ ago: 2 })
    expect(await drop(5)).toBe(2)
    expect(await hasPlace(today - 8)).toBe(false)
    expect(await places()).toEqual([[young, `deliveries_${today - 2}`]])
  })

  test('that are not settled, or were settled late, stay as they are with what they answer', async () => {
    const parent = await add({ ago: 8, kind: 'post' })
    const open = await add({
      ago: 8,
      kind: 'crosspost',
      state: 'pending',
      settled_at: null,
      parent_id: parent,
    })
    const held = await add({ ago: 8, state: 'held' })
    const late = await add({ ago: 8, settled_at: at - dayMs })
    await add({ ago: 8 })
    const before = await store.db
      .selectFrom('deliveries')
      .selectAll()
      .where('id', '!=', late + 1)
      .orderBy('id')
      .execute()
    expect(await drop(5)).toBe(1)
    expect(await hasPlace(today - 8)).toBe(false)
    expect(await places()).toEqual([parent, open, held, late].map((id) => [id, 'deliveries_rest']))
    expect(await store.db.selectFrom('deliveries').selectAll().orderBy('id').execute()).toEqual(before)
  })

  test('that come while their day is being read stay, whatever their numbers are', async () => {
    const first = await add({ ago: 8 })
    await add({ ago: 8, id: first + 10 })
    const late: Store = {
      ...store,
      write: async (work) => {
        if (!(await hasPlace(today - 9))) {
          await add({ ago: 8, id: first + 5, state: 'pending', settled_at: null })
          await add({ ago: 8, id: first + 20, state: 'held' })
        }
        return store.write(work)
      },
    }
    await drop(8, late)
    await drop(7, late)
    expect(await places()).toEqual([first + 5, first + 20].map((id) => [id, 'deliveries_rest']))
  })

  test('a digest stays with its day as long as posts that stand in it', async () => {
    const digest = await add({ ago: 7, kind: 'digest' })
    const post = await add({ ago: 3, kind: 'post', state: 'digested', parent_id: digest })
    await drop(5)
    expect(await places()).toEqual([
      [digest, `deliveries_${today - 7}`],
      [post, `deliveries_${today - 3}`],
    ])
  })

  test('an item cannot be queued twice for a channel, on whatever day', async () => {
    const { id: item_id } = await store.db
      .insertInto('items')
      .values({
        feed_id: feedId,
        key: 'a',
        categories: '[]',
        discovered_at: at,
        origin: 'new',
        reading: 'done',
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await add({ ago: 0, kind: 'post', item_id })
    await expect(add({ ago: 0, kind: 'post', item_id })).rejects.toThrow(/unique/)
  })

  test('what answers a message or hands it on goes when the message is deleted', async () => {
    const parent = await add({ ago: 1, kind: 'post' })
    await add({ ago: 1, kind: 'crosspost', parent_id: parent })
    await store.db.deleteFrom('deliveries').where('id', '=', parent).execute()
    expect(await places()).toEqual([])
  })

  test('a notice is told once, on whatever day and by how many at the same time', async () => {
    const tell = (day: number) =>
      store.writeBeside((tx) =>
        queueNotice(tx, { channelId, key: 'full disk', view: '{}' }, new Date(at - day * dayMs)),
      )
    await Promise.all([tell(0), tell(1), tell(2), tell(3)])
    await tell(5)
    expect(await places()).toHaveLength(1)
  })

  test('days of which the rest has something already stay with it, and the days behind them have a place', async () => {
    await add({ ago: -20 })
    await prepareDays(store, new Date(at + 19 * dayMs), 7)
    await add({ ago: -19 })
    await add({ ago: -21 })
    expect((await places()).map(([, place]) => place)).toEqual([
      'deliveries_rest',
      'deliveries_rest',
      `deliveries_${today + 21}`,
    ])
    await prepareDays(store, new Date(at + 19 * dayMs), 7)
  })

  test('an outcome is written to the day of its delivery without a look at the others', async () => {
    await add({ ago: 0, state: 'pending', view: '{}' })
    const claim = { now, owner: 'me', leaseMs: 1000, limit: 1, platforms: ['console'] }
    const [taken] = await takeDeliveries(store, claim, () => ({ kind: 'rendered', payload: '{}' }))
    const looks = async (tx: Transaction<Database>) => {
      const { rows } = await sql<{ relname: string; looks: number }>`
        select relname, seq_scan + coalesce(idx_scan, 0) as looks from pg_stat_xact_user_tables
        where relname like 'deliveries_%'`.execute(tx)
      return new Map(rows.map(({ relname, looks: count }) => [relname, count]))
    }
    const looked = new Map<string, number>()
    const watched: Store = {
      ...store,
      writeBeside: (work) =>
        store.writeBeside(async (tx) => {
          const before = await looks(tx)
          const result = await work(tx)
          for (const [name, count] of await looks(tx))
            if (count > (before.get(name) ?? 0)) looked.set(name, count - (before.get(name) ?? 0))
          return result
        }),
    }
    const sent = { state: 'sent', messageRef: '{}', note: null, restUntil: 0 } as const
    const mine = { id: taken?.id ?? 0, day: taken?.day ?? 0, owner: 'me' }
    expect(await settleDelivery(watched, mine, sent, now)).toBe(true)
    expect([...looked]).toEqual([[`deliveries_${today}`, 1]])
  })
})
