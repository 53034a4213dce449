import type { Transaction } from 'kysely'
import { type RenamedItem, renameItems } from './items.ts'
import { type Move, moveFeedTo } from './move-feed.ts'
import type { Database, FeedRow, NewItemRow } from './schema.ts'
import { indexItems, type SavedItem } from './search/index.ts'
import { slicesOf } from './slices.ts'
import type { Store } from './store.ts'

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
    | 'wire_hash'
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
  const save = async (tx: Transaction<Database>) => {
    const result = await tx
      .updateTable('feeds')
      .set({ ...found.update, lease_owner: null, lease_until: 0 })
      .where('id', '=', held.id)
      .where('lease_owner', '=', held.owner)
      .executeTakeFirst()
    if (result.numUpdatedRows === 0n) return null
    await renameItems(tx, held.id, found.renamed ?? [])
    const saved = await insertItems(tx, found.items)
    await indexItems(tx, saved)
    if (found.move && saved.length === 0)
      await moveFeedTo(tx, held.id, found.move, new Date(found.update.last_polled_at ?? found.move.askedAt))
    return saved.length
  }
  // Two feeds become one only while nobody writes to either.
  if (found.move) return store.write(save)
  return store.writeBeside(save, { mayWait: found.items.every(({ reading }) => reading !== 'waiting') })
}

const mostItemsAtOnce = 100

/** Those that were not there, in the order they were given. */
async function insertItems(tx: Transaction<Database>, items: readonly NewItemRow[]): Promise<SavedItem[]> {
  const saved: SavedItem[] = []
  for (const some of slicesOf(items, mostItemsAtOnce)) {
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
