import { type FaultOptions, type FaultReport, reportOf } from './fault.ts'
import { claimsOf, endInOrder } from './life.ts'
import { openNewsroom } from './newsroom.ts'
import { racks } from './platforms.ts'
import { openStatus } from './status.ts'
import { until } from './until.ts'

export type Lock = {
  /** What is locked, for those who wait for the end of it. */
  readonly what: string
  readonly ms: number
}

export type LockedStore = {
  /** null for a store in a folder. */
  readonly databaseUrl: string | null
  readonly itemsOfFeed: number
  readonly locks: readonly Lock[]
  /** For everything to be posted after the last lock. */
  readonly patienceMs: number
  /** Keeps the lock for its time. */
  keep(lock: Lock, dataFolder: string): Promise<void>
  /** What must hold besides, and whether it does. */
  claims(dataFolder: string): Readonly<Record<string, boolean>>
}

const feeds = 4
/** In the test suite the machine has much else to do. */
const lagAllowedMs = { short: 1_000, full: 300 } as const

/** Locks the store of a running program again and again while feeds publish, and measures how long its event loop is held up. */
export async function runWhileLocked(
  locked: LockedStore,
  { form, onProgress }: Pick<FaultOptions, 'form' | 'onProgress'>,
): Promise<FaultReport> {
  const { databaseUrl, itemsOfFeed, locks } = locked
  const rack = await racks.discord(feeds)
  const settings = { PULLQUOTE_HTTP_PORT: '0' }
  const room = await openNewsroom({ rack, feeds, itemsOfFeed, databaseUrl, settings })
  try {
    const life = room.workplace.start('run')
    const status = await openStatus(life)
    await until('the first questions', () => room.publisher.askedAt(0).length > 0)
    // What is loaded at the start takes its time, too.
    await status.longestLagMs()
    let lagMs = 0
    for (const [index, lock] of locks.entries()) {
      room.publisher.publish(Math.ceil((itemsOfFeed * (index + 1)) / locks.length))
      await locked.keep(lock, room.workplace.data)
      const longest = await status.longestLagMs()
      lagMs = Math.max(lagMs, longest)
      onProgress(`${lock.what} locked for ${lock.ms / 1000} s: held up for ${longest} ms at most`)
    }
    await room.finished(locked.patienceMs)
    const problems = await status.problems()
    const wrong = [...(await endInOrder(life)), ...problems]
    return reportOf(
      room.count(),
      { locks: locks.length, 'longest lag in ms': lagMs },
      {
        ...claimsOf(wrong),
        [`the event loop was held up for ${lagMs} ms`]: lagMs < lagAllowedMs[form],
        ...locked.claims(room.workplace.data),
      },
    )
  } finally {
    await room.close()
  }
}
