import type { Logger } from 'pino'
import type { Feed, ParseHints, ParseOutcome } from '../../feeds/feed.ts'
import type { FetchOutcome, FetchRequest } from '../../feeds/fetch.ts'
import { redactUrl } from '../../feeds/redact.ts'
import { hubOf } from '../../feeds/websub/hub-links.ts'
import { isPrivateUrl, openAccess, type Secrets } from '../store/access.ts'
import type { Claims } from '../store/claims.ts'
import { type DueFeed, findFeed, takeDueFeeds } from '../store/feeds.ts'
import { itemTimes, knownIdentities } from '../store/items.ts'
import { patiently } from '../store/patience.ts'
import { isPushed, noteMissedPush } from '../store/push.ts'
import { savePoll } from '../store/save-poll.ts'
import type { FeedRow } from '../store/schema.ts'
import type { Reached } from '../store/steps.ts'
import type { Store } from '../store/store.ts'
import { requestedWith } from './access.ts'
import { askedIdentities, identify, newItems } from './dedupe.ts'
import {
  decideFailure,
  decideInterrupted,
  decideItems,
  decideUnchanged,
  type Pace,
  type PollDecision,
  type Polled,
} from './outcome.ts'
import type { QuietPolls } from './quiet-polls.ts'
import { rhythmMs } from './rhythm.ts'
import { longestWaitMs, type PollLimits } from './schedule.ts'

export type PollerParts = {
  readonly store: Store
  readonly fetch: (request: FetchRequest) => Promise<FetchOutcome>
  readonly parse: (bytes: Uint8Array, hints: ParseHints) => Promise<ParseOutcome>
  readonly limits: PollLimits
  /** What the secrets of private feeds are opened with. */
  readonly secrets?: Secrets
  readonly owner: string
  readonly claims: Claims
  readonly feedsAtOnce: number
  readonly clock: () => Date
  /** 0..1, spreads the feeds. */
  readonly dice: () => number
  readonly log: Logger
  /** Where polls that found nothing new are noted; without it each is written at once. */
  readonly quietPolls?: QuietPolls
  readonly onPolled?: (polled: Polled) => void
  /** Tells a test of crashes how far the work has come. */
  readonly reached?: Reached
}

/** Longer than any poll may take, so that nobody else takes a feed that is being polled. */
const leaseMs = 180_000
/** How long what a poll found is held in memory while the store cannot be written. */
const patienceMs = 60_000
const noSecrets: Secrets = { key: null, named: {} }

/** Publishers are asked politely: no host by more than this many at once. */
const perHost = 2

/** Takes up to `free` feeds that are due, or with `all` every active one, leaving busy hosts alone. */
export function takeFeeds(
  parts: PollerParts,
  free: number,
  going: readonly FeedRow[],
  options: { readonly all?: boolean } = {},
): Promise<DueFeed[]> {
  const common = {
    now: parts.clock(),
    owner: parts.owner,
    leaseMs,
    longestWaitMs: longestWaitMs(parts.limits),
  }
  if (options.all) return takeDueFeeds(parts.store, { ...common, limit: Number.MAX_SAFE_INTEGER, all: true })
  const claim = { ...common, limit: free, perHost, exceptHosts: busyHosts(going) }
  return parts.claims.take(
    () => takeDueFeeds(parts.store, claim),
    going.map(({ id }) => id),
  )
}

/** Feeds that are all to be polled, given out as many as are free, no host's too many at once. */
export function politeQueue(feeds: readonly DueFeed[]): {
  take(free: number, going: readonly FeedRow[]): DueFeed[]
} {
  const byHost = Map.groupBy(feeds, ({ host }) => host)
  return {
    take(free, going) {
      const asked = new Map<string, number>()
      for (const { host } of going) asked.set(host, (asked.get(host) ?? 0) + 1)
      const picked: DueFeed[] = []
      for (const [host, waiting] of byHost) {
        const room = Math.min(perHost - (asked.get(host) ?? 0), free - picked.length)
        if (room > 0) picked.push(...waiting.splice(0, room))
        if (waiting.length === 0) byHost.delete(host)
        if (picked.length >= free) break
      }
      return picked
    },
  }
}

/** The hosts that are being asked. */
export function busyHosts(going: readonly FeedRow[]): string[] {
  return [...new Set(going.map(({ host }) => host))]
}

/** Polls one feed. A bug or a full disk in it is that feed's trouble: it is taken again when its lease ends. */
export async function pollFeed(feed: DueFeed, parts: PollerParts): Promise<Polled> {
  try {
    return await pollOnce(feed, parts)
  } catch (error) {
    const url = redactUrl(feed.url)
    parts.log.error({ feed: feed.id, url, err: error }, 'a poll broke off')
    parts.claims.brokeOff(feed.id, error)
    const message = `poll ${url}: ${error instanceof Error ? error.message : String(error)}`
    return { feedId: feed.id, url, kind: 'failed', newItems: 0, message }
  }
}

async function pollOnce(feed: DueFeed, parts: PollerParts): Promise<Polled> {
  parts.reached?.('feed-taken')
  const askedAt = parts.clock().getTime()
  const decision = await lookAt(feed, parts)
  if (decision.quiet && parts.quietPolls) {
    parts.quietPolls.note({ ...decision.quiet, id: feed.id })
    parts.reached?.('quiet-poll-noted')
    return told(decision.polled, parts)
  }
  const move = decision.move === null ? null : { ...decision.move, askedAt }
  const held = { id: feed.id, owner: parts.owner }
  const save = () => savePoll(parts.store, held, { ...decision, move })
  const saved = await patiently(save, { patienceMs, log: parts.log })
  parts.reached?.('poll-saved')
  if (saved === null) return lost(decision.polled, parts)
  if (saved > 0 && feed.hub_url !== null) await noteMissedPush(parts.store, feed.id, parts.clock())
  return told({ ...decision.polled, newItems: saved }, parts)
}

function told(polled: Polled, parts: PollerParts): Polled {
  const { feedId, ...rest } = polled
  const entry = { feed: feedId, ...rest }
  if (polled.kind === 'failed') parts.log.warn(entry, 'feed could not be polled')
  else if (polled.message !== null) parts.log.warn(entry, 'feed lists more than is posted')
  else parts.log.debug(entry, 'feed polled')
  parts.onPolled?.(polled)
  return polled
}

/** The poll took longer than its lease, or the feed was removed meanwhile. */
function lost(polled: Polled, parts: PollerParts): Polled {
  const message = `poll ${polled.url}: the feed went to somebody else or was removed meanwhile; nothing was saved`
  parts.log.warn({ feed: polled.feedId, url: polled.url }, 'a poll came too late; nothing was saved')
  return { ...polled, kind: 'interrupted', newItems: 0, message }
}

/** Asks for a feed that is kept as the poller would: one that is not for everybody with its secrets. */
export async function fetchAsKept(request: FetchRequest, parts: PollerParts): Promise<FetchOutcome> {
  const feed = isPrivateUrl(request.url) ? await findFeed(parts.store, request.url) : undefined
  const opened = feed === undefined ? null : await openAccess(parts.store, feed, parts.secrets ?? noSecrets)
  if (opened === null) return parts.fetch(request)
  if (opened.kind === 'open') return parts.fetch({ ...request, access: requestedWith(opened.access) })
  // As good as a publisher that lets nobody in.
  const locked = { problem: 'http-status', status: 401, retryAfterMs: null } as const
  return { kind: 'failed', ...locked, message: opened.message }
}

async function lookAt(feed: DueFeed, parts: PollerParts): Promise<PollDecision> {
  const opened = await openAccess(parts.store, feed, parts.secrets ?? noSecrets)
  if (opened?.kind === 'closed') {
    const locked = { kind: 'unreadable', problem: 'secrets', message: opened.message } as const
    return decideFailure(feed, locked, parts.limits, { now: parts.clock(), dice: parts.dice() })
  }
  const fetched = await parts.fetch({
    url: feed.url,
    etag: feed.etag,
    lastModified: feed.last_modified,
    bodyHash: feed.body_hash,
    wireHash: feed.wire_hash,
    ...(opened === null ? {} : { access: requestedWith(opened.access) }),
  })
  parts.reached?.('feed-fetched')
  const now = parts.clock()
  const at = { now, dice: parts.dice() }
  switch (fetched.kind) {
    case 'failed':
      if (fetched.problem === 'aborted') return decideInterrupted(feed)
      return decideFailure(feed, fetched, parts.limits, at)
    case 'gone':
      return decideFailure(feed, fetched, parts.limits, at)
    case 'unchanged':
      return decideUnchanged(feed, fetched, await paceOf(feed, parts, now), parts.limits, at)
    case 'fetched': {
      const parsed = await parts.parse(fetched.bytes, {
        contentType: fetched.contentType,
        url: fetched.finalUrl,
      })
      if (parsed.kind === 'unreadable')
        return decideFailure(
          feed,
          { kind: 'unreadable', problem: parsed.problem, message: parsed.message },
          parts.limits,
          at,
        )
      const identified = identify(parsed.feed)
      const known = await knownIdentities(parts.store, feed.id, askedIdentities(identified))
      const times = await itemTimes(parts.store, feed.id, now.getTime() - rhythmMs)
      const hasNews = newItems(identified, known).length > 0
      const decision = decideItems(
        { row: feed, fetched, parsed: parsed.feed, identified, known, itemTimes: times },
        hasNews ? ownPaceOf(feed) : await paceOf(feed, parts, now),
        parts.limits,
        at,
      )
      return { ...decision, update: { ...decision.update, ...pushedBy(fetched, parsed.feed) } }
    }
  }
}

function pushedBy(
  { linkHeader, finalUrl }: Extract<FetchOutcome, { kind: 'fetched' }>,
  { push }: Feed,
): Pick<FeedRow, 'hub_url' | 'topic_url'> {
  const found = hubOf({ linkHeader: linkHeader ?? null, links: push ?? null, url: finalUrl })
  return { hub_url: found?.hub ?? null, topic_url: found?.topic ?? null }
}

/** A feed whose hub pushes all it has is only looked at as seldom as the operator allows, in case something gets lost. */
async function paceOf(feed: DueFeed, parts: PollerParts, now: Date): Promise<Pace> {
  const isQuiet = feed.hub_url !== null && (await isPushed(parts.store, feed.id, now))
  return isQuiet ? { itemsPerWeek: 0, wishedMs: null } : ownPaceOf(feed)
}

function ownPaceOf({ every_minutes, wished_minutes, items_last_week }: DueFeed): Pace {
  const wishes = [every_minutes, wished_minutes].filter((minutes) => minutes !== null)
  return {
    itemsPerWeek: items_last_week,
    wishedMs: wishes.length === 0 ? null : Math.min(...wishes) * 60_000,
  }
}
