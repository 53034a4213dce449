import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleepMs } from 'node:timers/promises'
import { databaseFileName } from '../../../src/store/store.ts'
import type { Fault } from '../fault.ts'
import { runWhileLocked } from '../locked.ts'
import { isWhole } from '../look.ts'

/** The longest is longer than a write waits before it is given up for the time being. */
const forms = {
  short: { itemsOfFeed: 3, locksMs: [2_000] },
  full: { itemsOfFeed: 12, locksMs: [2_000, 5_000, 1_000, 15_000, 8_000, 3_000] },
} as const

export const lockedSqlite: Fault = {
  name: 'locked-sqlite',
  mustHold:
    'While another process keeps the write lock of the store for seconds the event loop is never held up for 0.3 s, and afterwards everything goes on by itself.',
  async run(how) {
    const { itemsOfFeed, locksMs } = forms[how.form]
    return runWhileLocked(
      {
        databaseUrl: null,
        itemsOfFeed,
        patienceMs: 60_000,
        locks: locksMs.map((ms) => ({ what: 'the store', ms })),
        keep: ({ ms }, dataFolder) => lock(join(dataFolder, databaseFileName), ms),
        claims: (dataFolder) => ({ 'the store is damaged': isWhole(dataFolder) }),
      },
      how,
    )
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
