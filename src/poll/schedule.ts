/** The operator's limits, in milliseconds. */
export type PollLimits = { readonly shortestMs: number; readonly longestMs: number }

export type Cadence = {
  /** Items of the last seven days. */
  readonly itemsPerWeek: number
  /** What the publisher asks for (ttl, Cache-Control, Expires, Retry-After); it can only lengthen the wait. */
  readonly askedMs: number
}

const weekMs = 7 * 24 * 3_600_000
const firstBackoffMs = 5 * 60_000
const jitterShare = 0.1

/**
 * When to look again after a poll that worked: as often as the feed publishes, within the limits.
 * The formula is Miniflux's (internal/model/feed.go, ScheduleNextCheck). `dice` is in 0..1 and spreads feeds by ±10 %,
 * within the limits; a wait the publisher asked for is only ever lengthened.
 */
export function nextPollAt(cadence: Cadence, limits: PollLimits, at: { now: Date; dice: number }): number {
  const byCadence = weekMs / Math.max(1, cadence.itemsPerWeek)
  return at.now.getTime() + waitMs(clamp(byCadence, limits), cadence.askedMs, limits, at.dice)
}

/** When to try again after the n-th failure in a row: 5 min, 10, 20 ... at most the longest wait, never before asked. */
export function retryPollAt(
  failure: { readonly failures: number; readonly retryAfterMs: number | null },
  limits: PollLimits,
  at: { now: Date; dice: number },
): number {
  const backoff = firstBackoffMs * 2 ** Math.min(failure.failures - 1, 16)
  return at.now.getTime() + waitMs(backoff, failure.retryAfterMs ?? 0, limits, at.dice)
}

function waitMs(ownMs: number, askedMs: number, limits: PollLimits, dice: number): number {
  const spreadMs = ownMs * (1 - jitterShare + 2 * jitterShare * dice)
  return Math.ceil(clamp(Math.max(spreadMs, askedMs * (1 + jitterShare * dice)), limits))
}

function clamp(ms: number, limits: PollLimits): number {
  return Math.min(limits.longestMs, Math.max(limits.shortestMs, ms))
}
