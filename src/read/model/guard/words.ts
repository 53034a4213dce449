import { fold } from '../../../store/fold.ts'
import { littleWords } from './little-words.ts'

/** A word of a text; `key` is equal for the same word in any case, with any accents, as a genitive or not. */
export type Word = {
  readonly key: string
  /** As it stands there. */
  readonly text: string
  readonly start: number
  readonly end: number
  readonly isCapital: boolean
}

const abbreviatedMonths: Readonly<Record<string, string>> = {
  jan: 'january',
  feb: 'february',
  apr: 'april',
  aug: 'august',
  sep: 'september',
  sept: 'september',
  oct: 'october',
  nov: 'november',
  dec: 'december',
}

// "U.S." is one word; "Russia's", "l'Ukraine" and "O'Brien" are two.
const wordShape = /(?:\p{Lu}\.){2,}\p{Lu}?|[\p{L}\p{M}\p{N}]+/gu

/** The words of a text in order. */
export function wordsOf(text: string): readonly Word[] {
  return [...text.matchAll(wordShape)].map(({ 0: word, index }) => {
    const key = fold(word.replaceAll('.', ''))
    return {
      key: abbreviatedMonths[key] ?? key,
      text: word,
      start: index,
      end: index + word.length,
      isCapital: /[\p{Lu}\p{Lt}]/u.test(word),
    }
  })
}

/** The key of the last word of a name; null for a name without letters. */
export function lastNameKey(name: string): string | null {
  return wordsOf(name).at(-1)?.key ?? null
}

/** The beginning that the forms of a word share: "resign", "resigned", "resignation". */
export function stemOf(key: string): string {
  return key.slice(0, Math.max(4, Math.min(6, key.length - 2)))
}

/** The text with marks, dashes, dots and spaces written in one way; nothing else changes. */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u00AD\u200B-\u200F\u2060\uFEFF]/gu, '')
    .replace(/[“”„‟«»″〝〞]|``|''/gu, '"')
    .replace(/[‘’‚‛′`´ʼ]/gu, "'")
    .replace(/[‐‑‒–—―−]/gu, '-')
    .replace(/\.\s?\.\s?\./g, '...')
    .replace(/\s+/gu, ' ')
    .trim()
}

const little = new Set(Object.values(littleWords).flatMap((words) => [...words]))

/** True for a word that carries meaning, by its key. */
export function isContent(key: string): boolean {
  return key.length > 2 && !little.has(key)
}
