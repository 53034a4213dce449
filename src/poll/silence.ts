import { learnRhythm } from './rhythm.ts'

const dayMs = 86_400_000
const fewItemsMs = 30 * dayMs
const oneItemMs = 180 * dayMs
/** How much longer than the longest gap so far. */
const beyond = 4

/**
 * Since when a feed has been silent far beyond its own rhythm, told by nothing but the items it lists now; null when
 * it is not, or when nobody can say.
 */
export function silentSince(
  items: readonly { readonly publishedAt: number | null }[],
  now: Date,
): number | null {
  const times = items
    .flatMap(({ publishedAt }) => publishedAt ?? [])
    .filter((at) => at <= now.getTime())
    .sort((one, other) => one - other)
  const last = times.at(-1)
  return last === undefined || now.getTime() <= expectedBy(times, last) ? null : last
}

function expectedBy(times: readonly number[], last: number): number {
  const rhythm = learnRhythm(times, new Date(last))
  if (rhythm?.expectedBy != null) return rhythm.expectedBy
  const longestGap = times.slice(1).reduce((most, at, index) => Math.max(most, at - (times[index] ?? at)), 0)
  return last + Math.max(times.length < 2 ? oneItemMs : fewItemsMs, beyond * longestGap)
}
