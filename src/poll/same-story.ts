import type { FeedItem } from '../../feeds/feed.ts'
import type { KnownItem } from '../store/items.ts'
import { canonicalUrl } from './canonical-url.ts'

export type Listed = {
  readonly item: FeedItem
  /** The publisher's id as a key of the store, although others may share it. */
  readonly idKey: string | null
  /** The feed lists one item only and never listed any elsewhere: it may call each by the same id and address. */
  readonly isAlone: boolean
}

/**
 * Whether a stored item with the same id is this one. A publisher edits title, link or date of a story; where title
 * and link are others and the date does not say the same, the id was used again: some feeds call every item `latest`.
 */
export function isSameUnderId(listed: Listed, row: KnownItem): boolean {
  if (isReused(listed, row)) return false
  return canonicalUrl(listed.item.link) === canonicalUrl(row.url) || isSameTextOrDate(listed.item, row)
}

/** Whether a stored item with the same address is this one. It is not when id, title and date are all others. */
export function isSameAtAddress(listed: Listed, row: KnownItem): boolean {
  if (isReused(listed, row)) return false
  return (
    row.key === listed.idKey ||
    isItsAddress(listed.item.id, row.canonical_url) ||
    isItsAddress(row.key, row.canonical_url) ||
    isSameTextOrDate(listed.item, row)
  )
}

export function isSameDate(item: FeedItem, row: KnownItem): boolean {
  return item.publishedAt !== null && item.publishedAt === row.published_at
}

/** The words an item is told by when nothing else tells it. */
export function textOf({ title, summary }: Pick<FeedItem, 'title' | 'summary'>): string | null {
  return title ?? summary
}

/** A feed of one item that is later, or has no date, and shares no word with the one before: another story in its place. */
function isReused({ item, isAlone }: Omit<Listed, 'idKey'>, row: KnownItem): boolean {
  const { publishedAt } = item
  const isLater =
    publishedAt === null || row.published_at === null
      ? publishedAt === row.published_at
      : publishedAt > row.published_at
  return isAlone && isLater && isClearlyOther(item, row)
}

function isSameTextOrDate(item: FeedItem, row: KnownItem): boolean {
  if (textOf(item) === textOf(row)) return true
  return isSameDate(item, row) && !(isRoughDate(item.publishedAt) && isClearlyOther(item, row))
}

/** A day or an hour rather than a moment: many stories have it. */
function isRoughDate(at: number | null): boolean {
  return at !== null && at % 3_600_000 === 0
}

const fewestWords = 3

/** Enough words to tell on both sides, and none in common. */
function isClearlyOther(item: FeedItem, row: KnownItem): boolean {
  const [one, other] = [wordsOf(item), wordsOf(row)]
  return one.size >= fewestWords && other.size >= fewestWords && one.isDisjointFrom(other)
}

function wordsOf({ title, summary }: Pick<FeedItem, 'title' | 'summary'>): ReadonlySet<string> {
  const text = `${title ?? ''} ${summary ?? ''}`.toLowerCase().normalize('NFC')
  return new Set(text.match(/\p{L}{4,}/gu) ?? [])
}

// The BBC counts the updates of a story in its guid, behind the address: `.../articles/c0l9#3`.
function isItsAddress(id: string | null, address: string | null): boolean {
  return id === null || canonicalUrl(id) === address
}
