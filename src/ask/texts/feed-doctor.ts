import type { Texts } from '../../deliver/locale.ts'

/** What is odd about a feed that can be read. */
export type DoctorTexts = {
  readonly silent: string
  /** When it was silent, other feeds of the site are shown below. */
  readonly othersThatSpeak: string
  readonly moved: (address: string) => string
  readonly damaged: (fault: string) => string
}

export const doctorTexts: Texts<DoctorTexts> = {
  en: {
    silent: 'That is far longer than usual for this feed: it may have been given up for another one.',
    othersThatSpeak: 'Feeds of the same site that have news:',
    moved: (address) =>
      `The publisher says that it has moved for good to ${address}. I go over by myself when that is sure.`,
    damaged: (fault) => `It is damaged (${fault}); I read what can be read of it.`,
  },
  de: {
    silent:
      'Das ist viel länger als bei diesem Feed üblich: Vielleicht wurde er zugunsten eines anderen aufgegeben.',
    othersThatSpeak: 'Feeds derselben Website, die Neues haben:',
    moved: (address) =>
      `Der Herausgeber sagt, er sei endgültig nach ${address} umgezogen. Ich wechsle von selbst, sobald das sicher ist.`,
    damaged: (fault) => `Er ist beschädigt (${fault}); ich lese davon, was sich lesen lässt.`,
  },
  fr: {
    silent: 'C’est bien plus long que d’habitude pour ce flux : il a peut-être été abandonné pour un autre.',
    othersThatSpeak: 'Flux du même site qui ont du nouveau :',
    moved: (address) =>
      `L’éditeur dit qu’il a déménagé définitivement à ${address}. J’y passerai de moi-même dès que c’est sûr.`,
    damaged: (fault) => `Il est abîmé (${fault}) ; j’en lis ce qui est lisible.`,
  },
  es: {
    silent: 'Es mucho más de lo habitual en esta fuente: quizá la hayan abandonado por otra.',
    othersThatSpeak: 'Fuentes del mismo sitio que tienen novedades:',
    moved: (address) =>
      `El editor dice que se ha mudado definitivamente a ${address}. Me pasaré solo cuando sea seguro.`,
    damaged: (fault) => `Está dañada (${fault}); leo lo que se puede leer de ella.`,
  },
  uk: {
    silent: 'Це набагато довше, ніж звичайно для цієї стрічки: можливо, її замінили іншою.',
    othersThatSpeak: 'Стрічки того ж сайту, у яких є новини:',
    moved: (address) =>
      `Видавець каже, що вона назавжди переїхала на ${address}. Я перейду туди сам, коли це буде певно.`,
    damaged: (fault) => `Її пошкоджено (${fault}); я читаю з неї те, що можна прочитати.`,
  },
}
