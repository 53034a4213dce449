import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { fetchAsKept, type PollerParts } from '../../src/poll/poller.ts'
import { type FeedAccess, privateUrl, readSecrets, removeAccess, saveAccess } from '../../src/store/access.ts'
import { addFeed, listFeeds } from '../../src/store/feeds.ts'
import type { FeedRow } from '../../src/store/schema.ts'
import { type Hub, startHub } from '../fakes/hub.ts'
import { startSite } from '../fakes/site.ts'
import { pollFeeds } from './poll-feeds.ts'
import { openPushBed, type PushBed, rss } from './push-bed.ts'

const key = randomBytes(32).toString('base64')
const named = { WIRE: 'hunter2' }

let bed: PushBed
beforeEach(async () => {
  bed = await openPushBed()
})
afterEach(() => bed.close())

const withSecrets = (given = { key, named } as { key: string | null; named: Record<string, string> }) =>
  ({ ...bed.poller, secrets: readSecrets(given) }) satisfies PollerParts

async function follow(access: FeedAccess, url = bed.site.url('/feed')): Promise<FeedRow> {
  const { row } = await bed.store.write((tx) =>
    addFeed(tx, { url: privateUrl(url), source: 'added', firstPosts: 0 }, bed.now),
  )
  const secrets = readSecrets({ key, named })
  await bed.store.write((tx) => saveAccess(tx, row, access, { key: secrets.key, now: bed.now }))
  return row
}

test('a private feed is asked with what the operator gave, and nothing of it stands in the store', async () => {
  bed.pages['/feed'] = rss(['one'])
  await follow({
    headers: { 'x-api-key': 'env:WIRE' },
    cookie: 'sid=hunter3',
    auth: 'desk:hunter4',
    userAgent: 'Gazette/2',
  })
  expect(await pollFeeds(withSecrets())).toMatchObject([{ kind: 'changed', newItems: 1 }])
  expect(bed.site.requests[0]?.headers).toMatchObject({
    'x-api-key': 'hunter2',
    cookie: 'sid=hunter3',
    authorization: `Basic ${btoa('desk:hunter4')}`,
    'user-agent': 'Gazette/2',
  })
  const kept = await bed.store.db.selectFrom('feed_access').selectAll().execute()
  expect(kept).toHaveLength(1)
  expect(JSON.stringify(kept)).not.toMatch(/hunter/)
  expect(JSON.stringify(kept)).toContain('env:WIRE')
})

test('who follows the plain address gets the plain feed', async () => {
  bed.pages['/feed'] = (request, response) =>
    void response.end(request.headers.cookie === undefined ? rss(['teaser']) : rss(['whole story']))
  await follow({ cookie: 'sid=hunter3' })
  await bed.store.write((tx) =>
    addFeed(tx, { url: bed.site.url('/feed'), source: 'added', firstPosts: 0 }, bed.now),
  )
  await pollFeeds(withSecrets())
  const items = await bed.store.db
    .selectFrom('items')
    .select(['feed_id', 'title'])
    .orderBy('feed_id')
    .execute()
  expect(items).toEqual([
    { feed_id: 1, title: 'whole story' },
    { feed_id: 2, title: 'teaser' },
  ])
})

test.each([
  ['is missing', { key: null, named }, 'PULLQUOTE_KEY is not set'],
  ['is another', { key: randomBytes(32).toString('hex'), named }, 'PULLQUOTE_KEY is not the key'],
  ['has lost a name', { key, named: {} }, 'PULLQUOTE_SECRET_WIRE is not set'],
])(
  'when what opens its secrets %s a feed says so and is not asked without them',
  async (_, given, message) => {
    bed.pages['/feed'] = rss(['one'])
    await follow({ headers: { 'x-api-key': 'env:WIRE' }, cookie: 'sid=hunter3' })
    const [polled] = await pollFeeds(withSecrets(given))
    expect(polled).toMatchObject({ kind: 'failed', message: expect.stringContaining(message) })
    expect(bed.site.requests).toEqual([])
    expect((await listFeeds(bed.store))[0]).toMatchObject({ failures: 1, last_problem: 'secrets' })
  },
)

test('who looks at a private feed that is kept looks with its secrets, and nowhere else', async () => {
  bed.pages['/feed'] = (request, response) =>
    void response.writeHead(request.headers.cookie === 'sid=hunter3' ? 200 : 401).end(rss(['one']))
  const feed = await follow({ cookie: 'sid=hunter3' })
  const { url } = (await listFeeds(bed.store))[0] ?? feed
  const look = (address: string, parts = withSecrets()) =>
    fetchAsKept({ url: address, etag: null, lastModified: null, bodyHash: null }, parts)
  expect(await look(url)).toMatchObject({ kind: 'fetched' })
  expect(await look(bed.site.url('/feed'))).toMatchObject({ kind: 'failed', status: 401 })
  expect(await look(`${bed.site.url('/feed')}#private-${'x'.repeat(22)}`)).toMatchObject({ status: 401 })
  expect(await look(url, withSecrets({ key: null, named }))).toMatchObject({
    status: 401,
    message: expect.stringContaining('PULLQUOTE_KEY is not set'),
  })
})

test('secrets are only for the origin they were given for', async () => {
  const other = await startSite({ '/feed': rss(['one']) }, '127.0.0.2')
  const feed = await follow({ cookie: 'sid=hunter3' })
  await bed.store.write((tx) =>
    tx
      .updateTable('feeds')
      .set({ url: privateUrl(other.url('/feed')) })
      .where('id', '=', feed.id)
      .execute(),
  )
  const [polled] = await pollFeeds(withSecrets())
  expect(polled?.message).toContain(`its secrets are for ${bed.site.origin} and not for ${other.origin}`)
  expect(other.requests).toEqual([])
  await other.close()
})

test('a permanent redirect of a private feed is followed and never learned', async () => {
  const other = await startSite({ '/feed': rss(['one']) }, '127.0.0.2')
  bed.pages['/feed'] = { status: 301, headers: { location: other.url('/feed') } }
  const feed = await follow({ cookie: 'sid=hunter3' })
  for (let round = 0; round < 5; round++) {
    await pollFeeds(withSecrets(), { all: true })
    bed.pass(24 * 3_600_000)
  }
  expect((await bed.feed()).url).toBe(feed.url)
  expect(JSON.stringify(other.requests)).not.toContain('hunter')
  await other.close()
})

test('a private feed is not told to any hub', async () => {
  const hub: Hub = await startHub()
  bed.pages['/feed'] = rss(['one'], { hub: hub.url, self: bed.site.url('/feed') })
  const feed = await follow({ cookie: 'sid=hunter3' })
  await pollFeeds(withSecrets())
  expect(await bed.ask()).toBe(0)
  await bed.store.write((tx) => removeAccess(tx, feed.id))
  expect(await bed.ask()).toBe(1)
  await hub.settled()
  await bed.store.write((tx) => saveAccess(tx, feed, { userAgent: 'x' }, { key: null, now: bed.now }))
  expect(await bed.ask()).toBe(1)
  expect(hub.asks.map(({ mode }) => mode)).toEqual(['subscribe', 'unsubscribe'])
  await hub.settled()
  await hub.close()
})

test('no poll of a private feed logs a secret, whatever goes wrong', async () => {
  const access: FeedAccess = {
    headers: { 'x-api-key': 'env:WIRE' },
    cookie: 'sid=hunter3',
    auth: 'desk:hunter4',
    proxy: 'http://desk:hunter5@127.0.0.1:1',
  }
  await follow(access)
  for (const given of [
    { key, named },
    { key: null, named },
    { key, named: { WIRE: 'hunter2\nX-Evil: hunter6' } },
    { key: randomBytes(32).toString('base64'), named },
  ])
    expect(await pollFeeds(withSecrets(given), { all: true })).toMatchObject([{ kind: 'failed' }])
  const kept = await bed.store.db.selectFrom('feeds').selectAll().execute()
  expect(bed.logged.join('')).toContain('could not be')
  expect(bed.logged.join('') + JSON.stringify(kept)).not.toMatch(/hunter/)
})
