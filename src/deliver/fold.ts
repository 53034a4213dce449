import type { ChannelSettings } from '../store/channel-settings.ts'
import type { Fold, WaitingPost } from '../store/queues.ts'
import { overBudgetUntil } from './times/budget.ts'
import { parseQuietHours, quietUntil } from './times/quiet.ts'

/** What could not be sent for so long is no news by itself any more: after an outage it comes in one message. */
export const longestWaitAloneMs = 2 * 3_600_000

/** Whether a post that is about to be sent waits to be posted together with others; null when it goes out now. */
export function foldOf(post: WaitingPost, now: number): Fold | null {
  if (now - post.waitingSince > longestWaitAloneMs)
    return { cause: 'backlog', until: now, reason: 'it waited while the channel could not be reached' }
  if (post.isUrgent) return null
  return foldForQuiet(post.settings, now) ?? foldForBudget(post, now)
}

/** Whether it is quiet in the channel, and until when. */
export function foldForQuiet({ quietHours, timeZone }: ChannelSettings, now: number): Fold | null {
  if (quietHours === null) return null
  const outcome = parseQuietHours(quietHours)
  if (outcome.kind === 'invalid') return null
  const until = quietUntil(outcome.quiet, timeZone, now)
  return until === null
    ? null
    : { cause: 'quiet', until, reason: `it is quiet in the channel (${quietHours})` }
}

function foldForBudget({ settings, sentAt }: WaitingPost, now: number): Fold | null {
  const { budgetPerHour, timeZone } = settings
  if (budgetPerHour === null) return null
  const until = overBudgetUntil(budgetPerHour, sentAt, { timeZone, now })
  const reason = `the channel wants no more than ${budgetPerHour} posts an hour`
  return until === null ? null : { cause: 'budget', until, reason }
}
