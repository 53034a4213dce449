import { sql, type Transaction } from 'kysely'
import { type Change, recordChange } from './audit.ts'
import type { Database, FeedRow, SubscriptionRow } from './schema.ts'

export type Move = {
  readonly to: string
  /** When the publisher was asked for what the feed lists. */
  readonly askedAt: number
  readonly change: Pick<Change, 'actor' | 'action' | 'subject' | 'after'>
}

type Writing = Transaction<Database>

/**
 * Gives the feed its new address. When another feed has that address already, both become one, with every item's
 * identity and every subscription; `later` when that cannot be done yet without a post being lost or doubled.
 */
export async function moveFeedTo(
  tx: Writing,
  feedId: number,
  move: Move,
  now: Date,
): Promise<'moved' | 'merged' | 'later'> {
  const other = await tx.selectFrom('feeds').selectAll().where('url', '=', move.to).executeTakeFirst()
  if (other?.id === feedId || (other && !(await canMerge(tx, { feedId, other, move }, now)))) return 'later'
  await recordMove(tx, feedId, move, now)
  const subscriptions = await tx
    .selectFrom('subscriptions')
    .selectAll()
    .where('feed_id', '=', feedId)
    .execute()
  if (other === undefined) {
    await tx
      .updateTable('feeds')
      .set({
        url: move.to,
        host: new URL(move.to).hostname,
        moved_to: null,
        moved_since: null,
        moved_polls: 0,
      })
      .where('id', '=', feedId)
      .execute()
    return 'moved'
  }
  for (const subscription of subscriptions) await moveSubscription(tx, subscription, other.id)
  await moveItems(tx, feedId, other.id)
  await moveNames(tx, feedId, other.id)
  await moveRoles(tx, feedId, other.id)
  await tx.deleteFrom('feeds').where('id', '=', feedId).execute()
  return 'merged'
}

/** Both feeds have to know the same items, and nothing may be on its way to channels of only one of them. */
async function canMerge(
  tx: Writing,
  { feedId, other, move }: { readonly feedId: number; readonly other: FeedRow; readonly move: Move },
  now: Date,
): Promise<boolean> {
  const polledAt = other.last_polled_at ?? 0
  const isAtRest =
    other.state === 'active' &&
    other.failures === 0 &&
    other.baselined_at !== null &&
    other.lease_until <= now.getTime() &&
    polledAt <= move.askedAt
  if (!isAtRest) return false
  const newer = await tx
    .selectFrom('items')
    .select('id')
    .where((each) =>
      each.or([
        each.and([each('feed_id', '=', feedId), each('discovered_at', '>=', polledAt)]),
        each.and([each('feed_id', 'in', [feedId, other.id]), each('reading', '=', 'waiting')]),
      ]),
    )
    .limit(1)
    .executeTakeFirst()
  return newer === undefined && !(await wantDifferently(tx, feedId, other.id))
}

/** A channel that follows both with other filters or hours would get more or less than it asked for. */
async function wantDifferently(tx: Writing, feedId: number, otherId: number): Promise<boolean> {
  const pairs = await tx
    .selectFrom('subscriptions as one')
    .innerJoin('subscriptions as two', 'two.channel_id', 'one.channel_id')
    .select(['one.filter', 'one.schedule', 'two.filter as other_filter', 'two.schedule as other_schedule'])
    .where('one.feed_id', '=', feedId)
    .where('two.feed_id', '=', otherId)
    .execute()
  return pairs.some((both) => both.filter !== both.other_filter || both.schedule !== both.other_schedule)
}

async function recordMove(tx: Writing, feedId: number, { change }: Move, now: Date): Promise<void> {
  const workspaces = await tx
    .selectFrom('subscriptions')
    .innerJoin('channels', 'channels.id', 'subscriptions.channel_id')
    .select(['channels.platform', 'channels.workspace_id'])
    .distinct()
    .where('subscriptions.feed_id', '=', feedId)
    .execute()
  for (const { platform, workspace_id } of workspaces)
    await recordChange(tx, { ...change, workspace: { platform, workspaceId: workspace_id } }, now)
  if (workspaces.length === 0) await recordChange(tx, change, now)
}

async function moveSubscription(tx: Writing, one: SubscriptionRow, otherId: number): Promise<void> {
  const there = await tx
    .selectFrom('subscriptions')
    .selectAll()
    .where('channel_id', '=', one.channel_id)
    .where('feed_id', '=', otherId)
    .executeTakeFirst()
  if (there === undefined) {
    await tx.updateTable('subscriptions').set({ feed_id: otherId }).where('id', '=', one.id).execute()
    return
  }
  const wishes = [one.every_minutes, there.every_minutes].filter((minutes) => minutes !== null)
  await tx
    .updateTable('subscriptions')
    .set({
      state: one.state === 'active' ? 'active' : there.state,
      every_minutes: wishes.length === 0 ? null : Math.min(...wishes),
    })
    .where('id', '=', there.id)
    .execute()
  await tx.deleteFrom('subscriptions').where('id', '=', one.id).execute()
}

/** An item that both feeds have stays twice in the store, so that what was posted of either is known. */
async function moveItems(tx: Writing, feedId: number, otherId: number): Promise<void> {
  await tx
    .updateTable('items')
    .set({ key: sql<string>`cast(${`merged:${feedId}:`} as text) || key` })
    .where('feed_id', '=', feedId)
    .where('key', 'in', (both) =>
      both.selectFrom('items as theirs').select('key').where('feed_id', '=', otherId),
    )
    .execute()
  await tx.updateTable('items').set({ feed_id: otherId }).where('feed_id', '=', feedId).execute()
  await tx.updateTable('searched').set({ feed_id: otherId }).where('feed_id', '=', feedId).execute()
}

async function moveNames(tx: Writing, feedId: number, otherId: number): Promise<void> {
  const names = await tx.selectFrom('name_uses').selectAll().where('feed_id', '=', feedId).execute()
  for (const name of names)
    await tx
      .insertInto('name_uses')
      .values({ ...name, feed_id: otherId })
      .onConflict((conflict) =>
        conflict
          .columns(['name_id', 'feed_id'])
          .doUpdateSet((each) => ({ uses: each('name_uses.uses', '+', name.uses) })),
      )
      .execute()
}

async function moveRoles(tx: Writing, feedId: number, otherId: number): Promise<void> {
  const roles = await tx.selectFrom('person_roles').selectAll().where('feed_id', '=', feedId).execute()
  for (const role of roles)
    await tx
      .insertInto('person_roles')
      .values({ ...role, feed_id: otherId })
      .onConflict((conflict) =>
        conflict
          .columns(['role', 'name_id', 'feed_id'])
          .doUpdateSet({ last_at: role.last_at })
          .where('person_roles.last_at', '<', role.last_at),
      )
      .execute()
}
