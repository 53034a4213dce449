import { randomUUID } from 'node:crypto'
import type { Insertable, Transaction } from 'kysely'
import { z } from 'zod'
import { type ChannelSettings, settingsColumns, settingsOf } from './channel-settings.ts'
import { dayOfItem } from './days.ts'
import type { Fold } from './queues.ts'
import type { ArticlesTable, Database, DecisionsTable, ItemRow } from './schema.ts'
import { slicesOf } from './slices.ts'

/** A subscription of the item's feed, with what routing must know. */
export type Candidate = {
  readonly subscriptionId: number
  readonly channelId: number
  readonly style: string
  readonly isPaused: boolean
  readonly filter: string | null
  readonly schedule: string | null
  readonly settings: ChannelSettings
  /** The channel already has a post of this page, from another feed or an item under a new name. */
  readonly hasSamePage: boolean
}

/** What is known about the item when it is decided who gets it. */
export type RoutedItem = {
  readonly title: string
  /** Of the article, or what the feed says when there is none. */
  readonly text: string
  readonly author: string
  readonly categories: readonly string[]
  readonly outlets: readonly string[]
  /** Posted when the feed was new, to show what will come. */
  readonly isSample: boolean
  readonly at: number
}

export type Route = Pick<Insertable<DecisionsTable>, 'outcome' | 'reason'> & {
  readonly channelId: number
  readonly style: string
  readonly isUrgent?: boolean
  /** Of what is folded: which digest it waits for. */
  readonly fold?: Fold
}

export type Decide = (candidates: readonly Candidate[], item: RoutedItem) => readonly Route[]

export type Routing = {
  readonly itemId: number
  readonly postId: number
  /** The day the item was discovered on. */
  readonly day: number
  readonly at: number
}

const mostRowsAtOnce = 200

/** Notes what was decided for each channel, and queues the post for those that get it. */
export async function insertRoutes(
  tx: Transaction<Database>,
  routes: readonly Route[],
  { itemId, postId, day, at }: Routing,
): Promise<void> {
  const row = { item_id: itemId, created_at: at }
  const decisions = routes.map(({ channelId, outcome, reason }) => ({
    ...row,
    channel_id: channelId,
    outcome,
    reason,
  }))
  for (const some of slicesOf(decisions, mostRowsAtOnce))
    await tx.insertInto('decisions').values(some).execute()
  const deliveries = routes.filter(isPosted).map(({ channelId, style, isUrgent, fold }) => ({
    ...row,
    day,
    channel_id: channelId,
    key: randomUUID(),
    post_id: postId,
    kind: 'post' as const,
    style,
    is_urgent: isUrgent ? 1 : 0,
    state: fold === undefined ? ('pending' as const) : ('folded' as const),
    folded_for: fold?.cause ?? null,
    not_before: fold?.until ?? 0,
    reason: fold?.reason ?? null,
  }))
  for (const some of slicesOf(deliveries, mostRowsAtOnce))
    await tx.insertInto('deliveries').values(some).execute()
}

/** Whether the channel gets the post, now or in a digest. */
export function isPosted({ outcome }: Route): boolean {
  return outcome === 'queued' || outcome === 'folded'
}

/** The subscriptions of the item's feed. */
export async function candidatesFor(
  tx: Transaction<Database>,
  item: { readonly id: number; readonly feed_id: number; readonly canonical_url: string | null },
): Promise<Candidate[]> {
  const subscriptions = await tx
    .selectFrom('subscriptions')
    .innerJoin('channels', 'channels.id', 'subscriptions.channel_id')
    .leftJoin('workspaces', (join) =>
      join
        .onRef('workspaces.platform', '=', 'channels.platform')
        .onRef('workspaces.workspace_id', '=', 'channels.workspace_id'),
    )
    .select([
      'subscriptions.id',
      'subscriptions.channel_id',
      'subscriptions.style',
      'channels.style as channel_style',
      'subscriptions.state',
      'subscriptions.filter',
      'subscriptions.schedule',
      ...settingsColumns,
    ])
    .where('feed_id', '=', item.feed_id)
    .orderBy('subscriptions.id')
    .execute()
  const samePage =
    item.canonical_url === null
      ? []
      : await tx
          .selectFrom('items')
          .innerJoin('deliveries', (join) =>
            join
              .onRef('deliveries.item_id', '=', 'items.id')
              .on((on) => on('deliveries.day', '=', dayOfItem)),
          )
          .select('deliveries.channel_id')
          .where('items.canonical_url', '=', item.canonical_url)
          .where('items.id', '!=', item.id)
          .execute()
  const taken = new Set(samePage.map((delivery) => delivery.channel_id))
  return subscriptions.map((subscription) => ({
    subscriptionId: subscription.id,
    channelId: subscription.channel_id,
    style: subscription.style ?? subscription.channel_style ?? usualStyle,
    isPaused: subscription.state === 'paused',
    filter: subscription.filter,
    schedule: subscription.schedule,
    settings: settingsOf(subscription),
    hasSamePage: taken.has(subscription.channel_id),
  }))
}

/** Where nobody chose one, for the subscription or for its channel. */
export const usualStyle = 'brief'

type RoutedArticle = Pick<Insertable<ArticlesTable>, 'headline' | 'text' | 'byline' | 'outlet'>

const names = z.array(z.string())

/** The item as routing looks at it. */
export async function routedItemOf(
  tx: Transaction<Database>,
  item: ItemRow,
  article: RoutedArticle | null,
  at: number,
): Promise<RoutedItem> {
  const feed = await tx
    .selectFrom('feeds')
    .select(['title', 'host', 'baselined_at'])
    .where('id', '=', item.feed_id)
    .executeTakeFirst()
  const byline = article ? names.parse(JSON.parse(article.byline)) : []
  const host = URL.parse(item.url ?? '')?.hostname
  return {
    title: item.title ?? article?.headline ?? '',
    text: article?.text ?? item.summary ?? '',
    author: [item.author ?? [], byline].flat().join(', '),
    categories: names.parse(JSON.parse(item.categories)),
    outlets: [article?.outlet, feed?.title, host, feed?.host].filter((name) => name != null),
    isSample: item.discovered_at <= (feed?.baselined_at ?? -1),
    at,
  }
}
