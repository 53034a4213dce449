import type { Texts } from '../../deliver/locale.ts'

type TypedTexts = {
  readonly unknown: (word: string) => string
  readonly didYouMean: string
  /** Before `/news help`. */
  readonly seeAll: string
  readonly unfinished: (word: string) => string
  readonly missing: (option: string, about: string) => string
  readonly surplus: (text: string) => string
  readonly surplusFilter: (word: string) => string
  readonly twice: (option: string) => string
  readonly notOneOf: (option: string, value: string, values: string) => string
  readonly notCount: (option: string, value: string, least: number, most: number) => string
  readonly notChannel: (value: string) => string
  readonly tooLong: (option: string, length: number, most: number) => string
  readonly endless: (most: number) => string
  /** Before an example. */
  readonly example: string
}

export const typedTexts: Texts<TypedTexts> = {
  en: {
    unknown: (word) => `I don’t know “${word}”.`,
    didYouMean: 'Did you mean',
    seeAll: 'All I do:',
    unfinished: (word) => `“${word}” needs another word. One of these:`,
    missing: (option, about) => `“${option}” is missing. ${about}.`,
    surplus: (text) => `I don’t know what to do with “${text}” here.`,
    surplusFilter: (word) => `To post only what mentions it, write +${word}; to leave it out, -${word}.`,
    twice: (option) => `“${option}” stands there twice; I need one.`,
    notOneOf: (option, value, values) => `“${option}” can be ${values}, not “${value}”.`,
    notCount: (option, value, least, most) =>
      `“${option}” is a whole number from ${least} to ${most}, not “${value}”.`,
    notChannel: (value) =>
      `“${value}” is no channel I can find. Type # and choose the channel from the list that opens.`,
    tooLong: (option, length, most) => `“${option}” has ${length} characters; at most ${most} are possible.`,
    endless: (most) => `That is too long to be read: at most ${most} characters are possible.`,
    example: 'For example:',
  },
  de: {
    unknown: (word) => `„${word}“ kenne ich nicht.`,
    didYouMean: 'Meintest du',
    seeAll: 'Alles, was ich kann:',
    unfinished: (word) => `Nach „${word}“ fehlt noch ein Wort. Eins von diesen:`,
    missing: (option, about) => `„${option}“ fehlt. ${about}.`,
    surplus: (text) => `Mit „${text}“ kann ich hier nichts anfangen.`,
    surplusFilter: (word) =>
      `Soll nur kommen, was es erwähnt, schreib +${word}; soll es wegbleiben, -${word}.`,
    twice: (option) => `„${option}“ steht zweimal da; ich brauche es einmal.`,
    notOneOf: (option, value, values) => `„${option}“ kann ${values} sein, nicht „${value}“.`,
    notCount: (option, value, least, most) =>
      `„${option}“ ist eine ganze Zahl von ${least} bis ${most}, nicht „${value}“.`,
    notChannel: (value) =>
      `„${value}“ ist kein Kanal, den ich finde. Tippe # und wähle den Kanal aus der Liste, die sich öffnet.`,
    tooLong: (option, length, most) => `„${option}“ hat ${length} Zeichen; höchstens ${most} sind möglich.`,
    endless: (most) => `Das ist zu lang zum Lesen: höchstens ${most} Zeichen sind möglich.`,
    example: 'Zum Beispiel:',
  },
  fr: {
    unknown: (word) => `Je ne connais pas « ${word} ».`,
    didYouMean: 'Vouliez-vous dire',
    seeAll: 'Tout ce que je fais :',
    unfinished: (word) => `Il manque un mot après « ${word} ». L’un de ceux-ci :`,
    missing: (option, about) => `Il manque « ${option} ». ${about}.`,
    surplus: (text) => `Je ne sais que faire ici de « ${text} ».`,
    surplusFilter: (word) =>
      `Pour ne publier que ce qui en parle, écrivez +${word} ; pour l’écarter, -${word}.`,
    twice: (option) => `« ${option} » y est deux fois ; il m’en faut un.`,
    notOneOf: (option, value, values) => `« ${option} » peut être ${values}, pas « ${value} ».`,
    notCount: (option, value, least, most) =>
      `« ${option} » est un nombre entier de ${least} à ${most}, pas « ${value} ».`,
    notChannel: (value) =>
      `« ${value} » n’est pas un canal que je trouve. Tapez # et choisissez le canal dans la liste.`,
    tooLong: (option, length, most) =>
      `« ${option} » compte ${length} caractères ; ${most} au plus sont possibles.`,
    endless: (most) => `C’est trop long à lire : ${most} caractères au plus.`,
    example: 'Par exemple :',
  },
  es: {
    unknown: (word) => `No conozco «${word}».`,
    didYouMean: '¿Quieres decir',
    seeAll: 'Todo lo que hago:',
    unfinished: (word) => `Después de «${word}» falta una palabra. Una de estas:`,
    missing: (option, about) => `Falta «${option}». ${about}.`,
    surplus: (text) => `No sé qué hacer aquí con «${text}».`,
    surplusFilter: (word) =>
      `Para publicar solo lo que lo menciona, escribe +${word}; para excluirlo, -${word}.`,
    twice: (option) => `«${option}» está dos veces; necesito uno.`,
    notOneOf: (option, value, values) => `«${option}» puede ser ${values}, no «${value}».`,
    notCount: (option, value, least, most) =>
      `«${option}» es un número entero de ${least} a ${most}, no «${value}».`,
    notChannel: (value) =>
      `«${value}» no es un canal que yo encuentre. Escribe # y elige el canal en la lista que se abre.`,
    tooLong: (option, length, most) =>
      `«${option}» tiene ${length} caracteres; son posibles ${most} como máximo.`,
    endless: (most) => `Es demasiado largo para leerlo: como máximo ${most} caracteres.`,
    example: 'Por ejemplo:',
  },
  uk: {
    unknown: (word) => `Я не знаю «${word}».`,
    didYouMean: 'Можливо,',
    seeAll: 'Усе, що я вмію:',
    unfinished: (word) => `Після «${word}» бракує слова. Одного з цих:`,
    missing: (option, about) => `Бракує «${option}». ${about}.`,
    surplus: (text) => `Не знаю, що тут робити з «${text}».`,
    surplusFilter: (word) => `Щоб публікувати лише те, де це є, напишіть +${word}; щоб відкинути, -${word}.`,
    twice: (option) => `«${option}» вказано двічі; потрібно один раз.`,
    notOneOf: (option, value, values) => `«${option}» може бути ${values}, а не «${value}».`,
    notCount: (option, value, least, most) =>
      `«${option}» — ціле число від ${least} до ${most}, а не «${value}».`,
    notChannel: (value) => `Каналу «${value}» не знайдено. Введіть # і виберіть канал зі списку.`,
    tooLong: (option, length, most) => `«${option}» має ${length} символів; можливо щонайбільше ${most}.`,
    endless: (most) => `Це задовго, щоб прочитати: щонайбільше ${most} символів.`,
    example: 'Наприклад:',
  },
}
