import { sql, type Transaction } from 'kysely'
import { pollNoLater } from './feed-pace.ts'
import { type HubSecrets, keepHubSecrets, newHubSecret } from './hub-secrets.ts'
import type { HubSubscriptionRow } from './push-schema.ts'
import type { Database, FeedRow } from './schema.ts'
import type { Store } from './store.ts'

export type Alignment = {
  readonly now: Date
  /** Where hubs reach us. */
  readonly base: string
  readonly secrets: HubSecrets
}

/**
 * Makes the subscriptions follow the feeds: a hub that is named newly is wanted, of one that no living feed names any
 * more notice is given, one whose lease has ended or that knows us under another address is asked again.
 */
export function alignHubs(store: Store, { now, base, secrets }: Alignment): Promise<void> {
  const at = now.getTime()
  return store.write(async (tx) => {
    await leaveHubs(tx, at)
    await tx
      .updateTable('hub_subscriptions')
      .set({ base, state: 'wanted', next_at: at, failures: 0, asked_mode: null })
      .where('base', '!=', base)
      .where('state', 'not in', ['leaving', 'left'])
      .execute()
    await keepHubSecrets(tx, secrets, at)
    await endLeases(tx, at)
    const wanted = await tx
      .selectFrom('feeds')
      .select(['id', 'hub_url', 'topic_url'])
      .where('hub_url', 'is not', null)
      .where('state', '=', 'active')
      .where('baselined_at', 'is not', null)
      .where('id', 'not in', (each) => each.selectFrom('feed_access').select('feed_id'))
      .where('id', 'not in', (each) =>
        each
          .selectFrom('hub_subscriptions')
          .select(sql<number>`feed_id`.as('feed_id'))
          .where('feed_id', 'is not', null)
          .where('state', 'not in', ['leaving', 'left']),
      )
      .execute()
    for (const { id, hub_url, topic_url } of wanted) {
      if (hub_url === null || topic_url === null) continue
      const hub = { feed_id: id, hub: hub_url, ask_url: hub_url, topic: topic_url, base }
      const token = secrets.newToken()
      const secret = newHubSecret(token, secrets)
      await tx
        .insertInto('hub_subscriptions')
        .values({ ...hub, token, secret, state: 'wanted', next_at: at, created_at: at })
        .execute()
    }
  })
}

/** Notice is given to hubs that agreed; what never came about is only forgotten. */
async function leaveHubs(tx: Transaction<Database>, now: number): Promise<void> {
  const { rows } = await sql<{ id: number; lease_until: number }>`
    select id, lease_until from hub_subscriptions as held
    where state not in ('leaving', 'left') and not exists (
      select 1 from feeds
      where feeds.id = held.feed_id and feeds.hub_url = held.hub and feeds.topic_url = held.topic
        and feeds.state = 'active' and feeds.id not in (select feed_id from feed_access)
    )`.execute(tx)
  for (const { id, lease_until } of rows) {
    if (lease_until > now)
      await tx
        .updateTable('hub_subscriptions')
        .set({ state: 'leaving', next_at: now, failures: 0, asked_mode: null })
        .where('id', '=', id)
        .execute()
    else await tx.deleteFrom('hub_subscriptions').where('id', '=', id).execute()
  }
}

async function endLeases(tx: Transaction<Database>, now: number): Promise<void> {
  const ended = await tx
    .updateTable('hub_subscriptions')
    .set({ state: 'wanted' })
    .where('state', '=', 'active')
    .where('lease_until', '<=', now)
    .returningAll()
    .execute()
  for (const row of ended) if (row.feed_id !== null && isProven(row)) await pollNoLater(tx, row.feed_id, now)
}

/** A hub that pushes only some of it pushes soon again. */
const distrustMs = 24 * 3_600_000

/** Whether what the feed publishes comes by push: it did the last time, and the hub's promise still holds. */
export async function isPushed(store: Store, feedId: number, now: Date): Promise<boolean> {
  const rows = await store.db
    .selectFrom('hub_subscriptions')
    .selectAll()
    .where('feed_id', '=', feedId)
    .where('state', '=', 'active')
    .where('lease_until', '>', now.getTime())
    .execute()
  return rows.some(isProven)
}

function isProven({ last_push_at, missed_at }: HubSubscriptionRow): boolean {
  return last_push_at !== null && (missed_at === null || last_push_at > missed_at + distrustMs)
}

/** Notes that a poll found what no hub had pushed. */
export async function noteMissedPush(store: Store, feedId: number, now: Date): Promise<void> {
  await store.write((tx) =>
    tx
      .updateTable('hub_subscriptions')
      .set({ missed_at: now.getTime() })
      .where('feed_id', '=', feedId)
      .execute(),
  )
}

/** Lets a feed whose push was of no use be polled instead, as soon as the shortest wait between two polls is over. */
export async function pollInstead(
  store: Store,
  feed: Pick<FeedRow, 'id' | 'last_polled_at'>,
  soonest: { readonly now: Date; readonly shortestMs: number },
): Promise<void> {
  const at = Math.max(soonest.now.getTime(), (feed.last_polled_at ?? 0) + soonest.shortestMs)
  await store.write((tx) => pollNoLater(tx, feed.id, at))
}

/** After a stop, and where nobody is reached from outside any more: what was pushed meanwhile is lost, so these feeds are polled. */
export async function pollPushedFeeds(store: Store, now: Date): Promise<void> {
  await store.write(async (tx) => {
    const rows = await tx.selectFrom('hub_subscriptions').selectAll().where('state', '=', 'active').execute()
    for (const row of rows)
      if (row.feed_id !== null && isProven(row)) await pollNoLater(tx, row.feed_id, now.getTime())
  })
}

/** Forgets what was agreed with hubs: nobody listens for their pushes. */
export async function forgetHubs(store: Store, now: Date): Promise<void> {
  await pollPushedFeeds(store, now)
  await store.write((tx) => tx.deleteFrom('hub_subscriptions').execute())
}

/** Takes the subscriptions whose hub is to be asked, and counts the attempt; `retryAt` says when the next one is. */
export function takeHubsToAsk(
  store: Store,
  asked: {
    readonly now: Date
    readonly limit: number
    readonly retryAt: (failures: number) => number
    /** So often notice is given; after that the lease ends by itself. */
    readonly mostNotices: number
  },
): Promise<HubSubscriptionRow[]> {
  const now = asked.now.getTime()
  return store.write(async (tx) => {
    await tx.deleteFrom('hub_subscriptions').where('state', '=', 'left').where('next_at', '<=', now).execute()
    await tx
      .deleteFrom('hub_subscriptions')
      .where('state', '=', 'leaving')
      .where('next_at', '<=', now)
      .where('failures', '>=', asked.mostNotices)
      .execute()
    const due = await tx
      .selectFrom('hub_subscriptions')
      .select(['id', 'state', 'failures'])
      .where('next_at', '<=', now)
      .orderBy('next_at')
      .limit(asked.limit)
      .execute()
    const taken: HubSubscriptionRow[] = []
    for (const { id, state, failures } of due) {
      const nextAt = asked.retryAt(failures + 1)
      const row = await tx
        .updateTable('hub_subscriptions')
        .set({
          asked_mode: state === 'leaving' ? 'unsubscribe' : 'subscribe',
          asked_until: nextAt,
          failures: failures + 1,
          next_at: nextAt,
        })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirstOrThrow()
      taken.push(row)
    }
    return taken
  })
}

export type HubUpdate = Partial<
  Pick<
    HubSubscriptionRow,
    | 'state'
    | 'ask_url'
    | 'asked_mode'
    | 'asked_until'
    | 'lease_until'
    | 'failures'
    | 'last_problem'
    | 'next_at'
    | 'last_push_at'
  >
>

/** Writes what came of asking a hub, unless the hub has agreed meanwhile: many do before they answer. */
export async function settleHub(store: Store, id: number, update: HubUpdate): Promise<void> {
  if (Object.keys(update).length === 0) return
  await store.write((tx) =>
    tx.updateTable('hub_subscriptions').set(update).where('id', '=', id).where('failures', '>', 0).execute(),
  )
}

export function findHubByToken(store: Store, token: string): Promise<HubSubscriptionRow | undefined> {
  return store.db.selectFrom('hub_subscriptions').selectAll().where('token', '=', token).executeTakeFirst()
}

/** Writes what the hub has told us. `pollsAgain` when the feed can no longer rely on it. */
export async function noteHub(
  store: Store,
  { id, feed_id }: Pick<HubSubscriptionRow, 'id' | 'feed_id'>,
  update: HubUpdate,
  options: { readonly pollsAgainAt: number | null },
): Promise<void> {
  await store.write(async (tx) => {
    await tx.updateTable('hub_subscriptions').set(update).where('id', '=', id).execute()
    if (options.pollsAgainAt !== null && feed_id !== null)
      await pollNoLater(tx, feed_id, options.pollsAgainAt)
  })
}

/** When a hub is to be asked, or a subscription ends; null when there is none. */
export async function nextHubAt(store: Store): Promise<number | null> {
  const row = await store.db
    .selectFrom('hub_subscriptions')
    .select(
      sql<
        number | null
      >`min(case when state = 'active' and lease_until < next_at then lease_until else next_at end)`.as('at'),
    )
    .executeTakeFirst()
  return row?.at ?? null
}
