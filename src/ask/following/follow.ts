import { redactUrl } from '../../../feeds/redact.ts'
import { addressOf } from '../../deliver/address.ts'
import type { FilteredItem } from '../../deliver/filter/filter.ts'
import { isWantedBy } from '../../deliver/filter/grammar.ts'
import type { PostStyle } from '../../deliver/style.ts'
import { recordChange } from '../../store/audit.ts'
import { queueNewestPosts } from '../../store/backfill.ts'
import { type ChannelAddress, ensureChannel, setCrosspost, subscribe } from '../../store/channels.ts'
import { addFeed, removeFeed } from '../../store/feeds.ts'
import type { FeedRow } from '../../store/schema.ts'
import type { Store } from '../../store/store.ts'
import { changeChannel, ensureWorkspace, type Founder, noteFounder } from '../../store/workspaces.ts'
import { styleOf, styleRecorded } from './wishes.ts'

export type Follow = {
  readonly url: string
  readonly source: FeedRow['source']
  readonly channel: ChannelAddress
  /** What people call the channel, where it is known. */
  readonly channelName?: string | null
  /** null for that of the channel. */
  readonly style: PostStyle | null
  /** Which items are wanted, and when they are posted, as somebody wrote it; valid already. */
  readonly filter?: string | null
  readonly schedule?: string | null
  /** Whether the channel's posts are handed on to those who follow it. */
  readonly crosspost?: boolean
  /** How many of the newest items are posted now; all others are only remembered. */
  readonly firstPosts: number
  readonly actor: string
  /** Who does it in chat. */
  readonly by?: Founder
}

export type Followed = {
  readonly feed: FeedRow
  readonly subscriptionId: number
  readonly isNew: boolean
  readonly isRevived: boolean
}

/** Makes the channel follow the feed from now on. Doing it twice changes nothing. */
export function followFeed(store: Store, follow: Follow, now: Date): Promise<Followed> {
  return store.write(async (tx) => {
    const feed = await addFeed(
      tx,
      { url: follow.url, source: follow.source, firstPosts: follow.firstPosts },
      now,
    )
    const workspace = await ensureWorkspace(tx, follow.channel, now)
    const channel = await ensureChannel(tx, follow.channel, now)
    if (follow.crosspost !== undefined) await setCrosspost(tx, channel.id, follow.crosspost)
    if (follow.channelName) await changeChannel(tx, channel.id, { name: follow.channelName })
    const { style, filter = null, schedule = null } = follow
    const wanted = { channelId: channel.id, feedId: feed.row.id, style, filter, schedule }
    const subscription = await subscribe(tx, wanted, now)
    if (subscription.added) {
      if (follow.by !== undefined) await noteFounder(tx, workspace.id, follow.by)
      const backfill = {
        feedId: feed.row.id,
        channelId: channel.id,
        style: styleOf(style, channel.style),
        most: follow.firstPosts,
        ...(filter === null ? {} : { wants: (item: FilteredItem) => isWantedBy(filter, item) }),
      }
      // What the first poll will post is not there yet; what others were posted before is.
      if (feed.row.baselined_at !== null) await queueNewestPosts(tx, backfill, now)
      await recordChange(
        tx,
        {
          actor: follow.actor,
          action: 'subscribe',
          subject: redactUrl(follow.url),
          after: followedAs(follow),
          workspace: follow.channel,
        },
        now,
      )
    }
    const { added, row } = subscription
    return { feed: feed.row, subscriptionId: row.id, isNew: added, isRevived: feed.isRevived }
  })
}

function followedAs({ channel, style, filter, schedule }: Follow): string {
  const more = [filter, schedule].filter((wish) => wish != null && wish !== '')
  return [`${addressOf(channel)} ${styleRecorded(style)}`, ...more].join(', ')
}

/** Removes the feed and everything that came from it. */
export async function unfollowFeed(store: Store, feed: FeedRow, actor: string, now: Date): Promise<void> {
  await store.write((tx) => recordChange(tx, { actor, action: 'remove', subject: redactUrl(feed.url) }, now))
  await removeFeed(store, feed.id)
}
