import { createHash } from 'node:crypto'
import type { Feed, FeedItem } from '../../feeds/feed.ts'
import type { AskedIdentities, KnownItem } from '../store/items.ts'
import { canonicalUrl } from './canonical-url.ts'
import { isSameAtAddress, isSameDate, isSameUnderId, textOf } from './same-story.ts'

/** An item with what it is known by inside its feed. */
export type IdentifiedItem = {
  readonly item: FeedItem
  readonly key: string
  /** Its keys when another story has the first, or had it when this one was saved; best first. */
  readonly otherKeys: readonly string[]
  /** Set only when the link names this item alone; feeds that give every item the link of the home page exist. */
  readonly canonicalUrl: string | null
  /** Names it where another story had the address before. */
  readonly titledUrl: string | null
}

const longestKey = 200

/**
 * Gives every item of a document its identity. The publisher's id decides; where several items share an id, or there
 * is none, the link decides; where that is shared too, id, link and title together. The address of the site names no item.
 */
export function identify({ items, link }: Pick<Feed, 'items' | 'link'>): readonly IdentifiedItem[] {
  const site = canonicalUrl(link)
  const notSite = (url: string | null) => (site !== null && canonicalUrl(url) === site ? null : url)
  // The parser gives an item without an id its link, so the id may be the address of the site as well.
  const ids = items.map((item) => notSite(item.id))
  const urls = items.map((item) => canonicalUrl(notSite(item.link)))
  const idCounts = countOf(ids)
  const urlCounts = countOf(urls)
  const seen = new Set<string>()
  return items.flatMap((item, index) => {
    const id = ids[index] ?? null
    const url = urls[index] ?? null
    const ownId = id !== null && idCounts.get(id) === 1 ? id : null
    const ownUrl = url !== null && (urlCounts.get(url) === 1 || isSameItem(items, urls, index)) ? url : null
    // Not the date: a feed without ids is often a script's, and the date the minute it ran.
    const lastResort = [id, url, textOf(item) ?? item.publishedAt].join('\n')
    const key = shortKey(ownId ?? ownUrl ?? lastResort)
    // The same entry listed twice in one document is one item.
    if (seen.has(key)) return []
    seen.add(key)
    const idAtUrl = id !== null && ownUrl !== null ? `${id}\n${ownUrl}` : null
    return [
      {
        item,
        key,
        otherKeys: [idAtUrl, ownUrl, lastResort].flatMap((other) => (other === null ? [] : shortKey(other))),
        canonicalUrl: ownUrl,
        titledUrl: ownUrl === null ? null : shortKey(`${ownUrl}#${textOf(item) ?? ''}`),
      },
    ]
  })
}

/** What the store is to be asked before `newItems`. */
export function askedIdentities(identified: readonly IdentifiedItem[]): AskedIdentities {
  return {
    keys: identified.flatMap(keysOf),
    urls: identified.flatMap((one) => [one.canonicalUrl ?? [], one.titledUrl ?? []].flat()),
    titles: identified.flatMap(({ item }) => item.title ?? []),
  }
}

/** The items that are no story the feed has listed before, each with a key and an address that are still free. */
export function newItems(
  identified: readonly IdentifiedItem[],
  known: readonly KnownItem[],
): readonly IdentifiedItem[] {
  const listed = new Set(identified.flatMap(keysOf))
  const rows: KnownRows = {
    byKey: groupBy(known, ({ key }) => key),
    byUrl: groupBy(known, ({ canonical_url }) => canonical_url),
    byTitle: groupBy(known, ({ key, title }) => (listed.has(key) ? null : title)),
  }
  return identified
    .filter((one) => !isKnown(one, rows))
    .map((one) => ({
      ...one,
      key: keysOf(one).find((key) => !rows.byKey.has(key)) ?? one.key,
      canonicalUrl: at(rows.byUrl, one.canonicalUrl).length > 0 ? one.titledUrl : one.canonicalUrl,
    }))
}

type Rows = ReadonlyMap<string, readonly KnownItem[]>

type KnownRows = {
  readonly byKey: Rows
  readonly byUrl: Rows
  /** Only those the document does not list any more under a key it had. */
  readonly byTitle: Rows
}

function isKnown(one: IdentifiedItem, { byKey, byUrl, byTitle }: KnownRows): boolean {
  const { item } = one
  return (
    keysOf(one).some((key) => at(byKey, key).some((row) => isSameUnderId(item, row))) ||
    at(byUrl, one.canonicalUrl).some((row) => isSameAtAddress(item, row)) ||
    at(byUrl, one.titledUrl).length > 0 ||
    // A publisher that moves to another system gives everything it lists a new id and a new link.
    at(byTitle, item.title).some((row) => isSameDate(item, row))
  )
}

function keysOf({ key, otherKeys }: IdentifiedItem): readonly string[] {
  return [key, ...otherKeys]
}

function at(rows: Rows, name: string | null): readonly KnownItem[] {
  return name === null ? [] : (rows.get(name) ?? [])
}

function groupBy(rows: readonly KnownItem[], nameOf: (row: KnownItem) => string | null): Rows {
  return Map.groupBy(
    rows.filter((row) => nameOf(row) !== null),
    (row) => nameOf(row) ?? '',
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
