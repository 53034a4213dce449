import type { Skips } from '../../feeds/feed.ts'

/** The operator's limits, in milliseconds. */
export type PollLimits = { readonly shortestMs: number; readonly longestMs: number }

export type Cadence = {
  /** Items of the last seven days. */
  readonly itemsPerWeek: number
  /** The fastest wish of those who follow the feed; null when nobody has one. */
  readonly wishedMs: number | null
  /** What the publisher asks for (ttl, Cache-Control, Expires); it can only lengthen the wait, by a day at most. */
  readonly askedMs: number
  /** The hours and days in which the publisher wants no questions. */
  readonly skips: Skips | null
}

export type Failure = {
  /** In a row, with this one. */
  readonly failures: number
  readonly retryAfterMs: number | null
  /** The publisher does not want us, or not so often: 403, 429. */
  readonly isUnwelcome: boolean
}

type At = { readonly now: Date; readonly dice: number }

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const weekMs = 7 * dayMs
const firstBackoffMs = 5 * 60_000
const firstUnwelcomeMs = 2 * hourMs
const jitterShare = 0.1
/** Readers that all stayed away until the full hour would all come at once. */
const afterSkipMs = 10 * 60_000

/** The most a publisher can ask for: one that says "next year" must not silence its feed. */
export const mostAskedMs = dayMs

/** No schedule puts a feed off beyond this. */
export function longestWaitMs({ longestMs }: PollLimits): number {
  return Math.max(longestMs, mostAskedMs)
}

/**
 * When to look again after a poll that worked: as often as the feed publishes or somebody wishes, within the limits.
 * The formula is Miniflux's (internal/model/feed.go, ScheduleNextCheck). `dice` is in 0..1 and spreads feeds by ±10 %,
 * within the limits; a wait the publisher asked for is only ever lengthened, whatever the limits and wishes.
 */
export function nextPollAt(cadence: Cadence, limits: PollLimits, at: At): number {
  const byCadence = weekMs / Math.max(1, cadence.itemsPerWeek)
  const own = clamp(Math.min(byCadence, cadence.wishedMs ?? byCadence), limits)
  const soonest = at.now.getTime() + waitMs(own, cadence.askedMs, limits, at.dice)
  return Math.max(
    soonest,
    Math.min(afterSkips(soonest, cadence.skips, at.dice), at.now.getTime() + mostAskedMs),
  )
}

/**
 * When to try again after the n-th failure in a row: 5 min, 10, 20 ... at most the longest wait, never before asked.
 * Who does not want us and does not say until when is left alone for hours: 2, 4, 8 ...
 */
export function retryPollAt(failure: Failure, limits: PollLimits, at: At): number {
  const isLeftAlone = failure.isUnwelcome && failure.retryAfterMs === null
  const first = isLeftAlone ? firstUnwelcomeMs : firstBackoffMs
  const backoff = Math.min(first * 2 ** Math.min(failure.failures - 1, 16), limits.longestMs)
  return at.now.getTime() + waitMs(backoff, failure.retryAfterMs ?? 0, limits, at.dice)
}

/** The end of the hours and days to skip that `at` lies in; `at` itself outside of them, or when all are to be skipped. */
function afterSkips(at: number, skips: Skips | null, dice: number): number {
  if (skips === null || !isSkipped(at, skips)) return at
  const hour = Math.floor(at / hourMs)
  for (let later = 1; later <= weekMs / hourMs; later++) {
    const start = (hour + later) * hourMs
    if (!isSkipped(start, skips)) return Math.ceil(start + afterSkipMs * dice)
  }
  return at
}

function isSkipped(at: number, { hours, days }: Skips): boolean {
  const date = new Date(at)
  return hours.includes(date.getUTCHours()) || days.includes(date.getUTCDay())
}

function waitMs(ownMs: number, askedMs: number, limits: PollLimits, dice: number): number {
  const spreadMs = clamp(ownMs * (1 - jitterShare + 2 * jitterShare * dice), limits)
  const politeMs = Math.min(askedMs * (1 + jitterShare * dice), mostAskedMs)
  return Math.ceil(Math.max(spreadMs, politeMs))
}

function clamp(ms: number, limits: PollLimits): number {
  return Math.min(limits.longestMs, Math.max(limits.shortestMs, ms))
}
