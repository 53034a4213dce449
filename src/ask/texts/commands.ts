import { type Locale, locales, type Texts } from '../../deliver/locale.ts'

/** What people read about a command. Names and descriptions are short enough for the platform that limits them most. */
export type CommandText = {
  /** As it may be typed: one word in lower case. Of `feed edit` the second word; the first stands in `groups`. */
  readonly name: string
  readonly description: string
}

type CommandTexts = {
  /** What `/news` is for. */
  readonly root: string
  /** Words that stand before others, such as `feed` in `feed edit`. */
  readonly groups: Readonly<Record<string, { readonly name: string; readonly description: string }>>
  readonly commands: Readonly<Record<string, CommandText>>
}

/** Name and description of every command of the table. */
export const commandTexts: Texts<CommandTexts> = {
  en: {
    root: 'Key quotes from the news, verbatim and attributed',
    groups: { feed: { name: 'feed', description: 'Edit, pause or test a feed, or move feeds as OPML' } },
    commands: {
      latest: { name: 'latest', description: 'The latest stories, of all topics or of one' },
      search: { name: 'search', description: 'Find stories by words or by a phrase in quotation marks' },
      said: { name: 'said', description: 'What somebody said, word for word, with date and source' },
      digest: { name: 'digest', description: 'The best stories of a day or a week on one page' },
      why: { name: 'why', description: 'Why an article was posted, or why it was not' },
      help: { name: 'help', description: 'What Pullquote does and how to ask it' },
      subscribe: {
        name: 'subscribe',
        description: 'Follow a feed or a site; you see a preview before anything is posted',
      },
      unsubscribe: { name: 'unsubscribe', description: 'Stop following a feed' },
      list: { name: 'list', description: 'The feeds that are followed, with their ids and how they are' },
      'feed edit': { name: 'edit', description: 'Change the style, the filter or the schedule of a feed' },
      'feed pause': { name: 'pause', description: 'Post nothing of a feed until it is resumed' },
      'feed resume': { name: 'resume', description: 'Post a paused feed again' },
      'feed test': { name: 'test', description: 'Ask a feed now and say what came of it' },
      'feed import': { name: 'import', description: 'Follow all feeds of an OPML file in this channel' },
      'feed export': { name: 'export', description: 'The feeds that are followed as an OPML file' },
      settings: {
        name: 'settings',
        description: 'Style, time zone, quiet hours, limits and who may change what',
      },
      status: { name: 'status', description: 'Failing feeds, closed channels and what waits' },
    },
  },
  de: {
    root: 'Schlüsselzitate aus den Nachrichten, wörtlich und mit Sprecher',
    groups: {
      feed: { name: 'feed', description: 'Einen Feed ändern, pausieren oder testen, Feeds als OPML bewegen' },
    },
    commands: {
      latest: { name: 'neueste', description: 'Die neuesten Meldungen, zu allen Themen oder zu einem' },
      search: {
        name: 'suche',
        description: 'Meldungen nach Wörtern oder einer Wendung in Anführungszeichen finden',
      },
      said: { name: 'zitate', description: 'Was jemand gesagt hat, Wort für Wort, mit Datum und Quelle' },
      digest: {
        name: 'überblick',
        description: 'Die besten Meldungen eines Tages oder einer Woche auf einer Seite',
      },
      why: { name: 'warum', description: 'Warum ein Artikel gepostet wurde, oder warum nicht' },
      help: { name: 'hilfe', description: 'Was Pullquote tut und wie man es fragt' },
      subscribe: {
        name: 'abonnieren',
        description: 'Einem Feed oder einer Website folgen; vor dem ersten Post kommt eine Vorschau',
      },
      unsubscribe: { name: 'abbestellen', description: 'Einem Feed nicht mehr folgen' },
      list: { name: 'liste', description: 'Die abonnierten Feeds, mit ihren Nummern und wie es ihnen geht' },
      'feed edit': { name: 'bearbeiten', description: 'Stil, Filter oder Rhythmus eines Feeds ändern' },
      'feed pause': {
        name: 'pausieren',
        description: 'Nichts von einem Feed posten, bis er fortgesetzt wird',
      },
      'feed resume': { name: 'fortsetzen', description: 'Einen pausierten Feed wieder posten' },
      'feed test': {
        name: 'testen',
        description: 'Einen Feed jetzt abfragen und sagen, was dabei herauskam',
      },
      'feed import': {
        name: 'importieren',
        description: 'In diesem Kanal allen Feeds einer OPML-Datei folgen',
      },
      'feed export': { name: 'exportieren', description: 'Die abonnierten Feeds als OPML-Datei' },
      settings: {
        name: 'einstellungen',
        description: 'Stil, Zeitzone, Ruhezeiten, Grenzen und wer was ändern darf',
      },
      status: { name: 'status', description: 'Gestörte Feeds, gesperrte Kanäle und was noch wartet' },
    },
  },
  fr: {
    root: 'Les citations clés de l’actualité, mot pour mot et attribuées',
    groups: {
      feed: { name: 'flux', description: 'Modifier, suspendre ou tester un flux, échanger des flux en OPML' },
    },
    commands: {
      latest: {
        name: 'dernières',
        description: 'Les dernières nouvelles, sur tous les sujets ou sur un seul',
      },
      search: {
        name: 'chercher',
        description: 'Trouver des articles par mots ou par une expression entre guillemets',
      },
      said: {
        name: 'propos',
        description: 'Ce qu’une personne a dit, mot pour mot, avec la date et la source',
      },
      digest: {
        name: 'synthèse',
        description: 'Les meilleurs articles d’un jour ou d’une semaine sur une page',
      },
      why: {
        name: 'pourquoi',
        description: 'Pourquoi un article a été publié, ou pourquoi il ne l’a pas été',
      },
      help: { name: 'aide', description: 'Ce que fait Pullquote et comment l’interroger' },
      subscribe: {
        name: 'abonner',
        description: 'Suivre un flux ou un site ; un aperçu vient avant toute publication',
      },
      unsubscribe: { name: 'désabonner', description: 'Ne plus suivre un flux' },
      list: { name: 'liste', description: 'Les flux suivis, avec leurs numéros et leur état' },
      'feed edit': { name: 'modifier', description: 'Changer le style, le filtre ou le rythme d’un flux' },
      'feed pause': { name: 'suspendre', description: 'Ne rien publier d’un flux jusqu’à sa reprise' },
      'feed resume': { name: 'reprendre', description: 'Publier de nouveau un flux suspendu' },
      'feed test': { name: 'tester', description: 'Interroger un flux maintenant et dire ce qu’il en est' },
      'feed import': {
        name: 'importer',
        description: 'Suivre dans ce canal tous les flux d’un fichier OPML',
      },
      'feed export': { name: 'exporter', description: 'Les flux suivis dans un fichier OPML' },
      settings: {
        name: 'réglages',
        description: 'Style, fuseau horaire, heures calmes, limites et qui peut changer quoi',
      },
      status: { name: 'état', description: 'Flux en panne, canaux fermés et ce qui attend' },
    },
  },
  es: {
    root: 'Las citas clave de las noticias, literales y con su autor',
    groups: {
      feed: { name: 'fuente', description: 'Editar, pausar o probar una fuente, o mover fuentes como OPML' },
    },
    commands: {
      latest: { name: 'últimas', description: 'Las últimas noticias, de todos los temas o de uno' },
      search: {
        name: 'buscar',
        description: 'Encontrar noticias por palabras o por una frase entre comillas',
      },
      said: { name: 'dijo', description: 'Lo que dijo alguien, palabra por palabra, con fecha y fuente' },
      digest: {
        name: 'resumen',
        description: 'Las mejores noticias de un día o de una semana en una página',
      },
      why: { name: 'porqué', description: 'Por qué se publicó un artículo, o por qué no' },
      help: { name: 'ayuda', description: 'Qué hace Pullquote y cómo preguntarle' },
      subscribe: {
        name: 'suscribir',
        description: 'Seguir una fuente o un sitio; antes de publicar nada hay una vista previa',
      },
      unsubscribe: { name: 'desuscribir', description: 'Dejar de seguir una fuente' },
      list: { name: 'lista', description: 'Las fuentes que se siguen, con sus números y su estado' },
      'feed edit': { name: 'editar', description: 'Cambiar el estilo, el filtro o el ritmo de una fuente' },
      'feed pause': { name: 'pausar', description: 'No publicar nada de una fuente hasta que se reanude' },
      'feed resume': { name: 'reanudar', description: 'Volver a publicar una fuente en pausa' },
      'feed test': { name: 'probar', description: 'Consultar una fuente ahora y decir qué ha pasado' },
      'feed import': {
        name: 'importar',
        description: 'Seguir en este canal todas las fuentes de un archivo OPML',
      },
      'feed export': { name: 'exportar', description: 'Las fuentes que se siguen como archivo OPML' },
      settings: {
        name: 'ajustes',
        description: 'Estilo, zona horaria, horas de silencio, límites y quién puede cambiar qué',
      },
      status: { name: 'estado', description: 'Fuentes que fallan, canales cerrados y lo que espera' },
    },
  },
  uk: {
    root: 'Ключові цитати з новин, дослівно та з іменем мовця',
    groups: {
      feed: {
        name: 'стрічка',
        description: 'Змінити, призупинити чи перевірити стрічку, перенести стрічки як OPML',
      },
    },
    commands: {
      latest: { name: 'останні', description: 'Останні новини з усіх тем або з однієї' },
      search: { name: 'пошук', description: 'Знайти новини за словами або за фразою в лапках' },
      said: { name: 'цитати', description: 'Що сказала людина, дослівно, з датою і джерелом' },
      digest: { name: 'дайджест', description: 'Найкращі новини дня або тижня на одній сторінці' },
      why: { name: 'чому', description: 'Чому статтю опубліковано або чому ні' },
      help: { name: 'допомога', description: 'Що робить Pullquote і як його запитати' },
      subscribe: {
        name: 'підписати',
        description: 'Стежити за стрічкою чи сайтом; перед першою публікацією буде попередній перегляд',
      },
      unsubscribe: { name: 'відписати', description: 'Більше не стежити за стрічкою' },
      list: { name: 'список', description: 'Стрічки, за якими стежить канал, з номерами і станом' },
      'feed edit': { name: 'змінити', description: 'Змінити стиль, фільтр або розклад стрічки' },
      'feed pause': {
        name: 'призупинити',
        description: 'Нічого не публікувати зі стрічки, доки її не відновлять',
      },
      'feed resume': { name: 'відновити', description: 'Знову публікувати призупинену стрічку' },
      'feed test': { name: 'перевірити', description: 'Запитати стрічку зараз і сказати, що вийшло' },
      'feed import': {
        name: 'імпорт',
        description: 'Стежити в цьому каналі за всіма стрічками з файлу OPML',
      },
      'feed export': { name: 'експорт', description: 'Стрічки, за якими стежать, у файлі OPML' },
      settings: {
        name: 'налаштування',
        description: 'Стиль, часовий пояс, тихі години, межі та хто що може змінювати',
      },
      status: { name: 'стан', description: 'Несправні стрічки, закриті канали і що чекає' },
    },
  },
}

/** The text of a command of the table in this language. */
export function commandText(command: string, locale: Locale): CommandText {
  const text = commandTexts[locale].commands[command]
  if (!text) throw new Error(`texts of the commands: expected ${command} in ${locale}, found nothing`)
  return text
}

/** All that is typed for a command in this language, such as `feed bearbeiten`. */
export function spokenName(command: string, locale: Locale): string {
  const { name } = commandText(command, locale)
  const [group = '', second] = command.split(' ')
  return second === undefined ? name : `${commandTexts[locale].groups[group]?.name ?? group} ${name}`
}

/** What a command may be called, in the words of every language. */
export function spokenNames(command: string): readonly string[] {
  return [command, ...locales.map((locale) => spokenName(command, locale))]
}
