/** Clocks are set right by seconds all the time. */
const slackMs = 60_000

/**
 * Sees that the clock was set back, and has the store follow before anything is done by the new time. The first call
 * does so in any case: nobody knows how the clock stood when the program ran the last time.
 */
export function watchClock(clock: () => Date, follow: (now: Date) => Promise<void>): () => Promise<void> {
  let latest = Number.POSITIVE_INFINITY
  return async () => {
    const before = latest
    const now = clock()
    latest = now.getTime()
    if (before - latest <= slackMs) return
    try {
      await follow(now)
    } catch (error) {
      latest = before
      throw error
    }
  }
}
