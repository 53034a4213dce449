import type { DomDocument } from './dom.ts'
import type { PageSources } from './page-sources.ts'

const publishedMetas = [
  'article:published_time',
  'og:article:published_time',
  'datepublished',
  'date',
  'parsely-pub-date',
  'sailthru.date',
  'dc.date',
  'dc.date.issued',
  'pubdate',
  'publishdate',
  'publication_date',
]
const updatedMetas = ['article:modified_time', 'og:updated_time', 'datemodified', 'last-modified']
const publishedPlaces = [
  '[itemprop~="datePublished"]',
  'time[pubdate]',
  'article time[datetime]',
  'main time[datetime]',
  'time[datetime]',
]
const updatedPlaces = ['[itemprop~="dateModified"]']

/** When the story came out and was last changed, in epoch milliseconds; nothing is changed before it is out. */
export function datesOf(sources: PageSources): {
  readonly publishedAt: number | null
  readonly updatedAt: number | null
} {
  const publishedAt = publishedOf(sources)
  const updatedAt = updatedOf(sources)
  const isPossible = updatedAt !== null && (publishedAt === null || updatedAt >= publishedAt)
  return { publishedAt, updatedAt: isPossible ? updatedAt : null }
}

function publishedOf({ document, structured, metas, context }: PageSources): number | null {
  const said = [structured?.published, ...publishedMetas.map((name) => metas.get(name))]
  return firstDate(said, context.now) ?? firstTime(document, publishedPlaces, context.now)
}

function updatedOf({ document, structured, metas, context }: PageSources): number | null {
  const said = [structured?.updated, ...updatedMetas.map((name) => metas.get(name))]
  return firstDate(said, context.now) ?? firstTime(document, updatedPlaces, context.now)
}

function firstTime(document: DomDocument, places: readonly string[], now: Date): number | null {
  for (const place of places) {
    const element = document.querySelector(place)
    const stamp = element?.getAttribute('datetime') ?? element?.getAttribute('content')
    const ms = parsePageDate(stamp ?? null, now)
    if (ms !== null) return ms
  }
  return null
}

function firstDate(stamps: readonly (string | null | undefined)[], now: Date): number | null {
  for (const stamp of stamps) {
    const ms = parsePageDate(stamp ?? null, now)
    if (ms !== null) return ms
  }
  return null
}

const dayMs = 86_400_000
const earliestMs = Date.UTC(1990, 0, 1)

const isoDate =
  /^(\d{4}-\d{2}-\d{2})(?:[T ] ?(\d{2}:\d{2}(?::\d{2})?(?:\.\d{1,9})?) ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?$/i
const compactDate = /^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})(Z|[+-]\d{2}:?\d{2})?)?$/i
const numericDate = /^(\d{1,2})([./])(\d{1,2})\2(\d{4})(?:,? (\d{1,2}:\d{2})(?::\d{2})?)?$/
const yearFirst = /^(\d{4})([./])(\d{1,2})\2(\d{1,2})(?:,? (\d{1,2}:\d{2})(?::\d{2})?)?$/
const namesMonth = /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i
const namesDay = /\b\d{1,2}(?:st|nd|rd|th)?\b/
const namesZone = /(?:Z|UTC|GMT|[A-Z]{1,2}[SD]T|[+-]\d{2}:?\d{2})\)?$/

/** A date as pages write it, in epoch milliseconds; null when unreadable, before 1990 or in the future. */
export function parsePageDate(text: string | null, now: Date): number | null {
  if (text === null || text.length > 60 || !/\d{4}/.test(text)) return null
  const ms = epochMs(text.trim())
  // Two days of grace: clocks and time zones of publishers are off more often than a story is from tomorrow.
  return Number.isNaN(ms) || ms < earliestMs || ms > now.getTime() + 2 * dayMs ? null : ms
}

function epochMs(text: string): number {
  const iso = isoDate.exec(text)
  if (iso !== null) return isoMs(iso)
  if (/^\d{10}$/.test(text)) return Number(text) * 1000
  if (/^\d{13}$/.test(text)) return Number(text)
  const compact = compactDate.exec(text)
  if (compact !== null) return compactMs(compact)
  const [, year = '', , month = '', day = '', clock] = yearFirst.exec(text) ?? []
  if (year !== '') return utcMs(year, month, day, clock)
  const numeric = numericDate.exec(text)
  if (numeric !== null) return numericMs(numeric)
  return namesMonth.test(text) && namesDay.test(text) ? writtenMs(text) : Number.NaN
}

// Without a zone the runtime would take the machine's own; UTC gives the same answer everywhere.
function writtenMs(text: string): number {
  const plain = text.replace(/(\d)(?:st|nd|rd|th)\b/i, '$1').replace(/\b([ap])\.m\./i, '$1m')
  return Date.parse(namesZone.test(plain) ? plain : `${plain} UTC`)
}

function compactMs([, year, month, day, hour, minute, second, zone]: RegExpExecArray): number {
  if (hour === undefined) return Date.parse(`${year}-${month}-${day}T00:00:00Z`)
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${isoZone(zone)}`)
}

// Full stops stand between day and month; with slashes, half of the world means the month first.
function numericMs([, first = '', mark, second = '', year = '', clock]: RegExpExecArray): number {
  if (mark === '.' || Number(first) > 12) return utcMs(year, second, first, clock)
  return Number(second) > 12 || first === second ? utcMs(year, first, second, clock) : Number.NaN
}

function utcMs(year: string, month: string, day: string, clock = '00:00'): number {
  return Date.parse(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${clock.padStart(5, '0')}Z`)
}

function isoMs([, day, time, zone]: RegExpExecArray): number {
  if (time === undefined) return Date.parse(`${day}T00:00:00Z`)
  return Date.parse(`${day}T${time.slice(0, 12)}${isoZone(zone)}`)
}

function isoZone(zone: string | undefined): string {
  if (zone === undefined || !/^[+-]/.test(zone)) return 'Z'
  return /^[+-]\d{2}$/.test(zone) ? `${zone}:00` : zone.replace(/^(...):?/, '$1:')
}
