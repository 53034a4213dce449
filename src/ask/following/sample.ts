import type { FilteredItem } from '../../deliver/filter/filter.ts'
import { composeHeadlinePost, composePost, type FeedFacts, type Post } from '../../read/post.ts'
import { noticeOf } from '../../read/refusals.ts'
import { judgePage } from '../../read/retry.ts'
import type { AdminParts } from '../admin-parts.ts'
import { within } from '../news/within.ts'
import type { Feed, FeedItem } from './found-feeds.ts'

/** A feed's newest item as it would be posted. */
export type Sample = {
  readonly post: Post
  /** Whether its article could be read; null when the page did not answer in time. */
  readonly isRead: boolean | null
  /** What filters look at. */
  readonly filtered: FilteredItem
}

type SampleParts = Pick<AdminParts, 'fetchPage' | 'readPage' | 'patienceMs'>

/** The newest item of the feed, read within the patience of whoever waits; null when the feed lists nothing. */
export async function sampleOf(feed: Feed, parts: SampleParts, now: Date): Promise<Sample | null> {
  const item = newestOf(feed)
  if (item === null) return null
  const facts = { ...item, url: item.link, outlet: feed.title, language: feed.language }
  const filtered = filteredOf(item, feed)
  const fromFeed = (isRead: boolean | null) => ({
    post: composeHeadlinePost(facts, null),
    isRead,
    filtered,
  })
  if (item.link === null) return fromFeed(false)
  const read = readItem(item.link, { facts, filtered }, parts, now)
  return within(parts.patienceMs / 2, read, fromFeed(null))
}

type Told = { readonly facts: FeedFacts; readonly filtered: FilteredItem }

async function readItem(
  url: string,
  { facts, filtered }: Told,
  parts: SampleParts,
  now: Date,
): Promise<Sample> {
  const unread = (notice: string | null) => ({
    post: composeHeadlinePost(facts, notice),
    isRead: false,
    filtered,
  })
  const verdict = judgePage(await parts.fetchPage(url), { url, attempts: Number.POSITIVE_INFINITY })
  if (verdict.kind !== 'page') return unread(verdict.kind === 'headline' ? verdict.notice : null)
  const outcome = await parts.readPage({
    bytes: verdict.bytes,
    contentType: verdict.contentType,
    url: verdict.url,
    headline: facts.title,
    form: verdict.form,
    now: now.getTime(),
  })
  if (outcome.kind === 'refused') return unread(noticeOf(outcome.reason))
  const { article } = outcome.reading
  const author = [filtered.author, ...article.byline].filter((name) => name !== '').join(', ')
  const outlets = [...filtered.outlets, article.outlet ?? ''].filter((name) => name !== '')
  return {
    post: composePost(outcome.reading, facts),
    isRead: true,
    filtered: { ...filtered, text: article.text.slice(0, longestText), author, outlets },
  }
}

const longestText = 50_000

function filteredOf(item: FeedItem, feed: Feed): FilteredItem {
  const host = URL.parse(item.link ?? '')?.hostname ?? ''
  return {
    title: item.title ?? '',
    text: item.summary ?? '',
    author: item.author ?? '',
    categories: item.categories,
    outlets: [feed.title ?? '', host].filter((name) => name !== ''),
  }
}

/** As the first poll chooses: the latest by date, the topmost where a date is missing. */
function newestOf({ items }: Feed): FeedItem | null {
  if (items.some(({ publishedAt }) => publishedAt === null)) return items[0] ?? null
  return items.toSorted((one, other) => (other.publishedAt ?? 0) - (one.publishedAt ?? 0))[0] ?? null
}
