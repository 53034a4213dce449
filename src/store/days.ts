import { sql } from 'kysely'

const dayMs = 86_400_000

/** The day of a moment, in days since 1970 (UTC). */
export function dayOf(at: number): number {
  return Math.floor(at / dayMs)
}

/** The day on which an item was discovered: all that becomes of it for a channel is of this day. */
export const dayOfItem = sql<number>`(items.discovered_at / ${sql.lit(dayMs)})`

/** Days from the first one up to the one before `to`. */
export type Days = { readonly from: number; readonly to: number }

/** What is to be made so that every one of the wanted days is in one stretch: none longer than `span`, none over another. */
export function missingDays(there: readonly Days[], wanted: Days, span: number): Days[] {
  const missing: Days[] = []
  for (let day = wanted.from; day < wanted.to; ) {
    const around = there.find(({ from, to }) => from <= day && day < to)
    if (around) {
      day = around.to
      continue
    }
    const behind = there.map(({ from }) => from).filter((from) => from > day)
    const to = Math.min(day + span, ...behind)
    missing.push({ from: day, to })
    day = to
  }
  return missing
}
