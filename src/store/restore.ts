import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { ensureFolder } from './data-folder.ts'
import { databaseFileName, openSqliteStore, type Store } from './store.ts'
import { clearError, StoreError } from './store-error.ts'

/** What stands in a store that was brought back, and where the one before was put. */
export type Restored = { readonly feeds: number; readonly items: number; readonly before: string | null }

/**
 * Makes a backup the store of the folder, which nobody works on meanwhile. The store that stood there is put aside.
 * What the backup does not know of is only remembered, so that nothing is posted a second time.
 */
export async function restoreStore(folder: string, backup: string, now: Date): Promise<Restored> {
  const from = resolve(backup)
  checkBackup(from)
  ensureFolder(folder)
  const path = resolve(join(folder, databaseFileName))
  const part = `${path}.part`
  try {
    copyFileSync(from, part)
    const before = putAside(path, now)
    renameSync(part, path)
    return { ...(await settle(folder, now)), before }
  } catch (error) {
    throw clearError(`restore ${path}`, error)
  } finally {
    rmSync(part, { force: true })
  }
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

/** With its write-ahead log, which belongs to no other database. */
function putAside(path: string, now: Date): string | null {
  if (!existsSync(path)) return null
  const before = `${path}.before-${now.toISOString().replaceAll(/[:.]/g, '-')}`
  for (const suffix of ['', '-wal', '-shm'])
    if (existsSync(path + suffix)) renameSync(path + suffix, before + suffix)
  return before
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
