/** Slack's limits (docs.slack.dev/apis/web-api/rate-limits). Minutes may be short for tests. */
export type RateLimits = {
  /** One message per second and channel; how many may come at once. */
  readonly messageBurst?: number
  readonly secondMs?: number
  readonly minuteMs?: number
}

export type Meter = {
  /** Milliseconds until the call would be taken; 0 takes it. */
  take(key: string, perWindow: { readonly calls: number; readonly windowMs: number }): number
}

/** Counts calls in a leaking bucket for each key: full after `calls`, empty again after `windowMs`. */
export function createMeter(clock: () => number): Meter {
  const emptyAt = new Map<string, number>()
  return {
    take: (key, { calls, windowMs }) => {
      const now = clock()
      const costMs = windowMs / calls
      const until = Math.max(emptyAt.get(key) ?? 0, now)
      const waitMs = until + costMs - (now + windowMs)
      if (waitMs > 1e-6) return waitMs
      emptyAt.set(key, until + costMs)
      return 0
    },
  }
}
