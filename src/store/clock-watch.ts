import { clockSlackMs } from './clock-back.ts'

/** Work that was begun by the old time is written for a while. */
const followsAfterMs = [0, 5_000, 30_000, 120_000]

/**
 * Sees that the clock was set back, and has the store follow before anything is done by the new time, and some times
 * after that. The first call does so in any case: nobody knows how the clock stood when the program ran the last time.
 */
export function watchClock(clock: () => Date, follow: (now: Date) => Promise<void>): () => Promise<void> {
  let latest = Number.POSITIVE_INFINITY
  let due: readonly number[] = []
  return async () => {
    const now = clock()
    const at = now.getTime()
    if (latest - at > clockSlackMs) due = followsAfterMs.map((afterMs) => at + afterMs)
    latest = at
    const [next, ...others] = due
    if (next === undefined || next > at) return
    due = others
    try {
      await follow(now)
    } catch (error) {
      due = [at, ...due]
      throw error
    }
  }
}
