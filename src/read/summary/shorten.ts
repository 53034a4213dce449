import { findQuoteSpans } from '../quotes/quote-marks.ts'
import { hasPairedMarks } from './paired-marks.ts'

// Less than this is a stump, not a sentence.
const shortestLength = 60

// A main clause has said what it has to say when one of these follows.
const clauseBoundary = /; |, (?:even as|even though|although|though|while|whereas|because|after which)(?= )/g
const finiteVerb =
  /\b(?:is|are|was|were|has|have|had|will|would|can|could|may|said|says|told|made|held|won|lost|met|left|took|\p{L}{3,}ed)\b/u
const subordinate =
  /^(?:although|though|while|whereas|when|if|as|after|before|because|since|despite|once|until)\b/i

export type Shortened = { readonly text: string; readonly how: 'clause' | 'ellipsis' }

/**
 * A sentence of at most `limit` characters that says no more than `sentence`: up to the end of a clause where
 * that is a sentence of its own, otherwise up to a word and a visible ellipsis. Never cuts inside a quotation.
 */
export function shorten(sentence: string, limit: number): Shortened | null {
  const clause = firstClause(sentence, limit - 1)
  if (clause !== null) return { text: `${clause}.`, how: 'clause' }
  const words = wordsWithin(sentence, limit - 1)
  return words === null ? null : { text: `${words}…`, how: 'ellipsis' }
}

function firstClause(sentence: string, limit: number): string | null {
  if (subordinate.test(sentence)) return null
  const ends = [...sentence.matchAll(clauseBoundary)].map((match) => match.index)
  const end = ends.findLast((at) => at <= limit && isClause(sentence, at))
  return end === undefined ? null : sentence.slice(0, end)
}

function isClause(sentence: string, end: number): boolean {
  const clause = sentence.slice(0, end)
  return clause.length >= shortestLength && finiteVerb.test(clause) && isOutsideMarks(sentence, end)
}

function isOutsideMarks(sentence: string, at: number): boolean {
  const before = sentence.slice(0, at)
  if (before.split('(').length !== before.split(')').length || !hasPairedMarks(before)) return false
  return !findQuoteSpans(sentence).some((span) => span.outerStart < at && at < span.outerEnd)
}

function wordsWithin(sentence: string, limit: number): string | null {
  const quote = findQuoteSpans(sentence).find((span) => span.outerStart < limit && span.outerEnd > limit)
  const cut = sentence.slice(0, Math.min(limit, quote?.outerStart ?? limit))
  const end = cut.length < limit ? cut.length : cut.search(/\s\S*$/)
  const words = cut.slice(0, Math.max(end, 0)).replace(/[\s,;:–—(-]+$/, '')
  return words.length >= shortestLength && hasPairedMarks(words) ? words : null
}
