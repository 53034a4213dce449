import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { addFeed, takeDueFeeds } from '../../src/store/feeds.ts'
import { giveBackAfter, takeSurely } from '../../src/store/leases.ts'
import { UnknownOutcome } from '../../src/store/postgres-error.ts'
import type { Store } from '../../src/store/store.ts'
import { StoreError } from '../../src/store/store-error.ts'
import { openTestStore } from './engines.ts'

const now = new Date('2026-02-01T12:00:00Z')
const owner = 'me'
const trouble = { found: 'the connection broke', fix: 'look after the network' }
let store: Store

beforeEach(async () => {
  store = await openTestStore()
  onTestFinished(() => store.close())
  for (const path of ['one', 'two'])
    await store.write((tx) =>
      addFeed(tx, { url: `https://${path}.example/feed`, source: 'added', firstPosts: 0 }, now),
    )
})

const take = () => takeDueFeeds(store, { now, owner, leaseMs: 60_000, limit: 10, longestWaitMs: 86_400_000 })

test('what was taken by a claim that got no answer can be taken again, and what is worked on stays ours', async () => {
  const [going] = await take()
  const claim = async () => {
    throw new UnknownOutcome('write', trouble)
  }
  const held = { store, owner, table: 'feeds', going: [going?.id ?? 0] } as const
  await expect(takeSurely(claim, held)).rejects.toThrow('the connection broke')
  expect((await take()).map(({ host }) => host)).toEqual(['two.example'])
})

test('what broke off because of the store can be taken again at once, what broke for another reason later', async () => {
  const [one, two] = await take()
  const own = { store, owner, table: 'feeds' } as const
  await giveBackAfter(new StoreError('write', trouble), { ...own, id: one?.id ?? 0 })
  await giveBackAfter(new Error('a bug'), { ...own, id: two?.id ?? 0 })
  expect((await take()).map(({ host }) => host)).toEqual(['one.example'])
})
