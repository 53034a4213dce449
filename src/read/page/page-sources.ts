import { decodeHTML } from 'entities'
import { type DomDocument, elements } from './dom.ts'
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
}

const longestValue = 5_000

/** Reads what every field is looked up in. */
export function findSources(document: DomDocument, context: PageContext): PageSources {
  const metas = readMetas(document)
  const titles = ['title', 'h1'].map((tag) => document.querySelector(tag)?.textContent ?? '')
  const clues = { url: context.url, titles: [metas.get('og:title') ?? '', ...titles] }
  return { document, context, structured: findStructuredArticle(document, clues), metas }
}

function readMetas(document: DomDocument): Metas {
  const metas = new Map<string, string>()
  for (const meta of elements(document, 'meta')) {
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
