import { monthOf } from './month-names.ts'

/** A calendar day; months count from 0. */
export type Day = { readonly year: number; readonly month: number; readonly day: number }

/** A day found at the start of a text, and what follows it: clock and zone. */
export type DayAndRest = { readonly date: Day; readonly rest: string }

const earliestYear = 1970
const latestYear = 2100

/** Order matters: a pattern further down would misread what one further up describes. */
const readers: readonly ((text: string) => DayAndRest | null)[] = [
  readIso,
  readCompact,
  readEastAsian,
  readDayMonthYear,
  readMonthDayYear,
  readClockBeforeYear,
  readMonthYear,
  readYearMonthNameDay,
  readNumericYearFirst,
  readNumericYearLast,
  readYear,
]

/** Finds the day a text starts with, after a weekday if need be, in any of the languages we know. */
export function readDay(text: string): DayAndRest | null {
  const bare = withoutWeekday(text)
  for (const read of readers) {
    const found = read(bare)
    if (found) return found
  }
  return null
}

/** "Mon, 2nd de January" -> "2 January". A first word that is a month only stays when a day follows it. */
function withoutWeekday(text: string): string {
  const word = text.match(/^(\p{L}{2,14}(?:-\p{L}{2,8})?)(\.?\s?,|\.|\s)\s*(?=[\p{L}\d])/u)
  const name = word?.[1] ?? ''
  const rest = text.slice(word?.[0].length ?? 0)
  const isMonth = monthOf(name) !== null && !isFrenchTuesday(name, rest)
  const undressed = word && !isMonth ? rest : text
  return undressed
    .replace(/\b(\d{1,2})(?:st|nd|rd|th|er|o)\b/gi, '$1')
    .replace(/\b(?:de|del|of)\s/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** "mar." is both mars and mardi; before a day and another month it is the weekday. */
function isFrenchTuesday(name: string, rest: string): boolean {
  const month = rest.match(/^\d{1,2}\.?[\s-](\p{L}{3,12})/u)?.[1]
  return /^mar$/i.test(name) && month !== undefined && monthOf(month) !== null
}

function readIso(text: string): DayAndRest | null {
  const match = text.match(/^(\d{4})-0?(\d{1,2})(?:-(\d{1,2}))?(?![\d-])(.*)$/)
  if (!match) return null
  const [, year, month, day = '1', rest = ''] = match
  return dayAndRest(
    { year: Number(year), month: Number(month) - 1, day: Number(day) },
    rest.replace(/^T/i, ' '),
  )
}

function readCompact(text: string): DayAndRest | null {
  const match = text.match(/^(\d{4})(\d{2})(\d{2})(?:T?(\d{2}):?(\d{2})(?::?(\d{2}))?)?(?!\d)(.*)$/)
  if (!match) return null
  const [, year, month, day, hour = '00', minute = '00', second = '00', zone = ''] = match
  const date = { year: Number(year), month: Number(month) - 1, day: Number(day) }
  return dayAndRest(date, `${hour}:${minute}:${second} ${zone}`)
}

function readEastAsian(text: string): DayAndRest | null {
  const match = text.match(/^(\d{4})\s?[年년]\s*(\d{1,2})\s?[月월]\s*(\d{1,2})\s?[日일]?(.*)$/)
  if (!match) return null
  const [, year, month, day, rest = ''] = match
  return dayAndRest({ year: Number(year), month: Number(month) - 1, day: Number(day) }, rest)
}

function readDayMonthYear(text: string): DayAndRest | null {
  const match = text.match(
    /^(\d{1,2})[\s.,-]*(?:\p{L}{3,9}day, )?(\p{L}{3,12})\.?[\s,-]*(\d{4}|\d{2})(?![\d:])(.*)$/u,
  )
  if (!match) return null
  const [, day, month = '', year = '', rest = ''] = match
  return namedMonth({ year: fullYear(year), month, day: Number(day) }, rest)
}

function readMonthDayYear(text: string): DayAndRest | null {
  const match = text.match(/^(\p{L}{3,12})\.?[\s-]+(\d{1,2})(?:,\s*|[\s-]+)(\d{4})(?![\d:])(.*)$/u)
  if (!match) return null
  const [, month = '', day, year, rest = ''] = match
  return namedMonth({ year: Number(year), month, day: Number(day) }, rest)
}

/** asctime and `date`: "Jan 24 18:05:00 MST 2026". */
function readClockBeforeYear(text: string): DayAndRest | null {
  const match = text.match(
    /^(\p{L}{3,12})\.?\s+(\d{1,2})\s+(\d{1,2}:\d{2}(?::\d{2})?)\s*([A-Za-z]{2,5}|[+-]\d{4})?\s*(\d{4})\s*(.*)$/u,
  )
  if (!match) return null
  const [, month = '', day, clock = '', zone = '', year, after = ''] = match
  return namedMonth({ year: Number(year), month, day: Number(day) }, `${clock} ${zone || after}`)
}

function readMonthYear(text: string): DayAndRest | null {
  const match = text.match(/^(\p{L}{3,12})\.?,?\s+(\d{4})(.*)$/u)
  if (!match) return null
  const [, month = '', year, rest = ''] = match
  return namedMonth({ year: Number(year), month, day: 1 }, rest)
}

function readYearMonthNameDay(text: string): DayAndRest | null {
  const match = text.match(/^(\d{4})[\s-](\p{L}{3,12})\.?[\s-](\d{1,2})(?!\d)(.*)$/u)
  if (!match) return null
  const [, year, month = '', day, rest = ''] = match
  return namedMonth({ year: Number(year), month, day: Number(day) }, rest)
}

function readNumericYearFirst(text: string): DayAndRest | null {
  const match = text.match(/^(\d{4})([/.])\s?(\d{1,2})\2\s?(\d{1,2})(?!\d)\.?(.*)$/)
  if (!match) return null
  const [, year, , month, day, rest = ''] = match
  return dayAndRest({ year: Number(year), month: Number(month) - 1, day: Number(day) }, rest)
}

/** With slashes the month usually comes first (American), with dots and dashes the day does; 13-31 settles it. */
function readNumericYearLast(text: string): DayAndRest | null {
  const match = text.match(/^(\d{1,2})(\. |[/.\s-])(\d{1,2})\2(\d{4}|\d{2})(?!\d)(.*)$/)
  if (!match) return null
  const [, first, separator, second, year = '', rest = ''] = match
  const [a, b] = [Number(first), Number(second)]
  const monthFirst = separator === '/' || separator === ' ' ? a <= 12 : b > 12
  const date = monthFirst ? { month: a - 1, day: b } : { month: b - 1, day: a }
  return dayAndRest({ ...date, year: fullYear(year) }, rest)
}

function readYear(text: string): DayAndRest | null {
  return /^\d{4}$/.test(text) ? dayAndRest({ year: Number(text), month: 0, day: 1 }, '') : null
}

function fullYear(year: string): number {
  if (year.length === 4) return Number(year)
  return Number(year) < 70 ? 2000 + Number(year) : 1900 + Number(year)
}

function namedMonth(date: { year: number; month: string; day: number }, rest: string): DayAndRest | null {
  const month = monthOf(date.month)
  return month === null ? null : dayAndRest({ ...date, month }, rest)
}

function dayAndRest(date: Day, rest: string): DayAndRest | null {
  const isYear = date.year >= earliestYear && date.year <= latestYear
  const isMonth = date.month >= 0 && date.month < 12
  return isYear && isMonth && date.day >= 1 && date.day <= 31 ? { date, rest } : null
}
