/** Text as filters compare it: words in small plain letters with one space around each; no part of a word is a word. */
export type Haystack = string

/** A word or phrase to look for in a haystack; in scripts that write without spaces it may stand inside of a longer run. */
export type Needle = string

const accents = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f]/g
/** Letters that no accent is taken off of by Unicode, but by people who type in a hurry. */
const plainLetters: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  æ: 'ae',
  œ: 'oe',
  ς: 'σ',
}
const letterWithoutAccent = /[øłđðþæœς]/g
const betweenWords = /[^\p{L}\p{N}\p{M}]+/gu
const scripts = ['Han', 'Hiragana', 'Katakana', 'Hangul', 'Thai', 'Lao', 'Khmer', 'Myanmar']
const unspaced = `[${scripts.map((script) => `\\p{Script=${script}}`).join('')}ー]`
const unspacedRun = new RegExp(`${unspaced}+`, 'gu')
const startsUnspaced = new RegExp(`^${unspaced}`, 'u')
const endsUnspaced = new RegExp(`${unspaced}$`, 'u')

export function haystackOf(text: string): Haystack {
  return ` ${wordsOf(text)} `
}

/** null when there is neither letter nor digit to look for. */
export function needleOf(term: string): Needle | null {
  const words = wordsOf(term)
  if (words === '') return null
  return (startsUnspaced.test(words) ? '' : ' ') + words + (endsUnspaced.test(words) ? '' : ' ')
}

function wordsOf(text: string): string {
  return text
    .normalize('NFKD')
    .replace(accents, '')
    .normalize('NFC')
    .toUpperCase()
    .toLowerCase()
    .replace(letterWithoutAccent, (letter) => plainLetters[letter] ?? letter)
    .replace(unspacedRun, ' $& ')
    .replace(betweenWords, ' ')
    .trim()
}
