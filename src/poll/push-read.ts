import { redactUrl } from '../../feeds/redact.ts'
import { findFeed } from '../store/feeds.ts'
import { itemTimes, knownIdentities } from '../store/items.ts'
import { noteMissedPush, pollInstead } from '../store/push.ts'
import { dropPushed, type PushedDocument, takePushed } from '../store/pushed.ts'
import { type FeedUpdate, savePoll } from '../store/save-poll.ts'
import type { FeedRow } from '../store/schema.ts'
import { askedIdentities, identify } from './dedupe.ts'
import { decideItems, type PollDecision } from './outcome.ts'
import type { PollerParts } from './poller.ts'
import { rhythmMs } from './rhythm.ts'

/** Longer than reading a document may take. */
const leaseMs = 60_000
const longestTryingMs = 10 * 60_000

/** Takes pushed documents, of each feed one at a time and none while the feed is polled. */
export function takeDocuments(parts: PollerParts, free: number): Promise<PushedDocument[]> {
  return takePushed(parts.store, { now: parts.clock(), owner: ownerOf(parts), leaseMs, limit: free })
}

/** Reads what was pushed as if a poll had brought it. Returns how many items were new. */
export async function readPushed(document: PushedDocument, parts: PollerParts): Promise<number> {
  const about = { feed: document.feed_id, topic: redactUrl(document.topic) }
  try {
    const feed = await findFeed(parts.store, String(document.feed_id))
    if (feed === undefined) return 0
    const decision = await lookInto(document, feed, parts)
    const held = { id: feed.id, owner: ownerOf(parts) }
    const found = decision ?? { update: {}, items: [] }
    const saved = await savePoll(parts.store, held, { ...found, move: null })
    // Whoever has the feed by now leaves the document here, to be read again.
    if (saved === null) return 0
    parts.reached?.('push-read')
    if (decision === null) {
      parts.log.warn(about, 'a pushed document could not be read; the feed is polled instead')
      await noteMissedPush(parts.store, feed.id, parts.clock())
      const { shortestMs } = parts.limits
      await pollInstead(parts.store, feed, { now: parts.clock(), shortestMs })
    } else {
      parts.log.debug({ ...about, newItems: saved }, 'a pushed document was read')
    }
    await dropPushed(parts.store, document.id)
    return saved
  } catch (error) {
    parts.log.error({ ...about, err: error }, 'reading a pushed document broke off')
    // One that breaks us every time must not stand before all others; a poll brings what was in it.
    if (parts.clock().getTime() - document.received_at > longestTryingMs)
      await dropPushed(parts.store, document.id)
    return 0
  }
}

/** null when it is no document of a feed we know well enough. */
async function lookInto(
  { bytes, content_type, topic }: PushedDocument,
  feed: FeedRow,
  parts: PollerParts,
): Promise<Pick<PollDecision, 'update' | 'items'> | null> {
  if (feed.baselined_at === null || feed.state !== 'active') return null
  const parsed = await parts.parse(bytes, { contentType: content_type, url: topic })
  if (parsed.kind === 'unreadable') return null
  const now = parts.clock()
  const identified = identify(parsed.feed)
  const decision = decideItems(
    {
      row: feed,
      fetched: { ...notAsked, bytes, contentType: content_type, finalUrl: topic },
      parsed: parsed.feed,
      identified,
      known: await knownIdentities(parts.store, feed.id, askedIdentities(identified)),
      itemTimes: await itemTimes(parts.store, feed.id, now.getTime() - rhythmMs),
    },
    { itemsPerWeek: 0, wishedMs: null },
    parts.limits,
    { now, dice: 0 },
  )
  // A hub may push only what has changed, and says nothing of when to poll: of the feed itself its rhythm is learned.
  return { items: decision.items, update: rhythmOf(decision.update) }
}

function rhythmOf({ last_item_at, expected_by = null, items_per_week = null }: FeedUpdate): FeedUpdate {
  return last_item_at === undefined ? {} : { last_item_at, expected_by, items_per_week }
}

const notAsked = {
  kind: 'fetched',
  etag: null,
  lastModified: null,
  bodyHash: '',
  permanentUrl: null,
  waitMs: null,
} as const

function ownerOf({ owner }: PollerParts): string {
  return `${owner}/push`
}
