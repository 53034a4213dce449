import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleepMs } from 'node:timers/promises'
import { Kysely, sql, type Transaction } from 'kysely'
import { type Migration, migrations } from './migrations.ts'
import type { Database, Engine } from './schema.ts'
import { isBusy, NodeSqliteDialect, openSqliteFile } from './sqlite.ts'

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
  if (folder !== ':memory:') mkdirSync(folder, { recursive: true })
  const file = openSqliteFile(folder === ':memory:' ? folder : join(folder, databaseFileName))
  const db = new Kysely<Database>({ dialect: new NodeSqliteDialect(file) })
  const store: Store = {
    engine: 'sqlite',
    db,
    write: (work) => whenUnlocked(() => db.transaction().execute(work)),
    close: () => db.destroy(),
  }
  await migrate(store, migrations)
  return store
}

/** Applies the steps the store has not seen yet, each in its own transaction. */
async function migrate(store: Store, steps: readonly Migration[]): Promise<void> {
  await store.write(async (tx) => {
    await sql`create table if not exists migrations (name text primary key)`.execute(tx)
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

async function whenUnlocked<T>(attempt: () => Promise<T>): Promise<T> {
  const givenUpAt = performance.now() + lockPatienceMs
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (!isBusy(error) || performance.now() > givenUpAt) throw error
      await sleepMs(lockRetryMs)
    }
  }
}
