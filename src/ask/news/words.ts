import { wordsIn } from '../../store/fold.ts'
import type { Term, Words } from '../../store/search/words.ts'

const mostTerms = 12
const mostWordsOfTerm = 8
const longestWord = 64

/** `budget "sea level" -rumour`: what is wanted and what is not. Nothing that is typed is syntax beyond that. */
export function parseWords(typed: string): Words {
  const wanted: Term[] = []
  const unwanted: Term[] = []
  for (const [, minus, quoted, plain] of typed.matchAll(pieces)) {
    const term = wordsIn(quoted ?? plain ?? '')
      .filter((word) => word.length <= longestWord)
      .slice(0, mostWordsOfTerm)
    if (term.length > 0) (minus ? unwanted : wanted).push(term)
  }
  return { wanted: wanted.slice(0, mostTerms), unwanted: unwanted.slice(0, mostTerms) }
}

/** Whether there is anything to look for. */
export function hasWords({ wanted, unwanted }: Words): boolean {
  return wanted.length + unwanted.length > 0
}

// A minus in the middle of a word is part of it: "US-Russia".
const pieces = /(?<=^|\s)([-−–]?)(?:["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\s"“”„«»]+))/gu

/** How many of the terms' words stand in the text, by their beginnings: "talk" is in "talks". */
export function countWords(text: string, { wanted }: Words): number {
  const present = wordsIn(text)
  return wanted.flat().filter((word) => present.some((one) => one.startsWith(stemOf(word)))).length
}

function stemOf(word: string): string {
  return word.length > 4 ? word.replace(/(ies|es|s|e|y)$/, '') : word
}
