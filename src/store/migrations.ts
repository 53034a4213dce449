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
  { name: '0004-rhythm', up: learnRhythm },
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

/** When a feed is asked and by whose wish, where it moves to, and by when something new is to be expected of it. */
async function learnRhythm(db: Kysely<unknown>): Promise<void> {
  const time = 'bigint'
  const feeds = () => db.schema.alterTable('feeds')
  await feeds()
    .addColumn('asked_until', time, (column) => column.notNull().defaultTo(0))
    .execute()
  await feeds().addColumn('skips', 'text').execute()
  await feeds().addColumn('every_minutes', 'integer').execute()
  await feeds().addColumn('moved_to', 'text').execute()
  await feeds().addColumn('moved_since', time).execute()
  await feeds()
    .addColumn('moved_polls', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await feeds().addColumn('last_item_at', time).execute()
  await feeds().addColumn('expected_by', time).execute()
  await feeds().addColumn('items_per_week', 'real').execute()
  await db.schema.alterTable('subscriptions').addColumn('every_minutes', 'integer').execute()
  // Clocks that were set back are found by it.
  await db.schema.createIndex('feeds_polled').on('feeds').columns(['last_polled_at']).execute()
  await db.schema.createIndex('items_rhythm').on('items').columns(['feed_id', 'discovered_at']).execute()
}
