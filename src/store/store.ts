import { join, resolve } from 'node:path'
import { setTimeout as sleepMs } from 'node:timers/promises'
import { Kysely, sql, type Transaction } from 'kysely'
import { ensureFolder } from './data-folder.ts'
import { type Migration, migrations } from './migrations.ts'
import type { Database, Engine } from './schema.ts'
import { isBusy, NodeSqliteDialect, openSqliteFile } from './sqlite.ts'
import { clearError, StoreError } from './store-error.ts'

/** The open store. Nothing but the store may be awaited inside `write`. */
export type Store = {
  readonly engine: Engine
  readonly db: Kysely<Database>
  /** Runs the work in one transaction: all of it happens, or none. Retries while another process holds the lock. */
  write<T>(work: (tx: Transaction<Database>) => Promise<T>): Promise<T>
  close(): Promise<void>
}

export const databaseFileName = 'pullquote.db'
const lockPatienceMs = 10_000
const lockRetryMs = 40

/** Opens the embedded store in the folder, creating and migrating it when needed. `:memory:` lives as long as the store. */
export async function openSqliteStore(folder: string): Promise<Store> {
  if (folder !== ':memory:') ensureFolder(folder)
  const path = folder === ':memory:' ? folder : resolve(join(folder, databaseFileName))
  const db = new Kysely<Database>({ dialect: new NodeSqliteDialect(openSqliteFile(path), path) })
  const store: Store = {
    engine: 'sqlite',
    db,
    write: (work) => whenUnlocked(path, () => db.transaction().execute(work)),
    close: () => db.destroy(),
  }
  try {
    await migrate(store, migrations, path)
  } catch (error) {
    await store.close()
    throw error
  }
  return store
}

/** Applies the steps the store has not seen yet, each in its own transaction. */
async function migrate(store: Store, steps: readonly Migration[], path: string): Promise<void> {
  await store.write(async (tx) => {
    await sql`create table if not exists migrations (name text primary key)`.execute(tx)
    const applied = await sql<{ name: string }>`select name from migrations`.execute(tx)
    refuseNewer(
      path,
      applied.rows.map(({ name }) => name),
      steps,
    )
  })
  for (const step of steps) {
    await store.write(async (tx) => {
      const applied = await sql<{
        name: string
      }>`select name from migrations where name = ${step.name}`.execute(tx)
      if (applied.rows.length > 0) return
      await step.up(tx as unknown as Kysely<unknown>, store.engine)
      await sql`insert into migrations (name) values (${step.name})`.execute(tx)
    })
  }
}

/** What a newer version has changed, this one would break. */
function refuseNewer(path: string, applied: readonly string[], steps: readonly Migration[]): void {
  const known = new Set(steps.map(({ name }) => name))
  const unknown = applied.filter((name) => !known.has(name))
  if (unknown.length === 0) return
  throw new StoreError(`open ${path}`, {
    found: `written by a newer pullquote (${unknown.join(', ')})`,
    fix: 'update pullquote, or set PULLQUOTE_DATA to another folder',
  })
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
