import { type ExpressionBuilder, sql, type Transaction } from 'kysely'
import { type Pace, pacesOf } from './feed-pace.ts'
import { type RenamedItem, renameItems } from './items.ts'
import { laterOf } from './later-of.ts'
import { type Move, moveFeedTo } from './move-feed.ts'
import type { Database, FeedRow, FeedsTable, NewItemRow } from './schema.ts'
import { indexItems, type SavedItem } from './search/index.ts'
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

/** Removes the bundled samples: they are for as long as there is nothing else. */
export async function removeSamples(store: Store): Promise<void> {
  await store.write((tx) => tx.deleteFrom('feeds').where('source', '=', 'samples').execute())
}

/** Makes the feed due at once; one that was given up as gone is asked again. */
export async function pollSoon(tx: Transaction<Database>, feedId: number, now: Date): Promise<void> {
  await tx
    .updateTable('feeds')
    .set({ state: 'active', next_poll_at: now.getTime() })
    .where('id', '=', feedId)
    .execute()
}

/** Moves a feed and the items it lists from one origin to another; their identity stays. */
export async function moveFeed(store: Store, feed: FeedRow, origin: string): Promise<void> {
  const moved = (url: string | null) => (url === null ? null : movedTo(url, new URL(feed.url).origin, origin))
  await store.write(async (tx) => {
    await tx
      .updateTable('feeds')
      .set({ url: moved(feed.url) ?? feed.url, host: new URL(origin).hostname })
      .where('id', '=', feed.id)
      .execute()
    const items = await tx.selectFrom('items').selectAll().where('feed_id', '=', feed.id).execute()
    for (const item of items) {
      await tx
        .updateTable('items')
        .set({
          url: moved(item.url),
          canonical_url: moved(item.canonical_url),
          image_url: moved(item.image_url),
        })
        .where('id', '=', item.id)
        .execute()
    }
  })
}

function movedTo(url: string, from: string, to: string): string {
  return url.startsWith(`${from}/`) ? to + url.slice(from.length) : url
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

/** Takes the feeds that are due, most overdue first; until the lease ends nobody else gets them. */
export function takeDueFeeds(store: Store, claim: FeedClaim): Promise<DueFeed[]> {
  const now = claim.now.getTime()
  return store.write(async (tx) => {
    await followClockBack(tx, now)
    const rank = sql<number>`row_number() over (partition by host order by next_poll_at, id)`
    const due = await tx
      .selectFrom((feeds) => {
        const free = feeds
          .selectFrom('feeds')
          .select(['id', 'next_poll_at', rank.as('rank')])
          .where('state', '=', 'active')
          .where((each) => isUnleased(each, claim))
          .where('host', 'not in', ['', ...(claim.exceptHosts ?? [])])
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
      .orderBy('due.next_poll_at')
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

export type FeedUpdate = Partial<
  Pick<
    FeedRow,
    | 'title'
    | 'site_url'
    | 'format'
    | 'language'
    | 'state'
    | 'etag'
    | 'last_modified'
    | 'body_hash'
    | 'ttl_minutes'
    | 'baselined_at'
    | 'failures'
    | 'failing_since'
    | 'last_error'
    | 'last_problem'
    | 'next_poll_at'
    | 'last_polled_at'
    | 'asked_until'
    | 'skips'
    | 'moved_to'
    | 'moved_since'
    | 'moved_polls'
    | 'last_item_at'
    | 'expected_by'
    | 'items_per_week'
    | 'hub_url'
    | 'topic_url'
  >
>

/**
 * Saves what a poll found, in one transaction, and gives the lease back. Returns how many items were new to the store;
 * null when the feed is no longer ours, and then nothing was saved.
 */
export function savePoll(
  store: Store,
  held: { readonly id: number; readonly owner: string },
  found: {
    readonly update: FeedUpdate
    readonly items: readonly NewItemRow[]
    readonly renamed?: readonly RenamedItem[]
    /** Where the feed goes, unless items are on their way. */
    readonly move?: Move | null
  },
): Promise<number | null> {
  return store.write(async (tx) => {
    const result = await tx
      .updateTable('feeds')
      .set({ ...found.update, lease_owner: null, lease_until: 0 })
      .where('id', '=', held.id)
      .where('lease_owner', '=', held.owner)
      .executeTakeFirst()
    if (result.numUpdatedRows === 0n) return null
    await renameItems(tx, held.id, found.renamed ?? [])
    const saved = await insertItems(tx, found.items)
    await indexItems(tx, store.engine, saved)
    if (found.move && saved.length === 0)
      await moveFeedTo(tx, held.id, found.move, new Date(found.update.last_polled_at ?? found.move.askedAt))
    return saved.length
  })
}

const mostItemsAtOnce = 100

/** Those that were not there, in the order they were given. */
async function insertItems(tx: Transaction<Database>, items: readonly NewItemRow[]): Promise<SavedItem[]> {
  const saved: SavedItem[] = []
  for (let from = 0; from < items.length; from += mostItemsAtOnce) {
    const some = items.slice(from, from + mostItemsAtOnce)
    const rows = await tx
      .insertInto('items')
      .values(some)
      .onConflict((conflict) => conflict.columns(['feed_id', 'key']).doNothing())
      .returning(['id', 'key'])
      .execute()
    const idOf = new Map(rows.map(({ id, key }) => [key, id]))
    for (const item of some) {
      const id = idOf.get(item.key)
      idOf.delete(item.key)
      if (id !== undefined) saved.push({ ...item, id })
    }
  }
  return saved
}
