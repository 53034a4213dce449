import type { Locale, Texts } from '../locale.ts'

/** The words of ours in a message with a post; everything else in it is the article's. */
export type PostTexts = {
  readonly untitled: string
  readonly source: string
  readonly moreQuotes: (count: number) => string
  readonly whyThis: string
  /** After quotes that are read aloud, for those that had no room. */
  readonly andQuotes: (count: number) => string
}

export const postTexts: Texts<PostTexts> = {
  en: {
    untitled: 'Untitled',
    source: 'Source',
    moreQuotes: (count) => `More quotes (${count})`,
    whyThis: 'Why this?',
    andQuotes: (count) => `… and ${count} more ${count === 1 ? 'quote' : 'quotes'}`,
  },
  de: {
    untitled: 'Ohne Titel',
    source: 'Quelle',
    moreQuotes: (count) => `Weitere Zitate (${count})`,
    whyThis: 'Warum das?',
    andQuotes: (count) => `… und ${count} ${count === 1 ? 'weiteres Zitat' : 'weitere Zitate'}`,
  },
  fr: {
    untitled: 'Sans titre',
    source: 'Source',
    moreQuotes: (count) => `Autres citations (${count})`,
    whyThis: 'Pourquoi ceci ?',
    andQuotes: (count) => `… et ${count} ${count === 1 ? 'autre citation' : 'autres citations'}`,
  },
  es: {
    untitled: 'Sin título',
    source: 'Fuente',
    moreQuotes: (count) => `Más citas (${count})`,
    whyThis: '¿Por qué esto?',
    andQuotes: (count) => `… y ${count} ${count === 1 ? 'cita más' : 'citas más'}`,
  },
  uk: {
    untitled: 'Без назви',
    source: 'Джерело',
    moreQuotes: (count) => `Більше цитат (${count})`,
    whyThis: 'Чому це тут?',
    andQuotes: (count) => `… і ще цитат: ${count}`,
  },
}

const unopened = 'The page could not be opened; this is what its feed says.'
const unread = 'The page has no article we could read.'

const notices: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  [unopened]: {
    en: unopened,
    de: 'Die Seite ließ sich nicht öffnen; dies sagt ihr Feed.',
    fr: 'La page n’a pas pu être ouverte ; voici ce que dit son flux.',
    es: 'No se pudo abrir la página; esto es lo que dice su fuente.',
    uk: 'Сторінку не вдалося відкрити; ось що каже її стрічка.',
  },
  [unread]: {
    en: unread,
    de: 'Auf der Seite steht kein Artikel, den wir lesen konnten.',
    fr: 'La page ne contient aucun article que nous ayons pu lire.',
    es: 'La página no tiene ningún artículo que hayamos podido leer.',
    uk: 'На сторінці немає статті, яку ми змогли б прочитати.',
  },
}

/** Why a post has nothing from its article, as it was kept, in the language of the channel. */
export function tellNotice(notice: string | null, locale: Locale): string | null {
  return notice === null ? null : (notices[notice]?.[locale] ?? notice)
}
