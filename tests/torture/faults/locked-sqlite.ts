import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleepMs } from 'node:timers/promises'
import { databaseFileName } from '../../../src/store/store.ts'
import { type Fault, reportOf } from '../fault.ts'
import { claimsOf, endInOrder } from '../life.ts'
import { isWhole } from '../look.ts'
import { openNewsroom } from '../newsroom.ts'
import { racks } from '../platforms.ts'
import { openStatus } from '../status.ts'
import { until } from '../until.ts'

/** The longest is longer than a write waits before it is given up for the time being. */
const forms = {
  short: { itemsOfFeed: 3, locksMs: [2_000] },
  full: { itemsOfFeed: 12, locksMs: [2_000, 5_000, 1_000, 15_000, 8_000, 3_000] },
} as const
const feeds = 4
/** In the test suite the machine has much else to do. */
const lagAllowedMs = { short: 1_000, full: 300 } as const
const patienceMs = 60_000

export const lockedSqlite: Fault = {
  name: 'locked-sqlite',
  mustHold:
    'While another process keeps the write lock of the store for seconds the event loop is never held up for 0.3 s, and afterwards everything goes on by itself.',
  async run({ form, onProgress }) {
    const { itemsOfFeed, locksMs } = forms[form]
    const room = await openNewsroom({
      rack: await racks.discord(feeds),
      feeds,
      itemsOfFeed,
      settings: { PULLQUOTE_HTTP_PORT: '0' },
    })
    try {
      const life = room.workplace.start('run')
      const status = await openStatus(life)
      await until('the first questions', () => room.publisher.askedAt(0).length > 0)
      // What is loaded at the start takes its time, too.
      await status.longestLagMs()
      let lagMs = 0
      for (const [index, lockedMs] of locksMs.entries()) {
        const postsBefore = Math.ceil((itemsOfFeed * (index + 1)) / locksMs.length)
        room.publisher.publish(postsBefore)
        await lock(join(room.workplace.data, databaseFileName), lockedMs)
        const longest = await status.longestLagMs()
        lagMs = Math.max(lagMs, longest)
        onProgress(`locked for ${lockedMs / 1000} s: held up for ${longest} ms at most`)
      }
      await room.finished(patienceMs)
      const problems = await status.problems()
      const wrong = [...(await endInOrder(life)), ...problems]
      return reportOf(
        room.count(),
        { locks: locksMs.length, 'longest lag in ms': lagMs },
        {
          ...claimsOf(wrong),
          [`the event loop was held up for ${lagMs} ms`]: lagMs < lagAllowedMs[form],
          'the store is damaged': isWhole(room.workplace.data),
        },
      )
    } finally {
      await room.close()
    }
  },
}

async function lock(path: string, forMs: number): Promise<void> {
  const other = new DatabaseSync(path, { timeout: 10_000 })
  try {
    other.exec('begin immediate')
    await sleepMs(forMs)
    other.exec('rollback')
  } finally {
    other.close()
  }
}
