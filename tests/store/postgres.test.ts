import { sql } from 'kysely'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { checkStore } from '../../src/doctor.ts'
import { Claims } from '../../src/store/claims.ts'
import { addFeed, listFeeds, takeDueFeeds } from '../../src/store/feeds.ts'
import { endAbandonedLeases } from '../../src/store/leases.ts'
import { openPostgresStore } from '../../src/store/postgres.ts'
import { joinPeers } from '../../src/store/postgres-peers.ts'
import { storable } from '../../src/store/postgres-values.ts'
import type { Store } from '../../src/store/store.ts'
import { StoreError } from '../../src/store/store-error.ts'
import { newStoreDatabase } from './engines.ts'
import { openProxy } from './postgres-proxy.ts'

const now = new Date('2026-01-24T12:00:00Z')
const someFeed = { url: 'https://news.example/feed', source: 'added', firstPosts: 1 } as const
const add = (store: Store, url: string = someFeed.url) =>
  store.write((tx) => addFeed(tx, { ...someFeed, url }, now))

let url: string
let store: Store
beforeEach(async () => {
  url = await newStoreDatabase()
  store = await openPostgresStore(url)
})
afterEach(() => store.close())

function changed(change: (url: URL) => void): string {
  const other = new URL(url)
  change(other)
  return other.href
}

describe('a database that cannot be used is named with what was found and the fix, never with its password', () => {
  const openedWith = (change: (url: URL) => void) => openPostgresStore(changed(change))

  test('nothing listens there', async () => {
    const opening = openedWith((other) => {
      other.port = '1'
      other.password = 'hunter2'
    })
    await expect(opening).rejects.toThrow(
      /^open 127\.0\.0\.1:1\/test_\w+: nothing listens there\. Fix: start/,
    )
    await expect(opening).rejects.not.toThrow(/hunter2/)
  })

  test('there is no such database', async () => {
    const opening = openedWith((other) => {
      other.pathname = '/nowhere'
      other.password = 'hunter2'
    })
    await expect(opening).rejects.toThrow(/\/nowhere: there is no database of this name\. Fix: create it/)
  })

  test('there is no such user', async () => {
    const opening = openedWith((other) => {
      other.username = 'nobody'
    })
    await expect(opening).rejects.toThrow('does not let this user in. Fix: correct user and password')
  })

  test('the user may not create tables', async () => {
    const name = `guest_${crypto.randomUUID().replaceAll('-', '')}`
    await sql`create role ${sql.ref(name)} login`.execute(store.db)
    const client = new pg.Client(url)
    await client.connect()
    await client.query('create database empty_one')
    await client.end()
    const opening = openedWith((other) => {
      other.username = name
      other.pathname = '/empty_one'
    })
    await expect(opening).rejects.toThrow('may not create tables or write there. Fix: make the user owner')
  })

  test('the doctor says so, too', async () => {
    const databaseUrl = changed((other) => {
      other.port = '1'
      other.password = 'hunter2'
    })
    const check = await checkStore({ dataFolder: './data', databaseUrl })
    expect(check).toMatchObject({ isGood: false, found: expect.stringContaining('nothing listens there') })
    expect(JSON.stringify(check)).not.toContain('hunter2')
    expect(await checkStore({ dataFolder: './data', databaseUrl: url })).toMatchObject({ isGood: true })
  })

  test('it was written by a newer version', async () => {
    await sql`insert into migrations (name) values ('9999-of-tomorrow')`.execute(store.db)
    await expect(openPostgresStore(url)).rejects.toThrow('written by a newer pullquote (9999-of-tomorrow)')
  })

  test('it speaks in the clear only', async () => {
    const opening = openedWith((other) => {
      other.searchParams.set('sslmode', 'verify-full')
    })
    await expect(opening).rejects.toThrow(/no encrypted connection: .+\. Fix: see sslmode and sslrootcert/)
  })

  test('it is kept in another encoding', async () => {
    await sql`create database latin encoding 'LATIN1' template template0`.execute(store.db)
    const opening = openedWith((other) => {
      other.pathname = '/latin'
    })
    await expect(opening).rejects.toThrow('the database is kept as LATIN1. Fix: create it anew')
  })
})

test('who owns the database needs no other right', async () => {
  const name = `owner_${crypto.randomUUID().replaceAll('-', '')}`
  await sql`create role ${sql.ref(name)} login nosuperuser nocreatedb nocreaterole`.execute(store.db)
  await sql`create database ${sql.ref(name)} owner ${sql.ref(name)}`.execute(store.db)
  const owned = changed((other) => {
    other.username = name
    other.pathname = `/${name}`
  })
  const own = await openPostgresStore(owned)
  const peers = await joinPeers(owned, {
    owner: 'one',
    onBeat: () => endAbandonedLeases(own),
    onTrouble: () => undefined,
  })
  expect((await add(own)).added).toBe(true)
  await peers.close()
  await own.close()
})

describe('a connection that breaks', () => {
  test('inside a transaction: the whole of it is done again', async () => {
    let tries = 0
    await store.write(async (tx) => {
      tries++
      await addFeed(tx, someFeed, now)
      if (tries === 1) await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)
    })
    expect(tries).toBe(2)
    expect(await listFeeds(store)).toHaveLength(1)
  })

  test('before the commit is heard or after: nobody knows, and it is said so', async () => {
    const proxy = await openProxy(url)
    const far = await openPostgresStore(proxy.url)
    onTestFinished(async () => {
      await far.close()
      await proxy.close()
    })
    proxy.cutAt('commit', 'before')
    await expect(add(far, 'https://one.example/')).rejects.toBeInstanceOf(StoreError)
    proxy.cutAt('commit', 'after')
    await expect(add(far, 'https://two.example/')).rejects.toThrow('nobody knows whether it happened')
    expect((await listFeeds(store)).map(({ url: known }) => known)).toEqual(['https://two.example/'])
    expect((await add(far)).added).toBe(true)
  })

  test('anywhere in a claim: the same feed is taken by the next one', async () => {
    const proxy = await openProxy(url)
    const far = await openPostgresStore(proxy.url)
    onTestFinished(async () => {
      await far.close()
      await proxy.close()
    })
    await add(far)
    const claims = new Claims({ store: far, owner: 'one', table: 'feeds' })
    const claim = { now, owner: 'one', leaseMs: 60_000, longestWaitMs: 60_000, limit: 10 }
    const take = () => claims.take(() => takeDueFeeds(far, claim), [])
    let failures = 0
    for (const when of ['before', 'after'] as const) {
      let isCut = true
      for (let nth = 1; isCut; nth++) {
        proxy.cutAt('', when, nth)
        const first = await take().catch(() => null)
        if (first === null) failures++
        expect(first ?? (await take())).toHaveLength(1)
        isCut = !proxy.isWaiting()
        await store.db.updateTable('feeds').set({ lease_until: 0 }).execute()
      }
    }
    expect(failures).toBeGreaterThan(2)
  })

  test('while nobody uses it: it is replaced', async () => {
    const proxy = await openProxy(url)
    const far = await openPostgresStore(proxy.url)
    proxy.cutAll()
    expect((await add(far)).added).toBe(true)
    await far.close()
    await proxy.close()
  })
})

describe('those who write', () => {
  test('alone see what the others have written, and nobody writes between their question and their answer', async () => {
    await store.write((tx) =>
      tx.insertInto('model_months').values({ month: '2026-01', answered: 0 }).execute(),
    )
    const other = await openPostgresStore(url)
    const count = (from: Store) =>
      from.write(async (tx) => {
        const { answered } = await tx.selectFrom('model_months').select('answered').executeTakeFirstOrThrow()
        await tx
          .updateTable('model_months')
          .set({ answered: answered + 1 })
          .execute()
      })
    await Promise.all(Array.from({ length: 40 }, (_, index) => count(index % 2 ? store : other)))
    const { answered } = await store.db.selectFrom('model_months').selectAll().executeTakeFirstOrThrow()
    expect(answered).toBe(40)
    await other.close()
  })

  test('beside each other in each other’s way are told apart: one goes first, the other does all of it again', async () => {
    await add(store, 'https://one.example/')
    await add(store, 'https://two.example/')
    const both = Promise.withResolvers<void>()
    let holding = 0
    const touch = (tx: Parameters<Parameters<Store['write']>[0]>[0], id: number) =>
      tx.updateTable('feeds').set({ title: 'touched' }).where('id', '=', id).execute()
    const crossing = (first: number, second: number) =>
      store.writeBeside(async (tx) => {
        await touch(tx, first)
        if (++holding === 2) both.resolve()
        await both.promise
        await touch(tx, second)
      })
    await Promise.all([crossing(1, 2), crossing(2, 1)])
    // Who has to go back may be sent back more than once.
    expect(holding).toBeGreaterThanOrEqual(3)
    expect((await store.db.selectFrom('feeds').select('title').execute()).map(({ title }) => title)).toEqual([
      'touched',
      'touched',
    ])
  })
})

test('several processes that claim at the same time get each feed once, and no host twice', async () => {
  for (let host = 0; host < 12; host++)
    for (const path of ['a', 'b', 'c']) await add(store, `https://h${host}.example/${path}`)
  const stores = await Promise.all([1, 2, 3, 4].map(() => openPostgresStore(url)))
  const claim = { now, leaseMs: 60_000, limit: 5, longestWaitMs: 3_600_000, perHost: 2 }
  const taken = await Promise.all(
    stores.map(async (each, index) => {
      const owner = `worker ${index}`
      const rounds = [1, 2, 3].map(() => takeDueFeeds(each, { ...claim, owner }))
      return (await Promise.all(rounds)).flat().map((feed) => ({ ...feed, owner }))
    }),
  )
  const all = taken.flat()
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
  const ownersOf = Map.groupBy(all, ({ host }) => host)
  for (const [host, feeds] of ownersOf)
    expect([host, new Set(feeds.map(({ owner }) => owner)).size]).toEqual([host, 1])
  expect(ownersOf.size).toBe(12)
  await Promise.all(stores.map((each) => each.close()))
})

describe('processes on one database', () => {
  const quiet = { onBeat: async () => undefined, onTrouble: () => undefined }

  test('hear each other and not themselves, and have one clock', async () => {
    const one = await joinPeers(url, { ...quiet, owner: 'one' })
    const two = await joinPeers(url, { ...quiet, owner: 'two' })
    const heard: string[] = []
    const last = Promise.withResolvers<void>()
    one.hear((topic) => heard.push(`one: ${topic}`))
    two.hear((topic) => {
      heard.push(`two: ${topic}`)
      if (topic === 'last') last.resolve()
    })
    for (const topic of ['read', 'read', 'deliver', 'last']) one.tell(topic)
    await last.promise
    expect(heard.filter((line) => line.startsWith('one'))).toEqual([])
    expect([...new Set(heard)]).toEqual(['two: read', 'two: deliver', 'two: last'])
    expect(Math.abs(one.clock().getTime() - two.clock().getTime())).toBeLessThan(100)
    await one.close()
    await two.close()
  })

  test('go on after their connection broke', async () => {
    const proxy = await openProxy(url)
    const one = await joinPeers(url, { ...quiet, owner: 'one' })
    const two = await joinPeers(proxy.url, { ...quiet, owner: 'two' })
    const heard = Promise.withResolvers<string>()
    two.hear(heard.resolve)
    proxy.cutAll()
    const telling = setInterval(() => one.tell('read'), 20)
    expect(await heard.promise).toBe('read')
    clearInterval(telling)
    await one.close()
    await two.close()
    await proxy.close()
  })

  test('take up at once the work of one that died, and leave that of the living alone', async () => {
    await add(store)
    await add(store, 'https://other.example/')
    const living = await joinPeers(url, { ...quiet, owner: 'living' })
    const dying = await joinPeers(url, { ...quiet, owner: 'dying' })
    const take = (owner: string, limit: number) =>
      takeDueFeeds(store, { now, owner, leaseMs: 60_000, limit, longestWaitMs: 3_600_000 })
    expect(await take('living', 1)).toHaveLength(1)
    expect(await take('dying', 1)).toHaveLength(1)
    await endAbandonedLeases(store)
    expect(await take('next', 2)).toEqual([])
    await dying.close()
    await endAbandonedLeases(store)
    expect((await take('next', 2)).map(({ id }) => id)).toEqual([2])
    await living.close()
  })
})

test.each([
  ['a\0b', 'a\ufffdb'],
  [1_769_252_400_000.5, 1_769_252_400_001],
  [1e300, Number.MAX_SAFE_INTEGER],
  [0.85, 0.85],
  [null, null],
])('%j is stored as %j', (given, kept) => {
  expect(storable(given)).toBe(kept)
})
