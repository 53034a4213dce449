import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import { engineOf } from './engine.ts'
import type { Database } from './schema.ts'

/**
 * To end a question with whose rows are to be changed: those that another process is changing are left out, so that
 * nobody waits for it (https://www.postgresql.org/docs/current/sql-select.html#SQL-FOR-UPDATE-SHARE). SQLite has one writer.
 */
export function leaveOutTaken(db: Kysely<Database>, table: keyof Database): RawBuilder<unknown> {
  return engineOf(db) === 'postgres' ? sql`for no key update of ${sql.table(table)} skip locked` : sql``
}

/** Lets those who write beside each other do this one after the other. */
export async function takeTurn(tx: Transaction<Database>, what: string): Promise<void> {
  if (engineOf(tx) === 'postgres')
    await sql`select pg_advisory_xact_lock(hashtextextended(${`pullquote ${what} `} || current_schema(), 0))`.execute(
      tx,
    )
}

/**
 * Lets those who queue something for these channels do it one after the other: nothing is seen in a channel's queue
 * before what has a lower number.
 */
export async function takeChannels(tx: Transaction<Database>, channelIds: readonly number[]): Promise<void> {
  if (engineOf(tx) !== 'postgres' || channelIds.length === 0) return
  await tx
    .selectFrom('channels')
    .select('id')
    .where('id', 'in', [...channelIds])
    // Everybody in the same order, so that no two wait for each other.
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
}
