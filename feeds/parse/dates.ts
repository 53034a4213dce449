import { type DayAndRest, readDay } from './days.ts'
import { zoneMinutes } from './zones.ts'

// Almost all dates are RFC 822 or RFC 3339 with a zone. JavaScript reads these fast and alike everywhere.
const month = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)'
const day = '(?:0[1-9]|1\\d|2[0-8])'
const time = '(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d'
const rfc822 = new RegExp(
  `^(?:[A-Z][a-z]{2}, )?${day} ${month} 20\\d\\d ${time} (?:GMT|[+-](?:0\\d|1[0-2])[0-5]\\d)$`,
)
const rfc3339 = new RegExp(
  `^20\\d\\d-(?:0[1-9]|1[0-2])-${day}T${time}(?:\\.\\d{1,3})?(?:Z|[+-](?:0\\d|1[0-2]):[0-5]\\d)$`,
)

/** Reads a date however a publisher writes it, as epoch milliseconds; UTC when it names no zone, null when it is no date. */
export function parseFeedDate(text: string): number | null {
  if (rfc822.test(text) || rfc3339.test(text)) return Date.parse(text)
  const tidy = tidyDate(text)
  const timestamp = readTimestamp(tidy)
  if (timestamp !== null) return timestamp
  const { clock, rest } = leadingClock(tidy)
  const found = readDay(rest)
  return found && instant({ ...found, rest: `${clock}${found.rest}` })
}

/** "18:05, 24.01.2026" */
function leadingClock(text: string): { readonly clock: string; readonly rest: string } {
  const [whole = '', clock = ''] = text.match(/^(\d{1,2}:\d{2}(?::\d{2})?)[\s,-]+/) ?? []
  return { clock: clock && ` ${clock}`, rest: text.slice(whole.length) }
}

function tidyDate(text: string): string {
  return text
    .slice(0, 500)
    .normalize('NFKC')
    .replace(/<[^<>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 120)
}

function readTimestamp(text: string): number | null {
  if (/^\d{9,10}$/.test(text)) return Number(text) * 1000
  return /^\d{13}$/.test(text) ? Number(text) : null
}

function instant({ date, rest }: DayAndRest): number | null {
  const clock = readClock(rest)
  if (clock === null) return null
  const localMs = Date.UTC(date.year, date.month, date.day) + clock.ms
  return localMs - zoneMinutes(clock.zone, localMs) * 60_000
}

type Clock = { readonly ms: number; readonly zone: string }

const clockPattern = /(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,:](\d{1,9}))?)?(?:\s*([ap])\.?m\b\.?)?/i
/** An hour alone, before a zone or at the end. */
const hourPattern = /^\s(\d{1,2})(?=\s[+-]\d|Z?$)/

function readClock(rest: string): Clock | null {
  const match = rest.match(clockPattern) ?? rest.match(hourPattern)
  // "+02:00" right after a day is a zone, not an hour.
  if (!match || /[+-]$/.test(rest.slice(0, match.index))) return { ms: 0, zone: rest.replace(/^[\s,]+/, '') }
  const [whole, hour, minute = '0', second = '0', fraction = '0', half] = match
  const h = hourOfDay(Number(hour), half?.toLowerCase())
  if (h > 24 || Number(minute) > 59 || Number(second) > 60) return null
  // A leap second is the last one we can name.
  const seconds = h * 3600 + Number(minute) * 60 + Math.min(Number(second), 59)
  const ms = seconds * 1000 + Math.round(Number(`0.${fraction}`) * 1000)
  return { ms, zone: rest.slice((match.index ?? 0) + whole.length).replace(/^[\s,:]+/, '') }
}

function hourOfDay(hour: number, half: string | undefined): number {
  if (half === 'p' && hour < 12) return hour + 12
  return half === 'a' && hour === 12 ? 0 : hour
}
