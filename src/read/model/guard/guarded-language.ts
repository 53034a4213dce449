import { wordsIn } from '../../../store/fold.ts'
import type { GuardedLanguage } from './languages.ts'
import { littleWords } from './little-words.ts'

const guarded: readonly GuardedLanguage[] = ['en', 'de', 'fr', 'es', 'uk']

/** The language as the guard knows it; null where it could not tell a lie: in others, and where a page only claims one. */
export function guardedLanguage(said: string | null, text: string): GuardedLanguage | null {
  const code = /^[a-z]{2}(?![a-z])/i.exec(said ?? '')?.[0].toLowerCase()
  const known = guarded.find((language) => language === code)
  return known !== undefined && isWrittenIn(known, text) ? known : null
}

const looksAt = 4_000
/** Between a quarter and a half of the words in these languages, hardly any in another. */
const leastShare = 0.12

function isWrittenIn(language: GuardedLanguage, text: string): boolean {
  const words = wordsIn(text.slice(0, looksAt))
  return words.filter((word) => littleWords[language].has(word)).length > words.length * leastShare
}
