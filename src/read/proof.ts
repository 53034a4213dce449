import { z } from 'zod'
import type { ArticleBlock } from './article.ts'
import type { Evidence } from './quotes/speaker-names.ts'
import { splitSentences } from './sentences.ts'

type Span = { readonly start: number; readonly end: number }

/** Words of an article where they stand: what is before them, they, and what is behind them. */
export type Passage = { readonly before: string; readonly marked: string; readonly after: string }

/** What an article says about a quote and its speaker, all of it cut out of its text. */
export type Proof = {
  /** The paragraph of the quote. */
  readonly paragraph: Passage
  /** The words that say who speaks ("he"); null when that was not kept. */
  readonly said: string | null
  /** The name where those words are none; null when they are. */
  readonly named: string | null
  /** The sentences with these words, as far as they stand in other paragraphs. */
  readonly elsewhere: readonly Passage[]
}

export type ProvenQuote = Span & { readonly text: string; readonly evidence: Evidence | null }

export type ProvingArticle = {
  readonly text: string
  readonly blocks: readonly ArticleBlock[]
  readonly language: string | null
}

const blocksKept = z.array(
  z.object({
    kind: z.enum(['paragraph', 'heading', 'item', 'quote']),
    start: z.number(),
    end: z.number(),
  }),
)

/** The blocks of an article as they were kept. */
export function parseBlocks(json: string): readonly ArticleBlock[] {
  return blocksKept.parse(JSON.parse(json))
}

/** Shows the quote where it stands; null when the text is not the one that it was cut out of. */
export function proofOf(quote: ProvenQuote, article: ProvingArticle): Proof | null {
  const { text } = article
  if (text.slice(quote.start, quote.end) !== quote.text) return null
  const paragraph = paragraphOf(quote, article)
  const { said = null, named = null } = quote.evidence ?? {}
  return {
    paragraph: passageIn(text, paragraph, quote),
    said: said && text.slice(said.start, said.end),
    named: named && text.slice(named.start, named.end),
    elsewhere: [said, named]
      .filter((span) => span !== null)
      .filter((span) => !isWithin(span, paragraph))
      .map((span) => passageIn(text, sentenceOf(span, article), span)),
  }
}

function paragraphOf(span: Span, { blocks, text }: ProvingArticle): Span {
  const block = blocks.find(({ start, end }) => start <= span.start && span.start < end)
  return block === undefined
    ? { start: span.start, end: span.end }
    : { start: block.start, end: Math.min(text.length, Math.max(block.end, span.end)) }
}

function sentenceOf(span: Span, article: ProvingArticle): Span {
  const paragraph = paragraphOf(span, article)
  const sentences = splitSentences(article.text.slice(paragraph.start, paragraph.end), article.language)
  const at = span.start - paragraph.start
  const sentence = sentences.find(({ start, end }) => start <= at && at < end)
  return sentence === undefined
    ? paragraph
    : { start: paragraph.start + sentence.start, end: Math.max(span.end, paragraph.start + sentence.end) }
}

function isWithin(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

const mostAround = 600

/** Of a paragraph without end only what stands around the words is shown; what is left out is told by an ellipsis. */
function passageIn(text: string, around: Span, marked: Span): Passage {
  const start = Math.max(around.start, marked.start - mostAround)
  const end = Math.min(around.end, marked.end + mostAround)
  return {
    before:
      (start > around.start ? '… ' : '') + fromWord(text.slice(start, marked.start), start > around.start),
    marked: text.slice(marked.start, marked.end),
    after: toWord(text.slice(marked.end, end), end < around.end) + (end < around.end ? ' …' : ''),
  }
}

function fromWord(text: string, isCut: boolean): string {
  return isCut ? text.replace(/^\S+\s/, '') : text
}

function toWord(text: string, isCut: boolean): string {
  return isCut ? text.replace(/\s\S+$/, '') : text
}
