import { afterNames, beforeNumbers, joiners, months, titles, usStates } from './abbreviations.ts'

/** A sentence is `text.slice(start, end)`, without the white space around it. */
export type Sentence = { readonly start: number; readonly end: number }

/** Splits a text into its sentences, in order; only white space stands between them. */
export function splitSentences(text: string, language: string | null = null): readonly Sentence[] {
  const segmenter = segmenterFor(primaryLanguage(language))
  const cased = capitaliseStarts(text)
  return paragraphs(text).flatMap(({ start, end }) => {
    const pieces = [...segmenter.segment(cased.slice(start, end))].map(
      ({ index, segment }): Sentence => ({ start: start + index, end: start + index + segment.length }),
    )
    return joinPieces(cased, pieces)
      .map((sentence) => trim(text, sentence))
      .filter((sentence) => sentence.start < sentence.end)
  })
}

// A segmenter costs more to make than a paragraph to split; the language tags of pages are any three letters.
const segmenters = new Map<string, Intl.Segmenter>()
const mostSegmenters = 50

function segmenterFor(language: string): Intl.Segmenter {
  const known = segmenters.get(language)
  if (known !== undefined) return known
  if (segmenters.size >= mostSegmenters) segmenters.clear()
  const made = new Intl.Segmenter(language, { granularity: 'sentence' })
  segmenters.set(language, made)
  return made
}

// Pages declare "en_US" or worse; Intl throws at whatever is not a language tag.
function primaryLanguage(language: string | null): string {
  return /^[a-z]{2,3}(?![a-z0-9])/i.exec(language ?? '')?.[0] ?? 'en'
}

// A segmenter takes a full stop before a small letter for an abbreviation. In a text without capitals every
// sentence starts small, so the segmenter reads a copy, of the same length, with capitals in their place.
function capitaliseStarts(text: string): string {
  if (/\p{Lu}/u.test(text)) return text
  return text.replace(
    /([.!?]["'”’)\]]{0,2}\s+(?:["'“‘(`]{1,2}\s?)?)(\p{Ll})/gu,
    (whole, before: string, letter: string) => {
      const capital = letter.toUpperCase()
      return capital.length === letter.length ? before + capital : whole
    },
  )
}

function paragraphs(text: string): readonly Sentence[] {
  let start = 0
  const found: Sentence[] = []
  for (const gap of text.matchAll(/\n\s*\n/g)) {
    found.push({ start, end: gap.index })
    start = gap.index + gap[0].length
  }
  return [...found, { start, end: text.length }]
}

function joinPieces(text: string, pieces: readonly Sentence[]): readonly Sentence[] {
  const joined: Sentence[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    const seam = last && seamBetween(text, last, piece)
    if (last && seam !== undefined && seam > last.end) joined[joined.length - 1] = { ...last, end: seam }
    if (seam === undefined || seam < piece.end) joined.push({ start: seam ?? piece.start, end: piece.end })
  }
  return joined
}

/** Where the sentence before `next` really ends: at `next.end` when both are one sentence. */
function seamBetween(text: string, last: Sentence, next: Sentence): number {
  // No abbreviation is longer than this; looking at more would make long sentences slow.
  const before = text.slice(Math.max(last.start, last.end - 24), last.end).trimEnd()
  const after = text.slice(next.start, Math.min(next.end, next.start + 24))
  if (continues(before, after)) return next.end
  // Tokenised texts have a space before the closing mark too: `we won . " he left .`
  const closing = /^(?:"|''|”|’|»)(?=\s)/.exec(after)
  if (closing && isQuoteOpen(text.slice(last.start, last.end))) return next.start + closing[0].length
  return next.start
}

const initials = /(?:^|[\s("“‘'-])(?:\p{L}\.-?)+$/u
// "Fresno, Calif. Gov. Boone", but "Sunday Mass.": a state stands behind a comma, with a capital.
const wordBefore = /(?:^|[\s("“‘',])([\p{L}.]+)\.$/u
const stateBefore = /,\s(\p{Lu}\p{Ll}+)\.$/u
const neverLast = new Set([...titles, ...joiners])
const maybeLast = new Set(afterNames)
const numbered = new Set([...beforeNumbers, ...months])
const states = new Set(usStates)
const germanMonth =
  /^(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)(?!\p{L})/u
const opener =
  /^["“‘'(]?(?:the|an?|he|she|it|they|we|you|i|his|her|its|their|our|this|that|these|those|there|in|on|at|for|from|with|by|but|and|so|yet|if|when|while|as|after|before|since|during|despite|although|however|meanwhile|what|who|why|how|no|not|some|many|most|both|all|more)(?!\p{L})/iu

function continues(before: string, after: string): boolean {
  const word = wordBefore.exec(before)?.[1]?.toLowerCase() ?? ''
  if (neverLast.has(word)) return true
  if (numbered.has(word)) return /^\d/.test(after)
  if (maybeLast.has(word) || isStateAtEnd(before) || initials.test(before)) return !opener.test(after)
  if (/(?:^|\s)\d{1,2}\.$/.test(before)) return germanMonth.test(after)
  // `“Really?” he asked` and lines wrapped in the middle of a sentence.
  return /^\p{Ll}/u.test(after) && !/[.:;]$/.test(before)
}

function isStateAtEnd(before: string): boolean {
  return states.has(stateBefore.exec(before)?.[1]?.toLowerCase() ?? '')
}

function isQuoteOpen(text: string): boolean {
  const count = (marks: RegExp) => text.match(marks)?.length ?? 0
  return count(/"/g) % 2 === 1 || count(/``|“/g) > count(/''|”/g) || count(/«/g) > count(/»/g)
}

function trim(text: string, { start, end }: Sentence): Sentence {
  const slice = text.slice(start, end)
  const leading = slice.length - slice.trimStart().length
  return { start: start + leading, end: Math.max(start + leading, start + slice.trimEnd().length) }
}
