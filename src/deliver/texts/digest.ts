import type { FoldCause } from '../../store/schema.ts'
import type { Texts } from '../locale.ts'

/** The words of a message that holds several posts. */
export const digestTexts: Texts<{
  readonly title: Readonly<Record<FoldCause, string>>
  readonly stories: (count: number) => string
  /** Before the names of other outlets that tell the same story. */
  readonly also: string
  readonly others: (count: number) => string
  readonly moreBelow: (count: number) => string
  /** Over what had no room: `Stories 11 to 30 of 45`. */
  readonly part: (from: number, to: number, all: number) => string
}> = {
  en: {
    title: {
      schedule: 'News digest',
      quiet: 'While it was quiet here',
      budget: 'More from the last hour',
      backlog: 'While I could not post here',
    },
    stories: (count) => (count === 1 ? 'one story' : `${count} stories`),
    also: 'Also: ',
    others: (count) => `${count} more`,
    moreBelow: (count) => `${count} more in the replies to this message.`,
    part: (from, to, all) => `Stories ${from} to ${to} of ${all}`,
  },
  de: {
    title: {
      schedule: 'Nachrichtenüberblick',
      quiet: 'Während der Ruhezeit',
      budget: 'Mehr aus der letzten Stunde',
      backlog: 'Während ich hier nicht posten konnte',
    },
    stories: (count) => (count === 1 ? 'eine Meldung' : `${count} Meldungen`),
    also: 'Auch: ',
    others: (count) => `${count} weitere`,
    moreBelow: (count) => `${count} weitere in den Antworten auf diese Nachricht.`,
    part: (from, to, all) => `Meldungen ${from} bis ${to} von ${all}`,
  },
  fr: {
    title: {
      schedule: 'L’essentiel de l’actualité',
      quiet: 'Pendant les heures calmes',
      budget: 'Le reste de la dernière heure',
      backlog: 'Pendant que je ne pouvais pas publier ici',
    },
    stories: (count) => (count === 1 ? 'un sujet' : `${count} sujets`),
    also: 'Aussi : ',
    others: (count) => (count === 1 ? 'un autre' : `${count} autres`),
    moreBelow: (count) =>
      count === 1 ? 'Un autre sujet en réponse à ce message.' : `${count} autres en réponse à ce message.`,
    part: (from, to, all) => `Sujets ${from} à ${to} sur ${all}`,
  },
  es: {
    title: {
      schedule: 'Resumen de noticias',
      quiet: 'Durante las horas de silencio',
      budget: 'Más de la última hora',
      backlog: 'Mientras no podía publicar aquí',
    },
    stories: (count) => (count === 1 ? 'una noticia' : `${count} noticias`),
    also: 'También: ',
    others: (count) => `${count} más`,
    moreBelow: (count) => `${count} más en las respuestas a este mensaje.`,
    part: (from, to, all) => `Noticias ${from} a ${to} de ${all}`,
  },
  uk: {
    title: {
      schedule: 'Дайджест новин',
      quiet: 'За тихі години',
      budget: 'Решта за останню годину',
      backlog: 'Поки я не міг сюди писати',
    },
    stories: (count) => `${count} ${ukrainianStories[new Intl.PluralRules('uk').select(count)] ?? 'новини'}`,
    also: 'Також: ',
    others: (count) => `ще ${count}`,
    moreBelow: (count) => `Ще ${count} у відповідях на це повідомлення.`,
    part: (from, to, all) => `Новини ${from}–${to} із ${all}`,
  },
}

const ukrainianStories: Readonly<Record<string, string>> = {
  one: 'новина',
  few: 'новини',
  many: 'новин',
}
