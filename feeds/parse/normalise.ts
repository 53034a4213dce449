import type { Feed, FeedFormat, ParseHints } from '../feed.ts'
import { normaliseItem } from './item.ts'
import { alternateLink, hrefsOf, isSafeLink, resolveUrl, textLink } from './links.ts'
import { firstText } from './nodes.ts'
import { readSkips, ttlMinutes } from './pauses.ts'
import type { RawElement, RawFeed } from './rss.ts'
import { titleText } from './text.ts'

type Origin = {
  readonly clean: { readonly format: FeedFormat; readonly base: string | null }
  readonly hints: ParseHints
  readonly via: Feed['via']
}

/** Makes one Feed of the many ways publishers use RSS and Atom. */
export function normaliseFeed({ feed, items }: RawFeed, { clean, hints, via }: Origin): Feed {
  const { format } = clean
  const bases = [hints.url, clean.base, feed.attributes.get('xml:base') ?? null]
  const link = feedLink(feed, bases)
  const itemBases = [hints.url ?? link, ...bases.slice(1)]
  return {
    format,
    title: feedTitle(feed, format),
    link,
    language:
      feed.attributes.get('xml:lang') ??
      firstText(feed.elements('language')) ??
      firstText(feed.elements('dc:language')),
    ttlMinutes: ttlMinutes(feed),
    skips: readSkips(feed),
    ...pushOf(feed, bases),
    items: items.map((item) => normaliseItem(item, { format, bases: itemBases })),
    via,
  }
}

function feedTitle(feed: RawElement, format: FeedFormat): string | null {
  const nodes = ['title', 'dc:title', 'itunes:title'].flatMap((name) => feed.elements(name))
  const isAtom = format.startsWith('atom')
  return nodes.map((node) => titleText(node, { isAtom })).find((title) => title !== null) ?? null
}

function feedLink(feed: RawElement, bases: readonly (string | null)[]): string | null {
  const links = feed.elements('own-link')
  const written = alternateLink(links) ?? textLink(links)
  const url = written && resolveUrl(written.url, [...bases, written.base])
  return url && isSafeLink(url) ? url : null
}

function pushOf(feed: RawElement, bases: readonly (string | null)[]): Pick<Feed, 'push'> {
  const links = [...feed.elements('own-link'), ...feed.elements('atom:link')]
  const hubs = hrefsOf(links, 'hub').map((url) => resolveUrl(url, bases))
  if (hubs.length === 0) return {}
  // As it is written: hubs know the feed by exactly this name.
  return { push: { hubs, self: hrefsOf(links, 'self')[0] ?? null } }
}
