import type { Settlement } from '../store/deliveries.ts'
import type { Capabilities, FindResult, SendResult } from './adapter.ts'

const repeatMs = 30_000

/** What an answer to a publish means for the delivery. Pure; times are epoch milliseconds. */
export function settleAnswer(
  result: SendResult,
  context: {
    readonly capabilities: Capabilities
    readonly startedAt: number
    readonly now: number
    /** Until when the channel wants to rest after one more message. */
    readonly restUntil: number
    /** Doing it twice is doing it once, so nobody has to look first. */
    readonly isRepeatable: boolean
  },
): Settlement {
  const { capabilities, startedAt, now, restUntil } = context
  switch (result.kind) {
    case 'sent':
      return { state: 'sent', messageRef: JSON.stringify(result.message), note: null, restUntil }
    case 'rateLimited':
      return {
        state: 'pending',
        notBefore: now + result.retryAfterMs,
        reason: `the platform asked to wait ${result.retryAfterMs} ms`,
      }
    case 'rejected':
      return result.about === 'message' || (result.about === 'channel' && context.isRepeatable)
        ? { state: 'failed', reason: result.reason }
        : // The channel is paused, not the post: it goes out when the channel is mended.
          { state: 'pending', notBefore: now, reason: result.reason }
    case 'unknown':
      if (context.isRepeatable)
        return {
          state: 'pending',
          notBefore: now + repeatMs,
          reason: `no answer (${result.cause}); asking again`,
        }
      return {
        state: 'waiting',
        until: startedAt + capabilities.settleMs,
        reason: `no answer (${result.cause}); looking for the message before sending again`,
      }
  }
}

/** What a look into the channel means for a delivery whose outcome was unknown. */
export function settleSearch(
  found: FindResult,
  context: { readonly capabilities: Capabilities; readonly now: number },
): Settlement {
  switch (found.kind) {
    case 'found':
      return {
        state: 'sent',
        messageRef: JSON.stringify(found.message),
        note: 'found in the channel',
        restUntil: 0,
      }
    case 'absent':
      return { state: 'pending', notBefore: context.now, reason: 'not in the channel: sending again' }
    case 'unavailable':
      return context.capabilities.onUnknown === 'resend'
        ? { state: 'pending', notBefore: context.now, reason: `${found.reason}: sending again` }
        : { state: 'held', reason: `${found.reason}: held so that nothing is posted twice` }
    case 'unknown':
      return {
        state: 'waiting',
        until: context.now + found.retryAfterMs,
        reason: `the channel could not be looked into (${found.cause}); looking again`,
      }
  }
}
