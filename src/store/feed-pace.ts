import { type Kysely, sql, type Transaction } from 'kysely'
import type { Database } from './schema.ts'

/** What the schedule of a feed depends on beside the feed. */
export type Pace = {
  /** The fastest wish, in minutes, of those who follow it; null when nobody has one. */
  readonly wished_minutes: number | null
  /** Items of the last seven days, by their own date where they have one. */
  readonly items_last_week: number
}

const weekMs = 7 * 24 * 3_600_000

/** The paces of many feeds, asked for together. */
export async function pacesOf(
  db: Kysely<Database>,
  ids: readonly number[],
  now: number,
): Promise<(id: number) => Pace> {
  const wishes = await db
    .selectFrom('subscriptions')
    .select(['feed_id', (each) => each.fn.min<number | null>('every_minutes').as('minutes')])
    .where('feed_id', 'in', ids)
    .where('state', '=', 'active')
    .where('every_minutes', 'is not', null)
    .groupBy('feed_id')
    .execute()
  const since = now - weekMs
  const counts = await db
    .selectFrom('items')
    .select(['feed_id', (each) => each.fn.countAll<number>().as('count')])
    .where('feed_id', 'in', ids)
    // Nothing is published before it is found; this way only the newest are looked at.
    .where('discovered_at', '>=', since)
    .where((each) => each(each.fn.coalesce('published_at', 'discovered_at'), '>=', since))
    .groupBy('feed_id')
    .execute()
  const minutesOf = new Map(wishes.map(({ feed_id, minutes }) => [feed_id, minutes]))
  const countOf = new Map(counts.map(({ feed_id, count }) => [feed_id, count]))
  return (id) => ({ wished_minutes: minutesOf.get(id) ?? null, items_last_week: countOf.get(id) ?? 0 })
}

/** Notes how often the operator wishes the feed asked, and asks it soon, though not before its publisher allows. */
export async function wishPace(
  tx: Transaction<Database>,
  feedId: number,
  everyMinutes: number | null,
  now: Date,
): Promise<void> {
  await tx.updateTable('feeds').set({ every_minutes: everyMinutes }).where('id', '=', feedId).execute()
  await pollNoLater(tx, feedId, now.getTime())
}

/** Has a healthy feed asked at this time if it was to be asked later, and if its publisher allows. */
export async function pollNoLater(tx: Transaction<Database>, feedId: number, at: number): Promise<void> {
  const soonest = sql<number>`case when asked_until > ${at} then asked_until else ${at} end`
  await tx
    .updateTable('feeds')
    .set({ next_poll_at: soonest })
    .where('id', '=', feedId)
    .where('failures', '=', 0)
    .where('next_poll_at', '>', soonest)
    .execute()
}
