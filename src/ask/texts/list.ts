import type { Texts } from '../../deliver/locale.ts'

type ListTexts = {
  readonly feedsHere: string
  readonly feedsOfAll: string
  readonly none: string
  readonly noneInWorkspace: string
  readonly health: Readonly<Record<'ok' | 'new' | 'failing' | 'silent' | 'gone' | 'paused', string>>
  readonly neverPosted: string
  readonly posted: string
  readonly perDay: (rate: number) => string
  readonly together: string
  readonly page: (page: number, pages: number, feeds: number) => string
  readonly earlier: string
  readonly later: string
  readonly howToEdit: string
  readonly inOtherChannels: (feeds: number) => string
}

export const listTexts: Texts<ListTexts> = {
  en: {
    feedsHere: 'Feeds in this channel',
    feedsOfAll: 'All feeds of this workspace',
    none: 'No feed is followed here yet. Give me the address of a feed or site: ',
    noneInWorkspace: 'No feed is followed in this workspace yet. Give me the address of a feed or site: ',
    health: {
      ok: '✓ works',
      new: '… not polled yet',
      failing: '⚠ fails',
      silent: '⚠ unusually silent',
      gone: '✕ gone',
      paused: '‖ paused',
    },
    neverPosted: 'nothing posted yet',
    posted: 'last post ',
    perDay: (rate) => `about ${rate} items a day`,
    together: 'posted together ',
    page: (page, pages, feeds) => `Page ${page} of ${pages}, ${feeds} feeds`,
    earlier: 'Back',
    later: 'More',
    howToEdit: 'To change one, use its number: ',
    inOtherChannels: (feeds) =>
      feeds === 1
        ? 'One more feed in a channel you are not in'
        : `${feeds} more feeds in channels you are not in`,
  },
  de: {
    feedsHere: 'Feeds in diesem Kanal',
    feedsOfAll: 'Alle Feeds dieses Arbeitsbereichs',
    none: 'Hier ist noch kein Feed abonniert. Gib mir die Adresse eines Feeds oder einer Website: ',
    noneInWorkspace:
      'In diesem Arbeitsbereich ist noch kein Feed abonniert. Gib mir die Adresse eines Feeds oder einer Website: ',
    health: {
      ok: '✓ geht',
      new: '… noch nicht abgefragt',
      failing: '⚠ fällt aus',
      silent: '⚠ ungewöhnlich still',
      gone: '✕ entfernt',
      paused: '‖ pausiert',
    },
    neverPosted: 'noch nichts gepostet',
    posted: 'letzter Post ',
    perDay: (rate) => `etwa ${rate} Einträge am Tag`,
    together: 'gesammelt ',
    page: (page, pages, feeds) => `Seite ${page} von ${pages}, ${feeds} Feeds`,
    earlier: 'Zurück',
    later: 'Weiter',
    howToEdit: 'Zum Ändern die Nummer angeben: ',
    inOtherChannels: (feeds) =>
      feeds === 1
        ? 'Ein weiterer Feed in einem Kanal, der hier nicht gezeigt werden kann'
        : `${feeds} weitere Feeds in Kanälen, die hier nicht gezeigt werden können`,
  },
  fr: {
    feedsHere: 'Flux de ce canal',
    feedsOfAll: 'Tous les flux de cet espace de travail',
    none: 'Aucun flux n’est encore suivi ici. Donnez-moi l’adresse d’un flux ou d’un site : ',
    noneInWorkspace:
      'Aucun flux n’est encore suivi dans cet espace. Donnez-moi l’adresse d’un flux ou d’un site : ',
    health: {
      ok: '✓ fonctionne',
      new: '… pas encore consulté',
      failing: '⚠ en panne',
      silent: '⚠ inhabituellement muet',
      gone: '✕ disparu',
      paused: '‖ en pause',
    },
    neverPosted: 'rien de publié pour l’instant',
    posted: 'dernière publication ',
    perDay: (rate) => `environ ${rate} articles par jour`,
    together: 'publié groupé ',
    page: (page, pages, feeds) => `Page ${page} sur ${pages}, ${feeds} flux`,
    earlier: 'Retour',
    later: 'Suite',
    howToEdit: 'Pour en changer un, donnez son numéro : ',
    inOtherChannels: (feeds) =>
      feeds === 1
        ? 'Un autre flux dans un canal où vous n’êtes pas'
        : `${feeds} autres flux dans des canaux où vous n’êtes pas`,
  },
  es: {
    feedsHere: 'Fuentes de este canal',
    feedsOfAll: 'Todas las fuentes de este espacio',
    none: 'Aquí aún no se sigue ninguna fuente. Dame la dirección de una fuente o un sitio: ',
    noneInWorkspace:
      'En este espacio aún no se sigue ninguna fuente. Dame la dirección de una fuente o un sitio: ',
    health: {
      ok: '✓ funciona',
      new: '… aún sin consultar',
      failing: '⚠ falla',
      silent: '⚠ inusualmente en silencio',
      gone: '✕ desaparecida',
      paused: '‖ en pausa',
    },
    neverPosted: 'nada publicado aún',
    posted: 'última publicación ',
    perDay: (rate) => `unos ${rate} artículos al día`,
    together: 'en conjunto ',
    page: (page, pages, feeds) => `Página ${page} de ${pages}, ${feeds} fuentes`,
    earlier: 'Atrás',
    later: 'Más',
    howToEdit: 'Para cambiar una, usa su número: ',
    inOtherChannels: (feeds) =>
      feeds === 1
        ? 'Una fuente más en un canal en el que no estás'
        : `${feeds} fuentes más en canales en los que no estás`,
  },
  uk: {
    feedsHere: 'Стрічки цього каналу',
    feedsOfAll: 'Усі стрічки цього простору',
    none: 'Тут ще немає жодної підписки. Дайте адресу стрічки або сайту: ',
    noneInWorkspace: 'У цьому просторі ще немає жодної підписки. Дайте адресу стрічки або сайту: ',
    health: {
      ok: '✓ працює',
      new: '… ще не перевірено',
      failing: '⚠ збій',
      silent: '⚠ незвично мовчить',
      gone: '✕ зникла',
      paused: '‖ на паузі',
    },
    neverPosted: 'ще нічого не опубліковано',
    posted: 'останній допис ',
    perDay: (rate) => `приблизно новин на день: ${rate}`,
    together: 'разом ',
    page: (page, pages, feeds) => `Сторінка ${page} з ${pages}, стрічок: ${feeds}`,
    earlier: 'Назад',
    later: 'Далі',
    howToEdit: 'Щоб змінити, вкажіть номер: ',
    inOtherChannels: (feeds) => `Ще стрічок у каналах, де вас немає: ${feeds}`,
  },
}
