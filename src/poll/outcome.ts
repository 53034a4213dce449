import type { Feed, FeedItem } from '../../feeds/feed.ts'
import type { FetchOutcome } from '../../feeds/fetch.ts'
import { redactUrl } from '../../feeds/redact.ts'
import type { FeedUpdate } from '../store/feeds.ts'
import type { KnownItem } from '../store/items.ts'
import type { FeedRow, NewItemRow } from '../store/schema.ts'
import { type IdentifiedItem, newItems } from './dedupe.ts'
import { nextPollAt, type PollLimits, retryPollAt } from './schedule.ts'

/** What a poll came to, for people and metrics. */
export type Polled = {
  readonly feedId: number
  /** Without secrets. */
  readonly url: string
  readonly kind: 'changed' | 'unchanged' | 'failed' | 'interrupted'
  readonly newItems: number
  /** Why it failed: what was tried, on what, what was found; or which new items are not posted. */
  readonly message: string | null
}

/** What a poll found and what is to be written about it. */
export type PollDecision = {
  readonly polled: Polled
  readonly update: FeedUpdate
  readonly items: readonly NewItemRow[]
}

type At = { readonly now: Date; readonly dice: number }
type Fetched = Extract<FetchOutcome, { kind: 'fetched' }>
type Unchanged = Extract<FetchOutcome, { kind: 'unchanged' }>
/** What a poll can fail of. */
export type Trouble =
  | Extract<FetchOutcome, { kind: 'failed' | 'gone' }>
  | { readonly kind: 'unreadable'; readonly problem: string; readonly message: string }

export type ReadFeed = {
  readonly row: FeedRow
  readonly fetched: Fetched
  readonly parsed: Feed
  readonly identified: readonly IdentifiedItem[]
  readonly known: readonly KnownItem[]
}

/** Older than the feed is followed by more than this: a publisher that lists its archive. */
const archiveMs = 2 * 24 * 3_600_000
const mostPostsAtOnce = 50

/**
 * A poll that brought a document: its new items are saved, some only as known. The first time that is all but the
 * newest, later what is older than the feed is followed, and always what would flood a channel.
 */
export function decideItems(feed: ReadFeed, itemsPerWeek: number, limits: PollLimits, at: At): PollDecision {
  const { row, fetched, parsed } = feed
  const fresh = oldestFirst(newItems(feed.identified, feed.known))
  const timely = timelyOf(fresh, row)
  const posted = new Set(last(timely, mostPostsAtOnce))
  const ttlMs = (parsed.ttlMinutes ?? 0) * 60_000
  const cadence = { itemsPerWeek: itemsPerWeek + fresh.length, askedMs: Math.max(fetched.waitMs ?? 0, ttlMs) }
  return {
    polled: {
      feedId: row.id,
      url: redactUrl(row.url),
      kind: 'changed',
      newItems: fresh.length,
      message: heldBack(fresh.length, { timely: timely.length, posted: posted.size }, row),
    },
    update: {
      title: parsed.title,
      site_url: parsed.link,
      format: parsed.format,
      language: parsed.language,
      ttl_minutes: parsed.ttlMinutes,
      etag: fetched.etag,
      last_modified: fetched.lastModified,
      body_hash: fetched.bodyHash,
      baselined_at: row.baselined_at ?? at.now.getTime(),
      failures: 0,
      failing_since: null,
      last_error: null,
      last_problem: null,
      last_polled_at: at.now.getTime(),
      next_poll_at: nextPollAt(cadence, limits, at),
    },
    items: fresh.map((identified) => itemRow(identified, row.id, posted.has(identified), at.now)),
  }
}

/** The items that are news to those who follow the feed. */
function timelyOf(fresh: readonly IdentifiedItem[], row: FeedRow): readonly IdentifiedItem[] {
  if (row.baselined_at === null) return last(fresh, row.first_posts)
  const oldest = row.baselined_at - archiveMs
  return fresh.filter(({ item }) => item.publishedAt === null || item.publishedAt >= oldest)
}

function last<Each>(all: readonly Each[], count: number): readonly Each[] {
  return all.slice(Math.max(0, all.length - count))
}

/** What somebody who misses a post is told; that the first poll only remembers is no news. */
function heldBack(
  fresh: number,
  { timely, posted }: { timely: number; posted: number },
  row: FeedRow,
): string | null {
  const old = row.baselined_at === null ? 0 : fresh - timely
  const beyond = timely - posted
  if (old + beyond === 0) return null
  const why = `${old} dated before the feed was followed, ${beyond} beyond the newest ${mostPostsAtOnce}`
  return `${old + beyond} of ${fresh} new items are only remembered: ${why}`
}

/** A poll that found nothing changed. */
export function decideUnchanged(
  row: FeedRow,
  found: Unchanged,
  itemsPerWeek: number,
  limits: PollLimits,
  at: At,
): PollDecision {
  const askedMs = Math.max(found.waitMs ?? 0, (row.ttl_minutes ?? 0) * 60_000)
  return {
    polled: { feedId: row.id, url: redactUrl(row.url), kind: 'unchanged', newItems: 0, message: null },
    update: {
      etag: found.etag,
      last_modified: found.lastModified,
      failures: 0,
      failing_since: null,
      last_error: null,
      last_problem: null,
      last_polled_at: at.now.getTime(),
      next_poll_at: nextPollAt({ itemsPerWeek, askedMs }, limits, at),
    },
    items: [],
  }
}

/** A poll that failed: the feed is tried again later and later; one that is gone for good is left alone. */
export function decideFailure(row: FeedRow, trouble: Trouble, limits: PollLimits, at: At): PollDecision {
  const failures = row.failures + 1
  const retryAfterMs = trouble.kind === 'failed' ? trouble.retryAfterMs : null
  return {
    polled: {
      feedId: row.id,
      url: redactUrl(row.url),
      kind: 'failed',
      newItems: 0,
      message: trouble.message,
    },
    update: {
      ...(trouble.kind === 'gone' ? { state: 'gone' as const } : {}),
      failures,
      failing_since: row.failing_since ?? at.now.getTime(),
      last_error: trouble.message,
      last_problem: problemOf(trouble),
      last_polled_at: at.now.getTime(),
      next_poll_at: retryPollAt({ failures, retryAfterMs }, limits, at),
    },
    items: [],
  }
}

/** The class of the trouble: what went wrong, with the status where the server answered with one. */
export function problemOf(trouble: Trouble): string {
  if (trouble.kind === 'gone') return 'gone'
  if (trouble.kind === 'failed' && trouble.problem === 'http-status') return `status ${trouble.status}`
  return trouble.problem
}

/** A poll that was broken off because the program stops: the feed stays due, as if nobody had asked. */
export function decideInterrupted(row: FeedRow): PollDecision {
  const polled = {
    feedId: row.id,
    url: redactUrl(row.url),
    kind: 'interrupted',
    newItems: 0,
    message: null,
  } as const
  return { polled, update: {}, items: [] }
}

/** Oldest first by date. Where a date is missing the document decides: feeds list the newest on top. */
function oldestFirst(items: readonly IdentifiedItem[]): readonly IdentifiedItem[] {
  const fromTheBottom = items.toReversed()
  if (items.some(({ item }) => item.publishedAt === null)) return fromTheBottom
  return fromTheBottom.sort((one, other) => (one.item.publishedAt ?? 0) - (other.item.publishedAt ?? 0))
}

function itemRow(
  { item, key, canonicalUrl }: IdentifiedItem,
  feedId: number,
  isPosted: boolean,
  now: Date,
): NewItemRow {
  return {
    feed_id: feedId,
    key,
    canonical_url: canonicalUrl,
    ...contentOf(item),
    discovered_at: now.getTime(),
    origin: isPosted ? 'new' : 'baseline',
    reading: isPosted ? 'waiting' : 'none',
  }
}

function contentOf(item: FeedItem) {
  return {
    url: item.link,
    title: item.title,
    author: item.author,
    summary: item.summary,
    categories: JSON.stringify(item.categories),
    image_url: item.imageUrl,
    published_at: item.publishedAt,
  }
}
