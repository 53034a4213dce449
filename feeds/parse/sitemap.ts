import { decodeXML } from 'entities'
import type { Feed, FeedItem } from '../feed.ts'
import { parseFeedDate } from './dates.ts'
import { isSafeLink, resolveUrl } from './links.ts'
import { type MarkupToken, scanMarkup } from './markup.ts'
import { clip, oneLine } from './plain-text.ts'

/** A sitemap of a site's news (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap), or another one. */
export type Sitemap =
  | { readonly kind: 'news'; readonly feed: Feed }
  /** The sitemaps it lists that may be of news, the likeliest first. */
  | { readonly kind: 'index'; readonly count: number; readonly sitemaps: readonly string[] }
  | { readonly kind: 'pages'; readonly count: number }

// As many as the protocol allows in one file: https://www.sitemaps.org/protocol.html
const mostEntries = 50_000
/** As many items as of any other feed. */
const mostItems = 1_000
const mostSitemaps = 20
const maxTextChars = 4_000

export function isSitemap(text: string): boolean {
  return /<(?:\w+:)?(?:urlset|sitemapindex)[\s>]/i.test(text.slice(0, 4096))
}

/** Reads a sitemap in one pass, whatever its size or what is wrong with it. */
export function readSitemap(text: string, url: string | null): Sitemap {
  const entries: Entry[] = []
  let isIndex = false
  for (const entry of readEntries(text)) {
    isIndex ||= entry.element === 'sitemap'
    entries.push(entry)
    if (entries.length >= mostEntries) break
  }
  if (isIndex) return { kind: 'index', count: entries.length, sitemaps: likelyNews(entries, url) }
  const news = entries.filter(({ fields }) => fields.has('news/title') && fields.has('loc'))
  if (news.length === 0) return { kind: 'pages', count: entries.length }
  return { kind: 'news', feed: feedOf(news, url) }
}

/** What stands in one `url` or `sitemap`, by the names of its elements without prefix: `loc`, `news/title`. */
type Entry = { readonly element: 'url' | 'sitemap'; readonly fields: ReadonlyMap<string, string> }

const groups: ReadonlySet<string> = new Set(['news', 'image', 'video'])

function* readEntries(text: string): Generator<Entry> {
  let entry: { element: 'url' | 'sitemap'; fields: Map<string, string> } | null = null
  let group = ''
  let field: string | null = null
  for (const token of scanMarkup(text)) {
    if (token.kind === 'open') {
      const name = localName(token.name)
      if (name === 'url' || name === 'sitemap') entry = { element: name, fields: new Map() }
      if (groups.has(name) && !token.selfClosing) group = `${name}/`
      field = token.selfClosing ? null : group + name
    } else if (token.kind === 'close') {
      const name = localName(token.name)
      if (entry !== null && name === entry.element) {
        yield entry
        entry = null
        group = ''
      }
      if (groups.has(name)) group = ''
      field = null
    } else if (entry !== null && field !== null) add(entry.fields, field, textOf(token))
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase()
}

function add(fields: Map<string, string>, name: string, text: string): void {
  if (text.trim() === '') return
  fields.set(name, ((fields.get(name) ?? '') + text).slice(0, maxTextChars))
}

function textOf(token: MarkupToken): string {
  const raw = token.raw.slice(0, maxTextChars)
  if (token.kind === 'cdata') return raw.replace(/^<!\[CDATA\[|\]\]>$/g, '')
  return token.kind === 'text' ? decodeXML(raw) : ''
}

/** Those named after news, then those that changed last. */
function likelyNews(entries: readonly Entry[], url: string | null): readonly string[] {
  const listed = entries.flatMap(({ fields }) => {
    const address = linkOf(fields.get('loc'), url)
    return address === null || address === url
      ? []
      : { address, isNews: /news/i.test(address), changedAt: dateOf(fields.get('lastmod')) ?? 0 }
  })
  const inOrder = listed.toSorted(
    (one, other) => Number(other.isNews) - Number(one.isNews) || other.changedAt - one.changedAt,
  )
  return [...new Set(inOrder.map(({ address }) => address))].slice(0, mostSitemaps)
}

function feedOf(news: readonly Entry[], url: string | null): Feed {
  const first = news[0]?.fields
  const items = news.flatMap(({ fields }) => itemOf(fields, url) ?? [])
  return {
    format: 'news-sitemap',
    title: clipped(first?.get('news/name')),
    link: url === null ? null : (URL.parse(url)?.origin ?? null),
    language: clipped(first?.get('news/language')),
    ttlMinutes: null,
    skips: null,
    items: newest(items),
    via: 'sitemap',
  }
}

function itemOf(fields: ReadonlyMap<string, string>, url: string | null): FeedItem | null {
  const link = linkOf(fields.get('loc'), url)
  if (link === null) return null
  return {
    id: link,
    title: clipped(fields.get('news/title')),
    link,
    publishedAt: dateOf(fields.get('news/publication_date')) ?? dateOf(fields.get('lastmod')),
    updatedAt: dateOf(fields.get('lastmod')),
    author: null,
    summary: null,
    categories: (fields.get('news/keywords') ?? '')
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== '')
      .slice(0, 20),
    imageUrl: linkOf(fields.get('image/loc'), url),
  }
}

/** In the order of the document; of too many the oldest are left out. */
function newest(items: readonly FeedItem[]): readonly FeedItem[] {
  if (items.length <= mostItems) return items
  const inOrder = items.toSorted((one, other) => (other.publishedAt ?? 0) - (one.publishedAt ?? 0))
  const kept = new Set(inOrder.slice(0, mostItems))
  return items.filter((item) => kept.has(item))
}

function clipped(text: string | undefined): string | null {
  return clip(oneLine(text ?? ''), 1000) || null
}

function linkOf(text: string | undefined, url: string | null): string | null {
  if (text === undefined) return null
  const link = resolveUrl(text, [url])
  return isSafeLink(link) && URL.canParse(link) ? link : null
}

function dateOf(text: string | undefined): number | null {
  return text === undefined ? null : parseFeedDate(text)
}
