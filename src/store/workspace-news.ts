import type { Kysely } from 'kysely'
import type { ChannelAddress } from './channels.ts'
import type { Database, FeedRow } from './schema.ts'
import type { Store } from './store.ts'

export type Workspace = Pick<ChannelAddress, 'platform' | 'workspaceId'>

/** The ids of the feeds that channels of the workspace follow: nobody is told news of other feeds. */
export function followedIn(db: Kysely<Database>, { platform, workspaceId }: Workspace) {
  return db
    .selectFrom('subscriptions')
    .innerJoin('channels', 'channels.id', 'subscriptions.channel_id')
    .select('subscriptions.feed_id')
    .where('channels.platform', '=', platform)
    .where('channels.workspace_id', '=', workspaceId)
}

export type FollowedFeed = Pick<
  FeedRow,
  'id' | 'url' | 'host' | 'title' | 'site_url' | 'last_polled_at' | 'last_error' | 'failures' | 'state'
>

const mostFeeds = 5000

/** The feeds that channels of the workspace follow, oldest first. */
export function feedsFollowedIn(store: Store, workspace: Workspace): Promise<FollowedFeed[]> {
  return store.db
    .selectFrom('feeds')
    .select(['id', 'url', 'host', 'title', 'site_url', 'last_polled_at', 'last_error', 'failures', 'state'])
    .where('id', 'in', followedIn(store.db, workspace))
    .orderBy('id')
    .limit(mostFeeds)
    .execute()
}

/** The time zone that was set for the channel, or else for its workspace. */
export async function timeZoneAt(store: Store, channel: ChannelAddress): Promise<string | null> {
  const [ofChannel] = await store.db
    .selectFrom('channels')
    .select('time_zone')
    .where('platform', '=', channel.platform)
    .where('workspace_id', '=', channel.workspaceId)
    .where('channel_id', '=', channel.channelId)
    .where('time_zone', 'is not', null)
    .limit(1)
    .execute()
  if (ofChannel) return ofChannel.time_zone
  const ofWorkspace = await store.db
    .selectFrom('workspaces')
    .select('time_zone')
    .where('platform', '=', channel.platform)
    .where('workspace_id', '=', channel.workspaceId)
    .executeTakeFirst()
  return ofWorkspace?.time_zone ?? null
}
