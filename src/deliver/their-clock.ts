import type { FindResult } from './adapter.ts'

/** How far our clock is ahead of a platform's, by the date of the last answer; 0 while nobody knows. */
export type TheirClock = { note(date: Date | null): void; aheadMs(): number }

export function openTheirClock(clock: () => Date): TheirClock {
  let aheadMs = 0
  return {
    note: (date) => {
      if (date !== null) aheadMs = clock().getTime() - date.getTime()
    },
    aheadMs: () => Math.max(0, aheadMs),
  }
}

/** Answers are dated by the second, and take a while. */
const noticedMs = 30_000

/** Looks among what was posted since then by the platform's clock; again, when the answers show that ours is further ahead than was known. */
export async function findByTheirClock(
  since: Date,
  theirs: TheirClock,
  find: (since: Date) => Promise<FindResult>,
): Promise<FindResult> {
  const aheadMs = theirs.aheadMs()
  const found = await find(new Date(since.getTime() - aheadMs))
  if (found.kind !== 'absent' || theirs.aheadMs() <= aheadMs + noticedMs) return found
  return find(new Date(since.getTime() - theirs.aheadMs()))
}
