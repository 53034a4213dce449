// npm run -s bench -- first [ITEMS]: what a feed that lists very much costs when it is new, and when it is polled again.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import type { Feed, FeedItem } from '../../feeds/feed.ts'
import { type PollerParts, pollFeed, takeFeeds } from '../../src/poll/poller.ts'
import { Claims } from '../../src/store/claims.ts'
import { addFeed } from '../../src/store/feeds.ts'
import { openSqliteStore } from '../../src/store/store.ts'

const items = Number(process.argv[3] ?? 10_000)
const now = new Date('2026-06-01T12:00:00Z')
const url = 'https://archive.example/feed'

const listed = Array.from(
  { length: items },
  (_, index): FeedItem => ({
    id: `item-${index}`,
    title: `Story ${index} of a long list`,
    link: `https://archive.example/${index}`,
    publishedAt: now.getTime() - index * 60_000,
    updatedAt: null,
    author: null,
    summary: 'What it is about, in a sentence that is neither long nor short.',
    categories: ['archive'],
    imageUrl: null,
  }),
)
const feed: Feed = {
  format: 'rss2.0',
  title: 'Archive',
  link: 'https://archive.example/',
  language: 'en',
  ttlMinutes: null,
  skips: null,
  items: listed,
  via: 'rss-parser',
}

const folder = mkdtempSync(join(tmpdir(), 'pullquote-bench-first-'))
const store = await openSqliteStore(folder)
await store.write((tx) => addFeed(tx, { url, source: 'added', firstPosts: 1 }, now))
const parts: PollerParts = {
  store,
  fetch: async () => ({
    kind: 'fetched',
    bytes: new Uint8Array(),
    contentType: null,
    finalUrl: url,
    permanentUrl: null,
    etag: null,
    lastModified: null,
    bodyHash: 'hash',
    waitMs: null,
  }),
  parse: async () => ({ kind: 'parsed', feed }),
  limits: { shortestMs: 1000, longestMs: 60_000 },
  owner: 'bench',
  claims: new Claims({ store, owner: 'bench', table: 'feeds' }),
  feedsAtOnce: 1,
  clock: () => now,
  dice: () => 0.5,
  log: pino({ level: 'silent' }),
}

process.stdout.write(
  `${items} items, Node ${process.versions.node}\n\n| poll | ms | new | posted |\n|---|---|---|---|\n`,
)
for (const name of ['first', 'second']) {
  const [row] = await takeFeeds(parts, 1, [], { all: true })
  if (row === undefined) break
  const from = performance.now()
  const { newItems } = await pollFeed(row, parts)
  const ms = Math.round(performance.now() - from)
  const { posted } = await store.db
    .selectFrom('items')
    .select((each) => each.fn.countAll<number>().as('posted'))
    .where('origin', '=', 'new')
    .executeTakeFirstOrThrow()
  process.stdout.write(`| ${name} | ${ms} | ${newItems} | ${posted} |\n`)
}
await store.close()
rmSync(folder, { recursive: true })
