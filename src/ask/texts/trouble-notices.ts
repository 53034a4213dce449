import type { Texts } from '../../deliver/locale.ts'

type NoticeTexts = {
  readonly ill: (count: number) => string
  readonly well: (count: number) => string
  readonly others: (count: number) => string
  readonly goesOn: string
  readonly wellNote: string
}

/** What the admins of a workspace are told of feeds that fail and work again. */
export const troubleNoticeTexts: Texts<NoticeTexts> = {
  en: {
    ill: (count) => (count === 1 ? 'A feed cannot be read' : `${count} feeds cannot be read`),
    well: (count) => (count === 1 ? 'A feed works again' : `${count} feeds work again`),
    others: (count) => `and ${count} more`,
    goesOn: 'I keep trying and say once when they work again.',
    wellNote: 'What was published meanwhile and is still listed will be posted.',
  },
  de: {
    ill: (count) =>
      count === 1 ? 'Ein Feed lässt sich nicht lesen' : `${count} Feeds lassen sich nicht lesen`,
    well: (count) => (count === 1 ? 'Ein Feed geht wieder' : `${count} Feeds gehen wieder`),
    others: (count) => `und ${count} weitere`,
    goesOn: 'Ich versuche es weiter und melde einmal, wenn sie wieder gehen.',
    wellNote: 'Was inzwischen erschienen ist und noch darin steht, wird gepostet.',
  },
  fr: {
    ill: (count) => (count === 1 ? 'Un flux est illisible' : `${count} flux sont illisibles`),
    well: (count) => (count === 1 ? 'Un flux fonctionne à nouveau' : `${count} flux fonctionnent à nouveau`),
    others: (count) => `et ${count} autres`,
    goesOn: 'Je continue d’essayer et je préviendrai une fois quand ils fonctionneront.',
    wellNote: 'Ce qui est paru entre-temps et y figure encore sera publié.',
  },
  es: {
    ill: (count) => (count === 1 ? 'No se puede leer una fuente' : `No se pueden leer ${count} fuentes`),
    well: (count) => (count === 1 ? 'Una fuente vuelve a funcionar' : `${count} fuentes vuelven a funcionar`),
    others: (count) => `y ${count} más`,
    goesOn: 'Sigo intentándolo y avisaré una vez cuando funcionen.',
    wellNote: 'Lo que se publicó entretanto y sigue en la fuente se publicará aquí.',
  },
  uk: {
    ill: (count) =>
      count === 1 ? 'Одну стрічку не вдається прочитати' : `Не вдається прочитати стрічок: ${count}`,
    well: (count) => (count === 1 ? 'Одна стрічка знову працює' : `Знову працюють стрічки: ${count}`),
    others: (count) => `і ще ${count}`,
    goesOn: 'Я пробую далі й повідомлю один раз, коли вони запрацюють.',
    wellNote: 'Те, що вийшло за цей час і ще є у стрічці, буде опубліковано.',
  },
}
