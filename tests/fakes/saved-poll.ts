import { type FeedUpdate, savePoll } from '../../src/store/save-poll.ts'
import type { NewItemRow } from '../../src/store/schema.ts'
import type { Store } from '../../src/store/store.ts'

/** Saves items as if a poller had taken the feed, whether it is due or not. */
export async function saveAsPolled(
  store: Store,
  feedId: number,
  found: { readonly update: FeedUpdate; readonly items: readonly NewItemRow[] },
): Promise<number | null> {
  const owner = 'poller'
  await store.write((tx) =>
    tx.updateTable('feeds').set({ lease_owner: owner }).where('id', '=', feedId).execute(),
  )
  return savePoll(store, { id: feedId, owner }, found)
}
