import { shortcutFor } from './shortcuts.ts'

/** A link of a page that may lead to a feed; `rel` is what the page says of it, `text` what people read. */
export type FeedLink = {
  readonly url: string
  readonly text: string | null
  readonly rel: 'alternate' | 'anchor'
}

/** What a page says about where its feeds are. */
export type PageLinks = {
  readonly url: string | null
  /** The page's own address for itself, when it has one. */
  readonly canonical: string | null
  readonly links: readonly FeedLink[]
}

const mostFeeds = 20
const longestAddress = 2000
const comments = /comment|kommentar|comentario|коментар/i
const partOfSite = /\/(?:category|categories|tag|tags|topic|topics|author|autor|section|search|label)\//i
const readers =
  /(?:^|\.)(?:feedly|inoreader|newsblur|netvibes|theoldreader|bloglovin|feedspot|yahoo|google|facebook|twitter|x)\.com$/

/** The addresses at which the page's feeds are likely to be, the likeliest first. */
export function feedsOfPage({ url, canonical, links }: PageLinks): readonly string[] {
  const wanted = links.filter((link) => !isAboutComments(link) && link.url !== url && isWebAddress(link.url))
  const alternates = wanted.filter(({ rel }) => rel === 'alternate')
  if (alternates.length > 0) return ranked(alternates, url)
  const shortcut = canonical === null || canonical === url ? null : shortcutFor(canonical)
  return unique([...(shortcut?.isSure ? shortcut.feeds : []), ...ranked(wanted, url)])
}

/** Whether people would take the link of a page for one to a feed. */
export function looksLikeFeed(address: string, text: string | null): boolean {
  const url = address.length > longestAddress ? null : URL.parse(address)
  if (url === null || !/^https?:$/.test(url.protocol) || readers.test(url.hostname)) return false
  return (
    isFeedPath(url) ||
    /^(?:(?:get|our|the|full|subscribe to|via) )*(?:rss|atom)\b.{0,20}$/i.test(text?.trim() ?? '')
  )
}

function isFeedPath({ pathname, search }: URL): boolean {
  return (
    /\.(?:rss|atom|rdf)$|\/(?:rss|atom|feeds?)(?:\d|\.(?:xml|json|php|aspx?))?\/?$/i.test(pathname) ||
    (/\.xml$/i.test(pathname) && /rss|atom|feed|\/index\.xml$/i.test(pathname)) ||
    /[?&](?:feed|format|type)=(?:rss2?|atom|feed)\b/i.test(search)
  )
}

function ranked(links: readonly FeedLink[], page: string | null): readonly string[] {
  const inOrder = links.toSorted((one, other) => distance(one, page) - distance(other, page))
  return unique(inOrder.map(({ url }) => url))
}

/** 0 for the feed of just this page, 1 for that of the site, more for those of other parts of it and of other sites. */
function distance({ url, rel }: FeedLink, page: string | null): number {
  const [link, from] = [URL.parse(url), URL.parse(page ?? '')]
  if (link === null || from === null) return 1
  const here = from.pathname.replace(/\/+$/, '')
  if (here !== '' && link.host === from.host && link.pathname.startsWith(`${here}/`)) return 0
  if (rel === 'anchor' && link.host !== from.host) return 3
  return partOfSite.test(link.pathname) ? 2 : 1
}

function isWebAddress(address: string): boolean {
  return address.length <= longestAddress && /^https?:/i.test(address)
}

function isAboutComments({ url, text }: FeedLink): boolean {
  return comments.test(URL.parse(url)?.pathname ?? '') || comments.test(text ?? '')
}

function unique(urls: readonly string[]): readonly string[] {
  return [...new Set(urls)].slice(0, mostFeeds)
}
