export type Since =
  | { readonly kind: 'since'; readonly at: number }
  | { readonly kind: 'unreadable' | 'future' }

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** What stands behind a number, in the languages people type in. */
const units: readonly (readonly [RegExp, number])[] = [
  [/^(h|hrs?|hours?|std|stunden?|heures?|horas?|г|год|годин\p{L}*)$/u, hourMs],
  [/^(d|days?|t|tage?n?|j|jours?|d[ií]as?|д|дн|дні|днів|день)$/u, dayMs],
  [/^(w|weeks?|wochen?|sem|semaines?|semanas?|тиж|тижн\p{L}*|тиждень)$/u, 7 * dayMs],
]
const today = /^(today|heute|aujourd[’']?hui|hoy|сьогодні)$/
const yesterday = /^(yesterday|gestern|hier|ayer|вчора|учора)$/
const longestAgoMs = 100 * 366 * dayMs

/** Reads `24h`, `7d`, `2w`, `today`, `yesterday` or a date, in the reader's time zone. */
export function parseSince(typed: string, now: Date, timeZone: string): Since {
  const word = typed.trim().toLowerCase()
  if (today.test(word)) return { kind: 'since', at: startOfDay(now, timeZone, 0) }
  if (yesterday.test(word)) return { kind: 'since', at: startOfDay(now, timeZone, 1) }
  const [, count, unit = ''] = /^(\d{1,5})\s*(\p{L}+)$/u.exec(word) ?? []
  const unitMs = units.find(([name]) => name.test(unit))?.[1]
  if (count !== undefined && unitMs !== undefined)
    return { kind: 'since', at: now.getTime() - Math.min(Number(count) * unitMs, longestAgoMs) }
  return parseDate(word, now, timeZone)
}

function parseDate(word: string, now: Date, timeZone: string): Since {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(word) ?? []
  if (year === undefined || month === undefined || day === undefined) return { kind: 'unreadable' }
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day))
  // 2026-02-31 is a day in March for JavaScript and none for people.
  if (new Date(midnight).getUTCDate() !== Number(day)) return { kind: 'unreadable' }
  const at = atWallClock(midnight, timeZone)
  return at > now.getTime() ? { kind: 'future' } : { kind: 'since', at }
}

/** When the day began that many days ago, by the clocks of the time zone. */
export function startOfDay(now: Date, timeZone: string, daysAgo: number): number {
  const wall = now.getTime() + offsetAt(now.getTime(), timeZone)
  return atWallClock(Math.floor(wall / dayMs) * dayMs - daysAgo * dayMs, timeZone)
}

/** The moment at which clocks there show this time, given as if it were UTC. */
function atWallClock(wall: number, timeZone: string): number {
  const near = wall - offsetAt(wall, timeZone)
  return wall - offsetAt(near, timeZone)
}

function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', { ...shown, timeZone: knownZone(timeZone) }).formatToParts(
    at,
  )
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0)
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  )
  return wall - Math.floor(at / 1000) * 1000
}

const shown = {
  hourCycle: 'h23',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
} as const

/** A zone that this version of Node doesn't know must not keep anybody from asking. */
function knownZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}
