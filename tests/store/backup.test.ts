import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { backUp } from '../../src/store/backup.ts'
import { addFeed, listFeeds } from '../../src/store/feeds.ts'
import { restoreStore } from '../../src/store/restore.ts'
import type { Step } from '../../src/store/steps.ts'
import { databaseFileName, openSqliteStore, type Store } from '../../src/store/store.ts'
import { publishSample } from '../ask/newsroom.ts'

const now = new Date('2026-01-25T08:00:00Z')
const page = 'abu-dhabi-talks.html'

let folder: string
let data: string
let store: Store
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pullquote-backup-'))
  data = join(folder, 'data')
  store = await openSqliteStore(data)
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

const target = () => join(folder, 'copy.db')
const follow = (index: number) =>
  store.write((tx) =>
    addFeed(tx, { url: `https://news.example/${index}`, source: 'added', firstPosts: 1 }, now),
  )

async function fails(to: string, options = { force: false }) {
  const outcome = await backUp(data, to, options)
  if (outcome.kind === 'saved') throw new Error('expected a failure')
  return outcome.trouble
}

describe('a backup', () => {
  test('holds everything, words to search for too, and only its owner reads it', async () => {
    await publishSample(store, { page, style: 'full' }, now)
    expect(await backUp(data, target(), { force: false })).toEqual({
      kind: 'saved',
      bytes: statSync(target()).size,
    })
    const copy = new DatabaseSync(target(), { readOnly: true })
    const found = copy.prepare("select count(*) as n from item_words where item_words match 'witkoff'").get()
    expect(found).toEqual({ n: 1 })
    copy.close()
    expect(statSync(target()).mode & 0o777).toBe(0o600)
    expect(readdirSync(folder).sort()).toEqual(['copy.db', 'data'])
  })

  test('is of one moment while others write', async () => {
    let isOver = false
    let written = 0
    const writing = (async () => {
      for (; !isOver; written++) await follow(written)
    })()
    const outcome = await backUp(data, target(), { force: false })
    isOver = true
    await writing
    expect(outcome.kind).toBe('saved')
    expect(written).toBeGreaterThan(1)
    const copy = new DatabaseSync(target(), { readOnly: true })
    const ids = copy.prepare('select count(*) as n, coalesce(max(id), 0) as last from feeds').get()
    expect(ids?.n).toBe(ids?.last)
    copy.close()
  })

  test('replaces no file unasked', async () => {
    writeFileSync(target(), 'something else')
    expect(await fails(target())).toEqual({
      found: `${target()} is there already`,
      fix: 'name another file, or replace it with --force',
    })
    expect((await backUp(data, target(), { force: true })).kind).toBe('saved')
    expect(statSync(target()).size).toBeGreaterThan(1000)
  })

  test('says what is wrong with its place', async () => {
    expect((await fails(join(folder, 'none', 'copy.db'))).found).toContain('there is no folder')
    expect((await fails(folder)).found).toBe(`${folder} is no file`)
    expect((await fails(join(data, databaseFileName), { force: true })).found).toBe(
      'that is the store itself',
    )
    writeFileSync(target(), '')
    expect((await fails(join(target(), 'copy.db'))).found).toContain('is no folder')
    expect(readdirSync(folder).sort()).toEqual(['copy.db', 'data'])
  })

  test('where nobody may write says so', async () => {
    expect((await fails('/sys/copy.db')).found).toContain('/sys/copy.db cannot be written')
  })

  test('of a folder without a store makes none there', async () => {
    const empty = join(folder, 'empty')
    mkdirSync(empty)
    const outcome = await backUp(empty, target(), { force: false })
    expect(outcome).toMatchObject({
      kind: 'failed',
      trouble: { fix: expect.stringContaining('PULLQUOTE_DATA') },
    })
    expect(readdirSync(empty)).toEqual([])
  })

  test('of a damaged store is no backup', async () => {
    const broken = join(folder, 'broken')
    mkdirSync(broken)
    writeFileSync(join(broken, databaseFileName), 'no database at all, '.repeat(500))
    const outcome = await backUp(broken, target(), { force: false })
    expect(outcome).toMatchObject({ trouble: { found: 'the file is damaged or no database' } })
    expect(existsSync(target())).toBe(false)
    expect(existsSync(`${target()}.part`)).toBe(false)
  })

  test('that is broken off leaves nothing behind and the earlier one in its place', async () => {
    await backUp(data, target(), { force: false })
    const before = statSync(target()).mtimeMs
    const stopping = new AbortController()
    const going = backUp(data, target(), { force: true, signal: stopping.signal })
    stopping.abort()
    expect(await going).toMatchObject({ trouble: { found: 'it was broken off' } })
    expect(statSync(target()).mtimeMs).toBe(before)
    expect(existsSync(`${target()}.part`)).toBe(false)
  })
})

describe('a store brought back from a backup', () => {
  const restore = async () => {
    await store.close()
    const restored = await restoreStore(data, target(), now)
    store = await openSqliteStore(data)
    return restored
  }

  test('is the one that was saved, and the one before is put aside', async () => {
    await follow(1)
    await backUp(data, target(), { force: false })
    await follow(2)
    const { feeds, before } = await restore()
    expect(feeds).toBe(1)
    expect(await listFeeds(store)).toHaveLength(1)
    const aside = new DatabaseSync(before ?? '', { readOnly: true })
    expect(aside.prepare('select count(*) as n from feeds').get()).toEqual({ n: 2 })
    aside.close()
  })

  test('posts nothing that may have been posted since: it looks, holds, or only remembers', async () => {
    await publishSample(store, { page, style: 'full' }, now)
    const { id, item_id, post_id, channel_id } = await store.db
      .selectFrom('deliveries')
      .select(['id', 'item_id', 'post_id', 'channel_id'])
      .executeTakeFirstOrThrow()
    await store.db.updateTable('deliveries').set({ state: 'pending', started_at: null }).execute()
    const folded = { item_id, post_id, channel_id, created_at: 1, day: 0 }
    await store.db
      .insertInto('deliveries')
      .values({ ...folded, key: 'folded', kind: 'digest', state: 'folded' })
      .execute()
    await backUp(data, target(), { force: false })
    await restore()
    const rows = await store.db.selectFrom('deliveries').select(['id', 'state', 'started_at']).execute()
    expect(rows.find((row) => row.id === id)).toMatchObject({ state: 'sending', started_at: now.getTime() })
    expect(rows.find((row) => row.id !== id)).toMatchObject({ state: 'held' })
    const [feed] = await listFeeds(store)
    expect(feed).toMatchObject({ baselined_at: null, first_posts: 0, body_hash: null })
  })

  test('is the old one, the new one or none that opens, wherever that breaks off; and can be brought back again', async () => {
    await follow(1)
    await backUp(data, target(), { force: false })
    await follow(2)
    await store.close()
    const breakOffAt = (step: Step) =>
      restoreStore(data, target(), now, (reached) => {
        if (reached === step) throw new Error('broken off')
      })
    const countFeeds = async () => {
      const opened = await openSqliteStore(data)
      const { length } = await listFeeds(opened)
      await opened.close()
      return length
    }
    await expect(breakOffAt('restore-settled')).rejects.toThrow('broken off')
    expect(await countFeeds()).toBe(2)
    await expect(breakOffAt('store-put-aside')).rejects.toThrow('broken off')
    await expect(openSqliteStore(data)).rejects.toThrow('run the same restore again')
    await expect(breakOffAt('store-restored')).rejects.toThrow('broken off')
    expect(await countFeeds()).toBe(1)
    await restoreStore(data, target(), now)
    store = await openSqliteStore(data)
    expect((await listFeeds(store)).map((feed) => feed.baselined_at)).toEqual([null])
  })

  test.each([
    ['none.db', null, 'there is no such file'],
    ['text.db', 'no database at all, '.repeat(500), 'the file is damaged or no database'],
  ])('is not made of %s', async (name, content, found) => {
    if (content !== null) writeFileSync(join(folder, name), content)
    await follow(1)
    await expect(restoreStore(data, join(folder, name), now)).rejects.toThrow(found)
    expect(await listFeeds(store)).toHaveLength(1)
  })

  test('is not made of another database', async () => {
    const other = new DatabaseSync(target())
    other.exec('create table t (x)')
    other.close()
    await expect(restoreStore(data, target(), now)).rejects.toThrow('it is no store of pullquote')
  })
})
