import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Kysely, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { waitForWorkerLock } from '../../src/cli/worker-lock.ts'
import { checkStore } from '../../src/doctor.ts'
import { ensureChannel, subscribe } from '../../src/store/channels.ts'
import { addFeed, listFeeds } from '../../src/store/feeds.ts'
import { becomeSoleWorker } from '../../src/store/leases.ts'
import { migrations } from '../../src/store/migrations.ts'
import { databaseFileName, openSqliteStore } from '../../src/store/store.ts'
import { clearError, StoreError } from '../../src/store/store-error.ts'

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
  // Whoever waits for a lock holds up everything else for so long.
  expect(await pragma('busy_timeout')).toEqual({ timeout: 10 })
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

describe('trouble with the files says which one, what was found and how to mend it', () => {
  const database = () => join(folder, databaseFileName)

  test('a damaged file', async () => {
    writeFileSync(database(), 'no database at all, '.repeat(200))
    const message = `open ${database()}: the file is damaged or no database. Fix: stop the program and restore`
    await expect(openSqliteStore(folder)).rejects.toThrow(message)
    const check = await checkStore({ dataFolder: folder })
    expect(check.found).toContain('damaged')
    expect(check.fix).toContain('backup')
  })

  test('a folder where the file should be', async () => {
    mkdirSync(database())
    await expect(openSqliteStore(folder)).rejects.toThrow(
      `open ${database()}: the file cannot be opened. Fix: `,
    )
  })

  test('a file where the folder should be', async () => {
    const occupied = join(folder, 'occupied')
    writeFileSync(occupied, '')
    const message = `open ${occupied}: a file stands where the folder should be. Fix: move it away`
    await expect(openSqliteStore(occupied)).rejects.toThrow(message)
    await expect(waitForWorkerLock(occupied, 0)).rejects.toThrow(message)
    await expect(waitForWorkerLock(join(occupied, 'data'), 0)).rejects.toThrow('Fix: move it away')
  })

  test('a worker lock that is no lock', () => {
    writeFileSync(join(folder, 'worker.lock'), 'something else, '.repeat(200))
    expect(() => becomeSoleWorker(folder)).toThrow(`open ${join(folder, 'worker.lock')}: the file is damaged`)
  })

  test('a full disk, although SQLite has already rolled back', async () => {
    const store = await openSqliteStore(folder)
    await sql`pragma max_page_count = 1`.execute(store.db)
    const filled = store.write(async (tx) => {
      for (let index = 0; index < 2000; index++)
        await addFeed(
          tx,
          { ...someFeed, url: `https://news.example/${index}/${'x'.repeat(500)}` },
          new Date(),
        )
    })
    await expect(filled).rejects.toThrow(`use ${database()}: the disk is full. Fix: free space`)
    expect(await listFeeds(store)).toEqual([])
    await store.close()
  })

  test('a file that may not be written, by its extended code', () => {
    const error = Object.assign(new Error('attempt to write a readonly database'), { errcode: 8 | (6 << 8) })
    expect(clearError('use x.db', error)).toMatchObject({
      message: expect.stringContaining('cannot be written'),
    })
    expect(clearError('use x.db', error)).toBeInstanceOf(StoreError)
    const bug = new Error('a bug')
    expect(clearError('use x.db', bug)).toBe(bug)
  })

  test('a store of a newer version', async () => {
    const store = await openSqliteStore(folder)
    await sql`insert into migrations (name) values ('9999-of-tomorrow')`.execute(store.db)
    await store.close()
    await expect(openSqliteStore(folder)).rejects.toThrow(
      `open ${database()}: written by a newer pullquote (9999-of-tomorrow). Fix: update pullquote`,
    )
  })
})

test('a store of the first version keeps the styles that were chosen in it', async () => {
  const store = await openSqliteStore(':memory:')
  onTestFinished(() => store.close())
  const at = new Date(1_769_252_400_000)
  const channel = { platform: 'p', workspaceId: 'w', channelId: 'c', threadId: null }
  const old = await store.write(async (tx) => {
    const { row } = await addFeed(tx, { url: 'https://a.example/', source: 'added', firstPosts: 1 }, at)
    const { id } = await ensureChannel(tx, channel, at)
    return (await subscribe(tx, { channelId: id, feedId: row.id, style: 'full' }, at)).row
  })
  // As it was before: a style was required.
  await sql`alter table subscriptions rename column style to later`.execute(store.db)
  await sql`alter table subscriptions add column style text not null default 'brief'`.execute(store.db)
  await sql`update subscriptions set style = later`.execute(store.db)
  await sql`alter table subscriptions drop column later`.execute(store.db)
  const step = migrations.find(({ name }) => name === '0002-style-of-channel')
  await step?.up(store.db as unknown as Kysely<unknown>, 'sqlite')
  const rows = () => store.db.selectFrom('subscriptions').select(['id', 'style']).execute()
  expect(await rows()).toEqual([{ id: old.id, style: 'full' }])
  await store.db.updateTable('subscriptions').set({ style: null }).execute()
  expect(await rows()).toEqual([{ id: old.id, style: null }])
})

test('removing a feed finds everything that points to it by an index', async () => {
  const store = await openSqliteStore(folder)
  const references = await sql<{ child: string; column: string }>`
    select m.name as child, f."from" as "column" from sqlite_master m, pragma_foreign_key_list(m.name) f`.execute(
    store.db,
  )
  expect(references.rows.length).toBeGreaterThan(8)
  for (const { child, column } of references.rows) {
    const plan = await sql<{ detail: string }>`explain query plan
      select 1 from ${sql.table(child)} where ${sql.ref(column)} = 1`.execute(store.db)
    expect(`${child}.${column}: ${plan.rows[0]?.detail}`).toContain('SEARCH')
  }
  await store.close()
})

test('a long transaction gives others their turn, and nobody comes in between', async () => {
  const store = await openSqliteStore(folder)
  let turns = 0
  let isOver = false
  const count = () => {
    turns++
    if (!isOver) setImmediate(count)
  }
  const seen: number[] = []
  const writing = store.write(async (tx) => {
    setImmediate(count)
    for (let number = 0; number < 3_000; number++)
      await addFeed(tx, { ...someFeed, url: `https://news.example/${number}` }, new Date())
  })
  const reading = listFeeds(store).then((feeds) => seen.push(feeds.length))
  await Promise.all([writing, reading])
  isOver = true
  expect(turns).toBeGreaterThan(2)
  expect([0, 3_000]).toContain(seen[0])
  await store.close()
})
