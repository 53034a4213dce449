import type { Texts } from '../../deliver/locale.ts'

export type StatusTexts = {
  readonly heading: string
  readonly noFeeds: string
  readonly allWork: (count: number) => string
  readonly someFail: (failing: number, all: number) => string
  readonly someSilent: (silent: number, all: number) => string
  readonly tryOne: string
  readonly others: (count: number) => string
  readonly closedChannels: string
  readonly since: string
  readonly lastDay: string
  readonly posted: (count: number) => string
  readonly waiting: (count: number) => string
  readonly failed: (count: number) => string
  readonly held: (count: number) => string
  readonly folded: (count: number) => string
  readonly filtered: (count: number) => string
  readonly duplicates: (count: number) => string
  readonly delay: (duration: string) => string
  readonly overdue: (count: number, duration: string) => string
  readonly firstDay: string
  readonly firstDayQuiet: string
  readonly firstDayEnd: string
}

export const statusTexts: Texts<StatusTexts> = {
  en: {
    heading: 'Status',
    noFeeds: 'No feed is followed in this workspace yet.',
    allWork: (count) => (count === 1 ? 'The feed works.' : `All ${count} feeds work.`),
    someFail: (failing, all) => `${failing} of ${all} feeds cannot be read:`,
    someSilent: (silent, all) =>
      `${silent} of ${all} feeds can be read, but bring nothing new for unusually long:`,
    tryOne: 'To try one now: ',
    others: (count) => `and ${count} more`,
    closedChannels: 'I cannot post here; what is new waits:',
    since: 'since ',
    lastDay: 'The last 24 hours',
    posted: (count) => `${count} posted`,
    waiting: (count) => `${count} waiting to be posted`,
    failed: (count) => `${count} could not be posted`,
    held: (count) => `${count} held back, as nobody can tell whether they were posted`,
    folded: (count) => `${count} put together with others`,
    filtered: (count) => `${count} left out by filters`,
    duplicates: (count) => `${count} left out as they were posted already`,
    delay: (duration) => `From discovery to post: ${duration}, half are faster`,
    overdue: (count, duration) => `Feeds that wait to be looked at: ${count}, the longest for ${duration}`,
    firstDay: 'The first day with Pullquote',
    firstDayQuiet: 'None of your feeds published anything.',
    firstDayEnd: 'From now on I only write when something breaks. Any time: ',
  },
  de: {
    heading: 'Zustand',
    noFeeds: 'In diesem Arbeitsbereich ist noch kein Feed abonniert.',
    allWork: (count) => (count === 1 ? 'Der Feed geht.' : `Alle ${count} Feeds gehen.`),
    someFail: (failing, all) => `${failing} von ${all} Feeds lassen sich nicht lesen:`,
    someSilent: (silent, all) =>
      `${silent} von ${all} Feeds lassen sich lesen, bringen aber ungewöhnlich lange nichts Neues:`,
    tryOne: 'Einen jetzt versuchen: ',
    others: (count) => `und ${count} weitere`,
    closedChannels: 'Hier kann ich nicht posten; was neu ist, wartet:',
    since: 'seit ',
    lastDay: 'Die letzten 24 Stunden',
    posted: (count) => `${count} gepostet`,
    waiting: (count) => `${count} warten auf das Posten`,
    failed: (count) => `${count} konnten nicht gepostet werden`,
    held: (count) => `${count} zurückgehalten, weil niemand weiß, ob sie gepostet wurden`,
    folded: (count) => `${count} mit anderen zusammengefasst`,
    filtered: (count) => `${count} durch Filter ausgelassen`,
    duplicates: (count) => `${count} ausgelassen, weil schon gepostet`,
    delay: (duration) => `Von der Entdeckung zum Post: ${duration}, die Hälfte ist schneller`,
    overdue: (count, duration) => `Feeds, die auf die Abfrage warten: ${count}, am längsten ${duration}`,
    firstDay: 'Der erste Tag mit Pullquote',
    firstDayQuiet: 'Keiner deiner Feeds hat etwas veröffentlicht.',
    firstDayEnd: 'Ab jetzt melde ich mich nur, wenn etwas ausfällt. Jederzeit: ',
  },
  fr: {
    heading: 'État',
    noFeeds: 'Aucun flux n’est encore suivi dans cet espace de travail.',
    allWork: (count) => (count === 1 ? 'Le flux fonctionne.' : `Les ${count} flux fonctionnent.`),
    someFail: (failing, all) => `${failing} flux sur ${all} sont illisibles :`,
    someSilent: (silent, all) =>
      `${silent} flux sur ${all} sont lisibles, mais n’apportent rien depuis inhabituellement longtemps :`,
    tryOne: 'Pour en essayer un : ',
    others: (count) => `et ${count} autres`,
    closedChannels: 'Je ne peux pas publier ici ; les nouveautés attendent :',
    since: 'depuis ',
    lastDay: 'Les dernières 24 heures',
    posted: (count) => `${count} publiés`,
    waiting: (count) => `${count} en attente de publication`,
    failed: (count) => `${count} n’ont pas pu être publiés`,
    held: (count) => `${count} retenus, faute de savoir s’ils ont été publiés`,
    folded: (count) => `${count} regroupés avec d’autres`,
    filtered: (count) => `${count} écartés par les filtres`,
    duplicates: (count) => `${count} écartés car déjà publiés`,
    delay: (duration) => `De la découverte à la publication : ${duration}, la moitié plus vite`,
    overdue: (count, duration) =>
      `Flux en attente de consultation : ${count}, le plus ancien depuis ${duration}`,
    firstDay: 'Le premier jour avec Pullquote',
    firstDayQuiet: 'Aucun de vos flux n’a rien publié.',
    firstDayEnd: 'Désormais, je n’écris que si quelque chose tombe en panne. À tout moment : ',
  },
  es: {
    heading: 'Estado',
    noFeeds: 'En este espacio aún no se sigue ninguna fuente.',
    allWork: (count) => (count === 1 ? 'La fuente funciona.' : `Las ${count} fuentes funcionan.`),
    someFail: (failing, all) => `${failing} de ${all} fuentes no se pueden leer:`,
    someSilent: (silent, all) =>
      `${silent} de ${all} fuentes se pueden leer, pero no traen nada nuevo desde hace demasiado:`,
    tryOne: 'Para probar una ahora: ',
    others: (count) => `y ${count} más`,
    closedChannels: 'Aquí no puedo publicar; lo nuevo espera:',
    since: 'desde ',
    lastDay: 'Las últimas 24 horas',
    posted: (count) => `${count} publicados`,
    waiting: (count) => `${count} esperan publicarse`,
    failed: (count) => `${count} no se pudieron publicar`,
    held: (count) => `${count} retenidos, pues nadie sabe si se publicaron`,
    folded: (count) => `${count} reunidos con otros`,
    filtered: (count) => `${count} descartados por filtros`,
    duplicates: (count) => `${count} descartados por estar ya publicados`,
    delay: (duration) => `Del hallazgo a la publicación: ${duration}, la mitad más rápido`,
    overdue: (count, duration) => `Fuentes que esperan consulta: ${count}, la que más desde hace ${duration}`,
    firstDay: 'El primer día con Pullquote',
    firstDayQuiet: 'Ninguna de tus fuentes publicó nada.',
    firstDayEnd: 'Desde ahora solo escribo si algo falla. En cualquier momento: ',
  },
  uk: {
    heading: 'Стан',
    noFeeds: 'У цьому просторі ще немає жодної підписки.',
    allWork: (count) => (count === 1 ? 'Стрічка працює.' : `Усі стрічки працюють: ${count}.`),
    someFail: (failing, all) => `Не вдається прочитати стрічок: ${failing} з ${all}:`,
    someSilent: (silent, all) => `Стрічки читаються, але незвично довго без новин: ${silent} з ${all}:`,
    tryOne: 'Спробувати зараз: ',
    others: (count) => `і ще ${count}`,
    closedChannels: 'Тут я не можу писати; нове чекає:',
    since: 'з ',
    lastDay: 'Останні 24 години',
    posted: (count) => `опубліковано: ${count}`,
    waiting: (count) => `чекають публікації: ${count}`,
    failed: (count) => `не вдалося опублікувати: ${count}`,
    held: (count) => `притримано, бо невідомо, чи опубліковано: ${count}`,
    folded: (count) => `зібрано разом з іншими: ${count}`,
    filtered: (count) => `відсіяно фільтрами: ${count}`,
    duplicates: (count) => `пропущено, бо вже опубліковано: ${count}`,
    delay: (duration) => `Від появи до допису: ${duration}, половина — швидше`,
    overdue: (count, duration) => `Стрічок, що чекають перевірки: ${count}, найдовше — ${duration}`,
    firstDay: 'Перший день із Pullquote',
    firstDayQuiet: 'Жодна з ваших стрічок нічого не опублікувала.',
    firstDayEnd: 'Відтепер я пишу, лише коли щось ламається. Будь-коли: ',
  },
}
