import { sql } from 'kysely'
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest'
import { addFeed } from '../../src/store/feeds.ts'
import { type MoveInOptions, moveIn } from '../../src/store/move-in.ts'
import { openPostgresStore, openToMoveIn } from '../../src/store/postgres.ts'
import { joinPeers } from '../../src/store/postgres-peers.ts'
import { openSearch } from '../../src/store/search/search.ts'
import { openSqliteStore, type Store } from '../../src/store/store.ts'
import { archive, reportOf } from '../ask/archive.ts'
import { news, publishSample } from '../ask/newsroom.ts'
import { newStoreDatabase } from './engines.ts'
import { openProxy } from './postgres-proxy.ts'

const now = new Date('2026-01-25T08:00:00Z')
const workspace = { platform: news.platform, workspaceId: news.workspaceId }

let url: string
let from: Store
beforeEach(async () => {
  url = await newStoreDatabase()
  from = await openSqliteStore(':memory:')
  await publishSample(from, { page: 'burst-main.html', style: 'full' }, now)
  const text = reportOf(['Anna Berg', 'The lighthouse will shine again this winter'])
  await archive(from, { title: 'Storm passes', topics: ['Weather'], text, now })
  await archive(from, { title: 'A title with \u0000 in it', now })
  // Posts of a digest point to it, and it is younger than they are.
  await sql`update deliveries set parent_id = (select max(id) from deliveries) where id = (select min(id) from deliveries)`.execute(
    from.db,
  )
  // Numbers of rows that are gone are not given again.
  await sql`update sqlite_sequence set seq = 4711 where name = 'items'`.execute(from.db)
})
afterEach(() => from.close())

function move(to: Store, changes: Partial<MoveInOptions> = {}) {
  const signal = new AbortController().signal
  return moveIn(from, to, { place: 'there', signal, onTable: () => undefined, rowsAtOnce: 2, ...changes })
}

async function rowsIn({ db }: Store, table: string): Promise<unknown[]> {
  const { rows } = await sql<object>`select * from ${sql.table(table)}`.execute(db)
  return rows.map((row) => JSON.stringify(Object.entries(row).toSorted())).toSorted()
}

async function expectAllThere(to: Store, tables: Iterable<string>): Promise<void> {
  for (const table of tables) {
    const there = await rowsIn(to, table)
    const here = (await rowsIn(from, table)).map((row) => String(row).replaceAll('\\u0000', '\ufffd'))
    expect([table, there]).toEqual([table, here.toSorted()])
  }
}

test('all of a store arrives, can be searched, and goes on counting where it was', async () => {
  const to = await openToMoveIn(url)
  const moved = await move(to)
  if (moved.kind !== 'moved') throw new Error('expected it to arrive')
  expect(moved.rows.size).toBeGreaterThan(20)
  expect(moved.rows.get('items')).toBe(3)
  await expectAllThere(to, moved.rows.keys())
  await to.close()
  const store = await openPostgresStore(url)
  onTestFinished(() => store.close())
  const asking = (word: string) => ({
    workspace,
    words: { wanted: [[word]], unwanted: [] },
    from: null,
    since: null,
    limit: 10,
  })
  const search = openSearch(store, ':memory:')
  for (const word of ['storm', 'weather', 'berg', 'lighthouse'])
    expect((await search.stories(asking(word))).map(({ title }) => title)).toEqual(['Storm passes'])
  await archive(store, { title: 'After the move', now })
  const { id } = await store.db
    .selectFrom('items')
    .select('id')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  expect(id).toBe(4712)
})

test('who is killed before he is told that all has arrived, and asks again, is told so', async () => {
  const to = await openToMoveIn(url)
  onTestFinished(() => to.close())
  const first = await move(to)
  expect(await move(to)).toEqual(first)
})

test('a move that is told to stop again and again goes on from where it was', async () => {
  let interruptions = 0
  for (let after = 1; ; after++) {
    const stopping = new AbortController()
    let tables = 0
    const to = await openToMoveIn(url)
    const moved = await move(to, {
      signal: stopping.signal,
      onTable: () => {
        if (++tables === after) stopping.abort()
      },
    })
    if (moved.kind === 'moved') {
      await expectAllThere(to, moved.rows.keys())
      await to.close()
      break
    }
    interruptions++
    await to.close()
    await expect(openPostgresStore(url)).rejects.toThrow(
      'has not arrived. Fix: run the same migrate-store again',
    )
  }
  expect(interruptions).toBeGreaterThan(10)
})

test('a row that is not as it was is noticed before anybody works with it', async () => {
  const stopping = new AbortController()
  const to = await openToMoveIn(url)
  onTestFinished(() => to.close())
  const stopBehindFeeds = (table: string) => table === 'feeds' && stopping.abort()
  expect(await move(to, { signal: stopping.signal, onTable: stopBehindFeeds })).toEqual({
    kind: 'interrupted',
  })
  await to.db.updateTable('feeds').set({ title: 'Another' }).execute()
  await expect(move(to)).rejects.toThrow(
    /^move feeds: row \d+ is not as it was\. Fix: empty the new database/,
  )
  await expect(openPostgresStore(url)).rejects.toThrow('has not arrived')
})

test('a move whose connection breaks for good goes on with the next one', async () => {
  const proxy = await openProxy(url)
  const broken = await openToMoveIn(proxy.url)
  proxy.cutAt('commit', 'after')
  await expect(move(broken)).rejects.toThrow('nobody knows whether it happened')
  await broken.close()
  await proxy.close()
  const to = await openToMoveIn(url)
  const moved = await move(to)
  expect(moved.kind).toBe('moved')
  if (moved.kind === 'moved') await expectAllThere(to, moved.rows.keys())
  await to.close()
})

test('a database that is not empty, or is worked on, is left as it is', async () => {
  const to = await openToMoveIn(url)
  onTestFinished(() => to.close())
  const peers = await joinPeers(url, {
    owner: 'one',
    onBeat: async () => undefined,
    onTrouble: () => undefined,
  })
  await expect(move(to)).rejects.toThrow('move to there: a pullquote process works on it. Fix: stop it')
  await peers.close()
  await to.write((tx) => addFeed(tx, { url: 'https://a.example/', source: 'added', firstPosts: 0 }, now))
  await expect(move(to)).rejects.toThrow(
    'it is not empty: there are rows in feeds. Fix: name an empty database',
  )
  expect(await rowsIn(to, 'feeds')).toHaveLength(1)
})
