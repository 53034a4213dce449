import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kysely, PostgresDialect, sql, type TableMetadata } from 'kysely'
import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { listFeeds } from '../../src/store/feeds.ts'
import { migrate } from '../../src/store/migrate.ts'
import { migrations } from '../../src/store/migrations.ts'
import { openPostgresStore } from '../../src/store/postgres.ts'
import { findPublished } from '../../src/store/published.ts'
import type { Database, Engine } from '../../src/store/schema.ts'
import { NodeSqliteDialect, openSqliteFile } from '../../src/store/sqlite.ts'
import { databaseFileName, openSqliteStore, type Store } from '../../src/store/store.ts'
import { newDatabase } from './engines.ts'

/** Where an engine keeps a store: as it is, in any version, and as the program opens it. */
type Place = { readonly engine: Engine; raw(): Kysely<Database>; open(): Promise<Store> }

function sqlitePlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'pullquote-upgrade-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, databaseFileName)
  return {
    engine: 'sqlite',
    raw: () => new Kysely<Database>({ dialect: new NodeSqliteDialect(openSqliteFile(path), path) }),
    open: () => openSqliteStore(folder),
  }
}

async function postgresPlace(): Promise<Place> {
  const url = await newDatabase()
  const types: pg.CustomTypesConfig = {
    getTypeParser: (oid: number) => (oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid)),
  }
  return {
    engine: 'postgres',
    raw: () =>
      new Kysely<Database>({
        dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 1, types }) }),
      }),
    open: () => openPostgresStore(url),
  }
}

type Row = Readonly<Record<string, unknown>>
type Content = ReadonlyMap<string, readonly Row[]>

/** What has a meaning to the code that reads it; everything else is its own name. */
const meant: Readonly<Record<string, string | number>> = {
  categories: '[]',
  byline: '[]',
  blocks: '[]',
  listed: '[]',
  skips: '[]',
  parts: '{}',
  'feeds.url': 'https://news.example/feed',
  'feeds.state': 'active',
  'feeds.source': 'added',
  'items.reading': 'done',
  'items.origin': 'new',
  'deliveries.kind': 'post',
  'deliveries.state': 'sent',
  'deliveries.key': 'the-key',
  'channels.state': 'active',
  'subscriptions.state': 'active',
}

const isOwnToEngine = (table: string) => /^(item_words|deliveries_|migrations$)/.test(table)

/** One row in every table there is, each pointing to the one of the other. */
async function fill({ engine, raw }: Place): Promise<Content> {
  const db = raw()
  const foreignKeysOff =
    engine === 'sqlite' ? sql`pragma foreign_keys = off` : sql`set session_replication_role = replica`
  await foreignKeysOff.execute(db)
  const content = new Map<string, readonly Row[]>()
  for (const table of await tablesOf(db)) {
    const row = rowOf(table)
    const columns = Object.keys(row).map((name) => sql.ref(name))
    await sql`insert into ${sql.table(table.name)} (${sql.join(columns)}) values (${sql.join(Object.values(row))})`.execute(
      db,
    )
    content.set(table.name, await rowsOf(db, table.name))
  }
  if (engine === 'sqlite')
    await sql`insert into item_words (rowid, title, topics, people, text) values (1, 'abu dhabi', '', '', '')`.execute(
      db,
    )
  await db.destroy()
  return content
}

async function tablesOf(db: Kysely<Database>): Promise<TableMetadata[]> {
  const tables = await db.introspection.getTables()
  return tables.filter(({ name, isView }) => !isView && !isOwnToEngine(name))
}

function rowOf({ name, columns }: TableMetadata): Row {
  return Object.fromEntries(columns.map((column) => [column.name, contentOf(name, column)]))
}

function contentOf(table: string, { name, dataType }: TableMetadata['columns'][number]): string | number {
  const known = meant[`${table}.${name}`] ?? meant[name]
  if (known !== undefined) return known
  return /text/i.test(dataType) ? `${table}.${name}` : 1
}

async function rowsOf(db: Kysely<Database>, table: string): Promise<Row[]> {
  const { rows } = await sql<Row>`select * from ${sql.table(table)}`.execute(db)
  return rows
}

/** What the engine says of all tables, columns and indexes. */
async function schemaOf(db: Kysely<Database>, engine: Engine): Promise<unknown> {
  const tables = (await tablesOf(db)).map(({ name, columns }) => ({
    name,
    columns: columns
      .map(({ name: column, dataType, isNullable, hasDefaultValue }) => ({
        column,
        dataType,
        isNullable,
        hasDefaultValue,
      }))
      .sort((one, other) => one.column.localeCompare(other.column)),
  }))
  const indexes =
    engine === 'sqlite'
      ? sql`select name, tbl_name, sql from sqlite_master where type in ('index', 'trigger') order by name`
      : sql`select indexname, tablename, indexdef from pg_indexes where schemaname = current_schema() order by indexname`
  return { tables, indexes: (await indexes.execute(db)).rows }
}

async function upgrade(place: Place, count: number): Promise<void> {
  const db = place.raw()
  const write: Store['write'] = (work) => db.transaction().execute(work)
  await migrate({ engine: place.engine, write }, migrations.slice(0, count), 'an old store')
  await db.destroy()
  const before = await fill(place)
  const store = await place.open()
  for (const [table, rows] of before) {
    const after = await rowsOf(store.db, table)
    expect([table, after]).toEqual([table, rows.map((row) => expect.objectContaining(row))])
  }
  await expectSound(store)
  await store.close()
  await (await place.open()).close()
}

/** The upgraded store is one that the program works with. */
async function expectSound(store: Store): Promise<void> {
  expect(await listFeeds(store)).toMatchObject([{ url: 'https://news.example/feed', state: 'active' }])
  expect(await findPublished(store, 'the-key')).toMatchObject({ state: 'sent', postBody: 'posts.body' })
  if (store.engine === 'postgres') return
  const ask = async (question: string) => (await sql.raw(question).execute(store.db)).rows
  expect(await ask('pragma foreign_key_check')).toEqual([])
  expect(await ask('pragma integrity_check')).toEqual([{ integrity_check: 'ok' }])
  expect(await ask("select rowid from item_words where item_words match 'dhabi'")).toEqual([{ rowid: 1 }])
}

const released = migrations.slice(0, -1).map(({ name }, index) => ({ name, count: index + 1 }))

describe('a store of an older version is brought up to date with all that is in it', () => {
  test.each(released)('from $name, on sqlite', ({ count }) => upgrade(sqlitePlace(), count))

  // Each takes a database of its own: the first version passes through all steps, the last through the newest.
  const ends = [released.at(0), released.at(-1)].filter((one) => one !== undefined)
  test.each(ends)('from $name, on postgresql', async ({ count }) => upgrade(await postgresPlace(), count))
})

test('an upgraded store has the tables of a new one', async () => {
  const [upgraded, fresh] = [sqlitePlace(), sqlitePlace()]
  await upgrade(upgraded, 1)
  const stores = [await upgraded.open(), await fresh.open()]
  const [one, other] = await Promise.all(stores.map(({ db }) => schemaOf(db, 'sqlite')))
  expect(one).toEqual(other)
  await Promise.all(stores.map((store) => store.close()))
})
