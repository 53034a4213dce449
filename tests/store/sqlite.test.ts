import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addFeed, listFeeds } from '../../src/store/feeds.ts'
import { becomeSoleWorker } from '../../src/store/leases.ts'
import { databaseFileName, openSqliteStore } from '../../src/store/store.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pullquote-store-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const someFeed = { url: 'https://news.example/feed', source: 'added', firstPosts: 1 } as const

test('every commit is flushed and readers are not blocked', async () => {
  const store = await openSqliteStore(folder)
  const pragma = async (name: string) => (await sql.raw(`pragma ${name}`).execute(store.db)).rows[0]
  expect(await pragma('journal_mode')).toEqual({ journal_mode: 'wal' })
  expect(await pragma('synchronous')).toEqual({ synchronous: 2 })
  expect(await pragma('foreign_keys')).toEqual({ foreign_keys: 1 })
  await store.close()
})

test('opening a store again keeps what is in it', async () => {
  const first = await openSqliteStore(folder)
  await first.write((tx) => addFeed(tx, someFeed, new Date()))
  await first.close()
  const second = await openSqliteStore(folder)
  expect(await listFeeds(second)).toHaveLength(1)
  await second.close()
})

test('a transaction that reads before it writes is safe from another process', async () => {
  const store = await openSqliteStore(folder)
  const other = new DatabaseSync(join(folder, databaseFileName), { timeout: 0 })
  await store.write(async (tx) => {
    await tx.selectFrom('feeds').selectAll().execute()
    expect(() =>
      other.exec("insert into audit (at, actor, action, subject) values (1, 'x', 'x', 'x')"),
    ).toThrow(/locked/)
    await addFeed(tx, someFeed, new Date())
  })
  other.close()
  await store.close()
})

test('a write waits for another process to let go of the lock', async () => {
  const store = await openSqliteStore(folder)
  const other = new DatabaseSync(join(folder, databaseFileName))
  other.exec('begin immediate')
  const written = store.write((tx) => addFeed(tx, someFeed, new Date()))
  setTimeout(() => other.exec('commit'), 50)
  expect((await written).added).toBe(true)
  other.close()
  await store.close()
})

test('one process at a time works a folder', () => {
  const first = becomeSoleWorker(folder)
  expect(first).not.toBeNull()
  expect(becomeSoleWorker(folder)).toBeNull()
  first?.release()
  const next = becomeSoleWorker(folder)
  expect(next).not.toBeNull()
  next?.release()
})
