import type { Transaction } from 'kysely'
import type { ChannelAddress } from './channels.ts'
import { dayOfItem } from './days.ts'
import { releaseWaiting } from './digests.ts'
import type { Database, FeedRow, SubscriptionRow } from './schema.ts'
import type { Store } from './store.ts'

export type WorkspaceAddress = Pick<ChannelAddress, 'platform' | 'workspaceId'>

/** What a channel follows, with all that is told about it in lists. */
export type Subscription = Omit<SubscriptionRow, 'channel_id' | 'feed_id'> & {
  readonly feed: Pick<
    FeedRow,
    | 'id'
    | 'url'
    | 'title'
    | 'state'
    | 'failures'
    | 'failing_since'
    | 'last_problem'
    | 'last_error'
    | 'baselined_at'
    | 'next_poll_at'
    | 'last_polled_at'
    | 'last_item_at'
    | 'expected_by'
    | 'items_per_week'
    | 'moved_to'
    | 'moved_since'
  >
  readonly channel: ChannelAddress & {
    readonly rowId: number
    readonly name: string | null
    readonly style: string | null
  }
}

/** The subscriptions of a workspace, or of one channel of it, in the order they were made. */
export async function subscriptionsIn(
  store: Store,
  where: WorkspaceAddress & { readonly channel?: ChannelAddress },
): Promise<Subscription[]> {
  const all = everyOne(store, where)
  const { channel } = where
  const wanted =
    channel === undefined
      ? all
      : all
          .where('channels.channel_id', '=', channel.channelId)
          .where('channels.thread_id', '=', channel.threadId ?? '')
  return (await wanted.execute()).map(toSubscription)
}

/** The workspace's subscription with this id; null when it is none of its own. */
export async function findSubscription(
  store: Store,
  workspace: WorkspaceAddress,
  id: number,
): Promise<Subscription | null> {
  const row = await everyOne(store, workspace).where('subscriptions.id', '=', id).executeTakeFirst()
  return row ? toSubscription(row) : null
}

/** Whether the channel follows the feed with this address already. */
export async function findFollowing(
  store: Store,
  channel: ChannelAddress,
  feedUrl: string,
): Promise<Subscription | null> {
  const row = await everyOne(store, channel)
    .where('channels.channel_id', '=', channel.channelId)
    .where('channels.thread_id', '=', channel.threadId ?? '')
    .where('feeds.url', '=', feedUrl)
    .executeTakeFirst()
  return row ? toSubscription(row) : null
}

function everyOne(store: Store, { platform, workspaceId }: WorkspaceAddress) {
  return store.db
    .selectFrom('subscriptions')
    .innerJoin('channels', 'channels.id', 'subscriptions.channel_id')
    .innerJoin('feeds', 'feeds.id', 'subscriptions.feed_id')
    .select([
      'subscriptions.id',
      'subscriptions.style',
      'subscriptions.filter',
      'subscriptions.schedule',
      'subscriptions.folder',
      'subscriptions.every_minutes',
      'subscriptions.state',
      'subscriptions.created_at',
      'feeds.id as feed_id',
      'feeds.url',
      'feeds.title',
      'feeds.state as feed_state',
      'feeds.failures',
      'feeds.failing_since',
      'feeds.last_problem',
      'feeds.last_error',
      'feeds.baselined_at',
      'feeds.next_poll_at',
      'feeds.last_polled_at',
      'feeds.last_item_at',
      'feeds.expected_by',
      'feeds.items_per_week',
      'feeds.moved_to',
      'feeds.moved_since',
      'channels.id as channel_row_id',
      'channels.platform',
      'channels.workspace_id',
      'channels.channel_id',
      'channels.thread_id',
      'channels.name',
      'channels.style as channel_style',
    ])
    .where('channels.platform', '=', platform)
    .where('channels.workspace_id', '=', workspaceId)
    .orderBy('subscriptions.id')
}

type Joined = Awaited<ReturnType<ReturnType<typeof everyOne>['execute']>>[number]

function toSubscription(row: Joined): Subscription {
  return {
    id: row.id,
    style: row.style,
    filter: row.filter,
    schedule: row.schedule,
    folder: row.folder,
    every_minutes: row.every_minutes,
    state: row.state,
    created_at: row.created_at,
    feed: {
      id: row.feed_id,
      url: row.url,
      title: row.title,
      state: row.feed_state,
      failures: row.failures,
      failing_since: row.failing_since,
      last_problem: row.last_problem,
      last_error: row.last_error,
      baselined_at: row.baselined_at,
      next_poll_at: row.next_poll_at,
      last_polled_at: row.last_polled_at,
      last_item_at: row.last_item_at,
      expected_by: row.expected_by,
      items_per_week: row.items_per_week,
      moved_to: row.moved_to,
      moved_since: row.moved_since,
    },
    channel: {
      rowId: row.channel_row_id,
      platform: row.platform,
      workspaceId: row.workspace_id,
      channelId: row.channel_id,
      threadId: row.thread_id === '' ? null : row.thread_id,
      name: row.name,
      style: row.channel_style,
    },
  }
}

/** Changes what was asked for: how much is shown, which items are wanted, when they are posted, or a rest. */
export async function changeSubscription(
  tx: Transaction<Database>,
  id: number,
  change: Partial<Pick<SubscriptionRow, 'style' | 'filter' | 'schedule' | 'every_minutes' | 'state'>>,
): Promise<void> {
  const before = await tx.selectFrom('subscriptions').selectAll().where('id', '=', id).executeTakeFirst()
  await tx.updateTable('subscriptions').set(change).where('id', '=', id).execute()
  // What waited for a digest that will not come any more comes now.
  if (before && change.schedule !== undefined && change.schedule !== before.schedule)
    await releaseWaiting(tx, { channelId: before.channel_id, feedId: before.feed_id })
}

/**
 * Ends a subscription: what is queued for the channel from this feed is not posted any more. A feed nobody follows is
 * removed with all that came from it, because nobody asked us to keep it. True when the subscription was still there.
 */
export async function endSubscription(
  tx: Transaction<Database>,
  { id, feed, channel }: Subscription,
): Promise<boolean> {
  const ended = await tx.deleteFrom('subscriptions').where('id', '=', id).executeTakeFirst()
  if (ended.numDeletedRows === 0n) return false
  await tx
    .deleteFrom('deliveries')
    .where('channel_id', '=', channel.rowId)
    .where('kind', '=', 'post')
    .where('state', 'in', ['pending', 'folded'])
    .where('item_id', 'in', (items) => items.selectFrom('items').select('id').where('feed_id', '=', feed.id))
    .execute()
  await tx
    .deleteFrom('feeds')
    .where('id', '=', feed.id)
    .where((each) =>
      each.not(
        each.exists(
          each.selectFrom('subscriptions').select('subscriptions.id').where('feed_id', '=', feed.id),
        ),
      ),
    )
    .execute()
  return true
}

/** When the feed was last posted in the channel, and how many items it listed since then. */
export async function activityOf(
  store: Store,
  { feed, channel }: Pick<Subscription, 'feed' | 'channel'>,
  since: number,
): Promise<{ readonly lastPostAt: number | null; readonly items: number }> {
  const posted = await store.db
    .selectFrom('items')
    .innerJoin('deliveries', (join) =>
      join.onRef('deliveries.item_id', '=', 'items.id').on((on) => on('deliveries.day', '=', dayOfItem)),
    )
    .select((each) => each.fn.max('deliveries.settled_at').as('at'))
    .where('items.feed_id', '=', feed.id)
    .where('deliveries.channel_id', '=', channel.rowId)
    .where('deliveries.state', 'in', ['sent', 'digested'])
    .executeTakeFirst()
  const listed = await store.db
    .selectFrom('items')
    .select((each) => each.fn.countAll<number>().as('count'))
    .where('feed_id', '=', feed.id)
    .where((each) => each(each.fn.coalesce('published_at', 'discovered_at'), '>=', since))
    .executeTakeFirst()
  return { lastPostAt: posted?.at ?? null, items: listed?.count ?? 0 }
}
