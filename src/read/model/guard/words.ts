import { fold } from '../../../store/fold.ts'

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

const little = new Set(
  (
    'a an the and or but nor so of in on at to for from by with as is are was were be been being has have had it its he ' +
    'she they him her his their them we our us i you your that this these those who which what when where why how not ' +
    'no will would can could should may might must do does did than then also more most other others some any all ' +
    'about over under into after before during between against among while since until because if though although ' +
    'there here up out off per very just only even still again further despite without aside following according ' +
    'der die das den dem des ein eine einer einem einen und oder aber von vom zu zum zur im am auf aus bei mit nach ' +
    'für über unter ist sind war waren hat haben wird werden dass als wie auch nicht ' +
    'le la les un une des du de et ou mais dans sur sous pour par avec sans est sont était ont que qui ce cette ces ' +
    'el los las una unos unas y o pero del al en con por para es son fue ha han que se su sus ' +
    'і й та або але в у на з із до від для за про під над це що як який яка які не його її їх він вона вони'
  )
    .split(' ')
    .map(fold),
)

/** True for a word that carries meaning, by its key. */
export function isContent(key: string): boolean {
  return key.length > 2 && !little.has(key)
}
