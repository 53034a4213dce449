import { createHash } from 'node:crypto'
import type { FeedItem } from '../../feeds/feed.ts'
import { canonicalUrl } from './canonical-url.ts'

/** An item with what it is known by inside its feed. */
export type IdentifiedItem = {
  readonly item: FeedItem
  readonly key: string
  /** Set only when the link names this item alone; feeds that give every item the link of the home page exist. */
  readonly canonicalUrl: string | null
}

export type Known = { readonly keys: ReadonlySet<string>; readonly urls: ReadonlySet<string> }

const longestKey = 200

/**
 * Gives every item of a document its identity. The publisher's id decides; where several items share an id, or there
 * is none, the link decides; where that is shared too, id, link and title together.
 */
export function identify(items: readonly FeedItem[]): readonly IdentifiedItem[] {
  const urls = items.map((item) => canonicalUrl(item.link))
  const ids = countOf(items.map((item) => item.id))
  const links = countOf(urls)
  const seen = new Set<string>()
  return items.flatMap((item, index) => {
    const url = urls[index] ?? null
    const ownId = item.id !== null && ids.get(item.id) === 1 ? item.id : null
    const ownUrl = url !== null && (links.get(url) === 1 || isSameItem(items, urls, index)) ? url : null
    const key = shortKey(ownId ?? ownUrl ?? [item.id, url, item.title].join('\n'))
    // The same entry listed twice in one document is one item.
    if (seen.has(key)) return []
    seen.add(key)
    return [{ item, key, canonicalUrl: ownUrl }]
  })
}

/** The items the feed has not listed before, under this id or under this address. */
export function newItems(identified: readonly IdentifiedItem[], known: Known): readonly IdentifiedItem[] {
  return identified.filter(
    ({ key, canonicalUrl: url }) => !known.keys.has(key) && (url === null || !known.urls.has(url)),
  )
}

/** The same link may stand there twice because the entry does: then the id or the title is the same as well. */
function isSameItem(items: readonly FeedItem[], urls: readonly (string | null)[], index: number): boolean {
  const item = items[index]
  return items.every(
    (other, at) => urls[at] !== urls[index] || other.id === item?.id || other.title === item?.title,
  )
}

function countOf(values: readonly (string | null)[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

function shortKey(identity: string): string {
  if (identity.length <= longestKey) return identity
  return `sha256:${createHash('sha256').update(identity).digest('hex')}`
}
