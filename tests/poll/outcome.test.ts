import { expect, test } from 'vitest'
import type { Feed, FeedItem } from '../../feeds/feed.ts'
import { identify } from '../../src/poll/dedupe.ts'
import { decideItems } from '../../src/poll/outcome.ts'
import { addFeed } from '../../src/store/feeds.ts'
import type { KnownItem } from '../../src/store/items.ts'
import type { FeedRow } from '../../src/store/schema.ts'
import { openTestStore } from '../store/engines.ts'

const now = new Date('2026-01-24T12:00:00Z')
const dayMs = 24 * 3_600_000
const daysAgo = (days: number) => now.getTime() - days * dayMs

const item = (title: string, publishedAt: number | null): FeedItem => ({
  id: title,
  title,
  link: `https://news.example/${title}`,
  publishedAt,
  updatedAt: null,
  author: null,
  summary: null,
  categories: [],
  imageUrl: null,
})

/** Newest on top, as feeds list them. */
const items = (count: number, dateOf: (index: number) => number | null) =>
  Array.from({ length: count }, (_, index) => item(`item-${index}`, dateOf(index)))

async function decide(
  listed: readonly FeedItem[],
  changes: Partial<FeedRow>,
  known: readonly KnownItem[] = [],
) {
  const store = await openTestStore()
  const url = 'https://news.example/feed'
  const { row } = await store.write((tx) => addFeed(tx, { url, source: 'added', firstPosts: 1 }, now))
  await store.close()
  const parsed: Feed = {
    format: 'rss2.0',
    title: 'News',
    link: null,
    language: null,
    ttlMinutes: null,
    skips: null,
    items: listed,
    via: 'rss-parser',
  }
  const fetched = {
    kind: 'fetched',
    bytes: new Uint8Array(),
    contentType: null,
    finalUrl: url,
    permanentUrl: null,
    etag: null,
    lastModified: null,
    bodyHash: 'hash',
    waitMs: null,
  } as const
  const read = {
    row: { ...row, ...changes },
    fetched,
    parsed,
    identified: identify(parsed),
    known,
    itemTimes: [],
  }
  const decision = decideItems(
    read,
    { itemsPerWeek: 0, wishedMs: null },
    { shortestMs: 1, longestMs: dayMs },
    { now, dice: 0.5 },
  )
  const titlesOf = (origin: string) =>
    decision.items.filter((saved) => saved.origin === origin).map(({ title }) => title)
  return { message: decision.polled.message, posted: titlesOf('new'), remembered: titlesOf('baseline') }
}

test('a feed that was empty at first and then lists an old archive posts none of it, and says so', async () => {
  const archive = items(40, (index) => Date.UTC(2015, 0, 41 - index))
  const decision = await decide([item('today', daysAgo(0)), ...archive], { baselined_at: daysAgo(1) })
  expect(decision.posted).toEqual(['today'])
  expect(decision.remembered).toHaveLength(40)
  expect(decision.message).toBe(
    '40 of 41 new items are only remembered: 40 dated before the feed was followed, 0 beyond the newest 50',
  )
})

test('a publisher whose clock is years behind still has news: what is newer than all it listed is posted', async () => {
  const wrongYear = Date.UTC(2015, 5, 1)
  const listedBefore = item('before', wrongYear)
  const known = identify({ items: [listedBefore], link: null }).map(({ key, canonicalUrl }) => ({
    key,
    canonical_url: canonicalUrl,
    url: listedBefore.link,
    title: listedBefore.title,
    summary: null,
    published_at: wrongYear,
  }))
  const listed = [item('next', wrongYear + dayMs), listedBefore, item('older', wrongYear - dayMs)]
  const decision = await decide(listed, { baselined_at: daysAgo(10) }, known)
  expect([decision.posted, decision.remembered]).toEqual([['next'], ['older']])
})

test('an item dated a day before the feed was followed, or not at all, is posted', async () => {
  const { posted, message } = await decide([item('late', daysAgo(11)), item('undated', null)], {
    baselined_at: daysAgo(10),
  })
  expect(posted).toEqual(['undated', 'late'])
  expect(message).toBeNull()
})

test('of 120 new items at once the newest 50 are posted, oldest first, and the others remembered', async () => {
  const { posted, remembered, message } = await decide(
    items(120, (index) => now.getTime() - index * 60_000),
    { baselined_at: daysAgo(10) },
  )
  expect(posted).toHaveLength(50)
  expect([posted[0], posted[49]]).toEqual(['item-49', 'item-0'])
  expect(remembered).toHaveLength(70)
  expect(message).toBe(
    '70 of 120 new items are only remembered: 0 dated before the feed was followed, 70 beyond the newest 50',
  )
})

test('the first poll posts as many of the newest as it was asked for, however old, and that is no news', async () => {
  const { posted, message } = await decide(
    items(5, (index) => Date.UTC(2015, 0, 9 - index)),
    { baselined_at: null, first_posts: 2 },
  )
  expect(posted).toEqual(['item-1', 'item-0'])
  expect(message).toBeNull()
})

test('the first poll posts no more than 50 either', async () => {
  const { posted, message } = await decide(
    items(80, () => null),
    { baselined_at: null, first_posts: 60 },
  )
  expect(posted).toHaveLength(50)
  expect(message).toContain('10 beyond the newest 50')
})

test('the first poll of 10,000 items posts one and remembers the others', async () => {
  const { posted, remembered } = await decide(
    items(10_000, (index) => now.getTime() - index * 1000),
    { baselined_at: null, first_posts: 1 },
  )
  expect(posted).toEqual(['item-0'])
  expect(remembered).toHaveLength(9_999)
})
