/** How often somebody wishes a feed asked, in minutes; null for as often as it publishes. */
export type PaceRead =
  | { readonly kind: 'pace'; readonly minutes: number | null }
  | { readonly kind: 'invalid' }

const fewestMinutes = 2
const mostMinutes = 24 * 60

/** Reads `10m`, `90 min`, `2h` or a number of minutes, from two minutes to a day. */
export function readPace(typed: string | null | undefined): PaceRead {
  const written = (typed ?? '').trim().toLowerCase()
  if (written === '') return { kind: 'pace', minutes: null }
  const [, number, unit = ''] = /^(\d{1,4})\s*([\p{L}.]*)$/u.exec(written) ?? []
  if (number === undefined) return { kind: 'invalid' }
  const isHours = /^(h|hours?|std\.?|stunden?|heures?|horas?|г|год\.?|години?|годин)$/u.test(unit)
  const isMinutes = /^(|m|min\.?|minuten?|minutes?|minutos?|хв\.?|хвилини?|хвилин)$/u.test(unit)
  if (!isHours && !isMinutes) return { kind: 'invalid' }
  const minutes = Number(number) * (isHours ? 60 : 1)
  return minutes < fewestMinutes || minutes > mostMinutes ? { kind: 'invalid' } : { kind: 'pace', minutes }
}

/** As it can be typed: `10m`, `2h`. */
export function paceTyped(minutes: number | null): string {
  if (minutes === null) return ''
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`
}
