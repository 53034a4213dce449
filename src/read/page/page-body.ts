import { decodeHTML } from 'entities'
import { type PageBlock, toBlocks } from './blocks.ts'
import { type DomDocument, parseDocument } from './dom.ts'
import { keepArticleBlocks, proseLength } from './filter-blocks.ts'
import type { PageMetadata } from './metadata.ts'
import { preclean, precleanLightly } from './preclean.ts'
import { readableBody, WorkBudget } from './readable-body.ts'
import { hasWords, oneLine } from './wording.ts'

type Blocks = readonly PageBlock[]

/** A page before it is read: `document` is used up by the first reading, `html` serves the others. */
export type UnreadPage = { readonly document: DomDocument; readonly html: string }

/** What all readings of a page share. */
type Page = { readonly html: string; readonly metadata: PageMetadata; readonly budget: WorkBudget }

/** The blocks of the article; none when the page has no article. Throws `TooMuchWork` for a page that is made to be. */
export function findBody({ document, html }: UnreadPage, metadata: PageMetadata): Blocks {
  const page = { html, metadata, budget: new WorkBudget() }
  const removed = preclean(document)
  const clean = read(document, page, shortestBody)
  return betterOfStructured(recallGuarded(clean, removed, page), page)
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

// JSON-LD bodies are often only a lead, so they help only where the page itself gave almost nothing.
function betterOfStructured(blocks: Blocks, page: Page): Blocks {
  const { metadata } = page
  const structured = structuredBlocks(metadata.structuredBody ?? '')
  const expected = lengthOf(structured)
  const isShort = lengthOf(blocks) < 250
  const isPart = expected > 800 && lengthOf(blocks) < expected * 0.4
  if (!isShort && !isPart) return blocks
  const raw = read(parseDocument(page.html), page, shortestRawBody)
  const best = lengthOf(raw) > lengthOf(blocks) * 1.3 ? raw : blocks
  return expected > 400 && lengthOf(best) < expected * 0.4 ? keepArticleBlocks(structured, metadata) : best
}

function structuredBlocks(body: string): Blocks {
  return body
    .replace(/<\/?(?:p|br|div|li|h\d)\b[^<>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
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
