import type { FeedItem } from '../../feeds/feed.ts'
import type { KnownItem } from '../store/items.ts'
import { canonicalUrl } from './canonical-url.ts'

/**
 * Whether a stored item with the same id is this one. A publisher edits title, link or date of a story; where title
 * and link are others and the date does not say the same, the id was used again: some feeds call every item `latest`.
 */
export function isSameUnderId(item: FeedItem, row: KnownItem): boolean {
  return canonicalUrl(item.link) === canonicalUrl(row.url) || isSameTextOrDate(item, row)
}

/** Whether a stored item with the same address is this one. It is not when id, title and date are all others. */
export function isSameAtAddress(item: FeedItem, row: KnownItem): boolean {
  return (
    isItsAddress(item.id, row.canonical_url) ||
    isItsAddress(row.key, row.canonical_url) ||
    isSameTextOrDate(item, row)
  )
}

export function isSameDate(item: FeedItem, row: KnownItem): boolean {
  return item.publishedAt !== null && item.publishedAt === row.published_at
}

/** The words an item is told by when nothing else tells it. */
export function textOf({ title, summary }: Pick<FeedItem, 'title' | 'summary'>): string | null {
  return title ?? summary
}

function isSameTextOrDate(item: FeedItem, row: KnownItem): boolean {
  return textOf(item) === textOf(row) || isSameDate(item, row)
}

// The BBC counts the updates of a story in its guid, behind the address: `.../articles/c0l9#3`.
function isItsAddress(id: string | null, address: string | null): boolean {
  return id === null || canonicalUrl(id) === address
}
