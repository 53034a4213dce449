import type { GuardedLanguage } from './languages.ts'
import { numberWords } from './number-words.ts'
import { isContent, stemOf, type Word, wordsOf } from './words.ts'

/** The names of a sentence that its source does not hold, or does not hold together. */
export function foreignNames(sentence: string, source: string, language: GuardedLanguage): readonly string[] {
  const held = heldIn(source)
  const words = wordsOf(sentence)
  const foreign = words.filter(
    (word, at) =>
      (at > 0 && word.isCapital && !held.capitals.has(word.key)) ||
      (/\p{L}\p{N}/u.test(word.key) && !held.places.has(word.key)),
  )
  const [first] = words
  const isForeignOpening =
    first !== undefined &&
    isContent(first.key) &&
    !numberWords[language].has(first.key) &&
    !held.places.has(first.key) &&
    !held.ordinaryStems.has(stemOf(first.key))
  const apart = runsOf(sentence, words).filter((run) => !standTogether(run, held.places))
  return [
    ...(isForeignOpening ? [first.key] : []),
    ...foreign.map(({ key }) => key),
    ...apart.map((run) => run.join(' ')),
  ]
}

type Held = {
  /** Of the words without a capital. */
  readonly ordinaryStems: ReadonlySet<string>
  /** Keys of the words with a capital. */
  readonly capitals: ReadonlySet<string>
  /** Where each word stands, counted in words. */
  readonly places: ReadonlyMap<string, readonly number[]>
}

function heldIn(source: string): Held {
  const ordinaryStems = new Set<string>()
  const capitals = new Set<string>()
  const places = new Map<string, number[]>()
  for (const [place, { key, isCapital }] of wordsOf(source).entries()) {
    if (isCapital || !/\p{Ll}/u.test(key)) capitals.add(key)
    else ordinaryStems.add(stemOf(key))
    const known = places.get(key)
    if (known === undefined) places.set(key, [place])
    else known.push(place)
  }
  return { ordinaryStems, capitals, places }
}

/** Words with capitals that stand side by side, as "President Donald Trump"; what opens the sentence only if it says something. */
function runsOf(sentence: string, words: readonly Word[]): readonly (readonly string[])[] {
  const runs: string[][] = []
  let last: Word | undefined
  for (const [at, word] of words.entries()) {
    const isName = word.isCapital && (at > 0 || isContent(word.key))
    const goesOn = last !== undefined && /^[ -]$/.test(sentence.slice(last.end, word.start))
    if (isName && goesOn) runs.at(-1)?.push(word.key)
    else if (isName) runs.push([word.key])
    last = isName ? word : undefined
  }
  return runs.filter((run) => run.length > 1)
}

/** "President Trump" may be "President Donald J. Trump" there, but John Smith is not made of John Brown and Mary Smith. */
const wordsBetween = 4

function standTogether(run: readonly string[], places: Held['places']): boolean {
  const [first = '', ...rest] = run
  const reach = run.length + wordsBetween
  return (places.get(first) ?? []).some((start) => {
    let at = start
    return rest.every((key) => {
      const next = firstAfter(at, places.get(key) ?? [])
      if (next === undefined || next - start > reach) return false
      at = next
      return true
    })
  })
}

/** The first of the sorted places behind one; looked up by halves, for a hostile text has thousands of them. */
function firstAfter(at: number, places: readonly number[]): number | undefined {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((places[middle] ?? 0) > at) high = middle
    else low = middle + 1
  }
  return places[low]
}
