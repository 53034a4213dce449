import { readFileSync } from 'node:fs'
import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { HttpDoor } from '../../feeds/http.ts'
import { routePost } from '../../src/deliver/route.ts'
import { ReadingPool } from '../../src/read/pool.ts'
import { parsePost } from '../../src/read/post.ts'
import { type ItemOutcome, type ReaderParts, readItem, takeItems } from '../../src/read/reader.ts'
import { Claims } from '../../src/store/claims.ts'
import { addFeed } from '../../src/store/feeds.ts'
import type { Store } from '../../src/store/store.ts'
import { saveAsPolled } from '../fakes/saved-poll.ts'
import { type Page, type Site, type SiteHandler, startSite } from '../fakes/site.ts'
import { openTestStore } from '../store/engines.ts'

const samples = new URL('../../feeds/samples/', import.meta.url)
const html = (body: string): Page => ({ body, headers: { 'content-type': 'text/html; charset=utf-8' } })

let pool: ReadingPool
beforeAll(() => {
  pool = new ReadingPool({ threads: 1, timeoutMs: 5000 })
})
afterAll(() => pool.close())

let store: Store
let door: HttpDoor
let site: Site
let now: number
const pages: Record<string, string | Page | SiteHandler> = {}

beforeEach(async () => {
  for (const path of Object.keys(pages)) delete pages[path]
  now = Date.parse('2026-01-24T20:00:00Z')
  store = await openTestStore()
  door = new HttpDoor({ userAgent: 'Pullquote/test', allowNetworks: ['127.0.0.0/8'] })
  site = await startSite(pages)
})
afterEach(async () => {
  await door.close()
  await site.close()
  await store.close()
})

const parts = (): ReaderParts => ({
  store,
  fetchPage: (url) => door.get({ url, maxBytes: 3 * 1024 * 1024, timeoutMs: 400 }),
  readPage: (job) => pool.readPage(job),
  route: routePost,
  owner: 'test',
  claims: new Claims({ store, owner: 'test', table: 'items' }),
  pagesAtOnce: 10,
  clock: () => new Date(now),
  log: pino({ level: 'silent' }),
})

async function listItems(...paths: readonly (string | null)[]) {
  const { row: feed } = await store.write((tx) =>
    addFeed(tx, { url: 'https://news.example/feed', source: 'added', firstPosts: 1 }, new Date(now)),
  )
  const items = paths.map((path, index) => ({
    feed_id: feed.id,
    key: String(index),
    url: path === null ? null : site.url(path),
    title: `Item ${index}`,
    summary: 'What the feed says about it.',
    categories: '["World"]',
    discovered_at: now,
    origin: 'new' as const,
    reading: 'waiting' as const,
  }))
  await saveAsPolled(store, feed.id, { update: { title: 'The Wire' }, items })
}

/** Reads what waits now, one item of the feed after the other. */
async function readItems(reader: ReaderParts): Promise<ItemOutcome[]> {
  const outcomes: ItemOutcome[] = []
  for (;;) {
    const items = await takeItems(reader, reader.pagesAtOnce, [])
    if (items.length === 0) return outcomes
    for (const item of items) outcomes.push(await readItem(item, reader))
  }
}

const posts = async () =>
  (await store.db.selectFrom('posts').select('body').orderBy('item_id').execute()).map(({ body }) =>
    parsePost(body),
  )

test('an article becomes a post; its quotes are stored as slices of the stored text', async () => {
  pages['/talks'] = html(readFileSync(new URL('abu-dhabi-talks.html', samples), 'utf8'))
  await listItems('/talks')
  expect(await readItems(parts())).toEqual(['article'])
  const [post] = await posts()
  expect(post).toMatchObject({
    headline: 'Item 0',
    outlet: 'The Sample Gazette',
    notice: null,
    topics: ['World'],
  })
  expect(post?.summary).toHaveLength(3)
  expect(post?.briefly).toHaveLength(2)
  expect(post?.quotes.length).toBeGreaterThanOrEqual(2)

  const [article] = await store.db.selectFrom('articles').selectAll().execute()
  const quotes = await store.db.selectFrom('quotes').selectAll().execute()
  expect(quotes.filter(({ is_key: isKey }) => isKey === 1)).toHaveLength(post?.quotes.length ?? 0)
  for (const quote of quotes)
    expect(article?.text.slice(quote.start_offset, quote.end_offset)).toBe(quote.text)
  for (const quote of post?.quotes ?? []) expect(article?.text.slice(quote.start, quote.end)).toBe(quote.text)
})

test.each<[string, string | Page | SiteHandler]>([
  ['that is not there', { status: 404 }],
  ['behind a login', { status: 403 }],
  ['that is a picture', { body: 'PNG', headers: { 'content-type': 'image/png' } }],
  ['that is a bomb of nested elements', html('<div>'.repeat(100_000))],
  ['with nothing to read', html('<!doctype html><title>x</title>')],
  ['that is too large', html(`<p>${'x'.repeat(4 * 1024 * 1024)}`)],
])('a page %s gives a post of what the feed says, without quotes', async (_, page) => {
  pages['/page'] = page
  await listItems('/page')
  expect(await readItems(parts())).toEqual(['headline'])
  const [post] = await posts()
  expect(post).toMatchObject({ headline: 'Item 0', summary: ['What the feed says about it.'], quotes: [] })
  expect(post?.notice).toMatch(/page/)
  const [item] = await store.db.selectFrom('items').selectAll().execute()
  expect(item?.reading_problem).toBeTruthy()
})

test('an item without a link is posted as its feed tells it', async () => {
  await listItems(null)
  expect(await readItems(parts())).toEqual(['headline'])
  expect((await posts())[0]).toMatchObject({ url: null, notice: null })
})

test('trouble that passes is tried again, and after the third time the feed has to do', async () => {
  pages['/page'] = { status: 503 }
  await listItems('/page')
  expect(await readItems(parts())).toEqual(['postponed'])
  expect(await readItems(parts())).toEqual([])
  now += 30_000
  expect(await readItems(parts())).toEqual(['postponed'])
  now += 120_000
  expect(await readItems(parts())).toEqual(['headline'])
})

test('a page that answers on the second try is read', async () => {
  pages['/page'] = { status: 500 }
  await listItems('/page')
  await readItems(parts())
  pages['/page'] = html(readFileSync(new URL('burst-main.html', samples), 'utf8'))
  now += 30_000
  expect(await readItems(parts())).toEqual(['article'])
})

test('a page that never ends and one that breaks the reader cost the others nothing', async () => {
  pages['/endless'] = (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    const drip = setInterval(() => response.write('<p>more</p>'), 10)
    response.on('close', () => clearInterval(drip))
  }
  pages['/breaks'] = html('<p>breaks</p>')
  pages['/good'] = html(readFileSync(new URL('burst-main.html', samples), 'utf8'))
  await listItems('/endless', '/breaks', '/good')
  const broken: ReaderParts = {
    ...parts(),
    readPage: (job) =>
      job.url?.endsWith('/breaks') ? Promise.reject(new Error('a bug')) : pool.readPage(job),
  }
  expect(await readItems(broken)).toEqual(['postponed', 'headline', 'article'])
})

test('a document that takes a thread too long is given up, and the thread is replaced', async () => {
  const hasty = new ReadingPool({ threads: 1, timeoutMs: 1 })
  const bytes = new TextEncoder().encode('<p>x</p>')
  const job = { bytes, contentType: null, url: null, headline: null, form: 'html', now } as const
  expect(await hasty.readPage(job)).toMatchObject({ kind: 'refused', reason: 'timeout' })
  expect(await hasty.parseFeed(bytes, { contentType: null, url: null })).toMatchObject({ problem: 'timeout' })
  await hasty.close()
})

test('a document behind one that uses up its time has all of its own', async () => {
  const narrow = new ReadingPool({ threads: 1, timeoutMs: 2_000 })
  const heavy = new TextEncoder().encode(
    `<body>${'<p>Some words of a paragraph that goes on, and on, and says little, again and again.</p>'.repeat(60_000)}`,
  )
  const light = new TextEncoder().encode('<rss version="2.0"><channel><title>x</title></channel></rss>')
  const [first, second] = await Promise.all([
    narrow.readPage({ bytes: heavy, contentType: null, url: null, headline: null, form: 'html', now }),
    narrow.parseFeed(light, { contentType: null, url: null }),
  ])
  expect(first.kind).toBe('refused')
  expect(second.kind).toBe('parsed')
  await narrow.close()
})
