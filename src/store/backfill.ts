import { randomUUID } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import type { Database } from './schema.ts'

export type Backfill = {
  readonly feedId: number
  readonly channelId: number
  readonly style: string
  readonly most: number
}

/** Queues the newest posts of a feed for a channel that has just begun to follow it, the oldest of them first; returns how many. */
export async function queueNewestPosts(
  tx: Transaction<Database>,
  { feedId, channelId, style, most }: Backfill,
  now: Date,
): Promise<number> {
  const newest = await tx
    .selectFrom('posts')
    .innerJoin('items', 'items.id', 'posts.item_id')
    .select(['posts.id as post_id', 'items.id as item_id'])
    .where('items.feed_id', '=', feedId)
    .orderBy(sql`coalesce(items.published_at, items.discovered_at)`, 'desc')
    .orderBy('items.id', 'desc')
    .limit(most)
    .execute()
  for (const { post_id, item_id } of newest.toReversed()) {
    const created_at = now.getTime()
    const reason = 'the channel began to follow the feed'
    await tx
      .insertInto('deliveries')
      .values({
        key: randomUUID(),
        kind: 'post',
        item_id,
        post_id,
        channel_id: channelId,
        style,
        state: 'pending',
        created_at,
      })
      .onConflict((conflict) => conflict.columns(['item_id', 'channel_id', 'kind']).doNothing())
      .execute()
    await tx
      .insertInto('decisions')
      .values({ item_id, channel_id: channelId, outcome: 'queued', reason, created_at })
      .execute()
  }
  return newest.length
}
