import { setTimeout as sleepMs } from 'node:timers/promises'
import { dispatchOnce } from './deliver/dispatcher.ts'
import type { Program } from './main.ts'
import type { Polled } from './poll/outcome.ts'
import { pollFeeds } from './poll/poller.ts'
import { readItems } from './read/reader.ts'
import { countDeliveries, nextDeliveryAt } from './store/deliveries.ts'
import { nextReadingAt } from './store/items.ts'

/** What one round came to; printed as JSON by `pullquote poll`. */
export type RoundSummary = {
  readonly feeds: number
  readonly changed: number
  readonly unchanged: number
  readonly failed: readonly { readonly url: string; readonly message: string }[]
  readonly newItems: number
  readonly read: number
  readonly deliveries: { readonly sent: number; readonly failed: number; readonly open: number }
  readonly ms: number
}

/** Longer than the retries of an unreadable page take together. */
const longestRoundMs = 5 * 60_000
const longestWaitMs = 1_000

/** Polls each feed once and then reads and delivers until nothing waits any more. */
export async function runRound(program: Program, options: { readonly all: boolean }): Promise<RoundSummary> {
  const startedAt = performance.now()
  const before = await countDeliveries(program.store)
  const polled = await pollFeeds(program.poller, options)
  const read = await settle(program, startedAt + longestRoundMs)
  const after = await countDeliveries(program.store)
  return {
    feeds: polled.length,
    changed: polled.filter(({ kind }) => kind === 'changed').length,
    unchanged: polled.filter(({ kind }) => kind === 'unchanged').length,
    failed: failuresOf(polled),
    newItems: polled.reduce((sum, { newItems }) => sum + newItems, 0),
    read,
    deliveries: {
      sent: after.sent - before.sent,
      failed: after.failed + after.held - before.failed - before.held,
      open: after.pending + after.sending,
    },
    ms: Math.round(performance.now() - startedAt),
  }
}

/** Returns how many items were read. */
async function settle(program: Program, deadline: number): Promise<number> {
  let read = 0
  while (performance.now() < deadline) {
    const outcomes = await readItems(program.reader)
    read += outcomes.filter((outcome) => outcome === 'article' || outcome === 'headline').length
    const taken = await dispatchOnce(program.dispatcher)
    if (outcomes.length > 0 || taken > 0) continue
    const next = earliest(await nextReadingAt(program.store), await nextDeliveryAt(program.store))
    if (next === null) break
    await sleepMs(Math.min(longestWaitMs, Math.max(0, next - program.poller.clock().getTime())))
  }
  return read
}

function earliest(...times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null)
  return known.length === 0 ? null : Math.min(...known)
}

function failuresOf(polled: readonly Polled[]): RoundSummary['failed'] {
  return polled.flatMap(({ kind, url, message }) =>
    kind === 'failed' ? [{ url, message: message ?? '' }] : [],
  )
}
