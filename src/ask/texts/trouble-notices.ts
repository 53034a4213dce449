import type { Texts } from '../../deliver/locale.ts'

type NoticeTexts = {
  readonly ill: (count: number) => string
  readonly well: (count: number) => string
  readonly silent: (count: number) => string
  /** How often it publishes, and for how long nothing came. */
  readonly dailySilence: (items: number, duration: string) => string
  readonly weeklySilence: (items: number, duration: string) => string
  readonly silentNote: string
  readonly others: (count: number) => string
  readonly goesOn: string
  readonly wellNote: string
}

/** What the admins of a workspace are told of feeds that fail and work again. */
export const troubleNoticeTexts: Texts<NoticeTexts> = {
  en: {
    ill: (count) => (count === 1 ? 'A feed cannot be read' : `${count} feeds cannot be read`),
    well: (count) => (count === 1 ? 'A feed works again' : `${count} feeds work again`),
    silent: (count) => (count === 1 ? 'A feed is unusually silent' : `${count} feeds are unusually silent`),
    dailySilence: (items, duration) => `usually about ${items} a day, nothing for ${duration}`,
    weeklySilence: (items, duration) => `usually about ${items} a week, nothing for ${duration}`,
    silentNote: 'They can be read without any trouble. If they are dead or moved, look for another with',
    others: (count) => `and ${count} more`,
    goesOn: 'I keep trying and say once when they work again.',
    wellNote: 'What was published meanwhile and is still listed will be posted.',
  },
  de: {
    ill: (count) =>
      count === 1 ? 'Ein Feed lässt sich nicht lesen' : `${count} Feeds lassen sich nicht lesen`,
    well: (count) => (count === 1 ? 'Ein Feed geht wieder' : `${count} Feeds gehen wieder`),
    silent: (count) =>
      count === 1 ? 'Ein Feed ist ungewöhnlich still' : `${count} Feeds sind ungewöhnlich still`,
    dailySilence: (items, duration) => `sonst etwa ${items} am Tag, seit ${duration} nichts`,
    weeklySilence: (items, duration) => `sonst etwa ${items} in der Woche, seit ${duration} nichts`,
    silentNote: 'Lesen lassen sie sich ohne Weiteres. Falls sie tot oder umgezogen sind, hilft',
    others: (count) => `und ${count} weitere`,
    goesOn: 'Ich versuche es weiter und melde einmal, wenn sie wieder gehen.',
    wellNote: 'Was inzwischen erschienen ist und noch darin steht, wird gepostet.',
  },
  fr: {
    ill: (count) => (count === 1 ? 'Un flux est illisible' : `${count} flux sont illisibles`),
    well: (count) => (count === 1 ? 'Un flux fonctionne à nouveau' : `${count} flux fonctionnent à nouveau`),
    silent: (count) =>
      count === 1 ? 'Un flux est inhabituellement muet' : `${count} flux sont inhabituellement muets`,
    dailySilence: (items, duration) => `d’habitude environ ${items} par jour, rien depuis ${duration}`,
    weeklySilence: (items, duration) => `d’habitude environ ${items} par semaine, rien depuis ${duration}`,
    silentNote: 'Ils sont parfaitement lisibles. S’ils sont morts ou ont déménagé, cherchez-en un autre avec',
    others: (count) => `et ${count} autres`,
    goesOn: 'Je continue d’essayer et je préviendrai une fois quand ils fonctionneront.',
    wellNote: 'Ce qui est paru entre-temps et y figure encore sera publié.',
  },
  es: {
    ill: (count) => (count === 1 ? 'No se puede leer una fuente' : `No se pueden leer ${count} fuentes`),
    well: (count) => (count === 1 ? 'Una fuente vuelve a funcionar' : `${count} fuentes vuelven a funcionar`),
    silent: (count) =>
      count === 1
        ? 'Una fuente lleva demasiado en silencio'
        : `${count} fuentes llevan demasiado en silencio`,
    dailySilence: (items, duration) => `suele traer unos ${items} al día, nada desde hace ${duration}`,
    weeklySilence: (items, duration) => `suele traer unos ${items} a la semana, nada desde hace ${duration}`,
    silentNote: 'Se pueden leer sin problemas. Si ya no existen o se han mudado, busca otra con',
    others: (count) => `y ${count} más`,
    goesOn: 'Sigo intentándolo y avisaré una vez cuando funcionen.',
    wellNote: 'Lo que se publicó entretanto y sigue en la fuente se publicará aquí.',
  },
  uk: {
    ill: (count) =>
      count === 1 ? 'Одну стрічку не вдається прочитати' : `Не вдається прочитати стрічок: ${count}`,
    well: (count) => (count === 1 ? 'Одна стрічка знову працює' : `Знову працюють стрічки: ${count}`),
    silent: (count) => (count === 1 ? 'Одна стрічка незвично мовчить' : `Незвично мовчать стрічки: ${count}`),
    dailySilence: (items, duration) => `зазвичай приблизно ${items} на день, нічого вже ${duration}`,
    weeklySilence: (items, duration) => `зазвичай приблизно ${items} на тиждень, нічого вже ${duration}`,
    silentNote: 'Вони читаються без перешкод. Якщо їх закрито чи перенесено, знайдіть інші:',
    others: (count) => `і ще ${count}`,
    goesOn: 'Я пробую далі й повідомлю один раз, коли вони запрацюють.',
    wellNote: 'Те, що вийшло за цей час і ще є у стрічці, буде опубліковано.',
  },
}
