import type { Texts } from '../../deliver/locale.ts'

type FirstContactTexts = {
  readonly hello: string
  readonly what: string
  readonly quiet: string
  readonly pasteFeed: string
  readonly starterPack: string
  readonly importList: string
  readonly formTitle: string
  readonly formSubmit: string
  readonly addressLabel: string
  readonly addressHint: string
  readonly choosePack: string
  readonly packNote: string
  readonly packs: Readonly<Record<string, string>>
  readonly feedsIn: (count: number) => string
}

export const firstContactTexts: Texts<FirstContactTexts> = {
  en: {
    hello: 'Hello, I am Pullquote',
    what: 'I post the news you choose with the quotes that matter, word for word and under the name of who said it.',
    quiet: 'I post nothing until somebody here chooses a feed. How shall we begin?',
    pasteFeed: 'Paste a feed or site',
    starterPack: 'Starter pack',
    importList: 'Import OPML',
    formTitle: 'Follow a feed',
    formSubmit: 'Preview',
    addressLabel: 'Address of a feed or site',
    addressHint: 'such as https://example.org; you see a preview before anything is posted',
    choosePack: 'Choose a pack',
    packNote: 'This channel follows all feeds of the pack; only what is new from now on is posted.',
    packs: { World: 'World', Tech: 'Tech', Security: 'Security', Science: 'Science', Business: 'Business' },
    feedsIn: (count) => `${count} feeds`,
  },
  de: {
    hello: 'Hallo, ich bin Pullquote',
    what: 'Ich poste die Nachrichten, die ihr wählt, mit den Zitaten, auf die es ankommt: Wort für Wort und mit dem Namen der Person, die es gesagt hat.',
    quiet: 'Ich poste nichts, bis hier jemand einen Feed wählt. Wie fangen wir an?',
    pasteFeed: 'Feed oder Website angeben',
    starterPack: 'Startpaket',
    importList: 'OPML importieren',
    formTitle: 'Feed abonnieren',
    formSubmit: 'Vorschau',
    addressLabel: 'Adresse eines Feeds oder einer Website',
    addressHint: 'etwa https://example.org; vor dem ersten Post gibt es eine Vorschau',
    choosePack: 'Paket wählen',
    packNote: 'Dieser Kanal folgt allen Feeds des Pakets; gepostet wird nur, was ab jetzt erscheint.',
    packs: {
      World: 'Welt',
      Tech: 'Technik',
      Security: 'Sicherheit',
      Science: 'Wissenschaft',
      Business: 'Wirtschaft',
    },
    feedsIn: (count) => `${count} Feeds`,
  },
  fr: {
    hello: 'Bonjour, je suis Pullquote',
    what: 'Je publie les nouvelles que vous choisissez avec les citations qui comptent, mot pour mot et sous le nom de qui les a dites.',
    quiet: 'Je ne publie rien avant que quelqu’un ici choisisse un flux. Par où commencer ?',
    pasteFeed: 'Donner un flux ou un site',
    starterPack: 'Pack de départ',
    importList: 'Importer OPML',
    formTitle: 'Suivre un flux',
    formSubmit: 'Aperçu',
    addressLabel: 'Adresse d’un flux ou d’un site',
    addressHint: 'par exemple https://example.org ; un aperçu précède toute publication',
    choosePack: 'Choisir un pack',
    packNote: 'Ce canal suivra tous les flux du pack ; seules les nouveautés seront publiées.',
    packs: {
      World: 'Monde',
      Tech: 'Tech',
      Security: 'Sécurité',
      Science: 'Science',
      Business: 'Économie',
    },
    feedsIn: (count) => `${count} flux`,
  },
  es: {
    hello: 'Hola, soy Pullquote',
    what: 'Publico las noticias que elijáis con las citas que importan, palabra por palabra y con el nombre de quien las dijo.',
    quiet: 'No publico nada hasta que alguien elija aquí una fuente. ¿Cómo empezamos?',
    pasteFeed: 'Dar una fuente o un sitio',
    starterPack: 'Paquete inicial',
    importList: 'Importar OPML',
    formTitle: 'Seguir una fuente',
    formSubmit: 'Vista previa',
    addressLabel: 'Dirección de una fuente o sitio',
    addressHint: 'por ejemplo https://example.org; verás una vista previa antes de publicar',
    choosePack: 'Elige un paquete',
    packNote: 'Este canal seguirá todas las fuentes del paquete; solo se publica lo nuevo desde ahora.',
    packs: {
      World: 'Mundo',
      Tech: 'Tecnología',
      Security: 'Seguridad',
      Science: 'Ciencia',
      Business: 'Economía',
    },
    feedsIn: (count) => `${count} fuentes`,
  },
  uk: {
    hello: 'Вітаю, я Pullquote',
    what: 'Я публікую новини, які ви оберете, з головними цитатами: слово в слово й з імʼям того, хто це сказав.',
    quiet: 'Я нічого не публікую, доки хтось тут не обере стрічку. З чого почнемо?',
    pasteFeed: 'Дати стрічку чи сайт',
    starterPack: 'Стартовий набір',
    importList: 'Імпорт OPML',
    formTitle: 'Підписатися на стрічку',
    formSubmit: 'Перегляд',
    addressLabel: 'Адреса стрічки або сайту',
    addressHint: 'наприклад https://example.org; перед публікацією буде перегляд',
    choosePack: 'Виберіть набір',
    packNote: 'Цей канал підпишеться на всі стрічки набору; публікується лише нове.',
    packs: {
      World: 'Світ',
      Tech: 'Технології',
      Security: 'Безпека',
      Science: 'Наука',
      Business: 'Економіка',
    },
    feedsIn: (count) => `стрічок: ${count}`,
  },
}
