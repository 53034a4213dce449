import { sql } from 'kysely'
import pg from 'pg'
import { inject } from 'vitest'
import { openPostgresStore } from '../../src/store/postgres.ts'
import { openSqliteStore, type Store } from '../../src/store/store.ts'
import { templateName } from './postgres-setup.ts'

export type TestEngine = { readonly name: string; readonly open: () => Promise<Store> }

/** Every engine the contract suite runs on; each `open` gives an empty store. */
export const engines: readonly TestEngine[] = [
  { name: 'sqlite', open: () => openSqliteStore(':memory:') },
  { name: 'postgres', open: openEmptyPostgres },
]

/** An empty store, of the engine that TEST_ENGINE names: what is no matter of engines is tried on SQLite unless asked otherwise. */
export function openTestStore(): Promise<Store> {
  return process.env.TEST_ENGINE === 'postgres' ? openEmptyPostgres() : openSqliteStore(':memory:')
}

/** How often a property is tried: on a server a fourth as often, where each write takes ten times as long. */
export function runsOnTestStore(runs: number): number {
  return process.env.TEST_ENGINE === 'postgres' ? Math.ceil(runs / 4) : runs
}

/** The addresses of databases with nothing in them that no test uses just now. */
const free: string[] = []

/** A store in a database of its own; making its tables takes longer than emptying them, so the next test gets it. */
async function openEmptyPostgres(): Promise<Store> {
  const url = free.pop() ?? (await newStoreDatabase())
  const store = await openPostgresStore(url)
  return {
    ...store,
    async close() {
      await empty(store)
      await store.close()
      free.push(url)
    },
  }
}

/** The address of a new database on the server of this run, with nothing in it. */
export function newDatabase(): Promise<string> {
  return copyOf('template1')
}

/** The same with the tables of a store. */
export function newStoreDatabase(): Promise<string> {
  return copyOf(templateName)
}

async function copyOf(template: string): Promise<string> {
  const response = await fetch(inject('postgresDoor'))
  const answer = await response.text()
  if (!response.ok) throw new Error(answer)
  const name = `test_${crypto.randomUUID().replaceAll('-', '')}`
  const client = new pg.Client(answer)
  await client.connect()
  await client.query(`create database ${name} template ${template}`)
  await client.end()
  const url = new URL(answer)
  url.pathname = `/${name}`
  return url.href
}

async function empty(store: Store): Promise<void> {
  await sql`do $$ declare it record; begin
    for it in select quote_ident(relname) as name, relkind from pg_class
      where relnamespace = current_schema()::regnamespace and relkind in ('r', 'S') and relname <> 'migrations' loop
      execute case it.relkind when 'r' then 'delete from ' || it.name else 'alter sequence ' || it.name || ' restart' end;
    end loop;
  end $$`.execute(store.db)
}
