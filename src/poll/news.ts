import type { KnownItem } from '../store/items.ts'
import type { FeedRow } from '../store/schema.ts'
import type { IdentifiedItem } from './dedupe.ts'

/** Older than the feed is followed by more than this: a publisher that lists its archive. */
const archiveMs = 2 * 24 * 3_600_000
const mostPostsAtOnce = 50

/** Which of the new items are posted, and what somebody who misses the others is told. They come oldest first. */
export function newsOf(
  fresh: readonly IdentifiedItem[],
  feed: { readonly row: FeedRow; readonly known: readonly KnownItem[] },
): { readonly posted: ReadonlySet<IdentifiedItem>; readonly message: string | null } {
  const timely = timelyOf(fresh, feed)
  const posted = new Set(last(timely, mostPostsAtOnce))
  const message = heldBack(fresh.length, { timely: timely.length, posted: posted.size }, feed.row)
  return { posted, message }
}

/** The items that are news to those who follow the feed. */
function timelyOf(
  fresh: readonly IdentifiedItem[],
  { row, known }: { readonly row: FeedRow; readonly known: readonly KnownItem[] },
): readonly IdentifiedItem[] {
  if (row.baselined_at === null) return last(fresh, row.first_posts)
  const oldest = row.baselined_at - archiveMs
  // Where the publisher's clock is wrong, what is newer than all it listed before is news all the same.
  const newest = Math.max(...known.map(({ published_at }) => published_at ?? Number.NEGATIVE_INFINITY))
  return fresh.filter(({ item: { publishedAt } }) => {
    if (publishedAt === null || publishedAt >= oldest) return true
    return Number.isFinite(newest) && publishedAt > newest
  })
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
