import { Cron } from 'croner'
import type { Locale } from '../locale.ts'
import { scheduleTexts } from '../texts/schedule.ts'
import { clockTime, minuteOfDay, timeZoneOr } from './wall-clock.ts'

/** When a channel gets what is new together in one message; minutes count from midnight, days from Sunday. */
export type Schedule =
  | { readonly kind: 'hourly' }
  | { readonly kind: 'daily'; readonly minutes: readonly number[] }
  | { readonly kind: 'weekly'; readonly days: readonly number[]; readonly minutes: readonly number[] }

export type ScheduleOutcome =
  | { readonly kind: 'schedule'; readonly schedule: Schedule }
  | { readonly kind: 'invalid'; readonly message: string }

const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const longDayNames = ['sundays', 'mondays', 'tuesdays', 'wednesdays', 'thursdays', 'fridays', 'saturdays']
const usualMinute = 9 * 60
const longestWritten = 200
const form = /^(hourly|daily|weekly)(?:\s+(?:at\s+)?(.*))?$/iu

/** Reads `hourly`, `daily 09:00`, `daily 09:00,17:00`, `weekly mon 09:00`, `weekly mon,thu 09:00`. Never throws. */
export function parseSchedule(text: string, locale: Locale = 'en'): ScheduleOutcome {
  const texts = scheduleTexts[locale]
  const invalid = (message: string): ScheduleOutcome => ({ kind: 'invalid', message })
  if (text.length > longestWritten) return invalid(texts.unknownSchedule(`${text.slice(0, 50)}…`))
  const [, word, rest = ''] = form.exec(text.trim()) ?? []
  if (word === undefined) return invalid(texts.unknownSchedule(text.trim()))
  const parts = rest.split(/[\s,]+/).filter((part) => part !== '')
  const kind = word.toLowerCase()
  if (kind === 'hourly')
    return parts.length === 0
      ? { kind: 'schedule', schedule: { kind: 'hourly' } }
      : invalid(texts.hourlyTakesNothing(rest))
  const days = new Set<number>()
  const minutes = new Set<number>()
  for (const part of parts) {
    const minute = minuteOfDay(part)
    const day = kind === 'weekly' ? dayOf(part) : null
    if (minute !== null) minutes.add(minute)
    else if (day !== null) days.add(day)
    else return invalid(kind === 'weekly' ? texts.unknownDayOrTime(part) : texts.unknownTime(part))
  }
  const times = minutes.size === 0 ? [usualMinute] : inOrder(minutes)
  return {
    kind: 'schedule',
    schedule:
      kind === 'weekly'
        ? { kind, days: days.size === 0 ? [1] : inOrder(days), minutes: times }
        : { kind: 'daily', minutes: times },
  }
}

/** The schedule as it is stored; reading it gives the same schedule. */
export function writeSchedule(schedule: Schedule): string {
  if (schedule.kind === 'hourly') return 'hourly'
  const times = schedule.minutes.map(clockTime).join(',')
  if (schedule.kind === 'daily') return `daily ${times}`
  return `weekly ${schedule.days.map((day) => dayNames[day]).join(',')} ${times}`
}

/** The schedule in words: `Mondays and Thursdays at 09:00`. */
export function describeSchedule(schedule: Schedule, locale: Locale = 'en'): string {
  const texts = scheduleTexts[locale]
  if (schedule.kind === 'hourly') return texts.everyHour
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })
  const times = list.format(schedule.minutes.map(clockTime))
  if (schedule.kind === 'daily') return texts.everyDay(times)
  const days = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })
  // The first of March 2026 was a Sunday.
  const names = schedule.days.map((day) => days.format(Date.UTC(2026, 2, 1 + day)))
  return texts.everyWeek(list.format(names), times)
}

/**
 * The next time of the schedule after this moment, in epoch milliseconds. A time that the clocks jump over is taken
 * right after the jump, one that comes twice the first time.
 */
export function nextDigestAt(schedule: Schedule, timeZone: string, after: number): number {
  const zone = timeZoneOr(timeZone, 'UTC')
  const next = patternsOf(schedule).flatMap(
    (pattern) => new Cron(pattern, { timezone: zone }).nextRun(new Date(after))?.getTime() ?? [],
  )
  return Math.min(...next)
}

function patternsOf(schedule: Schedule): readonly string[] {
  if (schedule.kind === 'hourly') return ['0 * * * *']
  const days = schedule.kind === 'weekly' ? schedule.days.join(',') : '*'
  return schedule.minutes.map((minute) => `${minute % 60} ${Math.floor(minute / 60)} * * ${days}`)
}

/** `mo`, `mon`, `Monday` and `mondays` are the same day. */
function dayOf(text: string): number | null {
  const name = text.toLowerCase()
  const day = longDayNames.findIndex((long) => name.length >= 2 && long.startsWith(name))
  return day === -1 ? null : day
}

function inOrder(numbers: ReadonlySet<number>): readonly number[] {
  return [...numbers].sort((one, other) => one - other)
}
