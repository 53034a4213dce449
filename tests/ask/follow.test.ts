import { afterEach, beforeEach, expect, test } from 'vitest'
import { followFeed } from '../../src/ask/following/follow.ts'
import type { Store } from '../../src/store/store.ts'
import { openTestStore } from '../store/engines.ts'
import { news, publishSample } from './newsroom.ts'

const now = new Date('2026-01-25T08:00:00Z')
let store: Store
beforeEach(async () => {
  store = await openTestStore()
})
afterEach(() => store.close())

const other = { ...news, channelId: 'other' }
const follow = (firstPosts: number) =>
  followFeed(
    store,
    {
      url: 'https://gazette.example/feed.xml',
      source: 'added',
      channel: other,
      style: 'brief',
      firstPosts,
      actor: 't',
    },
    now,
  )
const queued = () =>
  store.db.selectFrom('deliveries').select(['item_id', 'style']).where('state', '=', 'pending').execute()

test('a channel that joins a feed gets as many of its newest posts as were asked for, once', async () => {
  await publishSample(store, { page: 'abu-dhabi-talks.html', style: 'full' }, now)
  await publishSample(store, { page: 'coastal-cup.html', style: 'full' }, now)
  await follow(1)
  expect(await queued()).toEqual([{ item_id: 2, style: 'brief' }])
  await follow(5)
  expect(await queued()).toHaveLength(1)
})

test('a channel that wants none of the past gets none', async () => {
  await publishSample(store, { page: 'abu-dhabi-talks.html', style: 'full' }, now)
  await follow(0)
  expect(await queued()).toEqual([])
})
