import { createHash } from 'node:crypto'
import type { Feed, FeedItem } from '../../feeds/feed.ts'
import type { AskedIdentities, KnownItem, RenamedItem } from '../store/items.ts'
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
  /** The publisher's id and the address as far as they can name an item, though others may share them. */
  readonly named: { readonly id: string | null; readonly url: string | null }
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
    const names = lastResort(id, url, item, item.publishedAt)
    const key = shortKey(ownId ?? ownUrl ?? names)
    // The same entry listed twice in one document is one item.
    if (seen.has(key)) return []
    seen.add(key)
    const idAtUrl = id !== null && ownUrl !== null ? `${id}\n${ownUrl}` : null
    return [
      {
        item,
        key,
        otherKeys: [idAtUrl, ownUrl, names].flatMap((other) => (other === null ? [] : shortKey(other))),
        canonicalUrl: ownUrl,
        titledUrl: ownUrl === null ? null : shortKey(`${ownUrl}#${textOf(item) ?? ''}`),
        named: { id, url },
      },
    ]
  })
}

// Not the date: a feed without ids is often a script's, and the date the minute it ran.
function lastResort(
  id: string | null,
  url: string | null,
  told: Pick<FeedItem, 'title' | 'summary'>,
  publishedAt: number | null,
): string {
  return [id, url, textOf(told) ?? publishedAt].join('\n')
}

/** What the store is to be asked before `newItems`. */
export function askedIdentities(identified: readonly IdentifiedItem[]): AskedIdentities {
  const [only, ...others] = identified
  return {
    keys: identified.flatMap(keysOf),
    urls: identified.flatMap(addressesOf),
    titles: identified.flatMap(({ item }) => item.title ?? []),
    ...(only === undefined || others.length > 0 ? {} : { onlyUrl: only.item.link }),
  }
}

/** The items that are no story the feed has listed before, each with a key and an address that are still free. */
export function newItems(
  identified: readonly IdentifiedItem[],
  known: readonly KnownItem[],
): readonly IdentifiedItem[] {
  const rows = knownRows(identified, known)
  const stored = storedOf(identified, rows)
  return identified
    .filter((one) => !stored.has(one))
    .map((one) => ({
      ...one,
      key:
        rowGivingWay(one, rows) === null
          ? (keysOf(one).find((key) => !rows.byKey.has(key)) ?? one.key)
          : one.key,
      canonicalUrl: at(rows.byUrl, one.canonicalUrl).length > 0 ? one.titledUrl : one.canonicalUrl,
    }))
}

/**
 * The stored items that are to have other names from now on: a story keeps the names it is listed by now, so that the
 * next change is compared with these; and one whose id and address name another story gives way to that.
 */
export function renamedItems(
  identified: readonly IdentifiedItem[],
  known: readonly KnownItem[],
): readonly RenamedItem[] {
  const rows = knownRows(identified, known)
  const stored = storedOf(identified, rows)
  const uses = countOf([...stored.values()].map(({ key }) => key))
  const renamed = new Map<string, RenamedItem>()
  for (const one of identified) {
    const row = stored.get(one)
    const before = row ?? rowGivingWay(one, rows)
    // What two listed items could be keeps its names.
    if (before === null || renamed.has(before.key) || (uses.get(before.key) ?? 0) > 1) continue
    const names = row === undefined ? namesGivenWay(one, before) : namesNow(one, before, rows)
    if (names.key !== before.key || names.canonicalUrl !== before.canonical_url)
      renamed.set(before.key, { from: before.key, ...names })
  }
  return [...renamed.values()]
}

type Names = Omit<RenamedItem, 'from'>

function namesNow(one: IdentifiedItem, row: KnownItem, rows: KnownRows): Names {
  const isListed = rows.listed.has(row.key) || rows.byKey.has(one.key)
  const isAtHome =
    one.canonicalUrl === null ||
    rows.byUrl.has(one.canonicalUrl) ||
    (row.canonical_url !== null && rows.addresses.has(row.canonical_url))
  return {
    key: isListed ? row.key : one.key,
    canonicalUrl: isAtHome ? row.canonical_url : one.canonicalUrl,
    url: isAtHome ? row.url : one.item.link,
  }
}

function namesGivenWay({ named }: IdentifiedItem, row: KnownItem): Names {
  const names = lastResort(named.id, named.url, row, row.published_at)
  return { key: shortKey(names), canonicalUrl: row.canonical_url, url: row.url }
}

/** The stored item that has both the id and the address of this one, and is another story. */
function rowGivingWay(one: IdentifiedItem, { byKey }: KnownRows): KnownItem | null {
  return at(byKey, one.key).find((row) => isAt(one.item.link, row)) ?? null
}

type Rows = ReadonlyMap<string, readonly KnownItem[]>

type KnownRows = {
  readonly isAlone: boolean
  /** What the document calls its items, and where they are. */
  readonly listed: ReadonlySet<string>
  readonly addresses: ReadonlySet<string>
  readonly byKey: Rows
  readonly byUrl: Rows
  /** Only those the document does not list any more under a key it had. */
  readonly byTitle: Rows
}

function knownRows(identified: readonly IdentifiedItem[], known: readonly KnownItem[]): KnownRows {
  const listed = new Set(identified.flatMap(keysOf))
  return {
    isAlone:
      identified.length === 1 && identified.every(({ item }) => known.every((row) => isAt(item.link, row))),
    listed,
    addresses: new Set(identified.flatMap(addressesOf)),
    byKey: groupBy(known, ({ key }) => key),
    byUrl: groupBy(known, ({ canonical_url }) => canonical_url),
    byTitle: groupBy(known, ({ key, title }) => (listed.has(key) ? null : title)),
  }
}

/** The stored item that each listed one is; those that are new are missing. */
function storedOf(
  identified: readonly IdentifiedItem[],
  rows: KnownRows,
): ReadonlyMap<IdentifiedItem, KnownItem> {
  const stored = new Map<IdentifiedItem, KnownItem>()
  for (const one of identified) {
    const row = rowNamedAs(one, rows)
    if (row !== null) stored.set(one, row)
  }
  const taken = new Set(stored.values())
  for (const one of identified) {
    const { item } = one
    if (stored.has(one)) continue
    // A publisher that moves to another system gives everything it lists a new id and a new link: each to one item.
    const row = at(rows.byTitle, item.title).find((other) => isSameDate(item, other) && !taken.has(other))
    if (row === undefined) continue
    stored.set(one, row)
    taken.add(row)
  }
  return stored
}

/** The stored item with the names of this one, unless these tell another story. */
function rowNamedAs(one: IdentifiedItem, { isAlone, byKey, byUrl }: KnownRows): KnownItem | null {
  const { item, named } = one
  const listed = { item, isAlone, idKey: named.id === null ? null : shortKey(named.id) }
  return (
    keysOf(one)
      .flatMap((key) => at(byKey, key))
      .find((row) => isSameUnderId(listed, row)) ??
    at(byUrl, one.canonicalUrl).find((row) => isSameAtAddress(listed, row)) ??
    at(byUrl, one.titledUrl)[0] ??
    null
  )
}

function isAt(link: string | null, row: KnownItem): boolean {
  return canonicalUrl(link) === canonicalUrl(row.url)
}

function addressesOf({ canonicalUrl, titledUrl }: IdentifiedItem): readonly string[] {
  return [canonicalUrl, titledUrl].flatMap((url) => url ?? [])
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
