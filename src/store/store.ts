import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleepMs } from 'node:timers/promises'
import { Kysely, type Transaction } from 'kysely'
import { ensureFolder } from './data-folder.ts'
import { commitTogether, type Urgency } from './group-commit.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations.ts'
import type { Database, Engine } from './schema.ts'
import { withWordsAtItsEnd } from './search/item-words.ts'
import { isBusy, NodeSqliteDialect, openSqliteFile } from './sqlite.ts'
import { clearError, StoreError } from './store-error.ts'

type Work<T> = (tx: Transaction<Database>) => Promise<T>

/** The open store. Nothing but the store may be awaited inside a transaction, and what it changes elsewhere may happen twice. */
export type Store = {
  readonly engine: Engine
  readonly db: Kysely<Database>
  /** Runs the work in one transaction while nobody else writes: all of it happens, or none. Waits for those who write. */
  write<T>(work: Work<T>): Promise<T>
  /**
   * As `write`, beside others that are written with this: on PostgreSQL they do not wait for each other, so that the work
   * itself has to hold what it looks at. SQLite has one writer at a time anyway, and commits together what may wait.
   */
  writeBeside<T>(work: Work<T>, urgency?: Urgency): Promise<T>
  close(): Promise<void>
}

export const databaseFileName = 'pullquote.db'
/** Where a store is while it is brought back from a backup. */
export const restoringFolderName = 'restoring'
const lockPatienceMs = 10_000
const lockRetryMs = 40

/** Opens the embedded store in the folder, creating and migrating it when needed. `:memory:` lives as long as the store. */
export async function openSqliteStore(folder: string): Promise<Store> {
  if (folder !== ':memory:') ensureFolder(folder)
  const path = folder === ':memory:' ? folder : resolve(join(folder, databaseFileName))
  if (folder !== ':memory:') checkNotHalfRestored(folder, path)
  const db = new Kysely<Database>({ dialect: new NodeSqliteDialect(openSqliteFile(path), path) })
  const write = commitTogether((work) =>
    whenUnlocked(path, () => db.transaction().execute((tx) => withWordsAtItsEnd(tx, work))),
  )
  const store: Store = { engine: 'sqlite', db, write, writeBeside: write, close: () => db.destroy() }
  try {
    await migrate(store, migrations, path)
  } catch (error) {
    await store.close()
    throw error
  }
  return store
}

/** A new store would take its place, with nothing in it. */
function checkNotHalfRestored(folder: string, path: string): void {
  if (existsSync(path) || !existsSync(join(folder, restoringFolderName))) return
  const found = 'a restore from a backup broke off before its end'
  throw new StoreError(`open ${path}`, { found, fix: 'run the same restore again' })
}

async function whenUnlocked<T>(path: string, attempt: () => Promise<T>): Promise<T> {
  const givenUpAt = performance.now() + lockPatienceMs
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (!isBusy(error)) throw error
      if (performance.now() > givenUpAt) throw clearError(`write ${path}`, error)
      await sleepMs(lockRetryMs)
    }
  }
}
