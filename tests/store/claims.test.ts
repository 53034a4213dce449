import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { Claims } from '../../src/store/claims.ts'
import { addFeed, takeDueFeeds } from '../../src/store/feeds.ts'
import type { Store } from '../../src/store/store.ts'
import { StoreError } from '../../src/store/store-error.ts'
import { openTestStore } from './engines.ts'

const now = new Date('2026-02-01T12:00:00Z')
const owner = 'me'
const trouble = { found: 'the connection broke', fix: 'look after the network' }
let store: Store
let claims: Claims

beforeEach(async () => {
  store = await openTestStore()
  onTestFinished(() => store.close())
  claims = new Claims({ store, owner, table: 'feeds' })
  for (const path of ['one', 'two'])
    await store.write((tx) =>
      addFeed(tx, { url: `https://${path}.example/feed`, source: 'added', firstPosts: 0 }, now),
    )
})

const claim = () => takeDueFeeds(store, { now, owner, leaseMs: 60_000, limit: 10, longestWaitMs: 86_400_000 })
const hostsOf = (feeds: readonly { readonly host: string }[]) => feeds.map(({ host }) => host)

/** It is written, and what it took is lost on its way to the worker. */
async function unansweredClaim(): Promise<never> {
  await claim()
  throw new StoreError('write', trouble)
}

test('what a claim that failed took can be taken again, and what is worked on stays ours', async () => {
  const [going] = await claims.take(claim, [])
  await store.db.updateTable('feeds').set({ lease_until: 0 }).where('host', '=', 'two.example').execute()
  const kept = [going?.id ?? 0]
  await expect(claims.take(unansweredClaim, kept)).rejects.toThrow('the connection broke')
  expect(hostsOf(await claims.take(claim, kept))).toEqual(['two.example'])
})

test('it is given back as soon as the store lets it, however often that fails before', async () => {
  await expect(claims.take(unansweredClaim, [])).rejects.toThrow('the connection broke')
  const { write } = store
  for (const error of [new StoreError('write', trouble), new Error('broken')]) {
    store.write = () => Promise.reject(error)
    await expect(claims.take(claim, [])).rejects.toBe(error)
  }
  store.write = write
  expect(hostsOf(await claims.take(claim, []))).toEqual(['one.example', 'two.example'])
})

test('what broke off because of the store can be taken again at once, what broke for another reason later', async () => {
  const [one, two] = await claims.take(claim, [])
  const going = [one?.id ?? 0, two?.id ?? 0]
  claims.brokeOff(one?.id ?? 0, new StoreError('write', trouble))
  claims.brokeOff(two?.id ?? 0, new Error('a bug'))
  expect(hostsOf(await claims.take(claim, going))).toEqual(['one.example'])
})
