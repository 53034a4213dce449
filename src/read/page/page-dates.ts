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

/** When the story came out, in epoch milliseconds. */
export function publishedAt({ document, structured, metas, context }: PageSources): number | null {
  const said = [structured?.published, ...publishedMetas.map((name) => metas.get(name))]
  return firstDate(said, context.now) ?? firstTime(document, publishedPlaces, context.now)
}

/** When the story was last changed, in epoch milliseconds. */
export function updatedAt({ document, structured, metas, context }: PageSources): number | null {
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
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?(?:\.\d{1,9})?) ?(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?$/i
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
  // Without a zone the runtime would take the machine's own; UTC gives the same answer everywhere.
  return Date.parse(namesZone.test(text) ? text : `${text} UTC`)
}

function isoMs([, day, time, zone]: RegExpExecArray): number {
  if (time === undefined) return Date.parse(`${day}T00:00:00Z`)
  return Date.parse(`${day}T${time.slice(0, 12)}${isoZone(zone)}`)
}

function isoZone(zone: string | undefined): string {
  if (zone === undefined || !/^[+-]/.test(zone)) return 'Z'
  return /^[+-]\d{2}$/.test(zone) ? `${zone}:00` : zone.replace(/^(...):?/, '$1:')
}
