import { createHash } from 'node:crypto'
import { fold } from '../store/fold.ts'
import type { Reading as ReadingRows } from '../store/readings.ts'
import type { Article } from './article.ts'
import { evidenceJson } from './evidence.ts'
import type { Quote } from './quotes/quotes.ts'
import type { Reading } from './reading.ts'

/** The article as the store keeps it; the hash proves later which text the offsets point into. */
export function articleRow(article: Article, now: Date): NonNullable<ReadingRows['article']> {
  return {
    url: article.url,
    canonical_url: article.canonicalUrl,
    headline: article.headline,
    dek: article.dek,
    byline: JSON.stringify(article.byline),
    outlet: article.outlet,
    published_at: article.publishedAt,
    updated_at: article.updatedAt,
    language: article.language,
    image_url: article.image?.url ?? null,
    image_alt: article.image?.alt ?? null,
    dateline: article.dateline,
    section: article.section,
    text: article.text,
    text_hash: hashOf(article.text),
    blocks: JSON.stringify(article.blocks),
    created_at: now.getTime(),
  }
}

/** Tells later whether a text is still the one that offsets point into. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

export function quoteRows(reading: Reading): ReadingRows['quotes'] {
  const keyQuotes = new Set(reading.keyQuotes.map((quote) => quote.start))
  return reading.quotes.map((quote) => ({
    start_offset: quote.start,
    end_offset: quote.end,
    text: quote.text,
    speaker: quote.speaker?.name ?? null,
    speaker_key: quote.speaker ? speakerKey(quote.speaker.name) : null,
    speaker_kind: quote.speaker?.kind ?? null,
    role: quote.speaker?.role ?? null,
    place: quote.where,
    source_sentence: paragraphAround(quote, reading.article),
    rule: quote.speaker?.rule ?? null,
    evidence: quote.speaker ? evidenceJson(quote.speaker.evidence) : null,
    confidence: quote.confidence,
    is_fragment: quote.isFragment ? 1 : 0,
    is_key: keyQuotes.has(quote.start) ? 1 : 0,
  }))
}

/** The name without accents and case, for exact look-up. */
export function speakerKey(name: string): string {
  return fold(name).replace(/\s+/g, ' ').trim()
}

/** Each quote is kept with its own: of a paragraph without end not all of it. */
const mostAroundQuote = 1_000

function paragraphAround(quote: Quote, article: Article): string {
  const block = article.blocks.find(({ start, end }) => start <= quote.start && quote.start < end)
  if (block === undefined) return quote.text
  const start = Math.max(block.start, quote.start - mostAroundQuote)
  return article.text.slice(start, Math.max(quote.end, Math.min(block.end, quote.end + mostAroundQuote)))
}
