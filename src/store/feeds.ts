import { type ExpressionBuilder, sql, type Transaction } from 'kysely'
import { takeTurn } from './claiming.ts'
import { letFeedsFollow } from './clock-back.ts'
import { type Asking, allFeeds, dueFeeds, firstDueAt } from './due-feeds.ts'
import { type Pace, pacesOf } from './feed-pace.ts'
import { longestFeedUrl, tooLongUrl } from './feed-url.ts'
import { type Candidate, crowdOf, type Manners, pickPolitely } from './politeness.ts'
import type { Database, FeedRow, FeedsTable } from './schema.ts'
import { slicesOf } from './slices.ts'
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
  const { host, hash } = new URL(feed.url)
  // What makes the address of a private feed unlike others (access.ts) is not the publisher's.
  if (feed.url.length - hash.length > longestFeedUrl) throw new Error(`add a feed of ${host}: ${tooLongUrl}`)
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

/** Takes the feeds that are due, most overdue first; until the lease ends nobody else gets them. */
export async function takeDueFeeds(store: Store, claim: FeedClaim): Promise<DueFeed[]> {
  const rows = await lease(store, claim)
  const taken: DueFeed[] = []
  // Others who claim do not wait for this.
  for (const some of slicesOf(rows, mostIdsAtOnce)) {
    const ids = some.map(({ id }) => id)
    const paces = await pacesOf(store.db, ids, claim.now.getTime())
    taken.push(...some.map((row) => ({ ...row, ...paces(row.id) })))
  }
  return taken
}

function lease(store: Store, claim: FeedClaim): Promise<FeedRow[]> {
  const now = claim.now.getTime()
  return store.writeBeside(async (tx) => {
    // Of one host none may be taken by two at the same time.
    await takeTurn(tx, 'polls')
    await letFeedsFollow(tx, now)
    const asking = { now, leaseMs: claim.leaseMs, farthest: farthestDueAt(now, claim.longestWaitMs) }
    const othersHosts = claim.perHost === undefined ? [] : await hostsAskedByOthers(tx, claim)
    const busyHosts = new Set([...othersHosts, ...(claim.exceptHosts ?? [])])
    const manners = { limit: claim.limit, perHost: claim.perHost, busyHosts }
    const picked = claim.all
      ? pickPolitely(await allFeeds(tx, asking), manners)
      : await pickDue(tx, asking, manners)
    const taken: FeedRow[] = []
    for (const some of slicesOf(picked, mostIdsAtOnce)) {
      const ids = some.map(({ id }) => id)
      const rows = await tx
        .updateTable('feeds')
        .set({ lease_owner: claim.owner, lease_until: now + claim.leaseMs })
        .where('id', 'in', ids)
        .where((each) => isUnleased(each, claim))
        .returningAll()
        .execute()
      const byId = new Map(rows.map((row) => [row.id, row]))
      taken.push(...ids.flatMap((id) => byId.get(id) ?? []))
    }
    return taken
  })
}

const fewLookedAt = 200
const mostLookedAt = 4_000
const crowdWaitMs = 120_000

/** Looks no further than it takes to find enough, and never far beyond feeds that wait for a crowded host. */
async function pickDue(tx: Transaction<Database>, asking: Asking, manners: Manners): Promise<Candidate[]> {
  const farEnough = Math.max(mostLookedAt, 2 * manners.limit)
  for (let most = Math.max(fewLookedAt, 2 * manners.limit); ; most = Math.min(farEnough, 4 * most)) {
    const due = await dueFeeds(tx, asking, most)
    const picked = pickPolitely(due, manners)
    if (picked.length >= manners.limit || due.length < most) return picked
    if (most < farEnough) continue
    const ids = new Set(picked.map(({ id }) => id))
    const waiting = due.filter(({ id }) => !ids.has(id))
    await putOff(tx, crowdOf(waiting, farEnough / 2), asking.now + crowdWaitMs)
    return picked
  }
}

/** A host that has more feeds than it can be asked for must not stand before all others. */
async function putOff(tx: Transaction<Database>, crowd: readonly Candidate[], until: number): Promise<void> {
  for (const some of slicesOf(crowd, mostIdsAtOnce)) {
    const ids = some.map(({ id }) => id)
    await tx.updateTable('feeds').set({ next_poll_at: until }).where('id', 'in', ids).execute()
  }
}

/** Other processes leave the hosts alone that this one asks, and the other way round. */
async function hostsAskedByOthers(tx: Transaction<Database>, claim: FeedClaim): Promise<string[]> {
  const at = claim.now.getTime()
  const rows = await tx
    .selectFrom('feeds')
    .select('host')
    .distinct()
    // The index of those that are taken has these words in it.
    .where(sql<boolean>`lease_until > 0`)
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

/** When the next feed is due whose host is not busy; null when there is none. */
export function nextFeedDueAt(
  store: Store,
  asked: Pick<FeedClaim, 'now' | 'longestWaitMs' | 'exceptHosts'>,
): Promise<number | null> {
  const farthest = farthestDueAt(asked.now.getTime(), asked.longestWaitMs)
  return firstDueAt(store.db, farthest, asked.exceptHosts ?? [])
}

/** No schedule puts a feed off beyond this. */
function farthestDueAt(now: number, longestWaitMs: number): number {
  return now + Math.ceil(longestWaitMs * 1.2)
}
