import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { why } from '../../src/ask/news/why.ts'
import { whyThis } from '../../src/ask/news/why-this.ts'
import { routePost } from '../../src/deliver/route.ts'
import { parsePost } from '../../src/read/post.ts'
import { type ReaderParts, readItem, takeItems } from '../../src/read/reader.ts'
import { noticeOf, refusalMessages } from '../../src/read/refusals.ts'
import { readPage } from '../../src/read/worker.ts'
import { Claims } from '../../src/store/claims.ts'
import { addFeed } from '../../src/store/feeds.ts'
import { openSearch } from '../../src/store/search/search.ts'
import type { Store } from '../../src/store/store.ts'
import { askedAt, wordsOf } from '../ask/asking.ts'
import { publishSample } from '../ask/newsroom.ts'
import { saveAsPolled } from '../fakes/saved-poll.ts'
import { openTestStore } from '../store/engines.ts'

const now = new Date('2026-01-25T08:00:00Z')
const link = 'https://ellery.example/ferry'
const sentence =
  '“We look at the sea every morning,” said Ann Bell, the captain of the ferry, before she went back to her boat.'

let store: Store
beforeEach(async () => {
  store = await openTestStore()
})
afterEach(() => store.close())

/** Reads one item whose page answers with this. */
async function read(page: string) {
  const { row: feed } = await store.write((tx) =>
    addFeed(tx, { url: 'https://ellery.example/feed', source: 'added', firstPosts: 1 }, now),
  )
  const item = {
    feed_id: feed.id,
    key: '1',
    url: link,
    title: 'The ferry stays',
    summary: 'It will not sail before Friday.',
    categories: '[]',
    discovered_at: now.getTime(),
    origin: 'new',
    reading: 'waiting',
  } as const
  await saveAsPolled(store, feed.id, { update: { title: 'Ellery News' }, items: [item] })
  const parts: ReaderParts = {
    store,
    fetchPage: () =>
      Promise.resolve({
        kind: 'response',
        status: 200,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: new TextEncoder().encode(page),
        finalUrl: link,
        redirects: [],
      }),
    readPage: async (job) => readPage(job),
    route: routePost,
    owner: 'test',
    claims: new Claims({ store, owner: 'test', table: 'items' }),
    pagesAtOnce: 1,
    clock: () => now,
    log: pino({ level: 'silent' }),
  }
  for (const waiting of await takeItems(parts, 1, [])) await readItem(waiting, parts)
  const { body } = await store.db.selectFrom('posts').select('body').executeTakeFirstOrThrow()
  const { reading_problem: problem } = await store.db
    .selectFrom('items')
    .selectAll()
    .executeTakeFirstOrThrow()
  return { post: parsePost(body), problem }
}

test.each([
  [
    'subscribers-only',
    `<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","isAccessibleForFree":false}</script><article><p>${sentence}</p><p>${sentence.replace('sea', 'sky')}</p></article>`,
  ],
  ['consent', '<h1>Before you continue</h1><p>We and our 200 partners would like to know what you read.</p>'],
  ['robot-check', '<h1>Please verify you are human</h1><p>It takes a second.</p>'],
  ['login', '<title>Log in</title><form><input type="password"></form>'],
  ['error-page', '<title>Page not found</title><p>Sorry.</p>'],
] as const)('a page that is %s gives a post of what the feed says, which says so', async (reason, body) => {
  const { post, problem } = await read(`<!doctype html><html lang="en">${body}</html>`)
  expect(post).toMatchObject({
    headline: 'The ferry stays',
    summary: ['It will not sail before Friday.'],
    quotes: [],
  })
  expect(post.notice).toBe(noticeOf(reason))
  expect(problem).toBe(refusalMessages[reason])
})

test('why an article was not read is told in the language of whoever asks', async () => {
  const key = await publishSample(store, { page: 'abu-dhabi-talks.html', style: 'full' }, now)
  await store.db.updateTable('items').set({ reading_problem: refusalMessages['subscribers-only'] }).execute()
  const parts = { store, search: openSearch(store, ':memory:'), linkTo: () => null }
  const options = { link: 'https://gazette.example/abu-dhabi-talks.html' }
  expect(wordsOf(await why(askedAt(now), options, parts))).toContain('it is for subscribers')
  expect(wordsOf(await why({ ...askedAt(now), locale: 'de' }, options, parts))).toContain(
    'er ist für Abonnenten',
  )
  expect(JSON.stringify(await whyThis(store, key, 'fr'))).toContain('réservé aux abonnés')
})
