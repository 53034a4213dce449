import { decodeHTML } from 'entities'
import { type DomDocument, elementsNamed } from './dom.ts'
import { findStructuredArticle, type StructuredArticle } from './json-ld.ts'
import { oneLine } from './wording.ts'

/** What is known of a page before it is read; `now` only serves to refuse dates of the future. */
export type PageContext = { readonly url: string | null; readonly now: Date }

export type Metas = ReadonlyMap<string, string>

/** Where the single fields of the metadata are looked up. */
export type PageSources = {
  readonly document: DomDocument
  readonly structured: StructuredArticle | null
  readonly metas: Metas
  readonly context: PageContext
  /** Its title, as browsers show it, and its main headings: on one line each, empty where there is none. */
  readonly pageTitle: string
  readonly headings: readonly string[]
}

const longestValue = 5_000

/** Reads what every field is looked up in. */
export function findSources(document: DomDocument, context: PageContext): PageSources {
  const metas = readMetas(document)
  const pageTitle = oneLine(elementsNamed(document, 'title')[0]?.textContent ?? '')
  const headings = elementsNamed(document, 'h1').slice(0, 3)
  const own = { pageTitle, headings: headings.map((heading) => oneLine(heading.textContent ?? '')) }
  const titles = [metas.get('og:title') ?? '', pageTitle, ...own.headings]
  const structured = findStructuredArticle(document, { url: context.url, titles })
  return { document, context, structured, metas, ...own }
}

function readMetas(document: DomDocument): Metas {
  const metas = new Map<string, string>()
  for (const meta of elementsNamed(document, 'meta')) {
    const name = (
      meta.getAttribute('property') ??
      meta.getAttribute('name') ??
      meta.getAttribute('itemprop') ??
      meta.getAttribute('http-equiv') ??
      ''
    ).toLowerCase()
    const given = meta.getAttribute('content') ?? ''
    if (name === '' || given.length > longestValue) continue
    const content = oneLine(decodedTwice(given))
    if (content === '') continue
    if (!metas.has(name)) metas.set(name, content)
  }
  return metas
}

// Some templates escape what is escaped already: "Jack &amp;amp; Jill".
function decodedTwice(content: string): string {
  return content.includes('&') ? decodeHTML(content).replace(/<[^<>]{1,200}>/g, '') : content
}

/** The content of the first of these names that the page gives. */
export function firstOf(metas: Metas, names: readonly string[]): string | null {
  for (const name of names) {
    const content = metas.get(name)
    if (content !== undefined) return content
  }
  return null
}
