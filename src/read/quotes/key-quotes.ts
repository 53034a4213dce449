import { isAttributed } from '../../store/attributed.ts'
import type { Quote } from './quotes.ts'

export type KeyQuoteContext = {
  readonly text: string
  readonly headline: string | null
  readonly dek: string | null
  readonly max: number
}

const fewestWords = 6
const mostWords = 70
/** Below this many, fragments and second quotes of a speaker fill up. */
const wanted = 3

/** Why a quote is a key quote, or is none. */
export type KeyVerdict =
  | { readonly kind: 'chosen'; readonly points: number }
  /** The text does not say who speaks. */
  | { readonly kind: 'nobody' }
  /** The text does not say surely enough who speaks. */
  | { readonly kind: 'unsure' }
  | { readonly kind: 'short' | 'long'; readonly words: number }
  | { readonly kind: 'headline' }
  /** The same words stand in this quote too. */
  | { readonly kind: 'repeated'; readonly by: Quote }
  /** The same speaker is heard with this quote. */
  | { readonly kind: 'heard'; readonly by: Quote; readonly points: number }
  /** Part of the reporter's sentence; whole sentences go first. */
  | { readonly kind: 'fragment'; readonly points: number }
  /** The chosen ones have more substance: `least` points or more. */
  | { readonly kind: 'outweighed'; readonly points: number; readonly least: number }

export type JudgedQuote = { readonly quote: Quote; readonly verdict: KeyVerdict }

/** Chooses what an editor would lift, in reading order: established speakers, whole sentences, substance. */
export function chooseKeyQuotes(quotes: readonly Quote[], context: KeyQuoteContext): readonly Quote[] {
  return judgeKeyQuotes(quotes, context)
    .filter(({ verdict }) => verdict.kind === 'chosen')
    .map(({ quote }) => quote)
    .toSorted((a, b) => a.start - b.start)
}

/** Says of every quote whether it is a key quote, and why; in the order given. */
export function judgeKeyQuotes(quotes: readonly Quote[], context: KeyQuoteContext): readonly JudgedQuote[] {
  const faults = new Map(quotes.map((quote) => [quote, faultOf(quote, context)]))
  const byWords = withoutRepeats(
    quotes.filter((quote) => faults.get(quote) === null),
    context,
  )
  const points = new Map([...byWords.values()].map((quote) => [quote, worth(quote, context)]))
  const chosen = choose(points, context.max)
  return quotes.map((quote) => ({
    quote,
    verdict: faults.get(quote) ?? standing(quote, { byWords, points, chosen }),
  }))
}

type Points = ReadonlyMap<Quote, number>

function choose(points: Points, max: number): readonly Quote[] {
  const ranked = [...points].toSorted(([, a], [, b]) => b - a).map(([quote]) => quote)
  const whole = ranked.filter((quote) => !quote.isFragment)
  const chosen = onePerSpeaker(whole, []).slice(0, max)
  const enough = Math.min(wanted, max)
  for (const more of [onePerSpeaker(ranked, chosen), whole, ranked]) {
    for (const quote of more) {
      if (chosen.length >= enough) break
      if (!chosen.includes(quote) && quotesOf(chosen, quote) < 2) chosen.push(quote)
    }
  }
  return chosen
}

/** What keeps a quote from being published wherever it stands. */
function faultOf(quote: Quote, context: KeyQuoteContext): KeyVerdict | null {
  if (quote.speaker === null) return { kind: 'nobody' }
  if (!isAttributed(quote)) return { kind: 'unsure' }
  const words = wordsOf(quote.text).length
  if (words < fewestWords) return { kind: 'short', words }
  if (words > mostWords) return { kind: 'long', words }
  return context.headline !== null && repeats(quote.text, context.headline) ? { kind: 'headline' } : null
}

type Choice = {
  readonly byWords: ReadonlyMap<string, Quote>
  readonly points: Points
  readonly chosen: readonly Quote[]
}

/** What became of a quote that could be published. */
function standing(quote: Quote, { byWords, points, chosen }: Choice): KeyVerdict {
  const first = byWords.get(keyOf(quote)) ?? quote
  if (first !== quote) return { kind: 'repeated', by: first }
  const own = points.get(quote) ?? 0
  if (chosen.includes(quote)) return { kind: 'chosen', points: own }
  const by = chosen.find((other) => other.speaker?.name === quote.speaker?.name)
  if (by !== undefined) return { kind: 'heard', by, points: own }
  if (quote.isFragment) return { kind: 'fragment', points: own }
  const least = Math.min(...chosen.map((other) => points.get(other) ?? 0))
  return { kind: 'outweighed', points: own, least }
}

/** The quotes by their words: the same words twice (in the dek and in the body) are published once, from the body. */
function withoutRepeats(quotes: readonly Quote[], context: KeyQuoteContext): ReadonlyMap<string, Quote> {
  const dekStart = context.dek === null ? -1 : context.text.indexOf(context.dek)
  const isInDek = (quote: Quote): boolean =>
    dekStart >= 0 && quote.start >= dekStart && quote.end <= dekStart + (context.dek ?? '').length
  const kept = new Map<string, Quote>()
  for (const quote of [...quotes.filter((quote) => !isInDek(quote)), ...quotes.filter(isInDek)]) {
    const key = keyOf(quote)
    if (!kept.has(key)) kept.set(key, quote)
  }
  return kept
}

function keyOf(quote: Quote): string {
  return wordsOf(quote.text).join(' ')
}

/** True when nearly all words of the quote already stand in the headline. */
function repeats(quote: string, headline: string): boolean {
  const known = new Set(wordsOf(headline))
  const words = wordsOf(quote)
  return words.filter((word) => known.has(word)).length >= words.length * 0.8
}

function onePerSpeaker(ranked: readonly Quote[], chosen: readonly Quote[]): Quote[] {
  const seen = new Set(chosen.map((quote) => quote.speaker?.name))
  return ranked.filter((quote) => {
    if (seen.has(quote.speaker?.name)) return false
    seen.add(quote.speaker?.name)
    return true
  })
}

function quotesOf(chosen: readonly Quote[], quote: Quote): number {
  return chosen.filter((other) => other.speaker?.name === quote.speaker?.name).length
}

// Substance over colour: words that carry meaning, the story's own words, figures; no cries, no loose "it" and "that".
function worth(quote: Quote, context: KeyQuoteContext): number {
  const words = wordsOf(quote.text)
  const heavy = words.filter((word) => word.length > 4)
  const story = new Set(
    wordsOf(`${context.headline ?? ''} ${context.dek ?? ''}`).filter((word) => word.length > 4),
  )
  const onTopic = heavy.filter((word) => story.has(word)).length
  let points = quote.confidence * 60
  points += Math.min(heavy.length, 12) / 4 + Math.min(onTopic, 3) * 0.5
  if (words.length >= 10 && words.length <= 45) points += 1
  if (quote.speaker?.kind === 'person') points += 0.5
  if (quote.speaker?.role !== null) points += 0.25
  if (/\d/.test(quote.text)) points += 0.25
  if (/[!?]/.test(quote.text)) points -= 0.75
  if (/^(?:it|that|this|they|he|she|well|oh|so|and|but)$/.test(words[0] ?? '')) points -= 0.75
  return points - (quote.start / Math.max(1, context.text.length)) * 0.75
}

function wordsOf(text: string): readonly string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{N}]+(?:'\p{L}+)*/gu) ?? []
  )
}
