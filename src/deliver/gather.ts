import type { Logger } from 'pino'
import { channelsWithDueDigests, gatherDigest } from '../store/digests.ts'
import type { Reached } from '../store/steps.ts'
import type { Store } from '../store/store.ts'
import { gatherPosts } from './digest.ts'

export type GatherParts = {
  readonly store: Store
  /** The platforms that take messages just now: for the others one digest is made when they do again. */
  readonly openPlatforms: () => readonly string[]
  readonly clock: () => Date
  readonly log: Logger
  readonly reached?: Reached
}

const channelsAtOnce = 50

/** Puts what has waited long enough into one digest for each channel; returns in how many there is something to send. */
export async function makeDueDigests(parts: GatherParts): Promise<number> {
  const now = parts.clock()
  const due = await channelsWithDueDigests(parts.store, {
    now,
    platforms: parts.openPlatforms(),
    limit: channelsAtOnce,
  })
  let made = 0
  const failures: unknown[] = []
  for (const channelId of due) {
    try {
      if (await makeDigest(channelId, parts, now)) made++
    } catch (error) {
      // The others get theirs; this one is tried again with the next round.
      parts.log.error({ channel: channelId, err: error }, 'a digest could not be made; its posts wait')
      failures.push(error)
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, `make digests in ${failures.length} channels`)
  return made
}

async function makeDigest(
  channelId: number,
  { store, log, reached }: GatherParts,
  now: Date,
): Promise<boolean> {
  const kind = await gatherDigest(
    store,
    channelId,
    (posts, settings) => gatherPosts(posts, settings, now.getTime()),
    now,
  )
  reached?.('digest-made')
  log.debug({ channel: channelId, outcome: kind }, 'a digest was due')
  return kind === 'digest' || kind === 'alone'
}
