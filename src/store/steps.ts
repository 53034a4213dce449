import type { Store } from './store.ts'

/**
 * The moments at which a crash is tried, each where what happened in the world and what is known of it may differ:
 * docs/reliability.md tells of each. A step stands behind what its name says, before anything else is done.
 */
export const steps = [
  'written',
  'committed',
  'feed-taken',
  'feed-fetched',
  'poll-saved',
  'quiet-poll-noted',
  'quiet-polls-saved',
  'hub-asked',
  'hub-confirmed',
  'push-saved',
  'push-read',
  'item-taken',
  'page-fetched',
  'page-read',
  'reading-saved',
  'reading-postponed',
  'delivery-claimed',
  'message-accepted',
  'message-looked-for',
  'delivery-settled',
  'channel-closed',
  'channel-opened',
  'digest-made',
  'trouble-told',
  'sweep-stepped',
  'backup-copied',
  'backup-saved',
  'restore-settled',
  'store-put-aside',
  'store-restored',
] as const

export type Step = (typeof steps)[number]

/** Is called at every step; in a test of crashes it may never come back. */
export type Reached = (step: Step) => void

/** The store as it is, but that the end of each transaction is a step before and behind its commit. */
export function withSteps(store: Store, reached: Reached): Store {
  const stepped =
    (write: Store['writeBeside']): Store['writeBeside'] =>
    async (work, urgency) => {
      const result = await write(async (tx) => {
        const written = await work(tx)
        reached('written')
        return written
      }, urgency)
      reached('committed')
      return result
    }
  return { ...store, write: stepped(store.write), writeBeside: stepped(store.writeBeside) }
}
