import { nextDigestAt } from './schedule.ts'

const hourMs = 3_600_000

/** The end of the hour on the channel's clocks if its posts for this hour are used up; null when there is one left. */
export function overBudgetUntil(
  perHour: number,
  sentAt: readonly number[],
  { timeZone, now }: { readonly timeZone: string; readonly now: number },
): number | null {
  const hourEnd = nextDigestAt({ kind: 'hourly' }, timeZone, now)
  const inThisHour = sentAt.filter((at) => at >= hourEnd - hourMs)
  return inThisHour.length < perHour ? null : hourEnd
}
