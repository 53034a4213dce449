/** The languages the bot speaks; English is complete by definition, the others by type. */
export const locales = ['en', 'de', 'fr', 'es', 'uk'] as const

export type Locale = (typeof locales)[number]

/** The language for a tag such as `de-AT`; English when the bot doesn't speak it. */
export function localeOf(tag: string | null): Locale {
  const language = tag?.toLowerCase().split(/[-_]/)[0]
  return locales.find((known) => known === language) ?? 'en'
}

/** The language of what is posted in a channel: the one chosen there, else that of the post where the bot speaks it. */
export function localeOfPost(chosen: string | null, language: string | null): Locale {
  return localeOf(chosen ?? language)
}

/** Every text of a topic in every language: what one of them lacks is an error of the type check. */
export type Texts<Topic> = Readonly<Record<Locale, Topic>>
