import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { Kysely, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { letFeedsFollow } from '../../src/store/clock-back.ts'
import { dueFeeds, firstDueAt } from '../../src/store/due-feeds.ts'
import { type FeedClaim, nextFeedDueAt, takeDueFeeds } from '../../src/store/feeds.ts'
import { openPostgresStore } from '../../src/store/postgres.ts'
import type { Database } from '../../src/store/schema.ts'
import { NodeSqliteDialect, openSqliteFile } from '../../src/store/sqlite.ts'
import { databaseFileName, openSqliteStore, type Store } from '../../src/store/store.ts'
import { engines, newStoreDatabase } from './engines.ts'

const now = new Date('2026-01-24T12:00:00Z')
const at = now.getTime()
const minuteMs = 60_000
const claim: FeedClaim = { now, owner: 'me', leaseMs: minuteMs, limit: 5, longestWaitMs: 60 * minuteMs }
const asking = { now: at, leaseMs: claim.leaseMs, farthest: at + 72 * minuteMs }

type Feed = {
  readonly host: string
  readonly dueIn: number
  readonly failures: number
  readonly leasedFor: number
  readonly isGone: boolean
}

async function fill(store: Store, feeds: readonly Feed[]): Promise<void> {
  for (let from = 0; from < feeds.length; from += 500) {
    const rows = feeds.slice(from, from + 500).map((feed, index) => ({
      url: `https://${feed.host}/${from + index}`,
      host: feed.host,
      source: 'added' as const,
      state: feed.isGone ? ('gone' as const) : ('active' as const),
      first_posts: 1,
      next_poll_at: at + feed.dueIn,
      failures: feed.failures,
      lease_owner: feed.leasedFor > 0 ? 'other' : null,
      lease_until: feed.leasedFor > 0 ? at + feed.leasedFor : 0,
      last_polled_at: at - minuteMs,
      created_at: at - minuteMs,
    }))
    await store.db.insertInto('feeds').values(rows).execute()
  }
}

/** The rule in words: the most overdue first, those that failed a minute later, no busy host, few of each. */
function expected(feeds: readonly Feed[], { limit, perHost }: { limit: number; perHost: number }): string[] {
  const isTaken = ({ leasedFor }: Feed) => leasedFor > 0 && leasedFor <= 2 * claim.leaseMs
  const busy = new Set(feeds.filter(isTaken).map(({ host }) => host))
  const turnOf = ({ dueIn, failures }: Feed) => dueIn + (failures > 0 ? minuteMs : 0)
  const ofHost = new Map<string, number>()
  return feeds
    .map((feed, index) => ({ ...feed, index }))
    .filter((feed) => !feed.isGone && !isTaken(feed) && !busy.has(feed.host))
    .filter(({ dueIn }) => dueIn <= 0 || dueIn > 72 * minuteMs)
    .toSorted((one, other) => turnOf(one) - turnOf(other) || one.index - other.index)
    .filter(({ host }) => {
      const others = ofHost.get(host) ?? 0
      ofHost.set(host, others + 1)
      return others < perHost
    })
    .slice(0, limit)
    .map(({ host, index }) => `https://${host}/${index}`)
}

const anyFeed: fc.Arbitrary<Feed> = fc.record({
  host: fc.constantFrom('a.example', 'b.example', 'c.example', 'd.example'),
  dueIn: fc.constantFrom(-9, -3, -1, 0, 1, 30, 100).map((minutes) => minutes * minuteMs),
  failures: fc.constantFrom(0, 0, 2),
  leasedFor: fc.constantFrom(0, 0, 0, minuteMs, 100 * minuteMs),
  isGone: fc.constantFrom(false, false, false, true),
})

describe.each(engines)('feeds that are due on $name', ({ open }) => {
  let store: Store
  beforeEach(async () => {
    store = await open()
  })
  afterEach(() => store.close())

  test('are taken most overdue first, by the rules of politeness, whatever stands before them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyFeed, { maxLength: 12 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 3 }),
        async (feeds, limit, perHost) => {
          await store.db.deleteFrom('feeds').execute()
          await fill(store, feeds)
          const taken = await takeDueFeeds(store, { ...claim, limit, perHost })
          expect(taken.map(({ url }) => url)).toEqual(expected(feeds, { limit, perHost }))
        },
      ),
      { numRuns: 40 },
    )
  })

  test('the next one is due when its time has come and its lease has ended, unless its host is busy', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyFeed, { maxLength: 8 }), async (feeds) => {
        await store.db.deleteFrom('feeds').execute()
        await fill(store, feeds)
        const times = feeds
          .filter(({ host, isGone }) => !isGone && host !== 'a.example')
          .map(({ dueIn, leasedFor }) => {
            const lease = leasedFor > 0 ? at + leasedFor : 0
            return dueIn > 72 * minuteMs ? lease : Math.max(at + dueIn, lease)
          })
        const next = await nextFeedDueAt(store, { ...claim, exceptHosts: ['a.example'] })
        expect(next).toBe(times.length === 0 ? null : Math.min(...times))
      }),
      { numRuns: 40 },
    )
  })

  test('a host that has more of them than it can be asked for does not keep the others waiting', async () => {
    const feed = { failures: 0, leasedFor: 0, isGone: false }
    const crowd = Array.from({ length: 5_000 }, (_, index) => ({
      ...feed,
      host: 'crowded.example',
      dueIn: -minuteMs * 30 + index,
    }))
    await fill(store, crowd)
    const alone = { ...feed, host: 'alone.example', dueIn: -1 }
    await store.db
      .insertInto('feeds')
      .values({
        url: 'https://alone.example/',
        host: alone.host,
        source: 'added',
        state: 'active',
        first_posts: 1,
        next_poll_at: at - 1,
        last_polled_at: at - minuteMs,
        created_at: at - minuteMs,
      })
      .execute()
    const take = () => takeDueFeeds(store, { ...claim, perHost: 2, exceptHosts: ['crowded.example'] })
    expect(await take()).toEqual([])
    expect((await take()).map(({ host }) => host)).toEqual(['alone.example'])
    // Enough of the crowd stay due to keep their host busy, and all of it comes back.
    const [still, ...others] = await takeDueFeeds(store, { ...claim, perHost: 1 })
    expect([still?.url, others]).toEqual(['https://crowded.example/0', []])
    const { late } = await store.db
      .selectFrom('feeds')
      .select((each) => each.fn.max('next_poll_at').as('late'))
      .executeTakeFirstOrThrow()
    expect(late).toBe(at + 2 * minuteMs)
  })
})

const manyFeeds = sql`insert into feeds (url, host, source, state, first_posts, next_poll_at, created_at, last_polled_at, failures, lease_until)
  select 'u' || n, 'h' || n, 'added', 'active', 1, cast(${at - 900_000} as bigint) + n * 180, 0, ${at - 1000},
    case when n % 50 = 0 then 1 else 0 end, case when n % 1000 = 0 then cast(${at + 60_000} as bigint) else 0 end from n`

describe('no claim looks at all feeds, however many there are', () => {
  const ask = async (db: Kysely<Database>) => {
    await db.transaction().execute(async (tx) => {
      await letFeedsFollow(tx, at)
      expect(await dueFeeds(tx, asking, 200)).toHaveLength(200)
      expect(await firstDueAt(tx, asking.farthest, ['busy.example'])).toBe(at - 900_000 + 180)
    })
  }

  test('on sqlite', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pullquote-due-'))
    const store = await openSqliteStore(folder)
    const asked: { readonly sql: string; readonly parameters: readonly unknown[] }[] = []
    const path = join(folder, databaseFileName)
    const db = new Kysely<Database>({
      dialect: new NodeSqliteDialect(openSqliteFile(path), path),
      log: ({ query }) => void asked.push(query),
    })
    onTestFinished(async () => {
      await db.destroy()
      await store.close()
      rmSync(folder, { recursive: true })
    })
    await sql`with recursive n (n) as (select 1 union all select n + 1 from n where n < 10000) ${manyFeeds}`.execute(
      db,
    )
    asked.length = 0
    await ask(db)
    const database = openSqliteFile(path)
    const plans = asked
      .filter((query) => query.sql.includes('from feeds'))
      .flatMap((query) =>
        database.prepare(`explain query plan ${query.sql}`).all(...query.parameters.map(Number)),
      )
      .map(({ detail }) => String(detail))
    database.close()
    expect(plans.filter((line) => /(SCAN|SEARCH) feeds/.test(line)).length).toBeGreaterThan(8)
    expect(plans.filter((line) => /SCAN feeds(?! USING (COVERING )?INDEX)/.test(line))).toEqual([])
  })

  test('on postgres', async () => {
    const store = await openPostgresStore(await newStoreDatabase())
    onTestFinished(() => store.close())
    await sql`with n as (select generate_series(1, 10000) as n) ${manyFeeds}`.execute(store.db)
    await sql`analyze feeds`.execute(store.db)
    await store.db.transaction().execute(async (tx) => {
      await letFeedsFollow(tx, at)
      expect(await dueFeeds(tx, asking, 200)).toHaveLength(200)
      expect(await firstDueAt(tx, asking.farthest, ['busy.example'])).toBe(at - 900_000 + 180)
      const { rows } = await sql<{ seq_scan: number; idx_tup_fetch: number }>`
        select seq_scan, idx_tup_fetch from pg_stat_xact_user_tables where relname = 'feeds'`.execute(tx)
      expect(rows[0]?.seq_scan).toBe(0)
      expect(rows[0]?.idx_tup_fetch).toBeLessThan(1_000)
    })
  })
})
