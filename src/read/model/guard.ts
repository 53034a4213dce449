import type { Quote } from '../quotes/quotes.ts'
import { splitSentences } from '../sentences.ts'
import { cosine, wordVector } from '../summary/similarity.ts'
import { standsAlone } from '../summary/standing-alone.ts'
import { repeats } from '../summary/summary-candidates.ts'
import type { ModelAnswer } from './answer.ts'
import { misattributes } from './guard/attribution.ts'
import { dropsDoubt } from './guard/certainty.ts'
import { foreignNames } from './guard/names.ts'
import { turnsAround } from './guard/negation.ts'
import { foreignNumbers } from './guard/numbers.ts'
import { checkQuotations } from './guard/quotations.ts'
import { isContent, stemOf, wordsOf } from './guard/words.ts'
import { candidateId, type ModelTask } from './task.ts'

/** Why an answer is not published. */
export type Fault =
  | 'unknown-quote'
  | 'number-of-quotes'
  | 'number-of-sentences'
  | 'length'
  | 'shape'
  | 'address'
  | 'quotation'
  | 'number'
  | 'name'
  | 'speaker'
  | 'negation'
  | 'certainty'
  | 'off-topic'
  | 'headline'
  | 'repetition'
  | 'leans'

export type Verdict =
  | { readonly kind: 'accepted'; readonly keyQuotes: readonly Quote[]; readonly summary: readonly string[] }
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] }

/**
 * Decides whether a model's answer may be published. Nothing is mended but the characters of a quotation: who got one
 * thing wrong is not believed in the rest.
 */
export function judgeAnswer(answer: ModelAnswer, task: ModelTask): Verdict {
  const keyQuotes = chosenQuotes(answer.quotes, task)
  const sentences = answer.sentences.map((sentence) => sentence.trim())
  // Looking closer at an answer without end would cost more than it is worth.
  if (sentences.length !== task.sentences) return { kind: 'refused', faults: ['number-of-sentences'] }
  if (!sentences.every(hasGoodLength)) return { kind: 'refused', faults: ['length'] }
  const checked = sentences.map((sentence) => checkQuotations(sentence, task))
  const faults = new Set<Fault>([
    ...(keyQuotes === null ? (['unknown-quote'] as const) : quoteFaults(keyQuotes, task)),
    ...(checked.some(({ kind }) => kind === 'foreign') ? (['quotation'] as const) : []),
    ...sentences.flatMap((sentence) => sentenceFaults(sentence, task)),
    ...(sayTheSame(sentences) ? (['repetition'] as const) : []),
  ])
  if (keyQuotes === null || faults.size > 0) return { kind: 'refused', faults: [...faults] }
  const summary = checked.flatMap((each) => (each.kind === 'verbatim' ? [each.sentence] : []))
  return { kind: 'accepted', keyQuotes, summary }
}

/** The quotes of these names in reading order; null when one of the names stands for none. */
function chosenQuotes(ids: readonly string[], { candidates }: ModelTask): readonly Quote[] | null {
  const byId = new Map(candidates.map((quote, index) => [candidateId(index), quote]))
  const chosen = [...new Set(ids)].map((id) => byId.get(id))
  if (chosen.some((quote) => quote === undefined)) return null
  return chosen.filter((quote) => quote !== undefined).toSorted((one, other) => one.start - other.start)
}

function quoteFaults(quotes: readonly Quote[], { fewestQuotes, mostQuotes }: ModelTask): readonly Fault[] {
  return quotes.length < fewestQuotes || quotes.length > mostQuotes ? ['number-of-quotes'] : []
}

const shortestSentence = 20
const longestSentence = 300

function hasGoodLength({ length }: string): boolean {
  return length >= shortestSentence && length <= longestSentence
}

function sentenceFaults(sentence: string, task: ModelTask): readonly Fault[] {
  const source = [...task.headlines, task.text].join('.\n\n')
  const holds: readonly (readonly [Fault, boolean])[] = [
    ['shape', !isOneSentence(sentence, task)],
    ['address', address.test(sentence)],
    ['number', foreignNumbers(sentence, source, task.language).length > 0],
    ['name', foreignNames(sentence, source, task.language).length > 0],
    ['speaker', misattributes(sentence, task)],
    ['negation', turnsAround(sentence, task.text, task.language)],
    ['certainty', dropsDoubt(sentence, task.text, task.language)],
    ['off-topic', shareHeld(sentence, source) < leastShareHeld],
    ['headline', task.headlines.some((headline) => repeats(sentence, headline))],
    ['leans', !standsAlone(sentence, task.language)],
  ]
  return holds.flatMap(([fault, isFound]) => (isFound ? [fault] : []))
}

function isOneSentence(sentence: string, { language }: ModelTask): boolean {
  if (/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]|\p{Extended_Pictographic}/u.test(sentence)) return false
  if (!/[.!?…]["”’»“)]?$/.test(sentence) || !/^["“„«‘'(]?[\p{Lu}\p{N}]/u.test(sentence)) return false
  return splitSentences(sentence, language).length === 1
}

// Links, mail addresses, mentions and markup have no place in a summary, wherever they come from.
const address = /[@<>[\]{}|\\*_~^]|:\/\/|\bwww\.|[\p{L}\p{N}-]{2,}\.\p{L}{2,}/u

/** Words of a true summary that the article does not have; people use up to half of their own, models fewer. */
const leastShareHeld = 0.5

/** The share of a sentence's words that its source has, in any form. */
function shareHeld(sentence: string, source: string): number {
  const stems = new Set(wordsOf(source).map(({ key }) => stemOf(key)))
  const words = wordsOf(sentence).filter(({ key }) => isContent(key))
  return words.length === 0 ? 0 : words.filter(({ key }) => stems.has(stemOf(key))).length / words.length
}

const sameNews = 0.8

function sayTheSame(sentences: readonly string[]): boolean {
  const vectors = sentences.map(wordVector)
  return vectors.some((vector, at) => vectors.slice(at + 1).some((other) => cosine(vector, other) > sameNews))
}
