import { chooseKeyQuotes } from '../quotes/key-quotes.ts'
import type { Quote } from '../quotes/quotes.ts'
import type { Reading } from '../reading.ts'
import { splitSentences } from '../sentences.ts'
import { guardedLanguage } from './guard/guarded-language.ts'
import type { GuardedLanguage } from './guard/languages.ts'
import { lastNameKey } from './guard/words.ts'

/** What a model is asked about one article, and all that its answer is held against. */
export type ModelTask = {
  /** The article's text as far as the model sees it; the offsets of quotes hold in it. */
  readonly text: string
  readonly language: GuardedLanguage
  /** The headlines it stands under: the feed's and the page's own. */
  readonly headlines: readonly string[]
  /** Quotes that may be published; the model names them q1, q2, ... in this order. */
  readonly candidates: readonly Quote[]
  /** Keys of the last names of all whom the article quotes. */
  readonly speakers: readonly string[]
  readonly fewestQuotes: number
  readonly mostQuotes: number
  readonly sentences: number
}

// News articles longer than this are rare, and what matters stands before it.
const charactersShown = 24_000
const mostCandidates = 60
const mostQuotes = 4
const mostSentences = 2

/** Prepares the question; null where there is nothing to ask or the guard could not vouch for the answer. */
export function modelTask({ article, quotes }: Reading, headline: string | null): ModelTask | null {
  const shown = article.blocks.findLast(({ end }) => end <= charactersShown)
  const text = article.text.slice(0, shown?.end ?? charactersShown)
  const language = guardedLanguage(article.language, text)
  const sentences = Math.min(mostSentences, splitSentences(text, article.language).length)
  if (language === null || sentences === 0) return null
  const shownQuotes = quotes.filter(({ end }) => end <= text.length)
  const context = { text, headline: headline ?? article.headline, dek: article.dek }
  const candidates = publishable(shownQuotes, context).slice(0, mostCandidates)
  return {
    text,
    language,
    headlines: [headline, article.headline].filter((line) => line !== null),
    candidates,
    speakers: speakersOf(quotes),
    fewestQuotes: Math.min(2, candidates.length),
    mostQuotes: Math.min(mostQuotes, candidates.length),
    sentences,
  }
}

type Context = Omit<Parameters<typeof chooseKeyQuotes>[1], 'max'>

/** Every quote that the rules would publish were it the only one, and of the same words twice the one they would take. */
function publishable(quotes: readonly Quote[], context: Context): readonly Quote[] {
  const alone = quotes.filter((quote) => chooseKeyQuotes([quote], { ...context, max: 1 }).length === 1)
  const sameWords = Map.groupBy(alone, ({ text }) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  )
  return [...sameWords.values()]
    .flatMap((group) => chooseKeyQuotes(group, { ...context, max: 1 }).slice(0, 1))
    .toSorted((one, other) => one.start - other.start)
}

function speakersOf(quotes: readonly Quote[]): readonly string[] {
  const names = quotes.map(({ speaker }) => (speaker?.kind === 'person' ? lastNameKey(speaker.name) : null))
  return [...new Set(names.filter((name) => name !== null))]
}

/** What a candidate is called in the question and the answer. */
export function candidateId(index: number): string {
  return `q${index + 1}`
}
