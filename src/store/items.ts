import { sql } from 'kysely'
import { laterOf } from './later-of.ts'
import type { ItemRow } from './schema.ts'
import type { Store } from './store.ts'

/** The identities among the given ones that the feed's stored items already have. */
export async function knownIdentities(
  store: Store,
  feedId: number,
  asked: { readonly keys: readonly string[]; readonly urls: readonly string[] },
): Promise<{ keys: ReadonlySet<string>; urls: ReadonlySet<string> }> {
  const keys = new Set<string>()
  const urls = new Set<string>()
  // SQLite binds at most 32,766 parameters; a feed lists at most 1,000 items, so slices are for safety only.
  for (const slice of slicesOf(asked.keys, 500)) {
    const rows = await store.db
      .selectFrom('items')
      .select('key')
      .where('feed_id', '=', feedId)
      .where('key', 'in', slice)
      .execute()
    for (const row of rows) keys.add(row.key)
  }
  for (const slice of slicesOf(asked.urls, 500)) {
    const rows = await store.db
      .selectFrom('items')
      .select('canonical_url')
      .where('feed_id', '=', feedId)
      .where('canonical_url', 'in', slice)
      .execute()
    for (const row of rows) if (row.canonical_url !== null) urls.add(row.canonical_url)
  }
  return { keys, urls }
}

function slicesOf(all: readonly string[], size: number): string[][] {
  const slices: string[][] = []
  for (let start = 0; start < all.length; start += size) slices.push(all.slice(start, start + size))
  return slices
}

/** When the feed's items of the last week were discovered or published, for its cadence. */
export async function publishedSince(store: Store, feedId: number, since: number): Promise<number> {
  const row = await store.db
    .selectFrom('items')
    .select((each) => each.fn.countAll<number>().as('count'))
    .where('feed_id', '=', feedId)
    .where((each) => each(each.fn.coalesce('published_at', 'discovered_at'), '>=', since))
    .executeTakeFirstOrThrow()
  return row.count
}

export type ItemToRead = ItemRow & { readonly feed_title: string | null }

export type ItemClaim = {
  readonly now: Date
  readonly owner: string
  readonly leaseMs: number
  readonly limit: number
}

/** Takes items that wait to be read, oldest first; until the lease ends nobody else gets them. */
export function takeUnreadItems(store: Store, claim: ItemClaim): Promise<ItemToRead[]> {
  const now = claim.now.getTime()
  return store.write(async (tx) => {
    const waiting = await tx
      .selectFrom('items')
      .innerJoin('feeds', 'feeds.id', 'items.feed_id')
      .selectAll('items')
      .select('feeds.title as feed_title')
      .where('items.reading', '=', 'waiting')
      .where('items.read_not_before', '<=', now)
      .where('items.lease_until', '<=', now)
      .orderBy('items.id')
      .limit(claim.limit)
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

/** Puts the item back to be read later. */
export async function postponeReading(
  store: Store,
  itemId: number,
  later: { readonly notBefore: number; readonly problem: string },
): Promise<void> {
  await store.write((tx) =>
    tx
      .updateTable('items')
      .set({
        read_not_before: later.notBefore,
        reading_problem: later.problem,
        lease_owner: null,
        lease_until: 0,
      })
      .where('id', '=', itemId)
      .execute(),
  )
}

/** When the next waiting item may be read; null when none waits. */
export async function nextReadingAt(store: Store): Promise<number | null> {
  const row = await store.db
    .selectFrom('items')
    .select(sql<number | null>`min(${laterOf('read_not_before', 'lease_until')})`.as('at'))
    .where('reading', '=', 'waiting')
    .executeTakeFirst()
  return row?.at ?? null
}
