import type { Texts } from '../locale.ts'

/** What is said about the times at which something is posted. */
export const scheduleTexts: Texts<{
  readonly unknownSchedule: (written: string) => string
  readonly hourlyTakesNothing: (rest: string) => string
  readonly unknownTime: (part: string) => string
  readonly unknownDayOrTime: (part: string) => string
  readonly unknownQuietHours: (written: string) => string
  readonly alwaysQuiet: (written: string) => string
  readonly everyHour: string
  readonly everyDay: (times: string) => string
  readonly everyWeek: (days: string, times: string) => string
}> = {
  en: {
    unknownSchedule: (written) =>
      `“${written}” is not a schedule. Write hourly, daily 09:00, daily 09:00,17:00 or weekly mon 09:00.`,
    hourlyTakesNothing: (rest) => `hourly takes no time, but “${rest}” was behind it. Write only hourly.`,
    unknownTime: (part) => `“${part}” is not a time of day. Write it like 09:00.`,
    unknownDayOrTime: (part) =>
      `“${part}” is neither a day nor a time. Write mon, tue, wed, thu, fri, sat or sun, and times like 09:00.`,
    unknownQuietHours: (written) => `“${written}” are no quiet hours. Write them like 22:00-07:00.`,
    alwaysQuiet: (written) =>
      `“${written}” begins and ends at the same time. Write two different times, like 22:00-07:00.`,
    everyHour: 'every hour',
    everyDay: (times) => `every day at ${times}`,
    everyWeek: (days, times) => `every week on ${days} at ${times}`,
  },
  de: {
    unknownSchedule: (written) =>
      `„${written}“ ist kein Zeitplan. Schreib hourly, daily 09:00, daily 09:00,17:00 oder weekly mon 09:00.`,
    hourlyTakesNothing: (rest) =>
      `hourly braucht keine Uhrzeit, dahinter stand aber „${rest}“. Schreib nur hourly.`,
    unknownTime: (part) => `„${part}“ ist keine Uhrzeit. Schreib sie wie 09:00.`,
    unknownDayOrTime: (part) =>
      `„${part}“ ist weder Tag noch Uhrzeit. Schreib mon, tue, wed, thu, fri, sat oder sun und Uhrzeiten wie 09:00.`,
    unknownQuietHours: (written) => `„${written}“ sind keine Ruhezeiten. Schreib sie wie 22:00-07:00.`,
    alwaysQuiet: (written) =>
      `„${written}“ beginnt und endet zur selben Zeit. Schreib zwei verschiedene Zeiten, etwa 22:00-07:00.`,
    everyHour: 'stündlich',
    everyDay: (times) => `täglich um ${times}`,
    everyWeek: (days, times) => `wöchentlich am ${days} um ${times}`,
  },
  fr: {
    unknownSchedule: (written) =>
      `« ${written} » n'est pas un horaire. Écrivez hourly, daily 09:00, daily 09:00,17:00 ou weekly mon 09:00.`,
    hourlyTakesNothing: (rest) =>
      `hourly ne prend pas d'heure, mais « ${rest} » suivait. Écrivez seulement hourly.`,
    unknownTime: (part) => `« ${part} » n'est pas une heure. Écrivez-la comme 09:00.`,
    unknownDayOrTime: (part) =>
      `« ${part} » n'est ni un jour ni une heure. Écrivez mon, tue, wed, thu, fri, sat ou sun, et des heures comme 09:00.`,
    unknownQuietHours: (written) =>
      `« ${written} » n'est pas une plage d'heures calmes. Écrivez-la comme 22:00-07:00.`,
    alwaysQuiet: (written) =>
      `« ${written} » commence et finit à la même heure. Écrivez deux heures différentes, comme 22:00-07:00.`,
    everyHour: 'toutes les heures',
    everyDay: (times) => `chaque jour à ${times}`,
    everyWeek: (days, times) => `chaque semaine, ${days}, à ${times}`,
  },
  es: {
    unknownSchedule: (written) =>
      `«${written}» no es un horario. Escribe hourly, daily 09:00, daily 09:00,17:00 o weekly mon 09:00.`,
    hourlyTakesNothing: (rest) => `hourly no lleva hora, pero detrás estaba «${rest}». Escribe solo hourly.`,
    unknownTime: (part) => `«${part}» no es una hora. Escríbela como 09:00.`,
    unknownDayOrTime: (part) =>
      `«${part}» no es un día ni una hora. Escribe mon, tue, wed, thu, fri, sat o sun, y horas como 09:00.`,
    unknownQuietHours: (written) => `«${written}» no son horas de silencio. Escríbelas como 22:00-07:00.`,
    alwaysQuiet: (written) =>
      `«${written}» empieza y termina a la misma hora. Escribe dos horas distintas, como 22:00-07:00.`,
    everyHour: 'cada hora',
    everyDay: (times) => `cada día a las ${times}`,
    everyWeek: (days, times) => `cada semana, ${days}, a las ${times}`,
  },
  uk: {
    unknownSchedule: (written) =>
      `«${written}» — це не розклад. Напишіть hourly, daily 09:00, daily 09:00,17:00 або weekly mon 09:00.`,
    hourlyTakesNothing: (rest) => `hourly не потребує часу, але далі було «${rest}». Напишіть лише hourly.`,
    unknownTime: (part) => `«${part}» — це не час. Напишіть його як 09:00.`,
    unknownDayOrTime: (part) =>
      `«${part}» — це ні день, ні час. Напишіть mon, tue, wed, thu, fri, sat або sun і час на зразок 09:00.`,
    unknownQuietHours: (written) => `«${written}» — це не тихі години. Напишіть їх як 22:00-07:00.`,
    alwaysQuiet: (written) =>
      `«${written}» починається й закінчується в один час. Напишіть два різні часи, наприклад 22:00-07:00.`,
    everyHour: 'щогодини',
    everyDay: (times) => `щодня о ${times}`,
    everyWeek: (days, times) => `щотижня (${days}) о ${times}`,
  },
}
