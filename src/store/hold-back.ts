import type { Transaction } from 'kysely'
import type { DeliveryClaim, Fold, OpenDelivery } from './queues.ts'
import type { Database } from './schema.ts'

const hourMs = 3_600_000
/** At once; what is behind them is asked about when its turn comes. */
const mostAtOnce = 500

/**
 * Whether the post at the head of the queue waits for a digest; then all of those behind it that have to wait, do too.
 * A post that was tried is never held back: its message may stand in the channel.
 */
export async function holdBack(
  tx: Transaction<Database>,
  head: OpenDelivery,
  { fold, now }: DeliveryClaim,
): Promise<boolean> {
  if (!fold || head.state !== 'pending' || head.attempts > 0 || head.content.kind !== 'post') return false
  const { settings, channelRowId } = head
  const sentAt =
    settings.budgetPerHour === null ? [] : await sentSince(tx, channelRowId, now.getTime() - hourMs)
  if (fold({ ...head, sentAt }) === null) return false
  for (const post of await untriedPosts(tx, channelRowId)) {
    const why = fold({ ...post, settings, sentAt })
    if (why !== null) await hold(tx, { ...post, channelId: channelRowId }, why, now)
  }
  return true
}

async function sentSince(tx: Transaction<Database>, channelId: number, since: number): Promise<number[]> {
  const rows = await tx
    .selectFrom('deliveries')
    .select('first_started_at')
    .where('channel_id', '=', channelId)
    .where('kind', '=', 'post')
    .where('first_started_at', '>=', since)
    .execute()
  return rows.flatMap(({ first_started_at }) => first_started_at ?? [])
}

async function untriedPosts(tx: Transaction<Database>, channelId: number) {
  const rows = await tx
    .selectFrom('deliveries')
    .select(['id', 'day', 'item_id', 'is_urgent', 'created_at', 'not_before'])
    .where('channel_id', '=', channelId)
    .where('kind', '=', 'post')
    .where('state', '=', 'pending')
    .where('attempts', '=', 0)
    // What was never tried stands together in the index of the channel.
    .where('first_started_at', 'is', null)
    .orderBy('id')
    .limit(mostAtOnce)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    day: row.day,
    itemId: row.item_id,
    isUrgent: row.is_urgent === 1,
    waitingSince: Math.max(row.created_at, row.not_before),
  }))
}

async function hold(
  tx: Transaction<Database>,
  post: {
    readonly id: number
    readonly day: number
    readonly itemId: number | null
    readonly channelId: number
  },
  { cause, until, reason }: Fold,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set({ state: 'folded', folded_for: cause, not_before: until, reason })
    .where('id', '=', post.id)
    .where('day', '=', post.day)
    .where('state', '=', 'pending')
    .execute()
  if (post.itemId === null) return
  await tx
    .insertInto('decisions')
    .values({
      item_id: post.itemId,
      channel_id: post.channelId,
      outcome: 'folded',
      reason,
      created_at: now.getTime(),
    })
    .execute()
}
