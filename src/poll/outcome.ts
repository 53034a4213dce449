import type { Feed, FeedItem } from '../../feeds/feed.ts'
import type { FetchOutcome } from '../../feeds/fetch.ts'
import { redactUrl } from '../../feeds/redact.ts'
import type { KnownItem, RenamedItem } from '../store/items.ts'
import type { Move } from '../store/move-feed.ts'
import type { QuietPoll } from '../store/quiet-polls.ts'
import type { FeedUpdate } from '../store/save-poll.ts'
import type { FeedRow, NewItemRow } from '../store/schema.ts'
import { type IdentifiedItem, newItems, renamedItems } from './dedupe.ts'
import { decideMove } from './moving.ts'
import { newsOf } from './news.ts'
import { learnRhythm } from './rhythm.ts'
import { nextPollAt, type PollLimits, retryPollAt } from './schedule.ts'
import { readSkips } from './skips.ts'

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
  /** Stored items that are listed by other names now. */
  readonly renamed?: readonly RenamedItem[]
  /** Where the publisher has moved the feed for good. */
  readonly move: Omit<Move, 'askedAt'> | null
  /** All there is to write, when nothing is new. */
  readonly quiet?: Omit<QuietPoll, 'id'>
}

/** How often the feed publishes and is wished to be asked, from the store. */
export type Pace = { readonly itemsPerWeek: number; readonly wishedMs: number | null }

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
  /** When its stored items of the last weeks came (src/poll/rhythm.ts). */
  readonly itemTimes: readonly number[]
}

/**
 * A poll that brought a document: its new items are saved, some only as known. The first time that is all but the
 * newest, later what is older than the feed is followed, and always what would flood a channel.
 */
export function decideItems(feed: ReadFeed, pace: Pace, limits: PollLimits, at: At): PollDecision {
  const { row, fetched, parsed } = feed
  const fresh = oldestFirst(newItems(feed.identified, feed.known))
  const { posted, message } = newsOf(fresh, feed)
  const found = { ...fetched, ttlMinutes: parsed.ttlMinutes, skips: parsed.skips }
  const withFresh = { ...pace, itemsPerWeek: pace.itemsPerWeek + fresh.length }
  return {
    polled: {
      feedId: row.id,
      url: redactUrl(row.url),
      kind: 'changed',
      newItems: fresh.length,
      message,
    },
    update: {
      title: parsed.title,
      site_url: parsed.link,
      format: parsed.format,
      language: parsed.language,
      ttl_minutes: parsed.ttlMinutes,
      skips: parsed.skips === null ? null : JSON.stringify(parsed.skips),
      body_hash: fetched.bodyHash,
      baselined_at: row.baselined_at ?? at.now.getTime(),
      ...worked(row, found, withFresh, limits, at),
      ...rhythmWith(fresh, feed, at.now),
    },
    renamed: renamedItems(feed.identified, feed.known),
    items: fresh.map((identified) => itemRow(identified, row.id, posted.has(identified), at.now)),
    move: fresh.length === 0 ? moveOf(row, fetched, at.now) : null,
  }
}

/** What every poll that worked writes. */
function worked(
  row: FeedRow,
  found: Pick<Unchanged, 'etag' | 'lastModified' | 'wireHash' | 'permanentUrl' | 'waitMs'> &
    Pick<Feed, 'ttlMinutes' | 'skips'>,
  pace: Pace,
  limits: PollLimits,
  at: At,
): FeedUpdate & Omit<QuietPoll, 'id'> {
  const now = at.now.getTime()
  const askedMs = Math.max(found.waitMs ?? 0, (found.ttlMinutes ?? 0) * 60_000)
  return {
    etag: found.etag,
    last_modified: found.lastModified,
    wire_hash: found.wireHash ?? null,
    failures: 0,
    failing_since: null,
    last_error: null,
    last_problem: null,
    last_polled_at: now,
    next_poll_at: nextPollAt({ ...pace, askedMs, skips: found.skips }, limits, at),
    // Without a wish, however fast, and without chance: what only the publisher asks for.
    asked_until: nextPollAt(
      { itemsPerWeek: 0, wishedMs: 0, askedMs, skips: found.skips },
      { shortestMs: 0, longestMs: 0 },
      { now: at.now, dice: 0 },
    ),
    ...decideMove(row, found.permanentUrl, at.now).remember,
  }
}

/** The feed goes to its new address only with a poll that brings nothing new, so that nothing is under way meanwhile. */
function moveOf(
  row: FeedRow,
  { permanentUrl }: Pick<Unchanged, 'permanentUrl'>,
  now: Date,
): PollDecision['move'] {
  const { to } = decideMove(row, permanentUrl, now)
  if (to === null) return null
  const change = {
    actor: 'pullquote',
    action: 'feed moved',
    subject: redactUrl(row.url),
    after: redactUrl(to),
  }
  return { to, change }
}

/** Its rhythm is learned anew whenever it brings something. */
function rhythmWith(
  fresh: readonly IdentifiedItem[],
  { row, itemTimes }: ReadFeed,
  now: Date,
): Pick<FeedUpdate, 'last_item_at' | 'expected_by' | 'items_per_week'> {
  if (fresh.length === 0) return {}
  const isFirst = row.baselined_at === null
  const dated = fresh.flatMap(({ item }) => item.publishedAt ?? (isFirst ? [] : now.getTime()))
  const rhythm = learnRhythm([...itemTimes, ...dated.map((time) => Math.min(time, now.getTime()))], now)
  if (rhythm === null) return {}
  return {
    last_item_at: rhythm.lastItemAt,
    expected_by: rhythm.expectedBy,
    items_per_week: rhythm.itemsPerWeek,
  }
}

/** A poll that found nothing changed. */
export function decideUnchanged(
  row: FeedRow,
  unchanged: Unchanged,
  pace: Pace,
  limits: PollLimits,
  at: At,
): PollDecision {
  const found = { ...unchanged, ttlMinutes: row.ttl_minutes, skips: readSkips(row.skips) }
  const update = worked(row, found, pace, limits, at)
  const move = moveOf(row, unchanged, at.now)
  return {
    polled: { feedId: row.id, url: redactUrl(row.url), kind: 'unchanged', newItems: 0, message: null },
    update,
    items: [],
    move,
    ...(move === null ? { quiet: update } : {}),
  }
}

/** A poll that failed: the feed is tried again later and later; one that is gone for good is left alone. */
export function decideFailure(row: FeedRow, trouble: Trouble, limits: PollLimits, at: At): PollDecision {
  const failures = row.failures + 1
  const retryAfterMs = trouble.kind === 'failed' ? trouble.retryAfterMs : null
  const now = at.now.getTime()
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
      failing_since: Math.min(row.failing_since ?? now, now),
      last_error: trouble.message,
      last_problem: problemOf(trouble),
      last_polled_at: now,
      asked_until: now + (retryAfterMs ?? 0),
      next_poll_at: retryPollAt({ failures, retryAfterMs, isUnwelcome: isUnwelcome(trouble) }, limits, at),
    },
    items: [],
    move: null,
  }
}

function isUnwelcome(trouble: Trouble): boolean {
  return trouble.kind === 'failed' && (trouble.status === 403 || trouble.status === 429)
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
  return { polled, update: {}, items: [], move: null }
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
