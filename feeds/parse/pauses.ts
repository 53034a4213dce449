import type { Feed } from '../feed.ts'
import { firstText } from './nodes.ts'
import type { RawElement } from './rss.ts'

const periodMinutes: ReadonlyMap<string, number> = new Map([
  ['hourly', 60],
  ['daily', 24 * 60],
  ['weekly', 7 * 24 * 60],
  ['monthly', 30 * 24 * 60],
  ['yearly', 365 * 24 * 60],
])

const dayNames = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']

/** How long a reader is asked to wait between two polls: the longer of ttl and sy:updatePeriod. */
export function ttlMinutes(feed: RawElement): number | null {
  const waits = [positiveNumber(firstText(feed.elements('ttl'))), syndicationMinutes(feed)]
  const longest = Math.max(...waits.map((minutes) => minutes ?? 0))
  return longest === 0 ? null : Math.max(1, Math.round(longest))
}

function syndicationMinutes(feed: RawElement): number | null {
  const period = periodMinutes.get(firstText(feed.elements('sy:updatePeriod'))?.toLowerCase() ?? '')
  if (period === undefined) return null
  return period / (positiveNumber(firstText(feed.elements('sy:updateFrequency'))) ?? 1)
}

/** When a reader is asked to stay away (https://www.rssboard.org/skip-hours-days); null when never. */
export function readSkips(feed: RawElement): Feed['skips'] {
  // RSS 0.91 counts the hours to 24, which is midnight.
  const hours = texts(feed, 'skipHours', 'hour')
    .filter((text) => /^(?:[01]?\d|2[0-4])$/.test(text))
    .map((text) => Number(text) % 24)
  const days = texts(feed, 'skipDays', 'day').map((text) => dayNames.indexOf(text.toLowerCase()))
  const skips = { hours: sorted(hours), days: sorted(days.filter((day) => day >= 0)) }
  return skips.hours.length + skips.days.length === 0 ? null : skips
}

function texts(feed: RawElement, list: string, entry: string): readonly string[] {
  return feed
    .elements(list)
    .flatMap((node) => node.children(entry))
    .flatMap((node) => node.text?.trim() ?? [])
}

function sorted(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((one, other) => one - other)
}

function positiveNumber(text: string | null): number | null {
  const number = Number(text ?? Number.NaN)
  return Number.isFinite(number) && number > 0 ? number : null
}
