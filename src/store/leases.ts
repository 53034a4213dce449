import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
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

/** Ends every lease of a process that is gone. In a folder only for the sole worker: nobody else can be holding one. */
export async function endAbandonedLeases(store: Store): Promise<void> {
  if (store.engine === 'postgres') return endLeasesOfTheDead(store)
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

/** What the lock of a process is called. */
export function lockOf(owner: string): string {
  return `pullquote worker ${owner}`
}

/** Who lives holds its lock (postgres-peers.ts), which the server takes away with the connection of a process that ends. */
async function endLeasesOfTheDead(store: Store): Promise<void> {
  const { rows } = await sql<{ owner: string }>`
    with held as (
      select lease_owner as owner from feeds where lease_until > 0 and lease_owner is not null
      union select lease_owner from items where reading = 'waiting' and lease_until > 0 and lease_owner is not null
      union select lease_owner from deliveries where state = 'sending' and lease_until > 0 and lease_owner is not null
    )
    select owner from held where not exists (
      select 1 from pg_locks join pg_database on pg_database.oid = pg_locks.database
      where locktype = 'advisory' and granted and objsubid = 1 and datname = current_database()
        and (classid::bigint << 32 | objid::bigint) = hashtextextended(${lockOf('')} || owner, 0)
    )`.execute(store.db)
  const dead = rows.map(({ owner }) => owner)
  if (dead.length === 0) return
  await store.writeBeside(async (tx) => {
    const free = { lease_until: 0 }
    await tx.updateTable('feeds').set(free).where('lease_owner', 'in', dead).execute()
    await tx.updateTable('items').set(free).where('lease_owner', 'in', dead).execute()
    await tx
      .updateTable('deliveries')
      .set(free)
      .where('state', '=', 'sending')
      .where('lease_owner', 'in', dead)
      .execute()
  })
}
