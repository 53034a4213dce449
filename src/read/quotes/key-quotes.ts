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

/** Chooses what an editor would lift, in reading order: established speakers, whole sentences, substance. */
export function chooseKeyQuotes(quotes: readonly Quote[], context: KeyQuoteContext): readonly Quote[] {
  const candidates = withoutRepeats(
    quotes.filter((quote) => isPublishable(quote, context)),
    context,
  )
  const ranked = candidates.toSorted((a, b) => worth(b, context) - worth(a, context))
  const whole = ranked.filter((quote) => !quote.isFragment)
  const chosen = onePerSpeaker(whole, []).slice(0, context.max)
  const enough = Math.min(wanted, context.max)
  for (const more of [onePerSpeaker(ranked, chosen), whole, ranked]) {
    for (const quote of more) {
      if (chosen.length >= enough) break
      if (!chosen.includes(quote) && quotesOf(chosen, quote) < 2) chosen.push(quote)
    }
  }
  return chosen.toSorted((a, b) => a.start - b.start)
}

function isPublishable(quote: Quote, context: KeyQuoteContext): boolean {
  const count = wordsOf(quote.text).length
  if (!isAttributed(quote)) return false
  if (count < fewestWords || count > mostWords) return false
  return context.headline === null || !repeats(quote.text, context.headline)
}

/** The same words twice (in the dek and in the body) are published once, from the body. */
function withoutRepeats(quotes: readonly Quote[], context: KeyQuoteContext): readonly Quote[] {
  const dekStart = context.dek === null ? -1 : context.text.indexOf(context.dek)
  const isInDek = (quote: Quote): boolean =>
    dekStart >= 0 && quote.start >= dekStart && quote.end <= dekStart + (context.dek ?? '').length
  const kept = new Map<string, Quote>()
  for (const quote of [...quotes.filter((quote) => !isInDek(quote)), ...quotes.filter(isInDek)]) {
    const key = wordsOf(quote.text).join(' ')
    if (!kept.has(key)) kept.set(key, quote)
  }
  return [...kept.values()]
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
