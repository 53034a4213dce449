import type { Capabilities } from './adapter.ts'

/** How much a channel takes just now: a bucket that fills by one message every so often. Times are epoch milliseconds. */
export type Bucket = { readonly messages: number; readonly at: number }

/** The bucket after one more message, and until when the channel then wants to rest. */
export function afterMessage(
  bucket: Bucket | undefined,
  pace: NonNullable<Capabilities['pace']>,
  now: number,
): { readonly bucket: Bucket; readonly restUntil: number } {
  const before = bucket ?? { messages: pace.burst, at: now }
  const gained = Math.max(0, now - before.at) / pace.everyMs
  const messages = Math.min(pace.burst, before.messages + gained) - 1
  const restMs = messages >= 1 ? 0 : Math.ceil((1 - messages) * pace.everyMs)
  return { bucket: { messages, at: now }, restUntil: restMs === 0 ? 0 : now + restMs }
}
