import type { Locale } from '../locale.ts'
import { scheduleTexts } from '../texts/schedule.ts'
import { clockTime, minuteOfDay, timeZoneOr, wallMinute } from './wall-clock.ts'

/** When only breaking news is posted, in minutes since midnight; `until` may be on the next day. */
export type QuietHours = { readonly from: number; readonly until: number }

export type QuietHoursOutcome =
  | { readonly kind: 'quiet'; readonly quiet: QuietHours }
  | { readonly kind: 'invalid'; readonly message: string }

const minuteMs = 60_000
const dayMinutes = 24 * 60
/** More than any clock was ever put forward. */
const longestJump = 3 * 60

/** Reads `22:00-07:00`, `22-7` or `10pm-7am`. Never throws. */
export function parseQuietHours(text: string, locale: Locale = 'en'): QuietHoursOutcome {
  const texts = scheduleTexts[locale]
  const written = text.trim().slice(0, 100)
  const [start, end, ...others] = written.split(/\s*[-–—]\s*/)
  const from = minuteOfDay(start ?? '')
  const until = minuteOfDay(end ?? '')
  if (from === null || until === null || others.length > 0)
    return { kind: 'invalid', message: texts.unknownQuietHours(written) }
  if (from === until) return { kind: 'invalid', message: texts.alwaysQuiet(written) }
  return { kind: 'quiet', quiet: { from, until } }
}

/** The quiet hours as they are stored: `22:00-07:00`. */
export function writeQuietHours({ from, until }: QuietHours): string {
  return `${clockTime(from)}-${clockTime(until)}`
}

/** The end of the quiet hours if it is quiet at this moment, in epoch milliseconds; null when it is not. */
export function quietUntil(quiet: QuietHours, timeZone: string, at: number): number | null {
  const zone = timeZoneOr(timeZone, 'UTC')
  const isQuiet = (time: number) => isWithin(quiet, wallMinute(zone, time))
  if (!isQuiet(at)) return null
  let end = at - (at % minuteMs)
  // Clocks that are put back in the night make it longer.
  while (isQuiet(end)) end += minutesUntil(quiet.until, wallMinute(zone, end)) * minuteMs
  // Clocks that are put forward make it shorter.
  for (let early = 1; early <= longestJump; early++)
    if (end - minuteMs > at && !isQuiet(end - minuteMs)) end -= minuteMs
  return end
}

function isWithin({ from, until }: QuietHours, minute: number): boolean {
  return from < until ? minute >= from && minute < until : minute >= from || minute < until
}

function minutesUntil(goal: number, minute: number): number {
  return (goal - minute + dayMinutes) % dayMinutes || dayMinutes
}
