import type { Locale, Texts } from '../locale.ts'

/** The words of ours in a message with a post; everything else in it is the article's. */
export type PostTexts = {
  readonly untitled: string
  readonly source: string
  readonly moreQuotes: (count: number) => string
  readonly inContext: string
  readonly whyThis: string
  /** After quotes that are read aloud, for those that had no room. */
  readonly andQuotes: (count: number) => string
}

export const postTexts: Texts<PostTexts> = {
  en: {
    untitled: 'Untitled',
    source: 'Source',
    moreQuotes: (count) => `More quotes (${count})`,
    inContext: 'In context',
    whyThis: 'Why this?',
    andQuotes: (count) => `… and ${count} more ${count === 1 ? 'quote' : 'quotes'}`,
  },
  de: {
    untitled: 'Ohne Titel',
    source: 'Quelle',
    moreQuotes: (count) => `Weitere Zitate (${count})`,
    inContext: 'Im Zusammenhang',
    whyThis: 'Warum das?',
    andQuotes: (count) => `… und ${count} ${count === 1 ? 'weiteres Zitat' : 'weitere Zitate'}`,
  },
  fr: {
    untitled: 'Sans titre',
    source: 'Source',
    moreQuotes: (count) => `Autres citations (${count})`,
    inContext: 'Dans le texte',
    whyThis: 'Pourquoi ceci ?',
    andQuotes: (count) => `… et ${count} ${count === 1 ? 'autre citation' : 'autres citations'}`,
  },
  es: {
    untitled: 'Sin título',
    source: 'Fuente',
    moreQuotes: (count) => `Más citas (${count})`,
    inContext: 'En contexto',
    whyThis: '¿Por qué esto?',
    andQuotes: (count) => `… y ${count} ${count === 1 ? 'cita más' : 'citas más'}`,
  },
  uk: {
    untitled: 'Без назви',
    source: 'Джерело',
    moreQuotes: (count) => `Більше цитат (${count})`,
    inContext: 'У контексті',
    whyThis: 'Чому це тут?',
    andQuotes: (count) => `… і ще цитат: ${count}`,
  },
}

const unopened = 'The page could not be opened; this is what its feed says.'
const unread = 'The page has no article we could read.'
const forSubscribers = 'The article is for subscribers; this is what the feed says.'
const behindConsent =
  'The site asks for consent to cookies before it shows the article; this is what the feed says.'
const forPeople = 'The site shows the article to people only, not to programs; this is what the feed says.'
const behindLogin = 'The site shows the article only after a login; this is what the feed says.'
const showsError = 'The page shows an error in place of the article; this is what the feed says.'

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
  [forSubscribers]: {
    en: forSubscribers,
    de: 'Der Artikel ist für Abonnenten; dies sagt der Feed.',
    fr: 'L’article est réservé aux abonnés ; voici ce que dit le flux.',
    es: 'El artículo es para suscriptores; esto es lo que dice la fuente.',
    uk: 'Стаття лише для передплатників; ось що каже стрічка.',
  },
  [behindConsent]: {
    en: behindConsent,
    de: 'Die Seite zeigt den Artikel erst nach der Zustimmung zu Cookies; dies sagt der Feed.',
    fr: 'Le site demande d’accepter les cookies avant de montrer l’article ; voici ce que dit le flux.',
    es: 'El sitio pide aceptar las cookies antes de mostrar el artículo; esto es lo que dice la fuente.',
    uk: 'Сайт показує статтю лише після згоди на файли cookie; ось що каже стрічка.',
  },
  [forPeople]: {
    en: forPeople,
    de: 'Die Seite zeigt den Artikel nur Menschen, keinen Programmen; dies sagt der Feed.',
    fr: 'Le site ne montre l’article qu’à des personnes, pas à des programmes ; voici ce que dit le flux.',
    es: 'El sitio muestra el artículo solo a personas, no a programas; esto es lo que dice la fuente.',
    uk: 'Сайт показує статтю лише людям, не програмам; ось що каже стрічка.',
  },
  [behindLogin]: {
    en: behindLogin,
    de: 'Die Seite zeigt den Artikel erst nach einer Anmeldung; dies sagt der Feed.',
    fr: 'Le site ne montre l’article qu’après une connexion ; voici ce que dit le flux.',
    es: 'El sitio muestra el artículo solo tras iniciar sesión; esto es lo que dice la fuente.',
    uk: 'Сайт показує статтю лише після входу; ось що каже стрічка.',
  },
  [showsError]: {
    en: showsError,
    de: 'Die Seite zeigt einen Fehler statt des Artikels; dies sagt der Feed.',
    fr: 'La page montre une erreur à la place de l’article ; voici ce que dit le flux.',
    es: 'La página muestra un error en lugar del artículo; esto es lo que dice la fuente.',
    uk: 'Сторінка показує помилку замість статті; ось що каже стрічка.',
  },
}

/** Why a post has nothing from its article, as it was kept, in the language of the channel. */
export function tellNotice(notice: string | null, locale: Locale): string | null {
  return notice === null ? null : (notices[notice]?.[locale] ?? notice)
}
