import { decodeHTML } from 'entities'
import { type PageBlock, toBlocks } from './blocks.ts'
import { contains, type DomDocument, elements, parseDocument } from './dom.ts'
import { keepArticleBlocks, proseLength } from './filter-blocks.ts'
import type { PageMetadata } from './metadata.ts'
import { preclean, precleanLightly } from './preclean.ts'
import { preflight } from './preflight.ts'
import { readableBody, WorkBudget } from './readable-body.ts'
import type { SiteRule } from './site-rules.ts'
import { hasWords, oneLine } from './wording.ts'

type Blocks = readonly PageBlock[]

/** A page before it is read: `document` is used up by the first reading, `html` serves the others. */
export type UnreadPage = { readonly document: DomDocument; readonly html: string }

/** What all readings of a page share. */
type Page = { readonly html: string; readonly metadata: PageMetadata; readonly budget: WorkBudget }

/** The blocks of the article; none when the page has no article. Throws `TooMuchWork` for a page that is made to be. */
export function findBody(
  { document, html }: UnreadPage,
  metadata: PageMetadata,
  rule: SiteRule | null,
): Blocks {
  const page = { html, metadata, budget: new WorkBudget() }
  const removed = preclean(document)
  const marked = rule === null ? [] : markedBody(document, rule, metadata)
  if (proseLength(marked) >= surelyMarked) return marked
  const clean = read(document, page, shortestBody)
  return betterOfStructured(recallGuarded(clean, removed, page), page)
}

const surelyMarked = 400

function markedBody(document: DomDocument, { body, drop }: SiteRule, metadata: PageMetadata): Blocks {
  const parts = elements(document, body)
  for (const part of parts) {
    if (drop !== undefined) for (const element of elements(part, drop)) element.remove()
  }
  const outermost = parts.filter((part) => !parts.some((other) => other !== part && contains(other, part)))
  return keepArticleBlocks(toBlocks(...outermost), metadata)
}

const shortestBody = 250
const shortestRawBody = 100

// Readability changes the document it reads, so every reading needs its own.
function read(document: DomDocument, { metadata, budget }: Page, charThreshold: number): Blocks {
  const blocks = readableBody(document, { charThreshold, convert: toBlocks, budget })
  return keepArticleBlocks(blocks ?? [], metadata)
}

const surelyWhole = 6_000

// Class names mislead on some pages; a short body is compared with one read almost without them.
function recallGuarded(clean: Blocks, removed: number, page: Page): Blocks {
  const prose = proseLength(clean)
  const muchMore = prose * 0.35 + 200
  if (lengthOf(clean) >= surelyWhole || removed <= muchMore) return clean
  const document = parseDocument(page.html)
  precleanLightly(document)
  const light = read(document, page, shortestBody)
  return proseLength(light) > prose + muchMore ? light : clean
}

const shortestStructured = 300

// JSON-LD bodies are often only a lead, so they help only where the page itself gave almost nothing.
function betterOfStructured(blocks: Blocks, page: Page): Blocks {
  const { metadata } = page
  const body = metadata.structuredBody ?? ''
  const found = lengthOf(blocks)
  const isShort = found < shortestBody
  // With its markup it is longer than without.
  if (!isShort && found >= body.length * 0.4) return blocks
  const structured = structuredBlocks(body)
  const expected = lengthOf(structured)
  const isPart = expected > 800 && found < expected * 0.4
  if (!isShort && !isPart) return blocks
  const raw = read(parseDocument(withoutNoscript(page.html)), page, shortestRawBody)
  const best = lengthOf(raw) > found * 1.3 ? raw : blocks
  return expected > shortestStructured && lengthOf(best) < expected * 0.4
    ? keepArticleBlocks(structured, metadata)
    : best
}

// Some pages hold their story only for readers without scripts.
function withoutNoscript(html: string): string {
  return html.replace(/(<\/?)noscript(?=[\s>])/gi, '$1div')
}

const isMarkup = /<(?:p|br|div|h\d|li|ul|a|b|i|em|strong|span|blockquote)\b[^<>]*>/i

function structuredBlocks(body: string): Blocks {
  const checked = isMarkup.test(body) ? preflight(body) : null
  if (checked !== null) return checked.kind === 'fit' ? toBlocks(parseDocument(checked.html).body) : []
  return body
    .split(/\n+/)
    .map((line) => oneLine(decodeHTML(line)))
    .filter(hasWords)
    .map((text) => ({ ...looseParagraph, text, elementLength: text.length, boxLength: text.length }))
}

const looseParagraph = {
  kind: 'paragraph',
  linkShare: 0,
  element: 0,
  parent: 0,
  isParagraph: true,
  hasPicture: false,
  boxHasPicture: false,
  repeatsAlt: false,
} as const

function lengthOf(blocks: Blocks): number {
  return blocks.reduce((sum, block) => sum + block.text.length + 2, 0)
}
