import { randomUUID } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { dayOfItem } from './days.ts'
import { type RoutedItem, routedItemOf } from './routing.ts'
import type { Database } from './schema.ts'

export type Backfill = {
  readonly feedId: number
  readonly channelId: number
  readonly style: string
  readonly most: number
  /** Which of them the channel wants; all when it is left out. */
  readonly wants?: (item: RoutedItem) => boolean
}

/** Further back nobody looks for posts that pass a filter. */
const mostLookedAt = 50

type NewestPost = { readonly postId: number; readonly itemId: number; readonly day: number }

/**
 * Queues the newest posts of a feed for a channel that has just begun to follow it, the oldest of them first; returns
 * how many. Somebody asked for them, so they wait neither for the end of quiet hours nor for a digest.
 */
export async function queueNewestPosts(
  tx: Transaction<Database>,
  backfill: Backfill,
  now: Date,
): Promise<number> {
  const newest = await newestWanted(tx, backfill, now)
  for (const post of newest.toReversed()) await queue(tx, post, backfill, now)
  return newest.length
}

async function newestWanted(
  tx: Transaction<Database>,
  { feedId, most, wants }: Backfill,
  now: Date,
): Promise<NewestPost[]> {
  const rows = await tx
    .selectFrom('posts')
    .innerJoin('items', 'items.id', 'posts.item_id')
    .select(['posts.id as postId', 'items.id as itemId', dayOfItem.as('day')])
    .where('items.feed_id', '=', feedId)
    .orderBy(sql`coalesce(items.published_at, items.discovered_at)`, 'desc')
    .orderBy('items.id', 'desc')
    .limit(wants ? Math.max(most, mostLookedAt) : most)
    .execute()
  if (!wants) return rows
  const wanted: NewestPost[] = []
  for (const row of rows) {
    if (wanted.length === most) break
    if (wants(await itemOf(tx, row.itemId, now))) wanted.push(row)
  }
  return wanted
}

async function itemOf(tx: Transaction<Database>, itemId: number, now: Date): Promise<RoutedItem> {
  const item = await tx.selectFrom('items').selectAll().where('id', '=', itemId).executeTakeFirstOrThrow()
  const article = await tx
    .selectFrom('articles')
    .select(['headline', 'text', 'byline', 'outlet'])
    .where('item_id', '=', itemId)
    .executeTakeFirst()
  return routedItemOf(tx, item, article ?? null, now.getTime())
}

async function queue(
  tx: Transaction<Database>,
  { postId, itemId, day }: NewestPost,
  { channelId, style }: Backfill,
  now: Date,
): Promise<void> {
  const row = { item_id: itemId, channel_id: channelId, created_at: now.getTime() }
  await tx
    .insertInto('deliveries')
    .values({
      ...row,
      day,
      key: randomUUID(),
      kind: 'post',
      post_id: postId,
      style,
      is_urgent: 1,
      state: 'pending',
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await tx
    .insertInto('decisions')
    .values({ ...row, outcome: 'queued', reason: 'the channel began to follow the feed' })
    .execute()
}
