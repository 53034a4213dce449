import { type Locale, locales, type Texts } from '../../deliver/locale.ts'

/** What people read about an option; the same option means the same in every command. */
export type OptionText = {
  /** As it may be typed before a colon: one word in lower case. */
  readonly name: string
  readonly description: string
  /** What people see for the values of a choice. */
  readonly choices?: Readonly<Record<string, string>>
}

type OptionTexts = Readonly<Record<string, OptionText>>

/** Name and description of every option of the table, and the labels of its choices. */
export const optionTexts: Texts<OptionTexts> = {
  en: {
    topic: { name: 'topic', description: 'What it is about; everything without it' },
    count: { name: 'count', description: 'How many stories, 1 to 20' },
    words: { name: 'words', description: 'Words, "a phrase", -without' },
    from: { name: 'from', description: 'Only of this outlet or feed' },
    since: { name: 'since', description: 'Only newer than: 24h, 7d, today, yesterday, 2026-01-24' },
    person: { name: 'person', description: 'Who said it, in any spelling' },
    about: { name: 'about', description: 'Only what was said about this' },
    span: {
      name: 'span',
      description: 'Of which time',
      choices: { today: 'Today', '24h': 'Last 24 hours', '7d': 'Last 7 days' },
    },
    link: { name: 'link', description: 'The address of the article' },
    url: { name: 'url', description: 'The address of a feed, or of any site that has one' },
    filter: { name: 'filter', description: 'Which stories: +word -word +"two words" author:name /regex/' },
    as: {
      name: 'as',
      description: 'How much of each story is shown',
      choices: {
        headline: 'Only the headline',
        brief: 'Summary and two quotes',
        full: 'Summary and all key quotes',
      },
    },
    every: {
      name: 'every',
      description: 'Together instead of at once: hourly, daily 09:00, weekly mon 09:00',
    },
    in: { name: 'in', description: 'Another channel than this one' },
    backfill: { name: 'backfill', description: 'How many of the newest stories are posted now, 0 to 5' },
    feed: { name: 'feed', description: 'The id from the list, or the address of the feed' },
    scope: {
      name: 'scope',
      description: 'The feeds of which channels',
      choices: { here: 'This channel', all: 'All channels' },
    },
    file: { name: 'file', description: 'The OPML file that another reader exported' },
  },
  de: {
    topic: { name: 'thema', description: 'Worum es geht; ohne Angabe alles' },
    count: { name: 'anzahl', description: 'Wie viele Meldungen, 1 bis 20' },
    words: { name: 'wörter', description: 'Wörter, "eine Wendung", -ohne' },
    from: { name: 'quelle', description: 'Nur aus diesem Medium oder Feed' },
    since: { name: 'seit', description: 'Nur neuer als: 24h, 7d, today, yesterday, 2026-01-24' },
    person: { name: 'person', description: 'Wer es gesagt hat, in jeder Schreibweise' },
    about: { name: 'über', description: 'Nur was hierüber gesagt wurde' },
    span: {
      name: 'zeitraum',
      description: 'Aus welcher Zeit',
      choices: { today: 'Heute', '24h': 'Letzte 24 Stunden', '7d': 'Letzte 7 Tage' },
    },
    link: { name: 'link', description: 'Die Adresse des Artikels' },
    url: { name: 'adresse', description: 'Die Adresse eines Feeds oder einer Website, die einen hat' },
    filter: {
      name: 'filter',
      description: 'Welche Meldungen: +Wort -Wort +"zwei Wörter" author:Name /Regex/',
    },
    as: {
      name: 'stil',
      description: 'Wie viel von jeder Meldung gezeigt wird',
      choices: {
        headline: 'Nur die Überschrift',
        brief: 'Zusammenfassung und zwei Zitate',
        full: 'Zusammenfassung und alle Schlüsselzitate',
      },
    },
    every: { name: 'rhythmus', description: 'Gesammelt statt sofort: hourly, daily 09:00, weekly mon 09:00' },
    in: { name: 'kanal', description: 'Ein anderer Kanal als dieser' },
    backfill: { name: 'nachholen', description: 'Wie viele der neuesten Meldungen jetzt kommen, 0 bis 5' },
    feed: { name: 'feed', description: 'Die Nummer aus der Liste oder die Adresse des Feeds' },
    scope: {
      name: 'umfang',
      description: 'Die Feeds welcher Kanäle',
      choices: { here: 'Dieser Kanal', all: 'Alle Kanäle' },
    },
    file: { name: 'datei', description: 'Die OPML-Datei, die ein anderer Reader exportiert hat' },
  },
  fr: {
    topic: { name: 'sujet', description: 'De quoi il s’agit ; sans lui, tout' },
    count: { name: 'nombre', description: 'Combien d’articles, de 1 à 20' },
    words: { name: 'mots', description: 'Des mots, "une expression", -sans' },
    from: { name: 'source', description: 'Seulement de ce média ou de ce flux' },
    since: { name: 'depuis', description: 'Seulement après : 24h, 7d, today, yesterday, 2026-01-24' },
    person: { name: 'personne', description: 'Qui l’a dit, dans toutes les graphies' },
    about: { name: 'concernant', description: 'Seulement ce qui a été dit là-dessus' },
    span: {
      name: 'période',
      description: 'De quelle période',
      choices: { today: 'Aujourd’hui', '24h': 'Dernières 24 heures', '7d': '7 derniers jours' },
    },
    link: { name: 'lien', description: 'L’adresse de l’article' },
    url: { name: 'adresse', description: 'L’adresse d’un flux, ou d’un site qui en a un' },
    filter: { name: 'filtre', description: 'Quels articles : +mot -mot +"deux mots" author:nom /regex/' },
    as: {
      name: 'style',
      description: 'Ce qui est montré de chaque article',
      choices: {
        headline: 'Le titre seulement',
        brief: 'Résumé et deux citations',
        full: 'Résumé et toutes les citations clés',
      },
    },
    every: {
      name: 'rythme',
      description: 'Groupés au lieu d’un à un : hourly, daily 09:00, weekly mon 09:00',
    },
    in: { name: 'canal', description: 'Un autre canal que celui-ci' },
    backfill: {
      name: 'rattrapage',
      description: 'Combien des derniers articles sont publiés maintenant, 0 à 5',
    },
    feed: { name: 'flux', description: 'Le numéro dans la liste, ou l’adresse du flux' },
    scope: {
      name: 'étendue',
      description: 'Les flux de quels canaux',
      choices: { here: 'Ce canal', all: 'Tous les canaux' },
    },
    file: { name: 'fichier', description: 'Le fichier OPML exporté par un autre lecteur' },
  },
  es: {
    topic: { name: 'tema', description: 'De qué trata; sin él, todo' },
    count: { name: 'cantidad', description: 'Cuántas noticias, de 1 a 20' },
    words: { name: 'palabras', description: 'Palabras, "una frase", -sin' },
    from: { name: 'medio', description: 'Solo de este medio o de esta fuente' },
    since: { name: 'desde', description: 'Solo después de: 24h, 7d, today, yesterday, 2026-01-24' },
    person: { name: 'persona', description: 'Quién lo dijo, en cualquier grafía' },
    about: { name: 'sobre', description: 'Solo lo que se dijo sobre esto' },
    span: {
      name: 'periodo',
      description: 'De qué periodo',
      choices: { today: 'Hoy', '24h': 'Últimas 24 horas', '7d': 'Últimos 7 días' },
    },
    link: { name: 'enlace', description: 'La dirección del artículo' },
    url: { name: 'dirección', description: 'La dirección de una fuente, o de un sitio que tenga una' },
    filter: {
      name: 'filtro',
      description: 'Qué noticias: +palabra -palabra +"dos palabras" author:nombre /regex/',
    },
    as: {
      name: 'estilo',
      description: 'Cuánto se muestra de cada noticia',
      choices: {
        headline: 'Solo el titular',
        brief: 'Resumen y dos citas',
        full: 'Resumen y todas las citas clave',
      },
    },
    every: {
      name: 'ritmo',
      description: 'Juntas en vez de una a una: hourly, daily 09:00, weekly mon 09:00',
    },
    in: { name: 'canal', description: 'Otro canal distinto de este' },
    backfill: { name: 'previas', description: 'Cuántas de las últimas noticias se publican ahora, de 0 a 5' },
    feed: { name: 'fuente', description: 'El número de la lista, o la dirección de la fuente' },
    scope: {
      name: 'alcance',
      description: 'Las fuentes de qué canales',
      choices: { here: 'Este canal', all: 'Todos los canales' },
    },
    file: { name: 'archivo', description: 'El archivo OPML que exportó otro lector' },
  },
  uk: {
    topic: { name: 'тема', description: 'Про що мова; без неї — усе' },
    count: { name: 'кількість', description: 'Скільки новин, від 1 до 20' },
    words: { name: 'слова', description: 'Слова, "фраза", -без' },
    from: { name: 'джерело', description: 'Лише з цього видання чи стрічки' },
    since: { name: 'відколи', description: 'Лише новіше за: 24h, 7d, today, yesterday, 2026-01-24' },
    person: { name: 'особа', description: 'Хто це сказав, у будь-якому написанні' },
    about: { name: 'про', description: 'Лише те, що сказано про це' },
    span: {
      name: 'період',
      description: 'За який час',
      choices: { today: 'Сьогодні', '24h': 'Останні 24 години', '7d': 'Останні 7 днів' },
    },
    link: { name: 'посилання', description: 'Адреса статті' },
    url: { name: 'адреса', description: 'Адреса стрічки або сайту, який її має' },
    filter: { name: 'фільтр', description: 'Які новини: +слово -слово +"два слова" author:імʼя /regex/' },
    as: {
      name: 'стиль',
      description: 'Скільки показувати з кожної новини',
      choices: {
        headline: 'Лише заголовок',
        brief: 'Стислий зміст і дві цитати',
        full: 'Стислий зміст і всі ключові цитати',
      },
    },
    every: { name: 'розклад', description: 'Разом, а не одразу: hourly, daily 09:00, weekly mon 09:00' },
    in: { name: 'канал', description: 'Інший канал, а не цей' },
    backfill: { name: 'попередні', description: 'Скільки найновіших новин опублікувати зараз, від 0 до 5' },
    feed: { name: 'стрічка', description: 'Номер зі списку або адреса стрічки' },
    scope: {
      name: 'обсяг',
      description: 'Стрічки яких каналів',
      choices: { here: 'Цей канал', all: 'Усі канали' },
    },
    file: { name: 'файл', description: 'Файл OPML, який експортувала інша програма' },
  },
}

/** The text of an option of the table in this language. */
export function optionText(option: string, locale: Locale): OptionText {
  const text = optionTexts[locale][option]
  if (!text) throw new Error(`texts of the options: expected ${option} in ${locale}, found nothing`)
  return text
}

/** What an option may be called, in the words of every language. */
export function optionNames(option: string): readonly string[] {
  return [option, ...locales.map((locale) => optionText(option, locale).name)]
}
