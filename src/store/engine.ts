import { type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Engine } from './schema.ts'

/** Which engine answers there, for what the two say differently. */
export function engineOf(db: { getExecutor(): { readonly adapter: unknown } }): Engine {
  return db.getExecutor().adapter instanceof PostgresAdapter ? 'postgres' : 'sqlite'
}

/** The type of a fraction with the digits that JavaScript has. */
export function fractionType(engine: Engine) {
  return engine === 'postgres' ? 'double precision' : 'real'
}

/** The type of a whole number, however large. */
export function wholeType(engine: Engine) {
  return engine === 'postgres' ? 'bigint' : 'integer'
}

/** The type of a text whose beginnings are looked up: it is in the order of its code points, whatever the database has usual. */
export function orderedText(engine: Engine) {
  return engine === 'postgres' ? sql<string>`text collate "C"` : 'text'
}

/** Indexes what addresses are looked up by: they may be longer than PostgreSQL lets the rows of its usual indexes be. */
export async function indexAddress(
  db: Kysely<unknown>,
  name: string,
  { table, column }: { readonly table: string; readonly column: string },
): Promise<void> {
  const index = db.schema.createIndex(name).on(table).columns([column])
  await (engineOf(db) === 'postgres' ? index.using('hash') : index).execute()
}
