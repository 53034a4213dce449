import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { isBusy } from './sqlite.ts'
import type { Store } from './store.ts'
import { clearError } from './store-error.ts'

/** Held while a process works the store; the operating system gives it back when the process dies, however it dies. */
export type SoleWorker = { release(): void }

/**
 * Makes this process the only one that polls, reads and delivers from the folder; null when another one does.
 * The lock is SQLite's own file lock on a file beside the store, so a killed process leaves nothing behind.
 */
export function becomeSoleWorker(folder: string): SoleWorker | null {
  const path = resolve(join(folder, 'worker.lock'))
  let lock: DatabaseSync | null = null
  try {
    lock = new DatabaseSync(path, { timeout: 0 })
    lock.exec('begin exclusive')
    const held = lock
    return { release: () => held.close() }
  } catch (error) {
    lock?.close()
    if (isBusy(error)) return null
    throw clearError(`open ${path}`, error)
  }
}

/** Ends every lease of a process that is gone. Only for the sole worker: nobody else can be holding one. */
export async function endAbandonedLeases(store: Store): Promise<void> {
  await store.write(async (tx) => {
    await tx.updateTable('feeds').set({ lease_until: 0 }).where('lease_until', '>', 0).execute()
    await tx.updateTable('items').set({ lease_until: 0 }).where('lease_until', '>', 0).execute()
    await tx
      .updateTable('deliveries')
      .set({ lease_until: 0 })
      .where('state', '=', 'sending')
      .where('lease_owner', 'is not', null)
      .execute()
  })
}
