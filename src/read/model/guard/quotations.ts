import { findQuoteSpans, type QuoteSpan } from '../../quotes/quote-marks.ts'
import type { Quote } from '../../quotes/quotes.ts'
import { lastNameKey, normalise, wordsOf } from './words.ts'

/** What quotations in a sentence are held against. */
export type QuotationSource = {
  readonly text: string
  /** Quotes with an established speaker. */
  readonly candidates: readonly Quote[]
  /** Keys of the last names of all whom the article quotes. */
  readonly speakers: readonly string[]
}

export type Quotations =
  /** The sentence with the article's own characters between its marks. */
  { readonly kind: 'verbatim'; readonly sentence: string } | { readonly kind: 'foreign' }

/**
 * A sentence may quote only what stands in quotation marks in the article, whole and word for word. It is either a
 * sentence of the article itself, or quotes somebody whose words they are and names no other speaker.
 */
export function checkQuotations(sentence: string, source: QuotationSource): Quotations {
  const spans = findQuoteSpans(sentence)
  if (hasStrayMarks(sentence, spans)) return { kind: 'foreign' }
  if (spans.length === 0) return { kind: 'verbatim', sentence }
  const own = ownSentence(sentence, source.text)
  if (own !== null) return { kind: 'verbatim', sentence: own }
  const quotes = spans.map((span) => quoteOf(sentence.slice(span.start, span.end), source.candidates))
  const isSpoken = quotes.every((quote) => quote !== undefined && namesOnly(quote, sentence, source.speakers))
  if (!isSpoken) return { kind: 'foreign' }
  return { kind: 'verbatim', sentence: withWords(sentence, spans, quotes) }
}

const quotationMark = /["“”„‟«»‹›‘‚‛`″＂〝〞「」『』]|''/
/** An apostrophe stands inside or at the end of a word. */
const looseApostrophe = /(?<![\p{L}\p{N}.])['’′]/u

function hasStrayMarks(sentence: string, spans: readonly QuoteSpan[]): boolean {
  if (spans.some(({ isOpen }) => isOpen)) return true
  const outside = withoutSpans(sentence, spans)
  return quotationMark.test(outside) || looseApostrophe.test(outside)
}

function withoutSpans(sentence: string, spans: readonly QuoteSpan[]): string {
  let rest = ''
  let at = 0
  for (const span of spans) {
    rest += `${sentence.slice(at, span.outerStart)} `
    at = span.outerEnd
  }
  return rest + sentence.slice(at)
}

/** The sentence as the article has it, where it is one of the article's own; null where it is not. */
function ownSentence(sentence: string, text: string): string | null {
  return text.includes(sentence) ? sentence : null
}

const edges = /^[\s"']+|[\s"',.;:!?]+$/g

function quoteOf(words: string, candidates: readonly Quote[]): Quote | undefined {
  const said = normalise(words).replace(edges, '')
  return candidates.find(({ text }) => normalise(text).replace(edges, '') === said)
}

function namesOnly(quote: Quote, sentence: string, speakers: readonly string[]): boolean {
  const outside = withoutSpans(sentence, findQuoteSpans(sentence))
  const named = new Set(wordsOf(outside).map(({ key }) => key))
  const own = quote.speaker === null ? null : lastNameKey(quote.speaker.name)
  return own !== null && named.has(own) && !speakers.some((name) => name !== own && named.has(name))
}

/** The sentence with the quotes' own characters; a full stop they do not have stands behind the closing mark. */
function withWords(
  sentence: string,
  spans: readonly QuoteSpan[],
  quotes: readonly (Quote | undefined)[],
): string {
  let made = ''
  let at = 0
  for (const [index, span] of spans.entries()) {
    const words = quotes[index]?.text ?? ''
    const isEnd = span.outerEnd === sentence.length && !/[.!?…]$/.test(words)
    made += sentence.slice(at, span.start) + words + sentence.slice(span.end, span.outerEnd).trimStart()
    if (isEnd) made += '.'
    at = span.outerEnd
  }
  return made + sentence.slice(at)
}
