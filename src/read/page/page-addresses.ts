import { type DomDocument, elements } from './dom.ts'
import { firstOf, type PageContext, type PageSources } from './page-sources.ts'
import { oneLine } from './wording.ts'

export type PageImage = { readonly url: string; readonly alt: string | null }

/** The lead picture: only one on the web, with the words for those who do not see it. */
export function imageOf({ document, structured, metas, context }: PageSources): PageImage | null {
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
