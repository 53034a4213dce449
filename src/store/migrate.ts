import { type Kysely, sql, type Transaction } from 'kysely'
import type { Migration } from './migrations.ts'
import type { Database, Engine } from './schema.ts'
import { StoreError } from './store-error.ts'

type Migrated = {
  readonly engine: Engine
  write<T>(work: (tx: Transaction<Database>) => Promise<T>): Promise<T>
}

/** Applies the steps the store has not seen yet, each in its own transaction; `place` is how the store is called in errors. */
export async function migrate(store: Migrated, steps: readonly Migration[], place: string): Promise<void> {
  const before = await store.write(async (tx) => {
    await sql`create table if not exists migrations (name text primary key)`.execute(tx)
    return appliedTo(tx)
  })
  refuseNewer(place, before, steps)
  for (const step of steps.filter(({ name }) => !before.has(name))) {
    await store.write(async (tx) => {
      if ((await appliedTo(tx)).has(step.name)) return
      if (store.engine === 'postgres') await sql`set local statement_timeout = 0`.execute(tx)
      await step.up(tx as unknown as Kysely<unknown>, store.engine)
      await sql`insert into migrations (name) values (${step.name})`.execute(tx)
    })
  }
}

async function appliedTo(tx: Transaction<Database>): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ name: string }>`select name from migrations`.execute(tx)
  return new Set(rows.map(({ name }) => name))
}

/** What a newer version has changed, this one would break. */
function refuseNewer(place: string, applied: ReadonlySet<string>, steps: readonly Migration[]): void {
  const known = new Set(steps.map(({ name }) => name))
  const unknown = [...applied].filter((name) => !known.has(name))
  if (unknown.length === 0) return
  throw new StoreError(`open ${place}`, {
    found: `written by a newer pullquote (${unknown.join(', ')})`,
    fix: 'update pullquote, or set PULLQUOTE_DATA to another folder',
  })
}
