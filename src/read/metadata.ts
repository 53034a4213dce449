import { cleanByline, visibleByline } from './byline.ts'
import { type DomDocument, elements } from './dom.ts'
import { cleanHeadline } from './headline.ts'
import { findStructuredArticle, type StructuredArticle } from './json-ld.ts'
import { parsePageDate } from './page-dates.ts'
import { oneLine, wordsOf } from './wording.ts'

/** What the page says about its article outside the article's text. */
export type PageMetadata = {
  readonly headline: string | null
  readonly dek: string | null
  readonly description: string | null
  readonly byline: readonly string[]
  readonly outlet: string | null
  readonly publishedAt: number | null
  readonly updatedAt: number | null
  readonly image: { readonly url: string; readonly alt: string | null } | null
  readonly canonicalUrl: string | null
  readonly language: string | null
  readonly section: string | null
  /** Every wording of the headline on the page: they open many article bodies once more. */
  readonly titles: readonly string[]
  /** JSON-LD articleBody as delivered. */
  readonly structuredBody: string | null
}

export type PageContext = { readonly url: string | null; readonly now: Date }

type Metas = ReadonlyMap<string, string>

/** What the readers of single fields look at. */
type Sources = {
  readonly document: DomDocument
  readonly structured: StructuredArticle | null
  readonly metas: Metas
  readonly context: PageContext
}

/** JSON-LD first, then OpenGraph, then the older meta names, then the page itself. */
export function readMetadata(document: DomDocument, context: PageContext): PageMetadata {
  const structured = findStructuredArticle(document)
  const metas = readMetas(document)
  const sources: Sources = { document, structured, metas, context }
  const outlet = metas.get('og:site_name') ?? structured?.publisher ?? null
  const titles = allTitles(sources)
  return {
    headline: headlineOf(titles, sources, outlet),
    dek: visibleDek(document) ?? structured?.dek ?? null,
    description:
      firstOf(metas, ['og:description']) ?? structured?.description ?? metas.get('description') ?? null,
    byline: bylineOfPage(sources),
    outlet,
    publishedAt: publishedAt(sources),
    updatedAt: updatedAt(sources),
    image: imageOf(sources),
    canonicalUrl: canonicalUrl(sources),
    language: languageOf(sources),
    section: structured?.section ?? metas.get('article:section') ?? null,
    titles: titles.filter((title) => title.length > 12),
    structuredBody: structured?.body ?? null,
  }
}

function readMetas(document: DomDocument): Metas {
  const metas = new Map<string, string>()
  for (const meta of elements(document, 'meta')) {
    const name = (
      meta.getAttribute('property') ??
      meta.getAttribute('name') ??
      meta.getAttribute('itemprop') ??
      ''
    ).toLowerCase()
    const content = oneLine(meta.getAttribute('content') ?? '')
    if (name !== '' && content !== '' && !metas.has(name)) metas.set(name, content)
  }
  return metas
}

function firstOf(metas: Metas, names: readonly string[]): string | null {
  for (const name of names) {
    const content = metas.get(name)
    if (content !== undefined) return content
  }
  return null
}

function allTitles({ document, structured, metas }: Sources): readonly string[] {
  const headings = elements(document, 'h1')
    .slice(0, 3)
    .map((heading) => heading.textContent)
  const titles = [
    structured?.headline,
    metas.get('og:title'),
    metas.get('twitter:title'),
    document.querySelector('title')?.textContent,
    ...headings,
  ]
  return [...new Set(titles.map((title) => oneLine(title ?? '')))].filter((title) => title !== '')
}

function headlineOf(titles: readonly string[], sources: Sources, outlet: string | null): string | null {
  const first = titles[0]
  if (first === undefined) return null
  const host = sources.context.url === null ? null : hostOf(sources.context.url)
  const heading = oneLine(sources.document.querySelector('h1')?.textContent ?? '')
  const title = uncut(first, titles)
  return cleanHeadline(title, { siteName: outlet, host, heading: heading === '' ? null : heading })
}

// JSON-LD headlines are often cut at 110 characters; another place has the whole.
function uncut(title: string, titles: readonly string[]): string {
  const start = /^(.{20,}?)\s*(?:…|\.{3})$/.exec(title)?.[1]
  if (start === undefined) return title
  return titles.find((other) => other.length > title.length && other.startsWith(start)) ?? title
}

const dekPlaces =
  '[itemprop~="alternativeHeadline"], .standfirst, .dek, .article-dek, .article__dek, .strapline, .article-subtitle, .article__subtitle, .article-summary'

function visibleDek(document: DomDocument): string | null {
  const dek = oneLine(document.querySelector(dekPlaces)?.textContent ?? '')
  return dek.length >= 20 && dek.length <= 400 ? dek : null
}

function bylineOfPage({ document, structured, metas }: Sources): readonly string[] {
  const structuredNames = cleanByline(structured?.byline ?? [])
  if (structuredNames.length > 0) return structuredNames
  for (const name of ['author', 'parsely-author', 'article:author', 'byl', 'sailthru.author', 'dc.creator']) {
    const names = cleanByline([metas.get(name) ?? ''])
    if (names.length > 0) return names
  }
  return visibleByline(document)
}

const publishedMetas = [
  'article:published_time',
  'og:article:published_time',
  'datepublished',
  'date',
  'parsely-pub-date',
  'sailthru.date',
  'dc.date',
  'dc.date.issued',
  'pubdate',
  'publishdate',
  'publication_date',
]
const updatedMetas = ['article:modified_time', 'og:updated_time', 'datemodified', 'last-modified']
const publishedPlaces = [
  '[itemprop~="datePublished"]',
  'time[pubdate]',
  'article time[datetime]',
  'main time[datetime]',
  'time[datetime]',
]

function publishedAt({ document, structured, metas, context }: Sources): number | null {
  const stamps = [
    structured?.published,
    ...publishedMetas.map((name) => metas.get(name)),
    ...publishedPlaces.map((place) => timeOf(document, place)),
  ]
  return firstDate(stamps, context.now)
}

function updatedAt({ document, structured, metas, context }: Sources): number | null {
  const stamps = [
    structured?.updated,
    ...updatedMetas.map((name) => metas.get(name)),
    timeOf(document, '[itemprop~="dateModified"]'),
  ]
  return firstDate(stamps, context.now)
}

function timeOf(document: DomDocument, place: string): string | null {
  const element = document.querySelector(place)
  return element?.getAttribute('datetime') ?? element?.getAttribute('content') ?? null
}

function firstDate(stamps: readonly (string | null | undefined)[], now: Date): number | null {
  for (const stamp of stamps) {
    const ms = parsePageDate(stamp ?? null, now)
    if (ms !== null) return ms
  }
  return null
}

function imageOf({ document, structured, metas, context }: Sources): PageMetadata['image'] {
  const candidates: readonly (readonly [string | null | undefined, string | null | undefined])[] = [
    [firstOf(metas, ['og:image:secure_url', 'og:image', 'og:image:url']), metas.get('og:image:alt')],
    [structured?.image, structured?.imageAlt],
    [firstOf(metas, ['twitter:image', 'twitter:image:src']), metas.get('twitter:image:alt')],
  ]
  for (const [address, alt] of candidates) {
    const url = webUrl(address ?? null, context.url)
    if (url !== null) return { url, alt: alt ?? altOnPage(document, url, context) }
  }
  return null
}

function altOnPage(document: DomDocument, url: string, context: PageContext): string | null {
  const shown = elements(document, 'img[alt]')
    .slice(0, 200)
    .find((image) => webUrl(image.getAttribute('src'), context.url) === url)
  const alt = oneLine(shown?.getAttribute('alt') ?? '')
  return alt === '' ? null : alt
}

function canonicalUrl({ document, structured, metas, context }: Sources): string | null {
  const link = document.querySelector('link[rel~="canonical"]')?.getAttribute('href')
  for (const address of [link, metas.get('og:url'), structured?.url]) {
    const url = webUrl(address ?? null, context.url)
    if (url !== null && !pointsToFrontPage(url, context.url)) return url
  }
  return null
}

// A template that names the front page as canonical on every page would make all its articles one.
function pointsToFrontPage(canonical: string, url: string | null): boolean {
  if (url === null || !URL.canParse(url)) return false
  return new URL(canonical).pathname === '/' && new URL(url).pathname !== '/'
}

function languageOf({ document, structured, metas }: Sources): string | null {
  const names = [
    document.documentElement.getAttribute('lang'),
    document.documentElement.getAttribute('xml:lang'),
    structured?.language,
    metas.get('og:locale'),
    metas.get('content-language'),
  ]
  return names.map((name) => languageTag(name ?? '')).find((tag) => tag !== null) ?? null
}

function languageTag(name: string): string | null {
  const tag = name.trim().replaceAll('_', '-')
  return /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(tag)
    ? tag.replace(/^[A-Za-z]+/, (code) => code.toLowerCase())
    : null
}

function webUrl(address: string | null, base: string | null): string | null {
  if (address === null || address === '') return null
  const url = URL.parse(address, base ?? undefined)
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : null
}

function hostOf(url: string): string | null {
  return URL.parse(url)?.hostname ?? null
}

/** True when both say the same, whatever their marks; an empty text equals nothing. */
export function saysSame(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one !== '' && wordsOf(one) === wordsOf(other)
}
