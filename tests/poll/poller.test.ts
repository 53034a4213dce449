import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PollerParts } from '../../src/poll/poller.ts'
import { addFeed, listFeeds, removeFeed } from '../../src/store/feeds.ts'
import type { SiteHandler } from '../fakes/site.ts'
import { openPollBed, type PollBed } from './poll-bed.ts'
import { pollFeeds } from './poll-feeds.ts'

let bed: PollBed

beforeEach(async () => {
  bed = await openPollBed({ timeoutMs: 400 })
})
afterEach(() => bed.close())

const rss = (...titles: readonly string[]) =>
  `<rss version="2.0"><channel><title>News</title><link>/</link>${titles
    .map((title) => `<item><title>${title}</title><guid>${title}</guid><link>/${title}.html</link></item>`)
    .join('')}</channel></rss>`

const add = (path: string, firstPosts = 1) =>
  bed.store.write((tx) => addFeed(tx, { url: bed.site.url(path), source: 'added', firstPosts }, bed.now))

const items = () => bed.store.db.selectFrom('items').select(['title', 'origin']).orderBy('id').execute()
const waiting = async () => (await items()).filter(({ origin }) => origin === 'new').map(({ title }) => title)

test('the first poll remembers everything and posts the newest item alone', async () => {
  bed.pages['/feed'] = rss('three', 'two', 'one')
  await add('/feed')
  const [polled] = await pollFeeds(bed.poller)
  expect(polled).toMatchObject({ kind: 'changed', newItems: 3 })
  expect(await items()).toHaveLength(3)
  expect(await waiting()).toEqual(['three'])
})

test('a feed that was empty at first posts everything that comes', async () => {
  bed.pages['/feed'] = rss()
  await add('/feed')
  await pollFeeds(bed.poller)
  bed.pages['/feed'] = rss('two', 'one')
  await pollFeeds(bed.poller, { all: true })
  expect(await waiting()).toEqual(['one', 'two'])
})

test('new items are saved once, oldest first, however often the feed repeats them', async () => {
  bed.pages['/feed'] = rss('one')
  await add('/feed')
  await pollFeeds(bed.poller)
  bed.pages['/feed'] = rss('three', 'two', 'one')
  for (let round = 0; round < 3; round++) await pollFeeds(bed.poller, { all: true })
  expect(await waiting()).toEqual(['one', 'two', 'three'])
})

const oneItem = (item: string) =>
  `<rss version="2.0"><channel><title>News</title><link>https://wire.example/</link><item>${item}</item></channel></rss>`

test.each([
  ['has only a description', (round: number) => `<description>Story ${round}</description>`],
  [
    'always has the same guid',
    (round: number) => `<guid>latest</guid><title>Story ${round}</title><link>/${round}.html</link>`,
  ],
  [
    'always has the link of the home page',
    (round: number) =>
      `<guid>id-${round}</guid><title>Story ${round}</title><link>https://wire.example</link>`,
  ],
  [
    'always has the same link',
    (round: number) => `<guid>id-${round}</guid><title>Story ${round}</title><link>/live.html</link>`,
  ],
])('every story of a feed whose one item %s is posted, and once', async (_, itemOf) => {
  await add('/feed')
  for (const round of [1, 1, 2, 2, 3, 3]) {
    bed.pages['/feed'] = oneItem(itemOf(round))
    await pollFeeds(bed.poller, { all: true })
  }
  const saved = await bed.store.db.selectFrom('items').select(['origin', 'canonical_url']).execute()
  expect(saved.map(({ origin }) => origin)).toEqual(['new', 'new', 'new'])
  // What shares an address is no duplicate of the others for a channel.
  const addresses = saved.flatMap(({ canonical_url }) => canonical_url ?? [])
  expect(new Set(addresses).size).toBe(addresses.length)
})

test('a poll that does not post everything says so in the log', async () => {
  bed.pages['/feed'] = rss()
  await add('/feed')
  await pollFeeds(bed.poller)
  bed.pages['/feed'] = rss(...Array.from({ length: 60 }, (_, index) => `story ${index}`))
  const lines: string[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => lines.push(line) })
  const [polled] = await pollFeeds({ ...bed.poller, log }, { all: true })
  expect(polled).toMatchObject({ kind: 'changed', newItems: 60 })
  expect(await waiting()).toHaveLength(50)
  expect(lines.join()).toContain('10 of 60 new items are only remembered')
})

test('an unchanged feed is asked for with its validators and costs no parsing', async () => {
  bed.pages['/feed'] = (request, response) => {
    if (request.headers['if-none-match'] === '"v1"') response.writeHead(304).end()
    else response.writeHead(200, { etag: '"v1"' }).end(rss('one'))
  }
  await add('/feed')
  await pollFeeds(bed.poller)
  const unread: PollerParts = {
    ...bed.poller,
    parse: () => Promise.reject(new Error('parsed a feed that is unchanged')),
  }
  const [polled] = await pollFeeds(unread, { all: true })
  expect(polled?.kind).toBe('unchanged')
})

test('a feed is not polled before it is due', async () => {
  bed.pages['/feed'] = rss('one')
  await add('/feed')
  await pollFeeds(bed.poller)
  expect(await pollFeeds(bed.poller)).toEqual([])
  bed.now = new Date(bed.now.getTime() + 86_400_000)
  expect(await pollFeeds(bed.poller)).toHaveLength(1)
})

test('bad feeds each say what is wrong, and the good one is polled all the same', async () => {
  const endless: SiteHandler = (_, response) => {
    response.writeHead(200)
    const drip = setInterval(() => response.write('<!-- more -->'), 5)
    response.on('close', () => clearInterval(drip))
  }
  Object.assign(bed.pages, {
    '/good': rss('one'),
    '/html': {
      body: '<!doctype html><title>Our site</title><p>Hello',
      headers: { 'content-type': 'text/html' },
    },
    '/empty': '',
    '/huge': rss('x'.repeat(2 * 1024 * 1024)),
    '/endless': endless,
    '/private': { status: 302, headers: { location: 'http://10.0.0.1/feed' } },
  })
  const bad = ['/html', '/empty', '/huge', '/endless', '/private', '/missing']
  for (const path of [...bad, '/good']) await add(path)
  const unreachable = 'http://127.0.0.1:1/feed'
  await bed.store.write((tx) => addFeed(tx, { url: unreachable, source: 'added', firstPosts: 1 }, bed.now))

  const polled = await pollFeeds(bed.poller)
  const messageOf = (path: string) => polled.find(({ url }) => url.endsWith(path))?.message ?? ''
  expect(messageOf('/html')).toContain('Our site')
  expect(messageOf('/empty')).toMatch(/empty/i)
  expect(messageOf('/huge')).toMatch(/1.*(MB|MiB|bytes)/)
  expect(messageOf('/endless')).toMatch(/ms|s\b/)
  expect(messageOf('/private')).toContain('10.0.0.1')
  expect(messageOf('/missing')).toContain('404')
  expect(messageOf(':1/feed')).toMatch(/refused/i)
  expect(await waiting()).toEqual(['one'])

  const failing = (await listFeeds(bed.store)).filter(({ failures }) => failures > 0)
  expect(failing).toHaveLength(bad.length + 1)
  for (const feed of failing) {
    expect(feed.last_error).toContain(new URL(feed.url).host)
    expect(feed.next_poll_at).toBeGreaterThan(bed.now.getTime())
  }
})

test('a feed that answers again is healthy again', async () => {
  await add('/feed')
  await pollFeeds(bed.poller)
  expect((await listFeeds(bed.store))[0]?.failures).toBe(1)
  bed.pages['/feed'] = rss('one')
  await pollFeeds(bed.poller, { all: true })
  expect((await listFeeds(bed.store))[0]).toMatchObject({ failures: 0, last_error: null })
})

test('a poll that ends after its feed was removed says so and saves nothing', async () => {
  bed.pages['/feed'] = rss('one')
  const { row } = await add('/feed')
  const slow: PollerParts = {
    ...bed.poller,
    async fetch(request) {
      const fetched = await bed.poller.fetch(request)
      await removeFeed(bed.store, row.id)
      return fetched
    },
  }
  const [polled] = await pollFeeds(slow)
  expect(polled).toMatchObject({ kind: 'interrupted', newItems: 0 })
  expect(polled?.message).toContain('was removed meanwhile')
  expect(await items()).toEqual([])
})

test('a feed that is gone is left alone', async () => {
  bed.pages['/feed'] = { status: 410 }
  await add('/feed')
  await pollFeeds(bed.poller)
  expect(await pollFeeds(bed.poller, { all: true })).toEqual([])
})

test('a publisher that asks to come back later is not asked before', async () => {
  bed.pages['/feed'] = { status: 429, headers: { 'retry-after': '7200' } }
  await add('/feed')
  await pollFeeds(bed.poller)
  expect((await listFeeds(bed.store))[0]?.next_poll_at).toBeGreaterThanOrEqual(bed.now.getTime() + 7_200_000)
})

test('a validator that the publisher no longer sends is not kept', async () => {
  bed.pages['/feed'] = { body: rss('one'), headers: { etag: '"v1"' } }
  await add('/feed')
  await pollFeeds(bed.poller)
  bed.pages['/feed'] = rss('one')
  const [polled] = await pollFeeds(bed.poller, { all: true })
  expect(polled?.kind).toBe('unchanged')
  expect((await listFeeds(bed.store))[0]?.etag).toBeNull()
})
