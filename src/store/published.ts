import { attributed } from './attributed.ts'
import type { DeliveryState, ItemRow, QuoteRow } from './schema.ts'
import type { Store } from './store.ts'

/** All that is known about a delivery, for whoever asks about the message in front of them. */
export type Published = {
  readonly state: DeliveryState
  readonly attempts: number
  readonly style: string | null
  readonly settledAt: number | null
  readonly postBody: string
  readonly item: ItemRow
  readonly feed: { readonly title: string | null; readonly url: string }
  readonly decision: string | null
}

/** The delivery with this key; null when there is none, or its item was removed meanwhile. */
export async function findPublished(store: Store, key: string): Promise<Published | null> {
  const delivery = await store.db
    .selectFrom('deliveries')
    .innerJoin('posts', 'posts.id', 'deliveries.post_id')
    .select([
      'deliveries.state',
      'deliveries.attempts',
      'deliveries.style',
      'deliveries.settled_at',
      'deliveries.item_id',
      'deliveries.channel_id',
      'posts.body',
    ])
    .where('deliveries.key', '=', key)
    .executeTakeFirst()
  if (!delivery?.item_id) return null
  const item = await store.db
    .selectFrom('items')
    .selectAll()
    .where('id', '=', delivery.item_id)
    .executeTakeFirstOrThrow()
  const feed = await store.db
    .selectFrom('feeds')
    .select(['title', 'url'])
    .where('id', '=', item.feed_id)
    .executeTakeFirstOrThrow()
  const decision = await store.db
    .selectFrom('decisions')
    .select('reason')
    .where('item_id', '=', item.id)
    .where('channel_id', '=', delivery.channel_id)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  return {
    state: delivery.state,
    attempts: delivery.attempts,
    style: delivery.style,
    settledAt: delivery.settled_at,
    postBody: delivery.body,
    item,
    feed,
    decision: decision?.reason ?? null,
  }
}

/** The quotes of an item that may be shown as somebody's words, in the order of the article. */
export function quotesOfItem(store: Store, itemId: number): Promise<QuoteRow[]> {
  return store.db
    .selectFrom('quotes')
    .selectAll()
    .where('item_id', '=', itemId)
    .where(attributed)
    .orderBy('start_offset')
    .execute()
}
