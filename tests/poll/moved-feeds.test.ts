import { afterEach, beforeEach, expect, test } from 'vitest'
import { tellFeedTrouble } from '../../src/ask/notices/trouble.ts'
import { ensureChannel } from '../../src/store/channels.ts'
import { listFeeds } from '../../src/store/feeds.ts'
import type { Page } from '../fakes/site.ts'
import { followOn, openPollBed, type PollBed } from './poll-bed.ts'
import { pollFeeds } from './poll-feeds.ts'

const hourMs = 3_600_000

let bed: PollBed

beforeEach(async () => {
  bed = await openPollBed()
})
afterEach(() => bed.close())

const rss = (...titles: readonly string[]) =>
  `<rss version="2.0"><channel><title>News</title>${titles
    .map((title) => `<item><title>${title}</title><guid>${title}</guid><link>/${title}.html</link></item>`)
    .join('')}</channel></rss>`

const follow = (path: string, channelId: string, { filter }: { filter?: string } = {}) =>
  followOn(bed, path, { channelId, filter })
const moved = (to: string): Page => ({ status: 301, headers: { location: to } })
const read = () => bed.store.db.updateTable('items').set({ reading: 'done' }).execute()
const items = () =>
  bed.store.db.selectFrom('items').select(['feed_id', 'title', 'origin']).orderBy('id').execute()
const following = () =>
  bed.store.db
    .selectFrom('subscriptions')
    .innerJoin('channels', 'channels.id', 'subscriptions.channel_id')
    .select(['channels.channel_id', 'subscriptions.feed_id'])
    .orderBy('channels.channel_id')
    .execute()

async function pollFor(hours: number) {
  for (let hour = 0; hour < hours; hour += 8) {
    bed.now = new Date(bed.now.getTime() + 8 * hourMs)
    // One after the other, as on a day with one item an hour.
    for (const feed of (await listFeeds(bed.store)).map(({ id }) => id)) {
      bed.now = new Date(bed.now.getTime() + 1000)
      await bed.store.db
        .updateTable('feeds')
        .set({ next_poll_at: bed.now.getTime() })
        .where('id', '=', feed)
        .execute()
      await pollFeeds(bed.poller)
    }
    await read()
  }
}

test('a feed that moved is asked at its new address, knows its items still, and the record says so', async () => {
  bed.pages['/old'] = rss('one')
  await follow('/old', 'news')
  await pollFeeds(bed.poller)
  bed.pages['/old'] = moved('/new?token=secret')
  bed.pages['/new?token=secret'] = rss('two', 'one')
  await pollFor(16)
  expect((await listFeeds(bed.store))[0]).toMatchObject({ url: bed.site.url('/old'), moved_polls: 2 })
  await pollFor(32)
  expect(await listFeeds(bed.store)).toMatchObject([
    { url: bed.site.url('/new?token=secret'), moved_to: null },
  ])
  const asked = bed.site.requests.filter(({ path }) => path === '/old').length
  await pollFor(8)
  expect(bed.site.requests.filter(({ path }) => path === '/old')).toHaveLength(asked)
  expect(await items()).toMatchObject([{ title: 'one' }, { title: 'two', origin: 'new' }])
  const [change] = await bed.store.db
    .selectFrom('audit')
    .selectAll()
    .where('action', '=', 'feed moved')
    .execute()
  expect(change).toMatchObject({
    workspace_id: 'w',
    subject: bed.site.url('/old'),
    after: bed.site.url('/new?token=***'),
  })
})

test('a feed that moved to one that is followed already becomes one with it: no item is new again for anybody', async () => {
  bed.pages['/old'] = rss('one')
  bed.pages['/new'] = rss('one')
  await follow('/old', 'news')
  await follow('/old', 'both')
  const there = await follow('/new', 'both')
  await follow('/new', 'sport')
  await pollFeeds(bed.poller)
  bed.pages['/old'] = moved('/new')
  bed.pages['/new'] = rss('two', 'one')
  await pollFor(48)
  expect((await listFeeds(bed.store)).map(({ id }) => id)).toEqual([there.id])
  expect(await following()).toEqual(
    ['both', 'news', 'sport'].map((channel_id) => ({ channel_id, feed_id: there.id })),
  )
  const before = await items()
  expect(before).toHaveLength(4)
  bed.pages['/new'] = rss('three', 'two', 'one')
  await pollFor(8)
  expect((await items()).slice(before.length)).toEqual([{ feed_id: there.id, title: 'three', origin: 'new' }])
})

test('where a channel wants other things of both, they stay apart', async () => {
  bed.pages['/old'] = rss('one')
  bed.pages['/new'] = rss('one')
  await follow('/old', 'news', { filter: '+budget' })
  await follow('/new', 'news')
  await pollFeeds(bed.poller)
  bed.pages['/old'] = moved('/new')
  await pollFor(48)
  expect(await listFeeds(bed.store)).toHaveLength(2)
})

test('what only one of them has found yet keeps them apart until both have', async () => {
  bed.pages['/old'] = rss('one')
  bed.pages['/new'] = rss('one')
  await follow('/old', 'news')
  const there = await follow('/new', 'sport')
  await pollFeeds(bed.poller)
  bed.pages['/old'] = moved('/new')
  await pollFor(24)
  bed.pages['/new'] = rss('two', 'one')
  const [old] = await listFeeds(bed.store)
  for (const at of [1, 2, 3]) {
    bed.now = new Date(bed.now.getTime() + at * hourMs)
    await bed.store.db
      .updateTable('feeds')
      .set((each) => ({
        next_poll_at: each
          .case()
          .when('id', '=', old?.id ?? 0)
          .then(0)
          .else(bed.now.getTime() + hourMs)
          .end(),
      }))
      .execute()
    await pollFeeds(bed.poller)
    await read()
  }
  expect(await listFeeds(bed.store)).toHaveLength(2)
  await pollFor(8)
  await pollFor(8)
  expect((await listFeeds(bed.store)).map(({ id }) => id)).toEqual([there.id])
  expect((await items()).filter(({ title }) => title === 'two')).toHaveLength(2)
})

test('people are told of a feed that was taken away for good', async () => {
  bed.pages['/old'] = { status: 410 }
  await follow('/old', 'news')
  await pollFeeds(bed.poller)
  const desk = { platform: 'fake', workspaceId: 'w', channelId: 'desk', threadId: null }
  const { id } = await bed.store.write((tx) => ensureChannel(tx, desk, bed.now))
  const adminChannel = { rowId: id, platform: 'fake', workspaceId: 'w' }
  expect(await tellFeedTrouble(bed.store, adminChannel, bed.now)).toBe(1)
  expect(await pollFeeds(bed.poller, { all: true })).toEqual([])
})
