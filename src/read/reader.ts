import type { Logger } from 'pino'
import type { HttpOutcome } from '../../feeds/http.ts'
import type { Claims } from '../store/claims.ts'
import { type ItemToRead, postponeReading, takeUnreadItems } from '../store/items.ts'
import { patiently } from '../store/patience.ts'
import { saveReading } from '../store/readings.ts'
import type { Decide } from '../store/routing.ts'
import type { Reached } from '../store/steps.ts'
import type { Store } from '../store/store.ts'
import type { Improve } from './model/improve.ts'
import { composeHeadlinePost, composePost, type FeedFacts } from './post.ts'
import type { Reading, ReadingOutcome } from './reading.ts'
import { noArticleNotice, noticeOf } from './refusals.ts'
import { judgePage, type Unreadable } from './retry.ts'
import { articleRow, quoteRows } from './rows.ts'
import type { PageJob } from './worker.ts'

export type ReaderParts = {
  readonly store: Store
  readonly fetchPage: (url: string) => Promise<HttpOutcome>
  readonly readPage: (job: PageJob) => Promise<ReadingOutcome>
  /** By a model, where one is set. */
  readonly improve?: Improve | null
  readonly route: Decide
  readonly owner: string
  readonly claims: Claims
  readonly pagesAtOnce: number
  readonly clock: () => Date
  readonly log: Logger
  readonly onRead?: (outcome: ItemOutcome) => void
  /** Tells a test of crashes how far the work has come. */
  readonly reached?: Reached
}

export type ItemOutcome = 'article' | 'headline' | 'postponed' | 'lost'

type Looked = { readonly kind: 'read'; readonly reading: Reading } | Unreadable

/** Longer than any page may take, download and understanding together. */
const leaseMs = 120_000
/** How long what was read is held in memory while the store cannot be written. */
const patienceMs = 60_000

/** Takes up to `free` waiting items, of each feed one at a time: that is the order channels see. */
export function takeItems(
  parts: ReaderParts,
  free: number,
  going: readonly ItemToRead[],
): Promise<ItemToRead[]> {
  const { store, owner, claims } = parts
  const exceptFeeds = going.map((item) => item.feed_id)
  const claim = { now: parts.clock(), owner, leaseMs, limit: free, exceptFeeds }
  return claims.take(
    () => takeUnreadItems(store, claim),
    going.map(({ id }) => id),
  )
}

/** Reads one item and saves its post. A bug or a full disk in it is that item's trouble: its lease brings it back. */
export async function readItem(item: ItemToRead, parts: ReaderParts): Promise<ItemOutcome> {
  try {
    parts.reached?.('item-taken')
    const looked = await lookSafelyAt(item, parts)
    const outcome = await patiently(() => save(item, looked, parts), { patienceMs, log: parts.log })
    parts.onRead?.(outcome)
    return outcome
  } catch (error) {
    parts.log.error({ item: item.id, err: error }, 'an item could not be saved; it is taken again later')
    parts.claims.brokeOff(item.id, error)
    return 'lost'
  }
}

/** A bug in the reading of one page is that page's trouble: its post says what the feed says. */
async function lookSafelyAt(item: ItemToRead, parts: ReaderParts): Promise<Looked> {
  try {
    return await lookAt(item, parts)
  } catch (error) {
    parts.log.error({ item: item.id, url: item.url, err: error }, 'a reading broke off')
    return { kind: 'headline', problem: String(error), notice: noArticleNotice }
  }
}

async function lookAt(item: ItemToRead, parts: ReaderParts): Promise<Looked> {
  if (item.url === null) return { kind: 'headline', problem: null, notice: null }
  const response = await parts.fetchPage(item.url)
  parts.reached?.('page-fetched')
  const verdict = judgePage(response, { url: item.url, attempts: item.reading_attempts })
  if (verdict.kind !== 'page') return verdict
  const outcome = await parts.readPage({
    bytes: verdict.bytes,
    contentType: verdict.contentType,
    url: verdict.url,
    headline: item.title,
    form: verdict.form,
    now: parts.clock().getTime(),
  })
  parts.reached?.('page-read')
  if (outcome.kind === 'read') {
    const reading = await parts.improve?.(outcome.reading, item.title)
    return { kind: 'read', reading: reading ?? outcome.reading }
  }
  return { kind: 'headline', problem: outcome.message, notice: noticeOf(outcome.reason) }
}

async function save(item: ItemToRead, verdict: Looked, parts: ReaderParts): Promise<ItemOutcome> {
  const now = parts.clock()
  if (verdict.kind === 'later') {
    const { problem, delayMs } = verdict
    const held = { id: item.id, owner: parts.owner }
    const notBefore = now.getTime() + delayMs
    if (!(await postponeReading(parts.store, held, { notBefore, problem }))) return 'lost'
    parts.reached?.('reading-postponed')
    parts.log.info({ item: item.id, problem, delayMs }, 'article not readable yet')
    return 'postponed'
  }

  const feed = feedFacts(item)
  const reading = verdict.kind === 'read' ? verdict.reading : null
  const problem = verdict.kind === 'headline' ? verdict.problem : null
  const notice = verdict.kind === 'headline' ? verdict.notice : null
  const post = reading ? composePost(reading, feed) : composeHeadlinePost(feed, notice)
  const queued = await saveReading(
    parts.store,
    {
      itemId: item.id,
      owner: parts.owner,
      article: reading ? articleRow(reading.article, now) : null,
      quotes: reading ? quoteRows(reading) : [],
      postBody: JSON.stringify(post),
      problem,
    },
    parts.route,
    now,
  )
  if (queued === null) return 'lost'
  parts.reached?.('reading-saved')
  const entry = { item: item.id, quotes: post.quotes.length, deliveries: queued }
  if (problem === null) parts.log.debug(entry, 'article read')
  else parts.log.info({ ...entry, problem }, 'article not readable; the post says what the feed says')
  return reading ? 'article' : 'headline'
}

function feedFacts(item: ItemToRead): FeedFacts {
  return {
    title: item.title,
    url: item.url,
    outlet: item.feed_title,
    summary: item.summary,
    publishedAt: item.published_at,
    imageUrl: item.image_url,
    categories: JSON.parse(item.categories),
    language: item.feed_language,
  }
}
