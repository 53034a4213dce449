import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ensureFolder, flushToDisk } from './data-folder.ts'
import type { Reached } from './steps.ts'
import { databaseFileName, openSqliteStore, restoringFolderName, type Store } from './store.ts'
import { clearError, StoreError } from './store-error.ts'

/** What stands in a store that was brought back, and where the one before was put. */
export type Restored = { readonly feeds: number; readonly items: number; readonly before: string | null }

/**
 * Makes a backup the store of the folder, which nobody works on meanwhile. The store that stood there is put aside.
 * What the backup does not know of is only remembered, so that nothing is posted a second time. Broken off at any
 * moment, there is the old store, the new one, or none that opens until this is done again.
 */
export async function restoreStore(
  folder: string,
  backup: string,
  now: Date,
  reached?: Reached,
): Promise<Restored> {
  const from = resolve(backup)
  checkBackup(from)
  ensureFolder(folder)
  const path = resolve(join(folder, databaseFileName))
  const restoring = resolve(join(folder, restoringFolderName))
  try {
    const counts = await settleCopy(from, restoring, now)
    reached?.('restore-settled')
    const before = putAside(path, now)
    reached?.('store-put-aside')
    renameSync(join(restoring, databaseFileName), path)
    flushToDisk(folder)
    reached?.('store-restored')
    rmSync(restoring, { recursive: true, force: true })
    return { ...counts, before }
  } catch (error) {
    // Where no store stands any more, what is left of this says so to whoever opens the folder.
    if (existsSync(path)) rmSync(restoring, { recursive: true, force: true })
    throw clearError(`restore ${path}`, error)
  }
}

/** What is not settled yet never stands where it could be worked with. */
async function settleCopy(from: string, restoring: string, now: Date): Promise<Omit<Restored, 'before'>> {
  rmSync(restoring, { recursive: true, force: true })
  ensureFolder(restoring)
  const copy = join(restoring, databaseFileName)
  copyFileSync(from, copy)
  const counts = await settle(restoring, now)
  flushToDisk(copy)
  return counts
}

function checkBackup(path: string): void {
  const tried = `restore ${path}`
  const fix = 'name another backup'
  if (!existsSync(path)) throw new StoreError(tried, { found: 'there is no such file', fix })
  try {
    const database = new DatabaseSync(path, { readOnly: true })
    try {
      const verdict = database.prepare('pragma integrity_check(1)').get()?.integrity_check
      if (verdict !== 'ok') throw new StoreError(tried, { found: `it is damaged (${verdict})`, fix })
      if (database.prepare("select 1 from sqlite_master where name = 'migrations'").get() === undefined)
        throw new StoreError(tried, { found: 'it is no store of pullquote', fix })
    } finally {
      database.close()
    }
  } catch (error) {
    throw clearError(tried, error)
  }
}

/** With its write-ahead log, if it cannot be written back: it belongs to no other database. */
function putAside(path: string, now: Date): string | null {
  const isThere = existsSync(path)
  if (isThere) writeLogBack(path)
  const before = `${path}.before-${now.toISOString().replaceAll(/[:.]/g, '-')}`
  for (const suffix of ['', '-wal', '-shm'])
    if (existsSync(path + suffix)) renameSync(path + suffix, before + suffix)
  return isThere ? before : null
}

/** One file is moved whole or not at all. */
function writeLogBack(path: string): void {
  let store: DatabaseSync | null = null
  try {
    store = new DatabaseSync(path)
    store.exec('pragma wal_checkpoint(truncate)')
  } catch {
    // It is damaged, which may be why it is replaced.
  } finally {
    store?.close()
  }
}

async function settle(folder: string, now: Date): Promise<Omit<Restored, 'before'>> {
  const store = await openSqliteStore(folder)
  try {
    return await settleRestored(store, now)
  } finally {
    await store.close()
  }
}

/**
 * Nobody knows what was posted after the backup was made: what waited then is looked for in its channel before it is
 * sent, what waited for a digest is held, and what is new to the feeds is remembered at their first poll and not posted.
 */
export function settleRestored(store: Store, now: Date): Promise<Omit<Restored, 'before'>> {
  return store.write(async (tx) => {
    await tx
      .updateTable('deliveries')
      .set((each) => ({
        state: 'sending',
        started_at: each.fn.coalesce('started_at', 'created_at'),
        first_started_at: each.fn.coalesce('first_started_at', 'created_at'),
        lease_owner: null,
        lease_until: 0,
      }))
      .where('state', 'in', ['pending', 'sending'])
      .execute()
    const reason = 'the store was restored from a backup: whether it was posted since then is not known'
    await tx
      .updateTable('deliveries')
      .set({ state: 'held', reason, settled_at: now.getTime() })
      .where('state', '=', 'folded')
      .execute()
    await tx
      .updateTable('items')
      .set({ reading: 'none', origin: 'baseline', lease_owner: null, lease_until: 0 })
      .where('reading', '=', 'waiting')
      .execute()
    const asked = {
      etag: null,
      last_modified: null,
      body_hash: null,
      wire_hash: null,
      lease_owner: null,
      lease_until: 0,
    }
    await tx
      .updateTable('feeds')
      .set({ ...asked, baselined_at: null, first_posts: 0, next_poll_at: 0 })
      .where('baselined_at', 'is not', null)
      .execute()
    await tx.updateTable('feeds').set(asked).execute()
    await tx.deleteFrom('pushed_documents').execute()
    const count = async (table: 'feeds' | 'items') =>
      (
        await tx
          .selectFrom(table)
          .select((each) => each.fn.countAll<number>().as('count'))
          .executeTakeFirstOrThrow()
      ).count
    return { feeds: await count('feeds'), items: await count('items') }
  })
}
