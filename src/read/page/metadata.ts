import { isBoilerplateAnywhere, isFrameLine } from './boilerplate.ts'
import { cleanByline, visibleByline } from './byline.ts'
import { type DomDocument, type DomElement, elements, elementsNamed, tagOf } from './dom.ts'
import { cleanHeadline, isSiteName } from './headline.ts'
import { outletOf } from './outlet.ts'
import { accessOf } from './page-access.ts'
import { canonicalUrl, imageOf, type PageImage } from './page-addresses.ts'
import { datesOf } from './page-dates.ts'
import { languageOf } from './page-language.ts'
import { findSources, firstOf, type PageContext, type PageSources } from './page-sources.ts'
import type { Access } from './paywall.ts'
import { endsAsSentence, oneLine } from './wording.ts'

/** What the page says about its article outside the article's text. */
export type PageMetadata = {
  readonly headline: string | null
  readonly dek: string | null
  /** The dek when it stands in a paragraph like any other. */
  readonly looseDek: string | null
  /** In other words, and other lengths, than the dek or as the first sentences. */
  readonly descriptions: readonly string[]
  readonly byline: readonly string[]
  readonly outlet: string | null
  readonly publishedAt: number | null
  readonly updatedAt: number | null
  readonly image: PageImage | null
  readonly canonicalUrl: string | null
  readonly language: string | null
  readonly section: string | null
  /** Every wording of the headline on the page: they open many article bodies once more. */
  readonly titles: readonly string[]
  /** The page's own title, as browsers show it; empty when it has none. */
  readonly pageTitle: string
  /** JSON-LD articleBody as delivered. */
  readonly structuredBody: string | null
  readonly access: Access
}

const longestTitle = 1_000

/** JSON-LD first, then OpenGraph, then the older meta names, then the page itself. */
export function readMetadata(document: DomDocument, context: PageContext): PageMetadata {
  const sources = findSources(document, context)
  const { structured, metas } = sources
  const outlet = outletOf(sources.structured?.publisher ?? null, sources.metas)
  const titles = allTitles(sources)
  const named = namedDek(document)
  const looseDek = named === null ? findLooseDek(sources) : null
  return {
    headline: headlineOf(titles, sources, outlet),
    dek: named ?? looseDek ?? structured?.dek ?? null,
    looseDek,
    descriptions: descriptionsOf(sources),
    byline: bylineOfPage(sources),
    outlet,
    ...datesOf(sources),
    image: imageOf(sources),
    canonicalUrl: canonicalUrl(sources),
    language: languageOf(sources),
    section: structured?.section ?? metas.get('article:section') ?? null,
    titles,
    pageTitle: sources.pageTitle,
    structuredBody: structured?.body ?? null,
    access: accessOf(sources),
  }
}

// The plain description is the same on all pages of some sites.
function descriptionsOf({ structured, metas }: PageSources): readonly string[] {
  const own = [structured?.description, metas.get('og:description')].filter((one) => typeof one === 'string')
  if (own.length > 0) return own
  const other = firstOf(metas, ['description', 'twitter:description'])
  return other === null ? [] : [other]
}

function allTitles({ structured, metas, pageTitle, headings }: PageSources): readonly string[] {
  const told = [structured?.headline, metas.get('og:title'), metas.get('twitter:title')]
  const titles = [...told.map((title) => oneLine(title ?? '')), pageTitle, ...headings]
  return [...new Set(titles)].filter((title) => title !== '' && title.length <= longestTitle)
}

function headlineOf(titles: readonly string[], sources: PageSources, outlet: string | null): string | null {
  const host = sources.context.url === null ? null : hostOf(sources.context.url)
  const clues = { siteName: outlet, host, heading: sources.headings[0] || null }
  const headlines = titles.map((title) => cleanHeadline(uncut(title, titles), clues))
  // A page that calls itself by the name of its site alone has its headline elsewhere.
  return headlines.find((headline) => !isSiteName(headline, clues)) ?? headlines[0] ?? null
}

// Search engines show 110 characters, so many JSON-LD headlines end there; another place has the whole.
// https://developers.google.com/search/docs/appearance/structured-data/article
function uncut(title: string, titles: readonly string[]): string {
  const isCutSilently = title.length >= 90 && title.length <= 110 && !/[.!?"”’]$/.test(title)
  const start = isCutSilently ? title : /^(.{20,}?)\s*(?:…|\.{3})$/.exec(title)?.[1]
  if (start === undefined) return title
  return titles.find((other) => other.length > title.length && other.startsWith(start)) ?? title
}

const dekNames =
  /(?:^|\s)(?:standfirst|dek|article-dek|article__dek|strapline|article-subtitle|article__subtitle|article-summary)(?:\s|$)/

function namedDek(document: DomDocument): string | null {
  const dek = oneLine(elements(document, '*').find(isNamedDek)?.textContent ?? '')
  return dek.length >= 20 && dek.length <= 400 ? dek : null
}

// A second heading as long as a sentence is none, and a line between the headline and the time is no paragraph.
function findLooseDek({ document, pageTitle }: PageSources): string | null {
  const heading = elementsNamed(document, 'h1')[0] ?? elementsNamed(document, 'p').slice(0, 3).find(isTitle)
  const next = heading?.nextElementSibling ?? null
  const dek = oneLine(next?.textContent ?? '')
  if (next === null || dek.length < 60 || dek.length > 400) return null
  if (tagOf(next) === 'H2') return dek
  const after = oneLine(next.nextElementSibling?.textContent ?? '').slice(0, 500)
  const isAboveLabel = isFrameLine(after) || (isBoilerplateAnywhere(after) && !endsAsSentence(dek))
  return tagOf(next) === 'P' && dek.length <= longestLooseDek && isAboveLabel ? dek : null

  function isTitle(paragraph: DomElement): boolean {
    return oneLine(paragraph.textContent ?? '') === pageTitle
  }
}

const longestLooseDek = 250

function isNamedDek(element: DomElement): boolean {
  return (
    dekNames.test(element.getAttribute('class') ?? '') ||
    element.getAttribute('itemprop') === 'alternativeHeadline'
  )
}

function bylineOfPage({ document, structured, metas }: PageSources): readonly string[] {
  const structuredNames = cleanByline(structured?.byline ?? [])
  if (structuredNames.length > 0) return structuredNames
  for (const name of ['author', 'parsely-author', 'article:author', 'byl', 'sailthru.author', 'dc.creator']) {
    const names = cleanByline([metas.get(name) ?? ''])
    if (names.length > 0) return names
  }
  return visibleByline(document)
}

function hostOf(url: string): string | null {
  return URL.parse(url)?.hostname ?? null
}
