import type { Texts } from '../../deliver/locale.ts'

type HelpTexts = {
  readonly title: string
  readonly promise: string
  readonly ask: string
  readonly admin: string
  /** What the buttons under a post do, by their names. */
  readonly underPosts: readonly (readonly [button: string, does: string])[]
  readonly privacy: string
}

export const helpTexts: Texts<HelpTexts> = {
  en: {
    title: 'Pullquote posts news with the quotes that matter',
    promise: 'Each quote stands word for word in its article, under the name of who said it.',
    ask: 'Ask',
    admin: 'Set up (whoever may manage the channel)',
    underPosts: [
      ['More quotes', 'under a post: what else was said in the article'],
      ['In context', 'under a post: the quotes in their paragraphs, and how their speakers were found'],
      ['Why this?', 'under a post: which feed it came from and what happened when'],
    ],
    privacy: 'Only you see the answers, until you share one.',
  },
  de: {
    title: 'Pullquote postet Nachrichten mit den Zitaten, auf die es ankommt',
    promise: 'Jedes Zitat steht Wort für Wort im Artikel, unter dem Namen dessen, der es gesagt hat.',
    ask: 'Fragen',
    admin: 'Einrichten (wer den Kanal verwalten darf)',
    underPosts: [
      ['Weitere Zitate', 'unter einem Post: was im Artikel noch gesagt wurde'],
      [
        'Im Zusammenhang',
        'unter einem Post: die Zitate in ihren Absätzen, und woran zu erkennen ist, wer spricht',
      ],
      ['Warum das?', 'unter einem Post: aus welchem Feed er kam und was wann geschah'],
    ],
    privacy: 'Die Antworten siehst nur du, bis du eine teilst.',
  },
  fr: {
    title: 'Pullquote publie l’actualité avec les citations qui comptent',
    promise: 'Chaque citation figure mot pour mot dans son article, sous le nom de qui l’a dite.',
    ask: 'Demander',
    admin: 'Configurer (qui peut gérer le canal)',
    underPosts: [
      ['Autres citations', 'sous un article : ce qui y est dit d’autre'],
      [
        'Dans le texte',
        'sous un article : les citations dans leurs paragraphes, et comment on sait qui parle',
      ],
      ['Pourquoi ceci ?', 'sous un article : de quel flux il vient et ce qui s’est passé, et quand'],
    ],
    privacy: 'Vous seul voyez les réponses, tant que vous n’en partagez pas une.',
  },
  es: {
    title: 'Pullquote publica noticias con las citas que importan',
    promise: 'Cada cita figura palabra por palabra en su artículo, con el nombre de quien la dijo.',
    ask: 'Preguntar',
    admin: 'Configurar (quien puede administrar el canal)',
    underPosts: [
      ['Más citas', 'bajo una noticia: qué más se dijo en el artículo'],
      ['En contexto', 'bajo una noticia: las citas en sus párrafos y cómo se sabe quién habla'],
      ['¿Por qué esto?', 'bajo una noticia: de qué fuente vino y qué pasó y cuándo'],
    ],
    privacy: 'Las respuestas solo las ves tú, hasta que compartas una.',
  },
  uk: {
    title: 'Pullquote публікує новини з цитатами, які мають вагу',
    promise: 'Кожна цитата дослівно стоїть у статті, під іменем того, хто її сказав.',
    ask: 'Запитати',
    admin: 'Налаштувати (хто може керувати каналом)',
    underPosts: [
      ['Більше цитат', 'під новиною: що ще сказано у статті'],
      ['У контексті', 'під новиною: цитати в їхніх абзацах і як відомо, хто говорить'],
      ['Чому це тут?', 'під новиною: з якої вона стрічки і що коли сталося'],
    ],
    privacy: 'Відповіді бачите лише ви, доки не поділитеся.',
  },
}
