import { decodeHTML } from 'entities'
import { type PageBlock, toBlocks } from './blocks.ts'
import { type DomDocument, parseDocument, readableBody } from './dom.ts'
import { keepArticleBlocks, proseLength } from './filter-blocks.ts'
import type { PageMetadata } from './metadata.ts'
import { preclean, precleanLightly } from './preclean.ts'
import { hasWords, oneLine } from './wording.ts'

type Blocks = readonly PageBlock[]

/** A page before it is read: `document` is used up by the first reading, `html` serves the others. */
export type UnreadPage = { readonly document: DomDocument; readonly html: string }

/** The blocks of the article; none when the page has no article. */
export function findBody(page: UnreadPage, metadata: PageMetadata): Blocks {
  const clean = read(page.document, metadata, { prepare: preclean, charThreshold: 250 })
  return betterOfStructured(recallGuarded(page.html, metadata, clean), page.html, metadata)
}

type Reading = {
  readonly prepare: (document: DomDocument) => void
  readonly charThreshold: number
}

// Readability changes the document it reads, so every reading needs its own.
function read(document: DomDocument, metadata: PageMetadata, reading: Reading): Blocks {
  reading.prepare(document)
  const blocks = readableBody(document, { charThreshold: reading.charThreshold, convert: toBlocks })
  return keepArticleBlocks(blocks ?? [], metadata)
}

const surelyWhole = 6_000

// Class names mislead on some pages; a short body is compared with one read almost without them.
function recallGuarded(html: string, metadata: PageMetadata, clean: Blocks): Blocks {
  if (lengthOf(clean) >= surelyWhole) return clean
  const light = read(parseDocument(html), metadata, { prepare: precleanLightly, charThreshold: 250 })
  return proseLength(light) > proseLength(clean) * 1.35 + 200 ? light : clean
}

// JSON-LD bodies are often only a lead, so they help only where the page itself gave almost nothing.
function betterOfStructured(blocks: Blocks, html: string, metadata: PageMetadata): Blocks {
  const structured = structuredBlocks(metadata.structuredBody ?? '')
  const expected = lengthOf(structured)
  const isShort = lengthOf(blocks) < 250
  const isPart = expected > 800 && lengthOf(blocks) < expected * 0.4
  if (!isShort && !isPart) return blocks
  const raw = read(parseDocument(html), metadata, { prepare: keepAll, charThreshold: 100 })
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

const keepAll = () => undefined

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
