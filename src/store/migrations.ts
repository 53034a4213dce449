import { type Kysely, sql } from 'kysely'
import type { Engine } from './schema.ts'
import { start } from './start-schema.ts'

/** A step of the schema. The list is only ever appended to: a released step never changes. */
export type Migration = {
  readonly name: string
  // The schema of every step in between has no type of its own, so `unknown` tables are meant.
  readonly up: (db: Kysely<unknown>, engine: Engine) => Promise<void>
}

export const migrations: readonly Migration[] = [
  { name: '0001-start', up: start },
  { name: '0002-style-of-channel', up: allowNoStyle },
  { name: '0003-founder', up: rememberFounder },
]

/** A subscription without a style of its own has that of its channel. SQLite cannot take NOT NULL away from a column. */
async function allowNoStyle(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('subscriptions').addColumn('own_style', 'text').execute()
  await sql`update subscriptions set own_style = style`.execute(db)
  await db.schema.alterTable('subscriptions').dropColumn('style').execute()
  await db.schema.alterTable('subscriptions').renameColumn('own_style', 'style').execute()
}

/** Who made the first subscription of a workspace is told how its first day went. */
async function rememberFounder(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('workspaces').addColumn('founder_id', 'text').execute()
  await db.schema.alterTable('workspaces').addColumn('founder_locale', 'text').execute()
}
