import { type Kysely, sql } from 'kysely'
import { fractionType } from './engine.ts'
import { keepDeliveriesByDay } from './partition-schema.ts'
import type { Engine } from './schema.ts'
import { createRoles, mergeWordsLater } from './search/tables.ts'
import { start, withId } from './start-schema.ts'

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
  { name: '0005-push', up: makeRoomForPush },
  { name: '0006-access', up: keepAccess },
  { name: '0007-silence', up: tellSilence },
  { name: '0008-unread', up: indexUnreadByFeed },
  { name: '0009-rhythm-index', up: coverRhythm },
  { name: '0010-model', up: keepModelCalls },
  { name: '0011-evidence', up: keepEvidence },
  { name: '0012-roles', up: createRoles },
  { name: '0013-connections', up: shareConnections },
  { name: '0014-due', up: orderDueFeeds },
  { name: '0015-days', up: keepDeliveriesByDay },
  { name: '0016-waiting', up: orderWaitingItems },
  { name: '0017-wire', up: knowBytes },
  { name: '0018-unsettled', up: countTroubled },
  { name: '0019-merges', up: mergeWordsLater },
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
async function learnRhythm(db: Kysely<unknown>, engine: Engine): Promise<void> {
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
  await feeds().addColumn('items_per_week', fractionType(engine)).execute()
  await db.schema.alterTable('subscriptions').addColumn('every_minutes', 'integer').execute()
  // Clocks that were set back are found by it.
  await db.schema.createIndex('feeds_polled').on('feeds').columns(['last_polled_at']).execute()
  await db.schema.createIndex('items_rhythm').on('items').columns(['feed_id', 'discovered_at']).execute()
}

/** Which hub pushes a feed (https://www.w3.org/TR/websub/), what was agreed with it, and what it pushed and nobody has read yet. */
async function makeRoomForPush(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await db.schema.alterTable('feeds').addColumn('hub_url', 'text').execute()
  await db.schema.alterTable('feeds').addColumn('topic_url', 'text').execute()
  await withId(db, 'hub_subscriptions', engine)
    // A feed that was removed leaves its subscription behind, to be given notice of.
    .addColumn('feed_id', 'bigint', (column) => column.references('feeds.id').onDelete('set null'))
    .addColumn('hub', 'text', (column) => column.notNull())
    .addColumn('ask_url', 'text', (column) => column.notNull())
    .addColumn('topic', 'text', (column) => column.notNull())
    .addColumn('base', 'text', (column) => column.notNull())
    .addColumn('token', 'text', (column) => column.notNull().unique())
    .addColumn('secret', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('asked_mode', 'text')
    .addColumn('asked_until', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('lease_until', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('failures', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('last_problem', 'text')
    .addColumn('next_at', 'bigint', (column) => column.notNull())
    .addColumn('last_push_at', 'bigint')
    .addColumn('missed_at', 'bigint')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('hub_subscriptions_due').on('hub_subscriptions').columns(['next_at']).execute()
  await db.schema.createIndex('hub_subscriptions_feed').on('hub_subscriptions').columns(['feed_id']).execute()
  await withId(db, 'pushed_documents', engine)
    .addColumn('feed_id', 'bigint', (column) => column.notNull().references('feeds.id').onDelete('cascade'))
    .addColumn('topic', 'text', (column) => column.notNull())
    .addColumn('content_type', 'text')
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('pushed_documents_feed').on('pushed_documents').columns(['feed_id']).execute()
}

/** How feeds that are not for everybody are asked: what is secret stands there sealed or as the name of a setting. */
async function keepAccess(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('feed_access')
    .addColumn('feed_id', 'bigint', (column) =>
      column.primaryKey().references('feeds.id').onDelete('cascade'),
    )
    .addColumn('origin', 'text', (column) => column.notNull())
    .addColumn('parts', 'text', (column) => column.notNull())
    .execute()
}

/** People are told of feeds that fail, and of those that are silent beyond their rhythm. */
async function tellSilence(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('troubles')
    .addColumn('cause', 'text', (column) => column.notNull().defaultTo('failing'))
    .execute()
}

/** Waiting items are taken oldest of each feed first; without this order the index of the rhythm is read whole for them. */
async function indexUnreadByFeed(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('items_unread').execute()
  await db.schema
    .createIndex('items_unread')
    .on('items')
    .columns(['feed_id', 'id'])
    .where(sql.ref('reading'), '=', sql.lit('waiting'))
    .execute()
}

/** The items of a week are counted at each poll: eight times as fast when the index alone answers. */
async function coverRhythm(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('items_rhythm').execute()
  await db.schema
    .createIndex('items_rhythm')
    .on('items')
    .columns(['feed_id', 'discovered_at', 'published_at'])
    .execute()
}

/** What models answered and what that cost, so that no article is paid for twice and no month is overdrawn. */
async function keepModelCalls(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('model_answers')
    .addColumn('text_hash', 'text', (column) => column.notNull())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('prompt_version', 'text', (column) => column.notNull())
    .addColumn('answer', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('model_answers_of_text', ['text_hash', 'model', 'prompt_version'])
    .execute()
  const counts = [
    'answered',
    'refused',
    'failed',
    'slow',
    'tokens_in',
    'tokens_out',
    'spent_micros',
    'reserved_micros',
  ]
  let months = db.schema
    .createTable('model_months')
    .addColumn('month', 'text', (column) => column.primaryKey())
  for (const count of counts)
    months = months.addColumn(count, 'bigint', (column) => column.notNull().defaultTo(0))
  await months.execute()
}

/** Where in the article it stands who speaks; null for quotes that were read before. */
async function keepEvidence(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('quotes').addColumn('evidence', 'text').execute()
}

/** Which process hears what people do on a platform, and until when it does for sure. */
async function shareConnections(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('connection_leases')
    .addColumn('platform', 'text', (column) => column.primaryKey())
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .execute()
}

/** A document that comes again byte for byte is not even unpacked. */
async function knowBytes(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('feeds').addColumn('wire_hash', 'text').execute()
}

/** The feeds that are due are read in their order from the beginning, those that failed apart from the others. */
async function orderDueFeeds(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('feeds_due').execute()
  const indexes = [
    sql`create index feeds_due_healthy on feeds (next_poll_at, id) where state = 'active' and failures = 0`,
    sql`create index feeds_due_ailing on feeds (next_poll_at, id) where state = 'active' and failures > 0`,
    sql`create index feeds_taken on feeds (lease_until) where lease_until > 0`,
    // Clocks that were set back are found by it, too.
    sql`create index feeds_unpolled on feeds (created_at) where last_polled_at is null`,
  ]
  for (const index of indexes) await index.execute(db)
}

/** The items that wait are read in their order from the beginning, and those that are being read apart from the others. */
async function orderWaitingItems(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('items_unread').execute()
  const indexes = [
    sql`create index items_unread on items (id, feed_id, read_not_before, lease_until) where reading = 'waiting'`,
    sql`create index items_taken on items (lease_until) where reading = 'waiting' and lease_until > 0`,
  ]
  for (const index of indexes) await index.execute(db)
}

/** They are counted every few seconds, among very many that are at rest. */
async function countTroubled(db: Kysely<unknown>): Promise<void> {
  await sql`create index deliveries_troubled on deliveries (state) where state in ('failed', 'held')`.execute(
    db,
  )
}
