import { type DomDocument, elements } from './dom.ts'
import { firstOf, type PageContext, type PageSources } from './page-sources.ts'
import { oneLine } from './wording.ts'

export type PageImage = { readonly url: string; readonly alt: string | null }

/** The lead picture: only one on the web, with the words for those who do not see it. */
export function imageOf({ document, structured, metas, context }: PageSources): PageImage | null {
  const shared = firstOf(metas, ['og:image:secure_url', 'og:image', 'og:image:url'])
  const tweeted = firstOf(metas, ['twitter:image', 'twitter:image:src'])
  const width = Number.parseInt(metas.get('og:image:width') ?? '', 10)
  const candidates: readonly Candidate[] = [
    structured?.image ?? noImage,
    { url: shared, alt: metas.get('og:image:alt') ?? null, width: Number.isNaN(width) ? null : width },
    { url: tweeted, alt: metas.get('twitter:image:alt') ?? null, width: null },
    { url: firstOf(metas, ['image', 'thumbnail', 'parsely-image-url']), alt: null, width: null },
  ]
  for (const { url: address, alt, width } of candidates) {
    const url = webUrl(address, context.url)
    if (url === null || isNarrow(url, width) || isDecoration(url)) continue
    const sharedAlt = fileOf(url) === fileOf(webUrl(shared, context.url)) ? metas.get('og:image:alt') : null
    return { url, alt: alt ?? sharedAlt ?? altOnPage(document, url, context) }
  }
  return null
}

type Candidate = { readonly url: string | null; readonly alt: string | null; readonly width: number | null }

const noImage: Candidate = { url: null, alt: null, width: null }
// A logo or an icon; no lead picture is as narrow.
const narrowest = 300

function isNarrow(url: string, width: number | null): boolean {
  const asked = /[?&](?:w|width)=(\d{1,5})(?:&|$)/.exec(url)?.[1]
  return (width ?? Number(asked ?? narrowest)) < narrowest
}

// The same picture is served in many sizes, told apart by the query.
function fileOf(url: string | null): string | null {
  return url === null ? null : (url.split(/[?#]/)[0]?.split('/').slice(2).join('/') ?? null)
}

const decorations =
  /(?:^|[-_.])(?:logos?|favicons?|icons?|avatars?|placeholders?|sprites?|spacer|blank|pixel|1x1|default[-_]?(?:image|thumb|og|share)?|no[-_]?image)(?:[-_.]|$)/i

/** Pictures of the site that stand in for one of the story. */
function isDecoration(url: string): boolean {
  const name = new URL(url).pathname.split('/').at(-1) ?? ''
  return decorations.test(name)
}

function altOnPage(document: DomDocument, url: string, context: PageContext): string | null {
  const shown = elements(document, 'img[alt]')
    .slice(0, 200)
    .find((image) => fileOf(webUrl(image.getAttribute('src'), context.url)) === fileOf(url))
  const alt = oneLine(shown?.getAttribute('alt') ?? '')
  return alt === '' ? null : alt
}

/** The address the publisher wants the story to be known by. */
export function canonicalUrl({ document, structured, metas, context }: PageSources): string | null {
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

function webUrl(address: string | null, base: string | null): string | null {
  if (address === null || address === '') return null
  const url = URL.parse(address, base ?? undefined)
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') ? url.href : null
}
