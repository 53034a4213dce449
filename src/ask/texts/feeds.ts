import type { Texts } from '../../deliver/locale.ts'

export type FeedsTexts = {
  readonly notFound: (typed: string) => string
  readonly several: (typed: string, ids: string) => string
  readonly askUnsubscribe: (title: string) => string
  readonly whatIsLost: string
  readonly yesUnsubscribe: string
  readonly keep: string
  readonly kept: string
  readonly unsubscribed: (title: string) => string
  readonly goneAlready: string
  readonly editTitle: string
  readonly save: string
  readonly styleLabel: string
  /** Of a style that the channel says. */
  readonly asChannel: (style: string) => string
  readonly paceLabel: string
  readonly paceHint: string
  readonly paceProblem: string
  readonly pace: (duration: string) => string
  readonly saved: (title: string) => string
  readonly unchanged: string
  readonly paused: (title: string) => string
  readonly pausedNote: string
  readonly pausedAlready: string
  readonly resumed: (title: string) => string
  readonly resumedNote: string
  readonly activeAlready: string
  readonly resume: string
  readonly works: (title: string) => string
  readonly lists: (count: number) => string
  readonly polledSoon: string
  readonly fails: (title: string) => string
  readonly tried: string
  readonly found: string
  readonly fix: string
  /** For an address that is not followed, so that nobody asks it again without being told to. */
  readonly tryLater: string
  readonly failsSince: string
  readonly othersThatWork: string
  readonly followInstead: string
  readonly noOthers: (count: number) => string
}

export const feedsTexts: Texts<FeedsTexts> = {
  en: {
    notFound: (typed) => `I know no feed “${typed}” here. /news list shows all with their numbers.`,
    several: (typed, ids) =>
      `“${typed}” is followed more than once: ${ids}. Use the number of the one you mean.`,
    askUnsubscribe: (title) => `Unsubscribe from ${title}?`,
    whatIsLost:
      'What waits to be posted is dropped. If nobody else follows the feed, what I know about its articles is deleted too; messages already posted stay.',
    yesUnsubscribe: 'Unsubscribe',
    keep: 'Keep it',
    kept: 'Kept. Nothing was changed.',
    unsubscribed: (title) => `Unsubscribed from ${title}.`,
    goneAlready: 'That feed is not followed any more; nothing was changed.',
    editTitle: 'Edit the feed',
    save: 'Save',
    styleLabel: 'How much is shown',
    asChannel: (style) => `as the channel has it: ${style}`,
    paceLabel: 'Look for news every',
    paceHint: 'such as 10m or 2h; empty: as often as it publishes',
    paceProblem: 'I do not understand that. Write 10m or 2h, from two minutes to a day, or leave it empty.',
    pace: (duration) => `looked at every ${duration}, unless the publisher wants it less often`,
    saved: (title) => `${title} is changed:`,
    unchanged: 'Nothing was changed.',
    paused: (title) => `${title} is paused.`,
    pausedNote: 'What it publishes meanwhile is not posted.',
    pausedAlready: 'It is paused already.',
    resumed: (title) => `${title} goes on.`,
    resumedNote: 'What it publishes from now on is posted.',
    activeAlready: 'It is not paused.',
    resume: 'Resume',
    works: (title) => `${title} works.`,
    lists: (count) => (count === 1 ? 'It lists one item' : `It lists ${count} items`),
    polledSoon: 'I look for new ones right away.',
    fails: (title) => `${title} cannot be read.`,
    tried: 'Tried: ',
    found: 'Found: ',
    fix: 'What to do: ',
    tryLater: 'Try again later; usually it gets better.',
    failsSince: 'It fails since ',
    othersThatWork: 'Feeds of the same site that work:',
    followInstead: 'Look at another feed',
    noOthers: (count) => `Other addresses of the site that I tried: ${count}. None of them is a feed.`,
  },
  de: {
    notFound: (typed) => `Hier kenne ich keinen Feed „${typed}“. /news list zeigt alle mit ihren Nummern.`,
    several: (typed, ids) => `„${typed}“ ist mehrfach abonniert: ${ids}. Bitte die Nummer angeben.`,
    askUnsubscribe: (title) => `${title} abbestellen?`,
    whatIsLost:
      'Was noch auf das Posten wartet, entfällt. Wenn sonst niemand dem Feed folgt, wird auch gelöscht, was ich über seine Artikel weiß; gepostete Nachrichten bleiben stehen.',
    yesUnsubscribe: 'Abbestellen',
    keep: 'Behalten',
    kept: 'Behalten. Es wurde nichts geändert.',
    unsubscribed: (title) => `${title} ist abbestellt.`,
    goneAlready: 'Dieser Feed ist nicht mehr abonniert; es wurde nichts geändert.',
    editTitle: 'Feed bearbeiten',
    save: 'Speichern',
    styleLabel: 'Wie viel gezeigt wird',
    asChannel: (style) => `wie im Kanal üblich: ${style}`,
    paceLabel: 'Auf Neues prüfen alle',
    paceHint: 'etwa 10m oder 2h; leer: so oft, wie er veröffentlicht',
    paceProblem:
      'Das verstehe ich nicht. Schreib 10m oder 2h, von zwei Minuten bis zu einem Tag, oder lass es leer.',
    pace: (duration) => `wird alle ${duration} geprüft, außer der Herausgeber möchte es seltener`,
    saved: (title) => `${title} ist geändert:`,
    unchanged: 'Es wurde nichts geändert.',
    paused: (title) => `${title} ist pausiert.`,
    pausedNote: 'Was inzwischen erscheint, wird nicht gepostet.',
    pausedAlready: 'Er ist schon pausiert.',
    resumed: (title) => `${title} geht weiter.`,
    resumedNote: 'Was ab jetzt erscheint, wird gepostet.',
    activeAlready: 'Er ist nicht pausiert.',
    resume: 'Fortsetzen',
    works: (title) => `${title} geht.`,
    lists: (count) => (count === 1 ? 'Er enthält einen Eintrag' : `Er enthält ${count} Einträge`),
    polledSoon: 'Ich sehe gleich nach neuen.',
    fails: (title) => `${title} lässt sich nicht lesen.`,
    tried: 'Versucht: ',
    found: 'Gefunden: ',
    fix: 'Was zu tun ist: ',
    tryLater: 'Bitte später noch einmal versuchen; meist wird es besser.',
    failsSince: 'Er fällt aus seit ',
    othersThatWork: 'Feeds derselben Website, die gehen:',
    followInstead: 'Einen anderen Feed ansehen',
    noOthers: (count) =>
      `Andere Adressen der Website, die ich versucht habe: ${count}. Keine davon ist ein Feed.`,
  },
  fr: {
    notFound: (typed) =>
      `Je ne connais pas de flux « ${typed} » ici. /news list les montre avec leurs numéros.`,
    several: (typed, ids) =>
      `« ${typed} » est suivi plusieurs fois : ${ids}. Donnez le numéro de celui qu’il faut.`,
    askUnsubscribe: (title) => `Se désabonner de ${title} ?`,
    whatIsLost:
      'Ce qui attend d’être publié est abandonné. Si personne d’autre ne suit ce flux, ce que je sais de ses articles est aussi effacé ; les messages publiés restent.',
    yesUnsubscribe: 'Se désabonner',
    keep: 'Garder',
    kept: 'Gardé. Rien n’a été changé.',
    unsubscribed: (title) => `Désabonné de ${title}.`,
    goneAlready: 'Ce flux n’est plus suivi ; rien n’a été changé.',
    editTitle: 'Modifier le flux',
    save: 'Enregistrer',
    styleLabel: 'Ce qui est montré',
    asChannel: (style) => `comme dans le canal : ${style}`,
    paceLabel: 'Chercher du nouveau toutes les',
    paceHint: 'par exemple 10m ou 2h ; vide : selon son rythme',
    paceProblem: 'Je ne comprends pas. Écrivez 10m ou 2h, de deux minutes à un jour, ou laissez vide.',
    pace: (duration) => `consulté toutes les ${duration}, sauf si l’éditeur le veut moins souvent`,
    saved: (title) => `${title} est modifié :`,
    unchanged: 'Rien n’a été changé.',
    paused: (title) => `${title} est en pause.`,
    pausedNote: 'Ce qui paraît entre-temps n’est pas publié.',
    pausedAlready: 'Il est déjà en pause.',
    resumed: (title) => `${title} reprend.`,
    resumedNote: 'Ce qui paraît désormais est publié.',
    activeAlready: 'Il n’est pas en pause.',
    resume: 'Reprendre',
    works: (title) => `${title} fonctionne.`,
    lists: (count) => (count === 1 ? 'Il contient un article' : `Il contient ${count} articles`),
    polledSoon: 'Je cherche les nouveaux tout de suite.',
    fails: (title) => `${title} est illisible.`,
    tried: 'Essayé : ',
    found: 'Trouvé : ',
    fix: 'Que faire : ',
    tryLater: 'Réessayez plus tard ; d’ordinaire cela s’arrange.',
    failsSince: 'En panne depuis ',
    othersThatWork: 'Flux du même site qui fonctionnent :',
    followInstead: 'Voir un autre flux',
    noOthers: (count) => `Autres adresses du site que j’ai essayées : ${count}. Aucune n’est un flux.`,
  },
  es: {
    notFound: (typed) => `No conozco aquí ninguna fuente «${typed}». /news list las muestra con su número.`,
    several: (typed, ids) => `«${typed}» se sigue varias veces: ${ids}. Usa el número de la que quieres.`,
    askUnsubscribe: (title) => `¿Cancelar la suscripción a ${title}?`,
    whatIsLost:
      'Lo que espera publicarse se descarta. Si nadie más sigue la fuente, también se borra lo que sé de sus artículos; los mensajes publicados se quedan.',
    yesUnsubscribe: 'Cancelar suscripción',
    keep: 'Conservar',
    kept: 'Se conserva. No se ha cambiado nada.',
    unsubscribed: (title) => `Suscripción a ${title} cancelada.`,
    goneAlready: 'Esa fuente ya no se sigue; no se ha cambiado nada.',
    editTitle: 'Editar la fuente',
    save: 'Guardar',
    styleLabel: 'Cuánto se muestra',
    asChannel: (style) => `como en el canal: ${style}`,
    paceLabel: 'Buscar novedades cada',
    paceHint: 'por ejemplo 10m o 2h; vacío: según su ritmo',
    paceProblem: 'No lo entiendo. Escribe 10m o 2h, de dos minutos a un día, o déjalo vacío.',
    pace: (duration) => `se consulta cada ${duration}, salvo que el editor lo quiera menos a menudo`,
    saved: (title) => `${title} ha cambiado:`,
    unchanged: 'No se ha cambiado nada.',
    paused: (title) => `${title} está en pausa.`,
    pausedNote: 'Lo que publique mientras tanto no se publicará aquí.',
    pausedAlready: 'Ya está en pausa.',
    resumed: (title) => `${title} continúa.`,
    resumedNote: 'Lo que publique desde ahora se publicará aquí.',
    activeAlready: 'No está en pausa.',
    resume: 'Continuar',
    works: (title) => `${title} funciona.`,
    lists: (count) => (count === 1 ? 'Contiene un artículo' : `Contiene ${count} artículos`),
    polledSoon: 'Busco los nuevos ahora mismo.',
    fails: (title) => `${title} no se puede leer.`,
    tried: 'Intentado: ',
    found: 'Encontrado: ',
    fix: 'Qué hacer: ',
    tryLater: 'Inténtalo más tarde; suele mejorar.',
    failsSince: 'Falla desde ',
    othersThatWork: 'Fuentes del mismo sitio que funcionan:',
    followInstead: 'Ver otra fuente',
    noOthers: (count) => `Otras direcciones del sitio que probé: ${count}. Ninguna es una fuente.`,
  },
  uk: {
    notFound: (typed) => `Я не знаю тут стрічки «${typed}». /news list показує всі з номерами.`,
    several: (typed, ids) => `На «${typed}» тут кілька підписок: ${ids}. Вкажіть номер потрібної.`,
    askUnsubscribe: (title) => `Відписатися від ${title}?`,
    whatIsLost:
      'Те, що чекає публікації, буде відкинуто. Якщо більше ніхто не стежить за стрічкою, буде видалено й те, що я знаю про її статті; опубліковані повідомлення залишаться.',
    yesUnsubscribe: 'Відписатися',
    keep: 'Залишити',
    kept: 'Залишено. Нічого не змінено.',
    unsubscribed: (title) => `Відписано від ${title}.`,
    goneAlready: 'На цю стрічку вже не підписано; нічого не змінено.',
    editTitle: 'Змінити стрічку',
    save: 'Зберегти',
    styleLabel: 'Скільки показувати',
    asChannel: (style) => `як у каналі: ${style}`,
    paceLabel: 'Перевіряти кожні',
    paceHint: 'наприклад 10m або 2h; порожньо: за її ритмом',
    paceProblem: 'Не розумію. Напишіть 10m або 2h, від двох хвилин до доби, або лишіть порожнім.',
    pace: (duration) => `перевіряється кожні ${duration}, якщо видавець не просить рідше`,
    saved: (title) => `${title} змінено:`,
    unchanged: 'Нічого не змінено.',
    paused: (title) => `${title} на паузі.`,
    pausedNote: 'Те, що вийде тим часом, не буде опубліковано.',
    pausedAlready: 'Вона вже на паузі.',
    resumed: (title) => `${title} знову публікується.`,
    resumedNote: 'Те, що вийде відтепер, буде опубліковано.',
    activeAlready: 'Вона не на паузі.',
    resume: 'Продовжити',
    works: (title) => `${title} працює.`,
    lists: (count) => `У ній новин: ${count}`,
    polledSoon: 'Зараз перевірю, чи є нові.',
    fails: (title) => `${title} не вдається прочитати.`,
    tried: 'Спроба: ',
    found: 'Знайдено: ',
    fix: 'Що робити: ',
    tryLater: 'Спробуйте пізніше; зазвичай стає краще.',
    failsSince: 'Збій триває з ',
    othersThatWork: 'Стрічки того ж сайту, які працюють:',
    followInstead: 'Переглянути іншу стрічку',
    noOthers: (count) => `Я перевірив інші адреси сайту (${count}); жодна не є стрічкою.`,
  },
}
