import { afterNames, beforeNumbers, joiners, months, titles, usStates } from '../abbreviations.ts'
import { splitSentences } from '../sentences.ts'
import type { QuoteSpan } from './quote-marks.ts'
import { verbForm } from './speech-verbs.ts'

/** A piece of the reporter's sentence; a whole quote is one token, so its words are never taken for prose. */
export type Token =
  | { readonly kind: 'word'; readonly text: string; readonly start: number; readonly end: number }
  | { readonly kind: 'mark'; readonly text: string; readonly start: number; readonly end: number }
  | {
      readonly kind: 'quote'
      readonly text: string
      readonly start: number
      readonly end: number
      readonly quote: number
    }

export type Sentence = { readonly paragraph: number; readonly tokens: readonly Token[] }

const abbreviations = new Set([...titles, ...joiners, ...afterNames, ...months, ...usStates])
const numbered = new Set(beforeNumbers)

const tokenPattern =
  /(?:\p{L}\.){2,}|[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’‑&-][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*['’]?|[^\s\p{L}\p{N}]/gu

/** Splits the text into sentences of tokens, with every quote as one token. */
export function readSentences(text: string, spans: readonly QuoteSpan[]): readonly Sentence[] {
  const sentences: Sentence[] = []
  let paragraph = 0
  let spanAt = 0
  for (const line of text.matchAll(/[^\r\n]+/g)) {
    if (line[0].trim() === '') continue
    const end = line.index + line[0].length
    const first = spanAt
    while (spanAt < spans.length && (spans[spanAt]?.outerStart ?? end) < end) spanAt++
    const tokens = tokensOf(text, { start: line.index, end }, spans, first, spanAt)
    for (const part of sentencesOf(text, withoutAsides(tokens))) sentences.push({ paragraph, tokens: part })
    paragraph++
  }
  return sentences
}

type Range = { readonly start: number; readonly end: number }

function tokensOf(
  text: string,
  line: Range,
  spans: readonly QuoteSpan[],
  first: number,
  last: number,
): Token[] {
  const tokens: Token[] = []
  let at = line.start
  for (let quote = first; quote < last; quote++) {
    const span = spans[quote]
    if (span === undefined) continue
    addWords(tokens, text, { start: at, end: span.outerStart })
    tokens.push({ kind: 'quote', text: '"', start: span.outerStart, end: span.outerEnd, quote })
    at = span.outerEnd
  }
  addWords(tokens, text, { start: at, end: line.end })
  return tokens
}

function addWords(tokens: Token[], text: string, range: Range): void {
  for (const match of text.slice(range.start, range.end).matchAll(tokenPattern)) {
    let word = match[0]
    const start = range.start + match.index
    if (isAbbreviation(text, start, word)) word = `${word}.`
    if (word === '.' && tokens.at(-1)?.end === start + 1) continue
    const kind = /[\p{L}\p{N}]/u.test(word) ? 'word' : 'mark'
    tokens.push({ kind, text: word, start, end: start + word.length })
  }
}

function isAbbreviation(text: string, start: number, word: string): boolean {
  const end = start + word.length
  if (text[end] !== '.') return false
  if (/^\p{Lu}$/u.test(word)) return true
  const last = word.slice(word.lastIndexOf('-') + 1).toLowerCase()
  if (numbered.has(last)) return /^\. ?\d/.test(text.slice(end, end + 3))
  return abbreviations.has(last) && /\p{Lu}|^vs$/u.test(word)
}

const longestAside = 14

/** Leaves out short parentheses without a quote: "Cruz (R-Tex.) said" reads "Cruz said". */
function withoutAsides(tokens: readonly Token[]): Token[] {
  const kept: Token[] = []
  let at = 0
  while (at < tokens.length) {
    const token = tokens[at]
    if (token === undefined) break
    const end = token.text === '(' || token.text === '[' ? asideEnd(tokens, at) : null
    if (end === null) kept.push(token)
    at = (end ?? at) + 1
  }
  return kept
}

function asideEnd(tokens: readonly Token[], from: number): number | null {
  for (let at = from + 1; at < Math.min(tokens.length, from + longestAside); at++) {
    const token = tokens[at]
    if (token?.kind === 'quote') return null
    if (token?.text === ')' || token?.text === ']') return at
  }
  return null
}

function sentencesOf(text: string, tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: (readonly Token[])[] = []
  const ends = sentenceEnds(text, tokens)
  let from = 0
  for (const [at, token] of tokens.entries()) {
    const isLast = ends.has(at) && !(token.kind === 'quote' && isReportingClause(text, tokens, at))
    if (!isLast && at - from < longestSentence) continue
    parts.push(tokens.slice(from, at + 1))
    from = at + 1
  }
  if (from < tokens.length) parts.push(tokens.slice(from))
  return parts
}

/** Nobody writes longer ones; the limit keeps hostile text from making every later step slow. */
const longestSentence = 300

/** The tokens a sentence ends with; what ends inside a quote ends no sentence of the reporter. */
function sentenceEnds(text: string, tokens: readonly Token[]): ReadonlySet<number> {
  const lineStart = tokens[0]?.start ?? 0
  const sentences = splitSentences(text.slice(lineStart, tokens.at(-1)?.end ?? 0))
  const ends = new Set<number>()
  let at = 0
  for (const { end } of sentences) {
    while (at < tokens.length && lastWordEnd(tokens, at) <= lineStart + end) at++
    const next = tokens[at]
    if (at > 0 && (next === undefined || lineStart + end <= next.start)) ends.add(at - 1)
  }
  return ends
}

// American style puts the full stop inside: “We won.” Some closing marks stand behind the end, even behind a space.
function lastWordEnd(tokens: readonly Token[], at: number): number {
  const token = tokens[at]
  if (token === undefined) return 0
  return token.kind === 'quote' ? token.end - 2 : token.end
}

const longestReport = 16

/** “We won!” Trump said / Trump, the former president, said: the sentence goes on although the quote ends like one. */
function isReportingClause(text: string, tokens: readonly Token[], quoteAt: number): boolean {
  const isFinal = text[(tokens[quoteAt]?.end ?? 1) - 2] === '.'
  let commas = 0
  for (let at = quoteAt + 1; at < quoteAt + longestReport; at++) {
    const token = tokens[at]
    if (token?.text === ',' && at > quoteAt + 1) commas++
    else if (token?.kind !== 'word') return false
    else if (at > quoteAt + 1 && commas !== 1 && isReportingVerb(token.text)) {
      const next = tokens[at + 1]
      return isFinal ? next === undefined || next.text === '.' : next?.text !== 'that'
    } else if (commas > 1 || (commas === 0 && !/^(?:\p{Lu}|the$|also$|then$)/u.test(token.text))) return false
    if (commas === 1 && isFinal) return false
    if (commas === 1 && tokens[at + 1]?.text === ',' && !isReportingVerb(tokens[at + 2]?.text ?? ''))
      return false
  }
  return false
}

function isReportingVerb(word: string): boolean {
  const form = verbForm(word)
  return form?.strength === 'speaking' && !form.isParticiple && !form.isAlsoNoun
}
