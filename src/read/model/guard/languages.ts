/** Languages in which the guard knows number words, negations and how names are written. */
export type GuardedLanguage = 'en' | 'de' | 'fr' | 'es' | 'uk'
