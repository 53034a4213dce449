import { followFeed } from '../../../src/ask/following/follow.ts'
import type { ChannelRef } from '../../../src/deliver/address.ts'
import type { Step } from '../../../src/store/steps.ts'
import type { Store } from '../../../src/store/store.ts'
import type { Started } from '../../e2e/pullquote.ts'
import { saveAsPolled } from '../../fakes/saved-poll.ts'
import type { Counts } from '../fault.ts'
import type { Rack } from '../platforms.ts'

/** A small world in which a program comes past some of the steps. */
export type Stage = {
  /** Starts what is to be killed, or what finishes its work. */
  start(settings: Readonly<Record<string, string>>): Started
  /** Does what the world does meanwhile; called again and again. True when there is nothing more to come. */
  goOn(): boolean | Promise<boolean>
  /** What happens after the crash, before the last life. */
  heal(): void | Promise<void>
  /** What stands on the platform, and what is wrong besides. */
  count(): Promise<{ readonly counts: Counts; readonly wrong: readonly string[] }>
  close(): Promise<void>
}

export type OpenStage = (step: Step) => Promise<Stage>

/** Settings under which everything happens soon. */
export const quick = {
  PULLQUOTE_LOG_FORMAT: 'json',
  PULLQUOTE_LOG_LEVEL: 'info',
  PULLQUOTE_HTTP_PORT: 'off',
  PULLQUOTE_POLL_SHORTEST_SECONDS: '1',
  PULLQUOTE_POLL_LONGEST_SECONDS: '1',
  PULLQUOTE_SEND_TIMEOUT_SECONDS: '1',
  PULLQUOTE_SETTLE_SECONDS: '1.2',
} as const

/** Makes a channel follow a feed, all of whose items from now on are news. */
export async function followFromNowOn(store: Store, url: string, channel: ChannelRef | undefined) {
  if (channel === undefined) throw new Error('expected a channel')
  const now = new Date()
  const about = { source: 'added', style: 'full', firstPosts: 0, actor: 'torture' } as const
  const { feed } = await followFeed(store, { ...about, url, channel }, now)
  await saveAsPolled(store, feed.id, { update: { baselined_at: now.getTime() }, items: [] })
  return feed
}

/** The deliveries of these states that nobody has settled. */
export function countOpen({
  pending = 0,
  sending = 0,
  folded = 0,
}: Readonly<Record<string, number>>): number {
  return pending + sending + folded
}

/** What stands in the channels but is no post, by its text. */
export function noticesIn(rack: Pick<Rack, 'channels' | 'posted'>): string[] {
  const messages = rack.channels.flatMap(({ channelId }) => rack.posted(channelId))
  return messages.filter((message) => !message.includes('Post no. ')).map(textIn)
}

/** Without the ids and times that make every message another one. */
function textIn(message: string): string {
  const { content, embeds, components } = JSON.parse(message)
  return JSON.stringify([content, embeds, components]).replaceAll(/"(?:id|custom_id|timestamp)":"[^"]*"/g, '')
}

/** What was said more than once. */
export function saidTwice(notices: readonly string[]): string[] {
  return notices.filter((notice, index) => notices.indexOf(notice) !== index)
}
