import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fetchFeed } from '../../feeds/fetch.ts'
import { HttpDoor } from '../../feeds/http.ts'
import { parseFeed } from '../../feeds/parse.ts'
import { followFeed } from '../../src/ask/following/follow.ts'
import { tellFeedTrouble } from '../../src/ask/notices/trouble.ts'
import type { PollerParts } from '../../src/poll/poller.ts'
import { ensureChannel } from '../../src/store/channels.ts'
import { listFeeds } from '../../src/store/feeds.ts'
import { openSqliteStore, type Store } from '../../src/store/store.ts'
import { type Page, type Site, startSite } from '../fakes/site.ts'
import { pollFeeds } from './poll-feeds.ts'

const hourMs = 3_600_000
let store: Store
let door: HttpDoor
let site: Site
let now: Date
const pages: Record<string, string | Page> = {}

beforeEach(async () => {
  for (const path of Object.keys(pages)) delete pages[path]
  now = new Date('2026-01-24T12:00:00Z')
  store = await openSqliteStore(':memory:')
  door = new HttpDoor({ userAgent: 'Pullquote/test', allowNetworks: ['127.0.0.0/8'] })
  site = await startSite(pages)
})
afterEach(async () => {
  await door.close()
  await site.close()
  await store.close()
})

const parts = (): PollerParts => ({
  store,
  fetch: (request) => fetchFeed(door, request, { maxBytes: 1024 * 1024, timeoutMs: 2000 }, now),
  parse: parseFeed,
  limits: { shortestMs: 60_000, longestMs: 24 * hourMs },
  owner: 'test',
  feedsAtOnce: 8,
  clock: () => now,
  dice: () => 0.5,
  log: pino({ level: 'silent' }),
})

const rss = (...titles: readonly string[]) =>
  `<rss version="2.0"><channel><title>News</title>${titles
    .map((title) => `<item><title>${title}</title><guid>${title}</guid><link>/${title}.html</link></item>`)
    .join('')}</channel></rss>`

const follow = async (path: string, channelId: string, wishes: { filter?: string } = {}) => {
  const channel = { platform: 'fake', workspaceId: 'w', channelId, threadId: null }
  const what = {
    url: site.url(path),
    source: 'added',
    channel,
    style: 'brief',
    firstPosts: 0,
    actor: 't',
  } as const
  return (await followFeed(store, { ...what, ...wishes }, now)).feed
}
const moved = (to: string): Page => ({ status: 301, headers: { location: to } })
const read = () => store.db.updateTable('items').set({ reading: 'done' }).execute()
const items = () =>
  store.db.selectFrom('items').select(['feed_id', 'title', 'origin']).orderBy('id').execute()
const following = () =>
  store.db
    .selectFrom('subscriptions')
    .innerJoin('channels', 'channels.id', 'subscriptions.channel_id')
    .select(['channels.channel_id', 'subscriptions.feed_id'])
    .orderBy('channels.channel_id')
    .execute()

async function pollFor(hours: number) {
  for (let hour = 0; hour < hours; hour += 8) {
    now = new Date(now.getTime() + 8 * hourMs)
    // One after the other, as on a day with one item an hour.
    for (const feed of (await listFeeds(store)).map(({ id }) => id)) {
      now = new Date(now.getTime() + 1000)
      await store.db
        .updateTable('feeds')
        .set({ next_poll_at: now.getTime() })
        .where('id', '=', feed)
        .execute()
      await pollFeeds(parts())
    }
    await read()
  }
}

test('a feed that moved is asked at its new address, knows its items still, and the record says so', async () => {
  pages['/old'] = rss('one')
  await follow('/old', 'news')
  await pollFeeds(parts())
  pages['/old'] = moved('/new?token=secret')
  pages['/new?token=secret'] = rss('two', 'one')
  await pollFor(16)
  expect((await listFeeds(store))[0]).toMatchObject({ url: site.url('/old'), moved_polls: 2 })
  await pollFor(32)
  expect(await listFeeds(store)).toMatchObject([{ url: site.url('/new?token=secret'), moved_to: null }])
  const asked = site.requests.filter(({ path }) => path === '/old').length
  await pollFor(8)
  expect(site.requests.filter(({ path }) => path === '/old')).toHaveLength(asked)
  expect(await items()).toMatchObject([{ title: 'one' }, { title: 'two', origin: 'new' }])
  const [change] = await store.db.selectFrom('audit').selectAll().where('action', '=', 'feed moved').execute()
  expect(change).toMatchObject({
    workspace_id: 'w',
    subject: site.url('/old'),
    after: site.url('/new?token=***'),
  })
})

test('a feed that moved to one that is followed already becomes one with it: no item is new again for anybody', async () => {
  pages['/old'] = rss('one')
  pages['/new'] = rss('one')
  await follow('/old', 'news')
  await follow('/old', 'both')
  const there = await follow('/new', 'both')
  await follow('/new', 'sport')
  await pollFeeds(parts())
  pages['/old'] = moved('/new')
  pages['/new'] = rss('two', 'one')
  await pollFor(48)
  expect((await listFeeds(store)).map(({ id }) => id)).toEqual([there.id])
  expect(await following()).toEqual(
    ['both', 'news', 'sport'].map((channel_id) => ({ channel_id, feed_id: there.id })),
  )
  const before = await items()
  expect(before).toHaveLength(4)
  pages['/new'] = rss('three', 'two', 'one')
  await pollFor(8)
  expect((await items()).slice(before.length)).toEqual([{ feed_id: there.id, title: 'three', origin: 'new' }])
})

test('where a channel wants other things of both, they stay apart', async () => {
  pages['/old'] = rss('one')
  pages['/new'] = rss('one')
  await follow('/old', 'news', { filter: '+budget' })
  await follow('/new', 'news')
  await pollFeeds(parts())
  pages['/old'] = moved('/new')
  await pollFor(48)
  expect(await listFeeds(store)).toHaveLength(2)
})

test('what only one of them has found yet keeps them apart until both have', async () => {
  pages['/old'] = rss('one')
  pages['/new'] = rss('one')
  await follow('/old', 'news')
  const there = await follow('/new', 'sport')
  await pollFeeds(parts())
  pages['/old'] = moved('/new')
  await pollFor(24)
  pages['/new'] = rss('two', 'one')
  const [old] = await listFeeds(store)
  for (const at of [1, 2, 3]) {
    now = new Date(now.getTime() + at * hourMs)
    await store.db
      .updateTable('feeds')
      .set((each) => ({
        next_poll_at: each
          .case()
          .when('id', '=', old?.id ?? 0)
          .then(0)
          .else(now.getTime() + hourMs)
          .end(),
      }))
      .execute()
    await pollFeeds(parts())
    await read()
  }
  expect(await listFeeds(store)).toHaveLength(2)
  await pollFor(8)
  await pollFor(8)
  expect((await listFeeds(store)).map(({ id }) => id)).toEqual([there.id])
  expect((await items()).filter(({ title }) => title === 'two')).toHaveLength(2)
})

test('people are told of a feed that was taken away for good', async () => {
  pages['/old'] = { status: 410 }
  await follow('/old', 'news')
  await pollFeeds(parts())
  const desk = { platform: 'fake', workspaceId: 'w', channelId: 'desk', threadId: null }
  const { id } = await store.write((tx) => ensureChannel(tx, desk, now))
  const adminChannel = { rowId: id, platform: 'fake', workspaceId: 'w' }
  expect(await tellFeedTrouble(store, adminChannel, now)).toBe(1)
  expect(await pollFeeds(parts(), { all: true })).toEqual([])
})
