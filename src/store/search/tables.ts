import { type ColumnDefinitionBuilder, type Kysely, sql } from 'kysely'
import { indexAddress, orderedText } from '../engine.ts'
import type { Engine } from '../schema.ts'

/** What searches and suggestions look things up in. */
export async function createSearchTables(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await createSearched(db)
  await createNames(db, engine)
  await (engine === 'sqlite' ? createWordIndex(db) : createWordVectors(db))
}

async function createSearched(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('searched')
    .addColumn('id', 'bigint', (column) => column.notNull())
    .addColumn('item_id', 'bigint', (column) =>
      column.notNull().unique().references('items.id').onDelete('cascade'),
    )
    .addColumn('feed_id', 'bigint', (column) => column.notNull())
    .addColumn('outlet_key', 'text')
    .addPrimaryKeyConstraint('searched_order', ['id'])
    .execute()
  // So that a page is found under the address it gives itself, too.
  await indexAddress(db, 'articles_canonical', { table: 'articles', column: 'canonical_url' })
  await indexAddress(db, 'articles_url', { table: 'articles', column: 'url' })
}

async function createNames(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const idType = engine === 'postgres' ? 'bigserial' : 'integer'
  await db.schema
    .createTable('names')
    .addColumn('id', idType, (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('label', 'text', (column) => column.notNull())
    .addColumn('person', 'text')
    .addUniqueConstraint('names_once', ['kind', 'key'])
    .execute()
  await db.schema.createIndex('names_person').on('names').columns(['person']).execute()

  await db.schema
    .createTable('name_words')
    .addColumn('name_id', 'bigint', (column) => column.notNull().references('names.id').onDelete('cascade'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('word', 'text', (column) => column.notNull())
    .addColumn('latin', orderedText(engine), (column) => column.notNull())
    .addColumn('sound', 'text', (column) => column.notNull())
    .addUniqueConstraint('name_words_once', ['name_id', 'word'])
    .execute()
  await db.schema
    .createIndex('name_words_prefix')
    .on('name_words')
    .columns(['kind', 'latin', 'name_id'])
    .execute()
  await db.schema
    .createIndex('name_words_sound')
    .on('name_words')
    .columns(['kind', 'sound', 'word', 'name_id'])
    .execute()

  await db.schema
    .createTable('name_uses')
    .addColumn('name_id', 'bigint', (column) => column.notNull().references('names.id').onDelete('cascade'))
    .addColumn('feed_id', 'bigint', (column) => column.notNull().references('feeds.id').onDelete('cascade'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('uses', 'integer', (column) => column.notNull())
    .addColumn('last_at', 'bigint', (column) => column.notNull())
    .addUniqueConstraint('name_uses_once', ['name_id', 'feed_id'])
    .execute()
  await db.schema.createIndex('name_uses_feed').on('name_uses').columns(['feed_id']).execute()
  await db.schema
    .createIndex('name_uses_newest')
    .on('name_uses')
    .columns(['last_at', 'kind', 'feed_id', 'name_id'])
    .execute()
}

/** FTS5 without a copy of the texts (https://sqlite.org/fts5.html#contentless_delete_tables). */
async function createWordIndex(db: Kysely<unknown>): Promise<void> {
  await sql`create virtual table item_words using fts5 (
    title, topics, people, text,
    content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
  )`.execute(db)
  await sql`create trigger searched_gone after delete on searched begin
    delete from item_words where rowid = old.id;
  end`.execute(db)
}

/**
 * Every commit adds a part to the index; the more are merged at once, the less often each word is copied: 4 by default
 * (https://sqlite.org/fts5.html#the_automerge_configuration_option).
 */
export async function mergeWordsLater(db: Kysely<unknown>, engine: Engine): Promise<void> {
  if (engine === 'sqlite')
    await sql`insert into item_words (item_words, rank) values ('automerge', 8)`.execute(db)
}

/**
 * The same for PostgreSQL: words as FTS5 has them, stemmed by Porter and none of them left out
 * (https://www.postgresql.org/docs/current/textsearch-dictionaries.html#TEXTSEARCH-SNOWBALL-DICTIONARY).
 */
async function createWordVectors(db: Kysely<unknown>): Promise<void> {
  await sql`create text search dictionary pullquote_porter (template = snowball, language = porter)`.execute(
    db,
  )
  await sql`create text search configuration pullquote (copy = pg_catalog.simple)`.execute(db)
  await sql`alter text search configuration pullquote
    alter mapping replace pg_catalog.simple with pullquote_porter`.execute(db)
  await sql`create table item_words (
    rowid bigint primary key references searched (id) on delete cascade,
    words tsvector not null
  )`.execute(db)
  await sql`create index item_words_vectors on item_words using gin (words)`.execute(db)
}

/** Whom articles call what, and how far the catching up with older stores has come. */
export async function createRoles(db: Kysely<unknown>): Promise<void> {
  const required = (column: ColumnDefinitionBuilder) => column.notNull()
  await db.schema
    .createTable('person_roles')
    .addColumn('role', 'text', required)
    .addColumn('label', 'text', required)
    .addColumn('name_id', 'bigint', (column) => column.notNull().references('names.id').onDelete('cascade'))
    .addColumn('feed_id', 'bigint', (column) => column.notNull().references('feeds.id').onDelete('cascade'))
    .addColumn('last_at', 'bigint', required)
    .addUniqueConstraint('person_roles_once', ['role', 'name_id', 'feed_id'])
    .execute()
  await db.schema.createIndex('person_roles_name').on('person_roles').columns(['name_id']).execute()
  await db.schema.createIndex('person_roles_feed').on('person_roles').columns(['feed_id']).execute()
  await db.schema
    .createTable('catch_ups')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('done_to', 'bigint', required)
    .execute()
}
