import { type ExpressionBuilder, sql, type Transaction } from 'kysely'
import { takeTurn } from './claiming.ts'
import { type Pace, pacesOf } from './feed-pace.ts'
import { laterOf } from './later-of.ts'
import type { Database, FeedRow, FeedsTable } from './schema.ts'
import type { Store } from './store.ts'

export type NewFeed = {
  readonly url: string
  readonly source: FeedsTable['source']
  /** How many of the newest items the first poll posts. */
  readonly firstPosts: number
}

/** Adds the feed, due at once; one that is already there stays as it is, unless it was given up as gone. */
export async function addFeed(
  tx: Transaction<Database>,
  feed: NewFeed,
  now: Date,
): Promise<{ row: FeedRow; added: boolean; isRevived: boolean }> {
  const inserted = await tx
    .insertInto('feeds')
    .values({
      url: feed.url,
      host: new URL(feed.url).hostname,
      source: feed.source,
      state: 'active',
      first_posts: feed.firstPosts,
      next_poll_at: now.getTime(),
      created_at: now.getTime(),
    })
    .onConflict((conflict) => conflict.column('url').doNothing())
    .returningAll()
    .executeTakeFirst()
  if (inserted) return { row: inserted, added: true, isRevived: false }
  const revived = await tx
    .updateTable('feeds')
    .set({
      state: 'active',
      next_poll_at: now.getTime(),
      failures: 0,
      failing_since: null,
      last_error: null,
      last_problem: null,
    })
    .where('url', '=', feed.url)
    .where('state', '=', 'gone')
    .returning('id')
    .executeTakeFirst()
  const row = await tx.selectFrom('feeds').selectAll().where('url', '=', feed.url).executeTakeFirstOrThrow()
  return { row, added: false, isRevived: revived !== undefined }
}

/** Every feed, oldest first. */
export function listFeeds(store: Store): Promise<FeedRow[]> {
  return store.db.selectFrom('feeds').selectAll().orderBy('id').execute()
}

/** The feed with this id or this URL, however its host is spelt. */
export function findFeed(store: Store, idOrUrl: string): Promise<FeedRow | undefined> {
  const query = store.db.selectFrom('feeds').selectAll()
  return /^\d+$/.test(idOrUrl)
    ? query.where('id', '=', Number(idOrUrl)).executeTakeFirst()
    : query.where('url', '=', URL.parse(idOrUrl)?.href ?? idOrUrl).executeTakeFirst()
}

/** Removes the feed with its items, posts, deliveries and subscriptions. */
export async function removeFeed(store: Store, feedId: number): Promise<void> {
  await store.write((tx) => tx.deleteFrom('feeds').where('id', '=', feedId).execute())
}

/** Makes the feed due at once; one that was given up as gone is asked again. */
export async function pollSoon(tx: Transaction<Database>, feedId: number, now: Date): Promise<void> {
  await tx
    .updateTable('feeds')
    .set({ state: 'active', next_poll_at: now.getTime() })
    .where('id', '=', feedId)
    .execute()
}

export type FeedClaim = {
  readonly now: Date
  readonly owner: string
  readonly leaseMs: number
  readonly limit: number
  /** The longest wait between two polls. A feed that is due much later was put off by a clock that stood ahead. */
  readonly longestWaitMs: number
  /** Hosts that are busy enough. */
  readonly exceptHosts?: readonly string[]
  /** Of one host no more than this; without it, all. */
  readonly perHost?: number
  /** Takes feeds that are not due yet as well. */
  readonly all?: boolean
}

/** A feed that was taken, with what its schedule depends on. */
export type DueFeed = FeedRow & Pace

const mostIdsAtOnce = 500

/** Feeds that failed last time let the others go first: most who fail take long to do so. Later they have their turn. */
const ailingWaitMs = 60_000
const foreverMs = 1e15

/** Takes the feeds that are due, most overdue first; until the lease ends nobody else gets them. */
export function takeDueFeeds(store: Store, claim: FeedClaim): Promise<DueFeed[]> {
  const now = claim.now.getTime()
  return store.writeBeside(async (tx) => {
    // Of one host none may be taken by two at the same time.
    await takeTurn(tx, 'polls')
    await followClockBack(tx, now)
    const busyHosts = claim.perHost === undefined ? [] : await hostsAskedByOthers(tx, claim)
    // Where all are taken, due or not, there is no time to be late by.
    const wait = claim.all ? foreverMs : ailingWaitMs
    const turn = sql<number>`next_poll_at + case when failures > 0 then ${sql.lit(wait)} else 0 end`
    const rank = sql<number>`row_number() over (partition by host order by ${turn}, id)`
    const due = await tx
      .selectFrom((feeds) => {
        const free = feeds
          .selectFrom('feeds')
          .select(['id', turn.as('turn'), rank.as('rank')])
          .where('state', '=', 'active')
          .where((each) => isUnleased(each, claim))
          .where('host', 'not in', ['', ...busyHosts, ...(claim.exceptHosts ?? [])])
        const wanted = free.where((each) =>
          each.or([
            each('next_poll_at', '<=', now),
            each('next_poll_at', '>', farthestDueAt(now, claim.longestWaitMs)),
          ]),
        )
        return (claim.all ? free : wanted).as('due')
      })
      .select('due.id')
      .where('due.rank', '<=', claim.perHost ?? Number.MAX_SAFE_INTEGER)
      .orderBy('due.turn')
      .limit(claim.limit)
      .execute()
    const taken: DueFeed[] = []
    for (let from = 0; from < due.length; from += mostIdsAtOnce) {
      const ids = due.slice(from, from + mostIdsAtOnce).map(({ id }) => id)
      const rows = await tx
        .updateTable('feeds')
        .set({ lease_owner: claim.owner, lease_until: now + claim.leaseMs })
        .where('id', 'in', ids)
        .where((each) => isUnleased(each, claim))
        .returningAll()
        .execute()
      const paces = await pacesOf(tx, ids, now)
      const byId = new Map(rows.map((row) => [row.id, row]))
      for (const id of ids) {
        const row = byId.get(id)
        if (row) taken.push({ ...row, ...paces(id) })
      }
    }
    return taken
  })
}

/** Other processes leave the hosts alone that this one asks, and the other way round. */
async function hostsAskedByOthers(tx: Transaction<Database>, claim: FeedClaim): Promise<string[]> {
  const at = claim.now.getTime()
  const rows = await tx
    .selectFrom('feeds')
    .select('host')
    .distinct()
    .where('lease_until', '>', at)
    .where('lease_until', '<=', at + 2 * claim.leaseMs)
    .where('lease_owner', '!=', claim.owner)
    .execute()
  return rows.map(({ host }) => host)
}

/** A lease that ends later than any lease can was taken by a clock that stood ahead. */
function isUnleased(each: ExpressionBuilder<Database, 'feeds'>, { now, leaseMs }: FeedClaim) {
  const at = now.getTime()
  return each.or([each('lease_until', '<=', at), each('lease_until', '>', at + 2 * leaseMs)])
}

/** Clocks are set right by seconds all the time. */
const clockSlackMs = 60_000

/**
 * A feed that was asked later than now: the clock was set back. Its waits begin anew, so that it is neither asked too
 * soon nor left alone for as long as the clock was ahead.
 */
async function followClockBack(tx: Transaction<Database>, now: number): Promise<void> {
  const anew = (column: 'next_poll_at' | 'asked_until') =>
    sql<number>`${sql.ref(column)} - last_polled_at + ${now}`
  await tx
    .updateTable('feeds')
    .set({ next_poll_at: anew('next_poll_at'), asked_until: anew('asked_until'), last_polled_at: now })
    .where('last_polled_at', '>', now + clockSlackMs)
    .execute()
  await tx
    .updateTable('feeds')
    .set({ next_poll_at: now })
    .where('last_polled_at', 'is', null)
    .where('created_at', '>', now + clockSlackMs)
    .where('next_poll_at', '>', now)
    .execute()
}

/** When the next feed is due whose host is not busy; null when there is none. */
export async function nextFeedDueAt(
  store: Store,
  asked: Pick<FeedClaim, 'now' | 'longestWaitMs' | 'exceptHosts'>,
): Promise<number | null> {
  const farthest = farthestDueAt(asked.now.getTime(), asked.longestWaitMs)
  const at = sql`case when next_poll_at > ${farthest} then lease_until else ${laterOf('next_poll_at', 'lease_until')} end`
  const row = await store.db
    .selectFrom('feeds')
    .select(sql<number | null>`min(${at})`.as('at'))
    .where('state', '=', 'active')
    .where('host', 'not in', ['', ...(asked.exceptHosts ?? [])])
    .executeTakeFirst()
  return row?.at ?? null
}

/** No schedule puts a feed off beyond this. */
function farthestDueAt(now: number, longestWaitMs: number): number {
  return now + Math.ceil(longestWaitMs * 1.2)
}
