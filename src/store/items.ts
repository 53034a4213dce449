import { sql, type Transaction } from 'kysely'
import { leaveOutTaken } from './claiming.ts'
import { laterOf } from './later-of.ts'
import type { Database, ItemRow } from './schema.ts'
import { slicesOf } from './slices.ts'
import type { Store } from './store.ts'

/** A stored item of a feed, as far as it tells whether another one is the same story. */
export type KnownItem = Pick<ItemRow, 'key' | 'canonical_url' | 'url' | 'title' | 'summary' | 'published_at'>

/** A stored item that is to be known by other names from now on. */
export type RenamedItem = {
  readonly from: string
  readonly key: string
  readonly canonicalUrl: string | null
  readonly url: string | null
}

/** Gives stored items of a feed their new names; a key that another item has already stays with that. */
export async function renameItems(
  tx: Transaction<Database>,
  feedId: number,
  renamed: readonly RenamedItem[],
): Promise<void> {
  for (const { from, key, canonicalUrl, url } of renamed) {
    const taken = await tx
      .selectFrom('items')
      .select('id')
      .where('feed_id', '=', feedId)
      .where('key', '=', key)
      .executeTakeFirst()
    await tx
      .updateTable('items')
      .set({ ...(taken === undefined ? { key } : {}), canonical_url: canonicalUrl, url })
      .where('feed_id', '=', feedId)
      .where('key', '=', from)
      .execute()
  }
}

export type AskedIdentities = {
  readonly keys: readonly string[]
  readonly urls: readonly string[]
  readonly titles: readonly string[]
  /** The address of the only item: one that was at another is wanted as well, to see whether each has its own. */
  readonly onlyUrl?: string | null
}

/** The feed's stored items that have one of these keys, canonical addresses or titles, and perhaps one elsewhere. */
export async function knownIdentities(
  store: Store,
  feedId: number,
  asked: AskedIdentities,
): Promise<KnownItem[]> {
  const wanted = [
    ['key', asked.keys],
    ['canonical_url', asked.urls],
    ['title', asked.titles],
  ] as const
  const found = new Map<string, KnownItem>()
  for (const [column, values] of wanted) {
    // SQLite binds at most 32,766 parameters; a feed lists at most 1,000 items, each with a handful of names.
    for (const slice of slicesOf([...new Set(values)], 500)) {
      const rows = await store.db
        .selectFrom('items')
        .select(identity)
        .where('feed_id', '=', feedId)
        .where(column, 'in', slice)
        .execute()
      for (const row of rows) found.set(row.key, row)
    }
  }
  const elsewhere =
    asked.onlyUrl === undefined ? undefined : await itemElsewhere(store, feedId, asked.onlyUrl)
  if (elsewhere) found.set(elsewhere.key, elsewhere)
  return [...found.values()]
}

const identity = ['key', 'canonical_url', 'url', 'title', 'summary', 'published_at'] as const

function itemElsewhere(store: Store, feedId: number, url: string | null): Promise<KnownItem | undefined> {
  const items = store.db.selectFrom('items').select(identity).where('feed_id', '=', feedId).limit(1)
  return (
    url === null
      ? items.where('url', 'is not', null)
      : items.where((each) => each.or([each('url', '!=', url), each('url', 'is', null)]))
  ).executeTakeFirst()
}

const mostTimes = 1500

/** When the feed's newest items came, oldest first: by their own date, or when they were found. */
export async function itemTimes(store: Store, feedId: number, since: number): Promise<number[]> {
  const rows = await store.db
    .selectFrom('items')
    .select(['published_at', 'discovered_at', 'origin'])
    .where('feed_id', '=', feedId)
    .where('discovered_at', '>=', since)
    .orderBy('discovered_at', 'desc')
    .limit(mostTimes)
    .execute()
  return rows
    .flatMap(({ published_at, discovered_at, origin }) => {
      if (published_at !== null && published_at <= discovered_at) return published_at
      // What was there before the feed was followed came at nobody knows what time.
      return origin === 'new' ? discovered_at : []
    })
    .sort((one, other) => one - other)
}

export type ItemToRead = ItemRow & {
  readonly feed_title: string | null
  readonly feed_language: string | null
}

export type ItemClaim = {
  readonly now: Date
  readonly owner: string
  readonly leaseMs: number
  readonly limit: number
  /** Feeds of which an item is being read: their next one waits, so that posts keep their order. */
  readonly exceptFeeds?: readonly number[]
}

/** Takes items that wait to be read, of each feed the oldest; until the lease ends nobody else gets them. */
export function takeUnreadItems(store: Store, claim: ItemClaim): Promise<ItemToRead[]> {
  const now = claim.now.getTime()
  return store.writeBeside(async (tx) => {
    const waiting = await tx
      .selectFrom('items')
      .innerJoin('feeds', 'feeds.id', 'items.feed_id')
      .selectAll('items')
      .select(['feeds.title as feed_title', 'feeds.language as feed_language'])
      .where('items.id', 'in', [0, ...(await oldestOfFeeds(tx, claim))])
      .where('items.lease_until', '<=', now)
      .orderBy('items.id')
      .limit(claim.limit)
      .modifyEnd(leaveOutTaken(tx, 'items'))
      .execute()
    const lease = { lease_owner: claim.owner, lease_until: now + claim.leaseMs }
    const taken: ItemToRead[] = []
    for (const item of waiting) {
      const result = await tx
        .updateTable('items')
        .set({ ...lease, reading_attempts: item.reading_attempts + 1 })
        .where('id', '=', item.id)
        .where('lease_until', '<=', now)
        .executeTakeFirst()
      if (result.numUpdatedRows === 1n)
        taken.push({ ...item, ...lease, reading_attempts: item.reading_attempts + 1 })
    }
    return taken
  })
}

const fewLookedAt = 200
const spare = 8

/**
 * Of each feed of which nobody reads an item the oldest that may be read, and more of them than are wanted: others may be
 * taking the first. Looks no further than it takes to find enough.
 */
async function oldestOfFeeds(tx: Transaction<Database>, claim: ItemClaim): Promise<number[]> {
  const now = claim.now.getTime()
  for (let most = Math.max(fewLookedAt, 2 * claim.limit); ; most *= 4) {
    const rows = await tx
      .selectFrom('items')
      .select(['id', 'feed_id'])
      // The index of what waits has these words in it.
      .where(sql<boolean>`reading = 'waiting'`)
      .where('read_not_before', '<=', now)
      .where('lease_until', '<=', now)
      .orderBy('id')
      .limit(most)
      .execute()
    // Asked second: whose oldest item was free a moment ago may be busy by now, and then the next one is not its oldest.
    const busy = new Set([...(claim.exceptFeeds ?? []), ...(await feedsReadByOthers(tx, claim))])
    const oldest = new Map<number, number>()
    for (const { id, feed_id } of rows)
      if (!busy.has(feed_id) && !oldest.has(feed_id)) oldest.set(feed_id, id)
    if (oldest.size >= claim.limit || rows.length < most)
      return [...oldest.values()].slice(0, spare * claim.limit)
  }
}

/** Other processes leave the feeds alone of which this one reads an item, and the other way round. */
async function feedsReadByOthers(tx: Transaction<Database>, { now, owner }: ItemClaim): Promise<number[]> {
  const rows = await tx
    .selectFrom('items')
    .select('feed_id')
    .where(sql<boolean>`reading = 'waiting' and lease_until > 0`)
    .where('lease_until', '>', now.getTime())
    .where('lease_owner', '!=', owner)
    .execute()
  return rows.map(({ feed_id }) => feed_id)
}

/** Puts the item back to be read later; false when it is no longer ours, and then nothing changes. */
export async function postponeReading(
  store: Store,
  held: { readonly id: number; readonly owner: string },
  later: { readonly notBefore: number; readonly problem: string },
): Promise<boolean> {
  const result = await store.writeBeside((tx) =>
    tx
      .updateTable('items')
      .set({
        read_not_before: later.notBefore,
        reading_problem: later.problem,
        lease_owner: null,
        lease_until: 0,
      })
      .where('id', '=', held.id)
      .where('lease_owner', '=', held.owner)
      .executeTakeFirst(),
  )
  return result.numUpdatedRows === 1n
}

/** When the next waiting item of a feed that is not busy may be read; null when none waits. */
export async function nextReadingAt(
  store: Store,
  exceptFeeds: readonly number[] = [],
): Promise<number | null> {
  const row = await store.db
    .selectFrom('items')
    .select(sql<number | null>`min(${laterOf('read_not_before', 'lease_until')})`.as('at'))
    .where('reading', '=', 'waiting')
    .where('feed_id', 'not in', [0, ...exceptFeeds])
    .executeTakeFirst()
  return row?.at ?? null
}
