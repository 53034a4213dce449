import { sql, type Transaction } from 'kysely'
import type { Database, FeedRow } from './schema.ts'
import type { Store } from './store.ts'

/** How often those who follow the feed wish it asked, in minutes: the fastest wish of all; null when nobody has one. */
export async function fastestWish(
  store: Store,
  feed: Pick<FeedRow, 'id' | 'every_minutes'>,
): Promise<number | null> {
  const row = await store.db
    .selectFrom('subscriptions')
    .select((each) => each.fn.min<number | null>('every_minutes').as('minutes'))
    .where('feed_id', '=', feed.id)
    .where('state', '=', 'active')
    .executeTakeFirst()
  const wishes = [feed.every_minutes, row?.minutes ?? null].filter((minutes) => minutes !== null)
  return wishes.length === 0 ? null : Math.min(...wishes)
}

/** Notes how often the operator wishes the feed asked, and asks it soon, though not before its publisher allows. */
export async function wishPace(
  tx: Transaction<Database>,
  feedId: number,
  everyMinutes: number | null,
  now: Date,
): Promise<void> {
  await tx.updateTable('feeds').set({ every_minutes: everyMinutes }).where('id', '=', feedId).execute()
  await askSooner(tx, feedId, now)
}

/** Has a healthy feed asked as soon as its publisher allows: somebody wishes it faster than it was planned. */
export async function askSooner(tx: Transaction<Database>, feedId: number, now: Date): Promise<void> {
  const soonest = sql<number>`case when asked_until > ${now.getTime()} then asked_until else ${now.getTime()} end`
  await tx
    .updateTable('feeds')
    .set({ next_poll_at: soonest })
    .where('id', '=', feedId)
    .where('failures', '=', 0)
    .where('next_poll_at', '>', soonest)
    .execute()
}
