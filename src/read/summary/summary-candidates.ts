import type { Article } from '../article.ts'
import { withoutDateline } from '../page/dateline.ts'
import { endsAsSentence } from '../page/wording.ts'
import { findQuoteSpans, type QuoteSpan } from '../quotes/quote-marks.ts'
import { type Sentence, splitSentences } from '../sentences.ts'
import { hasPairedMarks } from './paired-marks.ts'
import { shorten } from './shorten.ts'
import { contentWords } from './similarity.ts'
import { asPrinted } from './spaced-marks.ts'
import { pointsAtPicture, standsAlone, withoutTie } from './standing-alone.ts'

/** A sentence that may stand in a summary. */
export type Candidate = {
  /** Counted over all sentences of the article, so that early means early in the story. */
  readonly position: number
  readonly text: string
  /** Share of the text that stands in quotation marks, 0..1. */
  readonly quoted: number
  readonly cut: 'whole' | 'clause' | 'ellipsis'
  /** What was cut off to keep to the length; empty for a whole sentence. */
  readonly cutOff: string
  /** True when it can only be read right behind the sentence before it: "He also said ...". */
  readonly leans: boolean
  /** True when it opens with a surname whose owner was introduced further up: "Tarrant explained". */
  readonly isShortOfName: boolean
}

const longestLength = 300
const fewestWords = 5
// What matters stands before this point (7,000 words), and a hostile page must not cost more than a long one.
const charactersRead = 40_000

/** The sentences of the article that are fit for a summary, in reading order, each at most 300 characters. */
export function summaryCandidates(
  article: Article,
  quoted: readonly { readonly start: number; readonly end: number }[] = [],
): readonly Candidate[] {
  const printed = asPrinted(article.text.slice(0, charactersRead))
  const spans = findQuoteSpans(printed)
  const sentences = proseSentences(article)
  return sentences.flatMap((sentence, position) => {
    // What stands below as a quote is not said above as well.
    if (quoted.some(({ start, end }) => start < sentence.end && sentence.start < end)) return []
    const inside = spans.filter((span) => span.outerStart < sentence.end && sentence.start < span.outerEnd)
    if (!hasWholeQuotes(printed, sentence, inside)) return []
    const slice = article.text.slice(sentence.start, sentence.end)
    const opening = (position === 0 ? withoutDateline(slice) : slice).replace(/\s+/g, ' ')
    const untied = withoutTie(opening)
    const leans = !standsAlone(untied, article.language)
    if (leans && !followsAtOnce(article.text, sentences[position - 1], sentence)) return []
    const text = leans ? opening : untied
    if (!isFit(text, article)) return []
    const fitted = fitLength(text)
    const isShortOfName = opensWithSurname(text, article.text, sentence.start)
    return fitted === null
      ? []
      : [{ position, quoted: quotedShare(sentence, inside), leans, isShortOfName, ...fitted }]
  })
}

const loneName = /^(\p{Lu}[\p{L}’'-]+)(?:,? \p{Ll}|['’]s )/u

/** Only the first places are looked at: who was introduced was so early. */
const mostPlaces = 20

function opensWithSurname(sentence: string, text: string, start: number): boolean {
  const surname = loneName.exec(sentence)?.[1]?.replace(/['’]s$/, '')
  if (surname === undefined) return false
  let at = text.indexOf(` ${surname}`)
  for (let places = 0; places < mostPlaces && at >= 0 && at < start; places++) {
    const isGiven = /(?:^|\s)\p{Lu}[\p{L}.]+$/u.test(text.slice(Math.max(0, at - 20), at))
    if (isGiven && !/^\p{L}/u.test(text.slice(at + 1 + surname.length))) return true
    at = text.indexOf(` ${surname}`, at + 1)
  }
  return false
}

// A heading or a sentence of two words in between could be what "he" or "that" means.
function followsAtOnce(text: string, before: Sentence | undefined, sentence: Sentence): boolean {
  return before !== undefined && text.slice(before.end, sentence.start).trim() === ''
}

function proseSentences({ blocks, language, text }: Article): readonly Sentence[] {
  const prose = blocks.filter(
    ({ kind, start }) => (kind === 'paragraph' || kind === 'item') && start < charactersRead,
  )
  return prose
    .flatMap((block) =>
      splitSentences(text.slice(block.start, Math.min(block.end, charactersRead)), language).map(
        ({ start, end }): Sentence => ({ start: block.start + start, end: block.start + end }),
      ),
    )
    .filter(({ start, end }) => countWords(text.slice(start, end)) >= fewestWords)
}

// A sentence from the middle of a quotation carries no marks of its own and would read as the outlet's word.
function hasWholeQuotes(text: string, sentence: Sentence, spans: readonly QuoteSpan[]): boolean {
  let rest = ''
  let at = sentence.start
  for (const span of spans) {
    if (span.outerStart < sentence.start || span.outerEnd > sentence.end || span.isOpen) return false
    rest += text.slice(at, span.outerStart)
    at = span.outerEnd
  }
  rest += text.slice(at, sentence.end)
  if (/[“”„«»‘]|``|''|(?<=[,.!?…])['’]/.test(rest)) return false
  return hasPairedMarks(text.slice(sentence.start, sentence.end))
}

function isFit(text: string, article: Article): boolean {
  // As written, not as printed: a quotation may open with one kind of mark and close with another.
  if (!endsAsSentence(text) || countWords(text) < fewestWords || !hasPairedMarks(text)) return false
  // Half a sentence, unless the whole article is written without capitals.
  if (/^\p{Ll}/u.test(text) && /\p{Lu}/u.test(article.text)) return false
  return !pointsAtPicture(text) && !repeats(text, article.headline)
}

/** True when a sentence says little more than the headline it would stand under. */
export function repeats(text: string, headline: string | null): boolean {
  const said = new Set(contentWords(headline ?? ''))
  const words = new Set(contentWords(text))
  const shared = [...words].filter((word) => said.has(word)).length
  return shared > 0 && shared / (said.size + words.size - shared) >= 0.7
}

function fitLength(text: string): Pick<Candidate, 'text' | 'cut' | 'cutOff'> | null {
  if (text.length <= longestLength) return { text, cut: 'whole', cutOff: '' }
  const shortened = shorten(text, longestLength)
  return (
    shortened && { text: shortened.text, cut: shortened.how, cutOff: text.slice(shortened.text.length - 1) }
  )
}

function quotedShare(sentence: Sentence, spans: readonly QuoteSpan[]): number {
  const quoted = spans.reduce((sum, span) => sum + span.outerEnd - span.outerStart, 0)
  return quoted / (sentence.end - sentence.start)
}

// Numbers do not count: "08:06 EST, 5 November 2012." is no sentence. Chinese has no spaces between words.
function countWords(text: string): number {
  return text.match(/[\p{Script=Han}\p{Script=Hiragana}]|(?<![\p{L}\p{N}])\p{L}+/gu)?.length ?? 0
}
