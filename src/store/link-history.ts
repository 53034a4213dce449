import type { Kysely } from 'kysely'
import type { ChannelRow, Database, DecisionsTable, DeliveryRow, FeedRow, ItemRow } from './schema.ts'
import { followedIn, type Workspace } from './workspace-news.ts'

/** What somebody asks about: the addresses a link may be stored under, or what the feed calls the item. */
export type LinkAsked = {
  readonly workspace: Workspace
  readonly canonicalUrl: string | null
  /** The same page as articles give it: with and without `www.`, a slash at the end, http or https. */
  readonly spellings: readonly string[]
  readonly key: string
}

/** What happened to an item in the channels of one workspace. */
export type ItemHistory = {
  readonly item: ItemRow
  readonly feed: Pick<FeedRow, 'id' | 'title' | 'url' | 'host'>
  readonly channels: readonly ChannelHistory[]
}

export type ChannelHistory = {
  readonly channel: ChannelRow
  readonly decision: Pick<DecisionsTable, 'outcome' | 'reason'> | null
  readonly delivery: DeliveryRow | null
  /** Of a delivery that was posted with others. */
  readonly digest: DeliveryRow | null
}

const mostItems = 5
const mostChannels = 25

/** The items this link may mean, as far as the workspace has to do with them, newest first. */
export async function historyOfLink(db: Kysely<Database>, asked: LinkAsked): Promise<ItemHistory[]> {
  const items = await itemsOf(db, asked)
  return Promise.all(items.map((item) => historyOfItem(db, asked.workspace, item)))
}

function itemsOf(
  db: Kysely<Database>,
  { workspace, canonicalUrl, spellings, key }: LinkAsked,
): Promise<ItemRow[]> {
  // Each of the three ways has an index of its own; joined by "or", SQLite would go through the whole table.
  const ids = db
    .selectFrom('items')
    .select('id')
    .where('canonical_url', '=', canonicalUrl ?? '')
    .union(
      db
        .selectFrom('articles')
        .select('item_id as id')
        .where('canonical_url', 'in', ['', ...spellings]),
    )
    .union(
      db
        .selectFrom('articles')
        .select('item_id as id')
        .where('url', 'in', ['', ...spellings]),
    )
    .union(
      db
        .selectFrom('items')
        .select('id')
        .where('key', '=', key)
        .where('feed_id', 'in', followedIn(db, workspace)),
    )
  return db
    .selectFrom('items')
    .selectAll()
    .where('id', 'in', ids)
    .where((each) =>
      each.or([
        each('feed_id', 'in', followedIn(db, workspace)),
        each(
          'id',
          'in',
          each
            .selectFrom('decisions')
            .select('decisions.item_id')
            .whereRef('decisions.item_id', '=', 'items.id')
            .where('decisions.channel_id', 'in', channelIds(db, workspace)),
        ),
      ]),
    )
    .orderBy('id', 'desc')
    .limit(mostItems)
    .execute()
}

function channelIds(db: Kysely<Database>, { platform, workspaceId }: Workspace) {
  return db
    .selectFrom('channels')
    .select('channels.id')
    .where('channels.platform', '=', platform)
    .where('channels.workspace_id', '=', workspaceId)
}

async function historyOfItem(
  db: Kysely<Database>,
  workspace: Workspace,
  item: ItemRow,
): Promise<ItemHistory> {
  const feed = await db
    .selectFrom('feeds')
    .select(['id', 'title', 'url', 'host'])
    .where('id', '=', item.feed_id)
    .executeTakeFirstOrThrow()
  const channels = await channelsOf(db, workspace, item)
  return { item, feed, channels: await Promise.all(channels.map((channel) => historyIn(db, item, channel))) }
}

/** The channels that follow the feed, and those that had something of the item before they stopped. */
function channelsOf(db: Kysely<Database>, workspace: Workspace, item: ItemRow): Promise<ChannelRow[]> {
  return db
    .selectFrom('channels')
    .selectAll()
    .where('id', 'in', channelIds(db, workspace))
    .where((each) =>
      each.or([
        each(
          'id',
          'in',
          each
            .selectFrom('subscriptions')
            .select('subscriptions.channel_id')
            .where('feed_id', '=', item.feed_id),
        ),
        each(
          'id',
          'in',
          each.selectFrom('decisions').select('decisions.channel_id').where('item_id', '=', item.id),
        ),
      ]),
    )
    .orderBy('id')
    .limit(mostChannels)
    .execute()
}

async function historyIn(db: Kysely<Database>, item: ItemRow, channel: ChannelRow): Promise<ChannelHistory> {
  const decision = await db
    .selectFrom('decisions')
    .select(['outcome', 'reason'])
    .where('item_id', '=', item.id)
    .where('channel_id', '=', channel.id)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  const delivery = await db
    .selectFrom('deliveries')
    .selectAll()
    .where('item_id', '=', item.id)
    .where('channel_id', '=', channel.id)
    .where('kind', '=', 'post')
    .executeTakeFirst()
  const digest =
    delivery?.state === 'digested' && delivery.parent_id !== null
      ? await db.selectFrom('deliveries').selectAll().where('id', '=', delivery.parent_id).executeTakeFirst()
      : undefined
  return { channel, decision: decision ?? null, delivery: delivery ?? null, digest: digest ?? null }
}
