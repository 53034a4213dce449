import type { Texts } from '../../deliver/locale.ts'

export type SubscribeTexts = {
  readonly notAnAddress: (typed: string) => string
  readonly tooManyFirst: (most: number) => string
  readonly closed: (channel: string) => string
  readonly trouble: (address: string) => string
  readonly tried: (count: number) => string
  readonly chooseOfPage: (count: number, address: string) => string
  readonly chooseInstead: (count: number) => string
  readonly choose: string
  readonly already: (title: string) => string
  readonly edit: string
  readonly preview: (title: string) => string
  readonly onlyYou: string
  readonly emptyFeed: string
  readonly goesTo: string
  readonly ratePerDay: (rate: number) => string
  readonly rateUnknown: string
  readonly language: (name: string) => string
  readonly fullText: string
  readonly summaryOnly: string
  readonly notLooked: string
  readonly newest: string
  readonly style: (name: string) => string
  readonly filter: string
  readonly newestLeftOut: string
  readonly schedule: string
  readonly atOnce: string
  readonly accessUnknown: string
  readonly postIt: string
  readonly changeStyle: (next: string) => string
  readonly onlyFilter: string
  readonly cancel: string
  readonly formTitle: string
  readonly formSubmit: string
  readonly filterLabel: string
  readonly filterHint: string
  readonly scheduleLabel: string
  readonly scheduleHint: string
  readonly cancelled: string
  readonly over: string
  readonly styles: Readonly<Record<'headline' | 'brief' | 'full', string>>
}

export const subscribeTexts: Texts<SubscribeTexts> = {
  en: {
    notAnAddress: (typed) =>
      `“${typed}” is not a web address. Give the address of a feed or of a site, such as https://example.org/news.`,
    tooManyFirst: (most) => `At the start I post at most ${most} items. Give a number from 0 to ${most}.`,
    closed: (channel) => `I cannot post in ${channel}, so nothing was changed.`,
    trouble: (address) => `I asked ${address} and found no feed I can read:`,
    tried: (count) => `Other addresses of the site that I tried: ${count}. None of them is a feed.`,
    chooseOfPage: (count, address) =>
      count === 1
        ? `${address} is a web page; it points to a feed:`
        : `${address} is a web page; it points to ${count} feeds:`,
    chooseInstead: (count) =>
      count === 1
        ? 'I found a feed of the site that works:'
        : `I found ${count} feeds of the site that work:`,
    choose: 'Choose a feed',
    already: (title) => `${title} is followed here already.`,
    edit: 'Edit it',
    preview: (title) => `Preview: ${title}`,
    onlyYou: 'Only you see this. Nothing is posted until you press the button.',
    emptyFeed: 'The feed lists nothing right now; what comes will be posted.',
    goesTo: 'Goes to: ',
    ratePerDay: (rate) => `About ${rate} posts a day`,
    rateUnknown: 'How often it publishes cannot be told: its items have no dates',
    language: (name) => `Language: ${name}`,
    fullText: 'Articles can be read: posts have quotes and a summary',
    summaryOnly: 'The newest article could not be read: its post says what the feed says, without quotes',
    notLooked: 'The newest article did not answer in time; whether it can be read shows with the first post',
    newest: 'Newest item: ',
    style: (name) => `Style: ${name}`,
    filter: 'Filter: ',
    newestLeftOut: 'The newest item does not pass the filter; what passes it is posted',
    schedule: 'Posted together: ',
    atOnce: 'Posted at once, one by one',
    accessUnknown: 'I could not check just now whether I may post there.',
    postIt: 'Post it',
    changeStyle: (next) => `Change style to ${next}`,
    onlyFilter: 'Only …',
    cancel: 'Cancel',
    formTitle: 'Only what you want',
    formSubmit: 'Preview',
    filterLabel: 'Which items',
    filterHint: '+word -word +"two words" author:smith category:economy /regex/; empty for all',
    scheduleLabel: 'When',
    scheduleHint: 'hourly, daily 09:00 or weekly mon 09:00; empty for each at once',
    cancelled: 'Cancelled. Nothing was changed.',
    over: 'This preview is over: it was used already or is more than a week old. Begin again with /news subscribe.',
    styles: { headline: 'headline', brief: 'brief', full: 'full' },
  },
  de: {
    notAnAddress: (typed) =>
      `„${typed}“ ist keine Webadresse. Gib die Adresse eines Feeds oder einer Website an, etwa https://example.org/news.`,
    tooManyFirst: (most) =>
      `Zu Beginn poste ich höchstens ${most} Meldungen. Gib eine Zahl von 0 bis ${most} an.`,
    closed: (channel) => `Ich kann in ${channel} nicht posten; es wurde nichts geändert.`,
    trouble: (address) => `Ich habe ${address} gefragt und keinen lesbaren Feed gefunden:`,
    tried: (count) =>
      `Andere Adressen der Website, die ich versucht habe: ${count}. Keine davon ist ein Feed.`,
    chooseOfPage: (count, address) =>
      count === 1
        ? `${address} ist eine Webseite; sie nennt einen Feed:`
        : `${address} ist eine Webseite; sie nennt ${count} Feeds:`,
    chooseInstead: (count) =>
      count === 1
        ? 'Ich habe einen Feed der Website gefunden, der funktioniert:'
        : `Ich habe ${count} Feeds der Website gefunden, die funktionieren:`,
    choose: 'Feed wählen',
    already: (title) => `${title} ist hier schon abonniert.`,
    edit: 'Bearbeiten',
    preview: (title) => `Vorschau: ${title}`,
    onlyYou: 'Das siehst nur du. Gepostet wird erst, wenn du den Knopf drückst.',
    emptyFeed: 'Der Feed enthält gerade nichts; was kommt, wird gepostet.',
    goesTo: 'Ziel: ',
    ratePerDay: (rate) => `Etwa ${rate} Posts am Tag`,
    rateUnknown: 'Wie oft er erscheint, ist nicht zu erkennen: seine Einträge haben kein Datum',
    language: (name) => `Sprache: ${name}`,
    fullText: 'Die Artikel sind lesbar: Posts haben Zitate und eine Zusammenfassung',
    summaryOnly: 'Der neueste Artikel war nicht lesbar: sein Post sagt, was der Feed sagt, ohne Zitate',
    notLooked:
      'Der neueste Artikel hat nicht rechtzeitig geantwortet; ob er lesbar ist, zeigt der erste Post',
    newest: 'Neuester Eintrag: ',
    style: (name) => `Stil: ${name}`,
    filter: 'Filter: ',
    newestLeftOut: 'Der neueste Eintrag kommt nicht durch den Filter; gepostet wird, was durchkommt',
    schedule: 'Gesammelt gepostet: ',
    atOnce: 'Sofort gepostet, einzeln',
    accessUnknown: 'Ob ich dort posten darf, konnte ich gerade nicht prüfen.',
    postIt: 'Posten',
    changeStyle: (next) => `Stil wechseln: ${next}`,
    onlyFilter: 'Nur …',
    cancel: 'Abbrechen',
    formTitle: 'Nur was du willst',
    formSubmit: 'Vorschau',
    filterLabel: 'Welche Einträge',
    filterHint: '+Wort -Wort +"zwei Wörter" author:smith category:wirtschaft /Regex/; leer für alle',
    scheduleLabel: 'Wann',
    scheduleHint: 'hourly, daily 09:00 oder weekly mon 09:00; leer für jeden sofort',
    cancelled: 'Abgebrochen. Es wurde nichts geändert.',
    over: 'Diese Vorschau ist vorbei: sie wurde schon benutzt oder ist über eine Woche alt. Neu beginnen mit /news subscribe.',
    styles: { headline: 'Schlagzeile', brief: 'kurz', full: 'voll' },
  },
  fr: {
    notAnAddress: (typed) =>
      `« ${typed} » n’est pas une adresse web. Donnez l’adresse d’un flux ou d’un site, par exemple https://example.org/news.`,
    tooManyFirst: (most) => `Au début, je publie au plus ${most} articles. Donnez un nombre de 0 à ${most}.`,
    closed: (channel) => `Je ne peux pas publier dans ${channel} ; rien n’a été changé.`,
    trouble: (address) => `J’ai interrogé ${address} et n’ai trouvé aucun flux lisible :`,
    tried: (count) => `Autres adresses du site que j’ai essayées : ${count}. Aucune n’est un flux.`,
    chooseOfPage: (count, address) =>
      count === 1
        ? `${address} est une page web ; elle indique un flux :`
        : `${address} est une page web ; elle indique ${count} flux :`,
    chooseInstead: (count) =>
      count === 1
        ? 'J’ai trouvé un flux du site qui fonctionne :'
        : `J’ai trouvé ${count} flux du site qui fonctionnent :`,
    choose: 'Choisir un flux',
    already: (title) => `${title} est déjà suivi ici.`,
    edit: 'Modifier',
    preview: (title) => `Aperçu : ${title}`,
    onlyYou: 'Vous seul voyez ceci. Rien n’est publié avant que vous appuyiez sur le bouton.',
    emptyFeed: 'Le flux est vide pour l’instant ; ce qui viendra sera publié.',
    goesTo: 'Destination : ',
    ratePerDay: (rate) => `Environ ${rate} publications par jour`,
    rateUnknown: 'Le rythme est inconnu : ses articles n’ont pas de date',
    language: (name) => `Langue : ${name}`,
    fullText: 'Les articles sont lisibles : citations et résumé dans les publications',
    summaryOnly:
      'Le dernier article n’a pas pu être lu : sa publication dit ce que dit le flux, sans citations',
    notLooked: 'Le dernier article n’a pas répondu à temps ; la première publication dira s’il est lisible',
    newest: 'Dernier article : ',
    style: (name) => `Style : ${name}`,
    filter: 'Filtre : ',
    newestLeftOut: 'Le dernier article ne passe pas le filtre ; ce qui le passe est publié',
    schedule: 'Publié groupé : ',
    atOnce: 'Publié aussitôt, un par un',
    accessUnknown: 'Je n’ai pas pu vérifier à l’instant si je peux y publier.',
    postIt: 'Publier',
    changeStyle: (next) => `Changer de style : ${next}`,
    onlyFilter: 'Seulement…',
    cancel: 'Annuler',
    formTitle: 'Seulement l’utile',
    formSubmit: 'Aperçu',
    filterLabel: 'Quels articles',
    filterHint: '+mot -mot +"deux mots" author:dupont category:économie /regex/ ; vide pour tous',
    scheduleLabel: 'Quand',
    scheduleHint: 'hourly, daily 09:00 ou weekly mon 09:00 ; vide pour chacun aussitôt',
    cancelled: 'Annulé. Rien n’a été changé.',
    over: 'Cet aperçu est terminé : il a déjà servi ou date de plus d’une semaine. Recommencez avec /news subscribe.',
    styles: { headline: 'titre', brief: 'bref', full: 'complet' },
  },
  es: {
    notAnAddress: (typed) =>
      `«${typed}» no es una dirección web. Da la dirección de una fuente o de un sitio, por ejemplo https://example.org/news.`,
    tooManyFirst: (most) => `Al principio publico como mucho ${most} artículos. Da un número de 0 a ${most}.`,
    closed: (channel) => `No puedo publicar en ${channel}; no se ha cambiado nada.`,
    trouble: (address) => `He consultado ${address} y no he encontrado ninguna fuente legible:`,
    tried: (count) => `Otras direcciones del sitio que probé: ${count}. Ninguna es una fuente.`,
    chooseOfPage: (count, address) =>
      count === 1
        ? `${address} es una página web; indica una fuente:`
        : `${address} es una página web; indica ${count} fuentes:`,
    chooseInstead: (count) =>
      count === 1
        ? 'He encontrado una fuente del sitio que funciona:'
        : `He encontrado ${count} fuentes del sitio que funcionan:`,
    choose: 'Elige una fuente',
    already: (title) => `${title} ya se sigue aquí.`,
    edit: 'Editar',
    preview: (title) => `Vista previa: ${title}`,
    onlyYou: 'Solo lo ves tú. No se publica nada hasta que pulses el botón.',
    emptyFeed: 'La fuente está vacía ahora; lo que llegue se publicará.',
    goesTo: 'Destino: ',
    ratePerDay: (rate) => `Unas ${rate} publicaciones al día`,
    rateUnknown: 'No se sabe con qué frecuencia publica: sus artículos no tienen fecha',
    language: (name) => `Idioma: ${name}`,
    fullText: 'Los artículos se pueden leer: habrá citas y resumen',
    summaryOnly: 'El último artículo no se pudo leer: su publicación dirá lo que dice la fuente, sin citas',
    notLooked: 'El último artículo no respondió a tiempo; la primera publicación mostrará si se puede leer',
    newest: 'Último artículo: ',
    style: (name) => `Estilo: ${name}`,
    filter: 'Filtro: ',
    newestLeftOut: 'El último artículo no pasa el filtro; se publica lo que lo pase',
    schedule: 'Publicado en conjunto: ',
    atOnce: 'Publicado al momento, uno a uno',
    accessUnknown: 'Ahora mismo no he podido comprobar si puedo publicar ahí.',
    postIt: 'Publicar',
    changeStyle: (next) => `Cambiar estilo: ${next}`,
    onlyFilter: 'Solo…',
    cancel: 'Cancelar',
    formTitle: 'Solo lo que quieres',
    formSubmit: 'Vista previa',
    filterLabel: 'Qué artículos',
    filterHint: '+palabra -palabra +"dos palabras" author:gil category:economía /regex/; vacío para todos',
    scheduleLabel: 'Cuándo',
    scheduleHint: 'hourly, daily 09:00 o weekly mon 09:00; vacío para cada uno al momento',
    cancelled: 'Cancelado. No se ha cambiado nada.',
    over: 'Esta vista previa ya no vale: ya se usó o tiene más de una semana. Empieza de nuevo con /news subscribe.',
    styles: { headline: 'titular', brief: 'breve', full: 'completo' },
  },
  uk: {
    notAnAddress: (typed) =>
      `«${typed}» — не вебадреса. Дайте адресу стрічки або сайту, наприклад https://example.org/news.`,
    tooManyFirst: (most) => `На початку я публікую щонайбільше ${most} новин. Дайте число від 0 до ${most}.`,
    closed: (channel) => `Я не можу писати в ${channel}; нічого не змінено.`,
    trouble: (address) => `Я запитав ${address} і не знайшов стрічки, яку можу прочитати:`,
    tried: (count) => `Я перевірив ще адреси сайту (${count}); жодна не є стрічкою.`,
    chooseOfPage: (count, address) =>
      count === 1
        ? `${address} — вебсторінка; вона вказує на стрічку:`
        : `${address} — вебсторінка; вона вказує на стрічки (${count}):`,
    chooseInstead: (count) =>
      count === 1
        ? 'Я знайшов стрічку сайту, яка працює:'
        : `Я знайшов стрічки сайту, які працюють (${count}):`,
    choose: 'Виберіть стрічку',
    already: (title) => `На ${title} тут уже підписано.`,
    edit: 'Змінити',
    preview: (title) => `Перегляд: ${title}`,
    onlyYou: 'Це бачите лише ви. Нічого не буде опубліковано, доки не натиснете кнопку.',
    emptyFeed: 'Зараз стрічка порожня; що зʼявиться, буде опубліковано.',
    goesTo: 'Куди: ',
    ratePerDay: (rate) => `Приблизно дописів на день: ${rate}`,
    rateUnknown: 'Як часто виходить, невідомо: її новини не мають дат',
    language: (name) => `Мова: ${name}`,
    fullText: 'Статті читаються: у дописах будуть цитати й підсумок',
    summaryOnly: 'Останню статтю не вдалося прочитати: допис скаже те, що каже стрічка, без цитат',
    notLooked: 'Остання стаття не відповіла вчасно; чи вона читається, покаже перший допис',
    newest: 'Остання новина: ',
    style: (name) => `Стиль: ${name}`,
    filter: 'Фільтр: ',
    newestLeftOut: 'Остання новина не проходить фільтр; публікується те, що проходить',
    schedule: 'Публікується разом: ',
    atOnce: 'Публікується одразу, по одному',
    accessUnknown: 'Щойно не вдалося перевірити, чи можу я там писати.',
    postIt: 'Опублікувати',
    changeStyle: (next) => `Змінити стиль: ${next}`,
    onlyFilter: 'Лише…',
    cancel: 'Скасувати',
    formTitle: 'Лише потрібне',
    formSubmit: 'Перегляд',
    filterLabel: 'Які новини',
    filterHint: '+слово -слово +"два слова" author:коваль category:економіка /regex/; порожньо — усі',
    scheduleLabel: 'Коли',
    scheduleHint: 'hourly, daily 09:00 або weekly mon 09:00; порожньо — кожну одразу',
    cancelled: 'Скасовано. Нічого не змінено.',
    over: 'Цей перегляд завершено: його вже використали або йому понад тиждень. Почніть знову: /news subscribe.',
    styles: { headline: 'заголовок', brief: 'стисло', full: 'повністю' },
  },
}
