import type { FeedRow } from '../store/schema.ts'

/** What is known of how often a feed publishes. */
export type Rhythm = {
  readonly lastItemAt: number
  readonly itemsPerWeek: number
  /** When a feed like this that has brought nothing new is silent far beyond its rhythm; null when nobody can say. */
  readonly expectedBy: number | null
}

const hourMs = 3_600_000
const weekHours = 7 * 24
const shortestSilenceMs = 6 * hourMs
const farthestHours = 8 * weekHours
const fewestItems = 10
const fewestDays = 14

/** How much longer than what has happened before a silence must be. */
const beyond = 2
/** The fewer items, the less is known: so many expected items more, shared by how many there were. */
const unsure = 8

/** How far back the items lie that a rhythm is learned from. */
export const rhythmMs = 8 * weekHours * hourMs

/** Whether a feed that works has brought nothing for far longer than its rhythm lets expect. */
export function isSilent(
  feed: Pick<FeedRow, 'state' | 'failures' | 'expected_by' | 'last_polled_at'>,
): boolean {
  const { state, failures, expected_by, last_polled_at } = feed
  if (state !== 'active' || failures > 0 || expected_by === null) return false
  // Nobody can say what came while the program stood still.
  return (last_polled_at ?? 0) >= expected_by
}

/**
 * Learns the rhythm of a feed from the times of its items. Silence is measured by how many items were to be expected
 * in it, by the hour of the week, so that nights and weekends count for nothing. It is beyond the rhythm when twice as
 * many were missed as ever were before; the one longest silence is left out, for that may have been a breakdown.
 */
export function learnRhythm(itemTimes: readonly number[], now: Date): Rhythm | null {
  const since = now.getTime() - rhythmMs
  const times = itemTimes.filter((at) => at > since && at <= now.getTime()).sort((one, other) => one - other)
  const [first] = times
  const last = times.at(-1)
  if (first === undefined || last === undefined) return null
  const spanMs = last - first
  const itemsPerWeek = times.length / Math.max(1, (now.getTime() - first) / (weekHours * hourMs))
  const known = { lastItemAt: last, itemsPerWeek, expectedBy: null }
  if (times.length < fewestItems || spanMs < fewestDays * 24 * hourMs) return known
  const rates = hourlyRates(times, first, last)
  const threshold =
    beyond * usualLongest(times, expectedSince(first, rates, last)) + unsure / Math.sqrt(times.length)
  const silentAt = whenMissed(last, threshold, rates)
  return { ...known, expectedBy: silentAt === null ? null : Math.max(silentAt, last + shortestSilenceMs) }
}

type Rates = readonly number[]

/** The items to be expected in each hour of the week. */
function hourlyRates(times: readonly number[], first: number, last: number): Rates {
  const weeks = (last - first) / (weekHours * hourMs)
  const ofWeek = smooth(counts(times, weekHours).map((count) => count / weeks))
  const ofDay = smooth(counts(times, 24).map((count) => count / weeks / 7))
  const average = times.length / weeks / weekHours
  // With few items only the hour of the day tells something.
  const trust = times.length / (times.length + weekHours)
  return ofWeek.map(
    (rate, hour) => 0.95 * (trust * rate + (1 - trust) * (ofDay[hour % 24] ?? 0)) + 0.05 * average,
  )
}

function counts(times: readonly number[], hours: number): number[] {
  const all = Array.from({ length: hours }, () => 0)
  for (const at of times) {
    const hour = hourOf(at, hours)
    all[hour] = (all[hour] ?? 0) + 1
  }
  return all
}

function hourOf(at: number, hours: number): number {
  return Math.floor(at / hourMs) % hours
}

/** Publishers are not punctual, and clocks change in spring and autumn. */
function smooth(rates: Rates): Rates {
  const size = rates.length
  const near = (hour: number) => rates[(hour + size) % size] ?? 0
  return rates.map(
    (rate, hour) => (3 * rate + 2 * (near(hour - 1) + near(hour + 1)) + near(hour - 2) + near(hour + 2)) / 9,
  )
}

/** How many items were to be expected from the first one until some time. */
function expectedSince(first: number, rates: Rates, last: number): (at: number) => number {
  const start = Math.floor(first / hourMs)
  const sums = [0]
  for (let hour = start; hour <= Math.floor(last / hourMs); hour++)
    sums.push((sums.at(-1) ?? 0) + (rates[hour % weekHours] ?? 0))
  return (at) => {
    const hour = Math.floor(at / hourMs)
    const part = at / hourMs - hour
    return (sums[hour - start] ?? 0) + part * (rates[hour % weekHours] ?? 0)
  }
}

/** The longest silence so far in expected items; without the very longest where there were many. */
function usualLongest(times: readonly number[], expected: (at: number) => number): number {
  const gaps = times.slice(1).map((at, index) => expected(at) - expected(times[index] ?? at))
  gaps.sort((one, other) => other - one)
  return (times.length < 30 ? gaps[0] : gaps[1]) ?? 0
}

function whenMissed(since: number, threshold: number, rates: Rates): number | null {
  let missing = threshold
  let at = since
  for (let hours = 0; hours <= farthestHours; hours++) {
    const next = (Math.floor(at / hourMs) + 1) * hourMs
    const rate = rates[hourOf(at, weekHours)] ?? 0
    const expected = (rate * (next - at)) / hourMs
    if (expected >= missing) return Math.ceil(at + (missing / rate) * hourMs)
    missing -= expected
    at = next
  }
  return null
}
