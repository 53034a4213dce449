import { afterEach, beforeEach, expect, test } from 'vitest'
import { wishPace } from '../../src/store/feed-pace.ts'
import { listFeeds } from '../../src/store/feeds.ts'
import { changeSubscription, subscriptionsIn } from '../../src/store/subscriptions.ts'
import type { Page } from '../fakes/site.ts'
import { followOn, openPollBed, type PollBed } from './poll-bed.ts'
import { pollFeeds } from './poll-feeds.ts'

const minuteMs = 60_000

let bed: PollBed

beforeEach(async () => {
  bed = await openPollBed({
    shortestMs: 2 * minuteMs,
    userAgent: 'Pullquote/test (+https://desk.example)',
  })
})
afterEach(() => bed.close())

const follow = (channelId?: string) => followOn(bed, '/feed', channelId === undefined ? {} : { channelId })
const rss = (channel = '') =>
  `<rss version="2.0"><channel><title>News</title>${channel}<item><title>One</title><guid>1</guid></item></channel></rss>`
const waitMinutes = async () => {
  const [feed] = await listFeeds(bed.store)
  return ((feed?.next_poll_at ?? 0) - bed.now.getTime()) / minuteMs
}
const every = (minutes: number) => bed.store.db.updateTable('feeds').set({ every_minutes: minutes }).execute()
const pass = (count: number) => {
  bed.pass(count * 60 * minuteMs)
}

test.each<[string, Page, number]>([
  ['max-age', { body: rss(), headers: { 'cache-control': 'max-age=7200' } }, 120],
  [
    'Expires',
    {
      body: rss(),
      headers: { date: 'Sat, 24 Jan 2026 12:00:00 GMT', expires: 'Sat, 24 Jan 2026 15:00:00 GMT' },
    },
    180,
  ],
  ['ttl', { body: rss('<ttl>240</ttl>') }, 240],
  ['Retry-After with a good answer', { body: rss(), headers: { 'retry-after': '3600' } }, 60],
  ['skipHours', { body: rss('<skipHours><hour>12</hour><hour>13</hour></skipHours>') }, 120],
])(
  'what the publisher asks for with %s wins over the wish for every ten minutes',
  async (_, page, minutes) => {
    bed.pages['/feed'] = page
    await follow()
    await every(10)
    await pollFeeds(bed.poller)
    expect(await waitMinutes()).toBeGreaterThanOrEqual(minutes)
    expect(await waitMinutes()).toBeLessThanOrEqual(minutes * 1.1 + 1)
  },
)

test('what a feed asked for holds after an answer that it has not changed', async () => {
  const body = rss('<ttl>240</ttl><skipDays><day>Saturday</day></skipDays>')
  bed.pages['/feed'] = (request, response) => {
    if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end()
    else response.writeHead(200, { etag: '"1"' }).end(body)
  }
  await follow()
  await every(10)
  await pollFeeds(bed.poller)
  bed.now = new Date('2026-01-24T23:00:00Z')
  const [polled] = await pollFeeds(bed.poller, { all: true })
  expect(polled?.kind).toBe('unchanged')
  expect(await waitMinutes()).toBeGreaterThanOrEqual(240)
})

test('one question for all who follow a feed, as often as the fastest of them wishes', async () => {
  bed.pages['/feed'] = rss()
  for (const channel of ['news', 'sport', 'desk']) await follow(channel)
  const wish = async (place: number, every_minutes: number) => {
    const id = (await subscriptionsIn(bed.store, { platform: 'fake', workspaceId: 'w' }))[place]?.id ?? 0
    await bed.store.write((tx) => changeSubscription(tx, id, { every_minutes }))
  }
  await wish(0, 30)
  await wish(1, 10)
  await pollFeeds(bed.poller)
  expect(bed.site.requests).toHaveLength(1)
  expect(await waitMinutes()).toBe(10)
  const [, fastest] = await subscriptionsIn(bed.store, { platform: 'fake', workspaceId: 'w' })
  await bed.store.write((tx) => changeSubscription(tx, fastest?.id ?? 0, { state: 'paused' }))
  await pollFeeds(bed.poller, { all: true })
  expect(await waitMinutes()).toBe(30)
})

test('a wish that comes later does not have a feed asked before its publisher allows', async () => {
  bed.pages['/feed'] = { body: rss(), headers: { 'cache-control': 'max-age=7200' } }
  const { id } = await follow()
  await pollFeeds(bed.poller)
  await bed.store.write((tx) => wishPace(tx, id, 5, bed.now))
  expect(await waitMinutes()).toBe(120)
})

test.each([
  [503, { 'retry-after': '7200' }, 120],
  [429, { 'retry-after': '7200' }, 120],
  [429, {}, 120],
  [403, {}, 120],
  [500, { 'retry-after': '7200' }, 5],
  [404, {}, 5],
])('after a status %i with %j the feed is left alone for %i minutes', async (status, headers, minutes) => {
  bed.pages['/feed'] = { status, headers }
  await follow()
  await pollFeeds(bed.poller)
  expect(await waitMinutes()).toBeGreaterThanOrEqual(minutes)
  expect(await waitMinutes()).toBeLessThanOrEqual(minutes * 1.1)
})

test('an answer that lists only what is new takes nothing away', async () => {
  bed.pages['/feed'] = rss()
  await follow()
  await pollFeeds(bed.poller)
  const two =
    '<rss version="2.0"><channel><title>News</title><item><title>Two</title><guid>2</guid></item></channel></rss>'
  bed.pages['/feed'] = { status: 226, body: two }
  pass(1)
  await pollFeeds(bed.poller, { all: true })
  bed.pages['/feed'] = rss()
  pass(1)
  await pollFeeds(bed.poller, { all: true })
  const items = await bed.store.db.selectFrom('items').select(['title', 'origin']).orderBy('id').execute()
  expect(items).toEqual([
    { title: 'One', origin: 'baseline' },
    { title: 'Two', origin: 'new' },
  ])
})

test('a publisher learns who asks, and nothing else: no cookie that was set, no referrer, the same address each time', async () => {
  bed.pages['/feed'] = { body: rss(), headers: { 'set-cookie': 'visitor=1; Path=/' } }
  await follow()
  await pollFeeds(bed.poller)
  await pollFeeds(bed.poller, { all: true })
  expect(bed.site.requests.map(({ path }) => path)).toEqual(['/feed', '/feed'])
  for (const { headers } of bed.site.requests) {
    expect(headers['user-agent']).toBe('Pullquote/test (+https://desk.example)')
    expect(Object.keys(headers)).not.toContain('cookie')
    expect(Object.keys(headers)).not.toContain('referer')
  }
})
