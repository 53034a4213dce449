/** Languages in which the guard knows number words, negations and how names are written. */
export type GuardedLanguage = 'en' | 'de' | 'fr' | 'es' | 'uk'

const guarded: readonly GuardedLanguage[] = ['en', 'de', 'fr', 'es', 'uk']

/** The language as the guard knows it; null for one in which it could not tell a lie. Without a word on it: English. */
export function guardedLanguage(language: string | null): GuardedLanguage | null {
  const primary = language?.slice(0, 2).toLowerCase() ?? 'en'
  return guarded.find((known) => known === primary && !/^\p{L}{3}/u.test(language ?? '')) ?? null
}
