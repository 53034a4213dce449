import fc from 'fast-check'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { Feed, FeedItem } from '../../feeds/feed.ts'
import type { FetchOutcome } from '../../feeds/fetch.ts'
import { type PollerParts, pollFeed, takeFeeds } from '../../src/poll/poller.ts'
import { Claims } from '../../src/store/claims.ts'
import { addFeed } from '../../src/store/feeds.ts'
import { endAbandonedLeases } from '../../src/store/leases.ts'
import { forgetItems } from '../../src/store/retention.ts'
import type { Store } from '../../src/store/store.ts'
import { openTestStore, runsOnTestStore } from '../store/engines.ts'

/**
 * A publisher does to its feed what publishers do, the program polls, fails and dies in between, and a tiny model says
 * what must have come of it: every story that was listed at a poll is in the store exactly once.
 *
 * What nobody can decide is left to policy, and the publisher of the model does not do it:
 * - Id and address changed at once: known by title and date, as first listed; another title or date makes it new.
 * - One of them changed when title and date both are others than first listed: new, for some feeds use an id or an
 *   address for every story. An id that is the address with something behind it counts as the address.
 * - Neither id nor address: the title is the item, and an edited title is a new one.
 * - The only item of a feed, with the same id and address: new when it is later, or nothing is dated, and shares no
 *   word with the one before. An edit that shares none is posted again, a new story that shares one is not posted.
 */
type Entry = {
  readonly story: number
  readonly id: string | null
  readonly link: string | null
  readonly title: string
  readonly summary: string
  readonly publishedAt: number | null
  readonly isRetold: boolean
  readonly isRedated: boolean
  /** What was changed since a poll listed it. */
  readonly changed: readonly ('id' | 'link')[]
}

type Style = { readonly hasId: boolean; readonly hasLink: boolean; readonly hasDate: boolean }

type Publisher = {
  readonly listed: readonly Entry[]
  readonly dropped: readonly Entry[]
  readonly count: number
}

const start = Date.UTC(2026, 0, 24, 12)
const minuteMs = 60_000

/** A word that no other story has. */
function word(story: number, place: number): string {
  const letters = [...String(story * 100 + place).padStart(6, '0')].map(
    (digit) => 'abcdefghij'[Number(digit)],
  )
  return letters.join('')
}

const wordsFrom = (story: number, first: number) =>
  [0, 1, 2, 3].map((place) => word(story, first + place)).join(' ')

function newEntry(story: number, style: Style): Entry {
  return {
    story,
    id: style.hasId ? `id-${story}` : null,
    link: style.hasLink ? `https://news.example/${story}` : null,
    title: wordsFrom(story, 0),
    summary: wordsFrom(story, 4),
    publishedAt: style.hasDate ? start + story * minuteMs + 1234 : null,
    isRetold: false,
    isRedated: false,
    changed: [],
  }
}

type Deed = { readonly kind: string; readonly at: number; readonly fresh: number }

const publisherDeeds = [
  'add',
  'add',
  'retitle',
  'resummarise',
  'reorder',
  'id',
  'link',
  'both',
  'redate',
  'reuse',
  'drop',
  'return',
]
const programDeeds = ['poll', 'poll', 'poll', 'outage', 'crash', 'restart', 'forget']

const deed: fc.Arbitrary<Deed> = fc.record({
  kind: fc.constantFrom(...publisherDeeds, ...programDeeds),
  at: fc.nat({ max: 20 }),
  fresh: fc.integer({ min: 10, max: 90 }),
})

function publish(publisher: Publisher, { kind, at, fresh }: Deed, style: Style): Publisher {
  const { listed, dropped, count } = publisher
  const one = listed[at % Math.max(1, listed.length)]
  const changed = (change: Partial<Entry>) => ({
    ...publisher,
    listed: listed.map((entry) => (entry === one ? { ...entry, ...change } : entry)),
  })
  if (kind === 'add') return { ...publisher, listed: [newEntry(count, style), ...listed], count: count + 1 }
  if (kind === 'return') {
    const back = dropped[at % Math.max(1, dropped.length)]
    const others = dropped.filter((entry) => entry !== back)
    return back === undefined ? publisher : { ...publisher, listed: [...listed, back], dropped: others }
  }
  if (one === undefined) return publisher
  // One story is not renamed and retold between two polls.
  if (one.changed.length > 0 && ['retitle', 'redate', 'reuse'].includes(kind)) return publisher
  const rest = listed.filter((entry) => entry !== one)
  switch (kind) {
    case 'reorder':
      return { ...publisher, listed: [...rest, one] }
    case 'drop':
      return { ...publisher, listed: rest, dropped: [...dropped, one] }
    case 'retitle':
      return style.hasId || style.hasLink
        ? changed({ title: wordsFrom(one.story, fresh), isRetold: true })
        : publisher
    case 'resummarise':
      return changed({ summary: wordsFrom(one.story, fresh + 4) })
    case 'redate':
      return style.hasDate ? changed({ publishedAt: start + fresh * 1_000_003, isRedated: true }) : publisher
    case 'reuse': {
      if (!style.hasId || !style.hasLink) return publisher
      const other = { ...newEntry(count, style), id: one.id }
      return { listed: [other, ...rest], dropped: [...dropped, one], count: count + 1 }
    }
    case 'id':
    case 'link':
    case 'both':
      // An id that two stories have had tells neither.
      if ([...rest, ...dropped].some(({ id }) => id === one.id && id !== null)) return publisher
      return mayRename(one, kind, style) ? changed(renamed(one, kind, fresh)) : publisher
    default:
      return publisher
  }
}

function mayRename(one: Entry, kind: string, { hasId, hasLink, hasDate }: Style): boolean {
  const isAsFirstListed = hasDate && !one.isRetold && !one.isRedated
  const isNamedOtherwise =
    kind === 'id' ? hasLink && !one.changed.includes('link') : hasId && !one.changed.includes('id')
  const isKnownByText = !one.isRetold || (hasDate && !one.isRedated)
  if (kind === 'both') return hasId && hasLink && isAsFirstListed
  if (kind === 'id' ? !hasId : !hasLink) return false
  return (isNamedOtherwise && isKnownByText) || isAsFirstListed
}

function renamed(one: Entry, kind: string, fresh: number): Partial<Entry> {
  const id = kind === 'link' ? one.id : `id-${one.story}-${fresh}`
  const link = kind === 'id' ? one.link : `https://news.example/${one.story}/${fresh}`
  const changed =
    kind === 'both' ? (['id', 'link'] as const) : [kind === 'id' ? ('id' as const) : ('link' as const)]
  return { id, link, changed: [...one.changed, ...changed] }
}

const parsed = (listed: readonly Entry[]): Feed => ({
  format: 'rss2.0',
  title: 'News',
  link: 'https://news.example/',
  language: null,
  ttlMinutes: null,
  skips: null,
  items: listed.map(
    ({ story, id, link, title, summary, publishedAt }): FeedItem => ({
      // The parser does so too.
      id: id ?? link,
      title,
      link,
      publishedAt,
      updatedAt: null,
      author: `story ${story}`,
      summary,
      categories: [],
      imageUrl: null,
    }),
  ),
  via: 'rss-parser',
})

const fetched = {
  kind: 'fetched',
  bytes: new Uint8Array(),
  contentType: null,
  finalUrl: 'https://news.example/feed',
  permanentUrl: null,
  etag: null,
  lastModified: null,
  bodyHash: 'hash',
  waitMs: null,
} as const
const outage: FetchOutcome = {
  kind: 'failed',
  problem: 'timeout',
  status: null,
  retryAfterMs: null,
  message: 'GET: no answer',
}

let feeds = 0

/** The program with one feed of its own in a store that many share. */
async function program(store: Store) {
  const url = `https://host-${feeds++}.example/feed`
  let clock = start
  const { row } = await store.write((tx) =>
    addFeed(tx, { url, source: 'added', firstPosts: 1 }, new Date(clock)),
  )
  const parts = (listed: readonly Entry[], fetch: () => Promise<FetchOutcome>): PollerParts => ({
    store,
    fetch,
    parse: async () => ({ kind: 'parsed', feed: parsed(listed) }),
    limits: { shortestMs: 1000, longestMs: 60_000 },
    owner: 'test',
    claims: new Claims({ store, owner: 'test', table: 'feeds' }),
    feedsAtOnce: 1,
    clock: () => new Date(clock),
    dice: () => 0.5,
    log: pino({ level: 'silent' }),
  })
  async function poll(listed: readonly Entry[], fetch: () => Promise<FetchOutcome>): Promise<boolean> {
    clock += 10 * minuteMs
    const going = parts(listed, fetch)
    for (const feed of await takeFeeds(going, 1, [], {})) {
      if (feed.id !== row.id) continue
      const { kind } = await pollFeed(feed, going)
      return kind === 'changed'
    }
    return false
  }
  const authors = new Map<number, string | null>()
  async function saved() {
    const rows = await store.db
      .selectFrom('items')
      .select(['id', 'author', 'origin'])
      .where('feed_id', '=', row.id)
      .execute()
    for (const { id, author } of rows) if (author !== null) authors.set(id, author)
    return rows.map(({ id, origin }) => ({ author: authors.get(id) ?? null, origin }))
  }
  return {
    poll: (listed: readonly Entry[]) => poll(listed, async () => fetched),
    outage: (listed: readonly Entry[]) => poll(listed, async () => outage),
    crash: (listed: readonly Entry[]) =>
      poll(listed, () => Promise.reject(new Error('the program died after it had asked'))),
    restart: () => endAbandonedLeases(store),
    /** All items are so old that nothing but their identity is kept. */
    async forget() {
      await saved()
      const items = store.db.updateTable('items').where('feed_id', '=', row.id)
      await items.set({ reading: 'done' }).where('reading', '=', 'waiting').execute()
      await forgetItems(store, { after: 0, before: clock + minuteMs, limit: 1000 }, () => true)
    },
    saved,
    remove: () => store.write((tx) => tx.deleteFrom('feeds').where('id', '=', row.id).execute()),
  }
}

async function live(store: Store, style: Style, deeds: readonly Deed[]): Promise<void> {
  const { poll, outage: fail, crash, restart, forget, saved, remove } = await program(store)
  let publisher: Publisher = { listed: [], dropped: [], count: 1 }
  // It always lists this one: feeds of one item have a test of their own.
  const anchor = newEntry(0, style)
  const seen = new Set<string>()
  const atFirst = new Set<string>()
  let isFirst = true
  for (const one of [...deeds, { kind: 'poll', at: 0, fresh: 0 }]) {
    const listed = [...publisher.listed, anchor]
    if (one.kind === 'outage') await fail(listed)
    if (one.kind === 'crash') await crash(listed)
    if (one.kind === 'restart') await restart()
    if (one.kind === 'forget') await forget()
    if (one.kind === 'poll' && (await poll(listed))) {
      for (const { story } of listed) {
        seen.add(`story ${story}`)
        if (isFirst) atFirst.add(`story ${story}`)
      }
      isFirst = false
      publisher = { ...publisher, listed: publisher.listed.map((entry) => ({ ...entry, changed: [] })) }
      const rows = await saved()
      expect(rows.map(({ author }) => author).sort()).toEqual([...seen].sort())
      const posted = rows.filter(({ origin }) => origin === 'new').map(({ author }) => author ?? '')
      expect(posted.filter((author) => atFirst.has(author)).length).toBe(Math.min(1, atFirst.size))
      expect(posted.filter((author) => !atFirst.has(author)).length).toBe(seen.size - atFirst.size)
    }
    publisher = publish(publisher, one, style)
  }
  await remove()
}

test('whatever a publisher does to its feed and the program lives through: each story is saved once and posted once', async () => {
  const store = await openTestStore()
  const styles = fc.record({ hasId: fc.boolean(), hasLink: fc.boolean(), hasDate: fc.boolean() })
  const deeds = fc.array(deed, { minLength: 5, maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(styles, deeds, (style, all) => live(store, style, all)),
    { numRuns: runsOnTestStore(300) },
  )
  await store.close()
})

const oneItemDeeds = ['next', 'next', 'retitle', 'resummarise', 'redate', ...programDeeds]
const oneItemStyles = fc.record({
  id: fc.constantFrom(null, 'latest', 'https://news.example/live'),
  link: fc.constantFrom(null, 'https://news.example/', 'https://news.example/live'),
  hasDate: fc.boolean(),
})

/** One item, always under the same id and address: story after story, some of them edited, some shown again. */
async function liveAlone(
  store: Store,
  {
    id,
    link,
    hasDate,
  }: { readonly id: string | null; readonly link: string | null; readonly hasDate: boolean },
  deeds: readonly Deed[],
): Promise<void> {
  const { poll, outage: fail, crash, restart, forget, saved, remove } = await program(store)
  const entry = (story: number): Entry => ({
    ...newEntry(story, { hasId: false, hasLink: false, hasDate }),
    id,
    link,
  })
  let shown = entry(1)
  let count = 2
  let lastDate = 1
  const seen = new Set<string>()
  for (const one of [...deeds, { kind: 'poll', at: 0, fresh: 0 }]) {
    if (one.kind === 'outage') await fail([shown])
    if (one.kind === 'crash') await crash([shown])
    if (one.kind === 'restart') await restart()
    if (one.kind === 'forget') await forget()
    if (one.kind === 'poll' && (await poll([shown]))) {
      seen.add(`story ${shown.story}`)
      expect((await saved()).map(({ author }) => author).sort()).toEqual([...seen].sort())
    }
    lastDate++
    const publishedAt = hasDate ? start + lastDate * 1_000_003 : null
    if (one.kind === 'next') shown = { ...entry(count++), publishedAt }
    const { story } = shown
    // The address of the site names no item.
    const isNamed = id !== null || link === 'https://news.example/live'
    if (one.kind === 'retitle' && isNamed)
      shown = { ...shown, title: `${word(story, 0)} ${wordsFrom(story, one.fresh)}` }
    if (one.kind === 'resummarise') shown = { ...shown, summary: wordsFrom(story, one.fresh + 4) }
    if (one.kind === 'redate') shown = { ...shown, publishedAt }
  }
  await remove()
}

test('every story of a feed of one item is posted once, although all have the same id and address', async () => {
  const store = await openTestStore()
  const deeds = fc.array(
    fc.record({
      kind: fc.constantFrom(...oneItemDeeds),
      at: fc.nat(),
      fresh: fc.integer({ min: 10, max: 90 }),
    }),
    {
      minLength: 5,
      maxLength: 25,
    },
  )
  await fc.assert(
    fc.asyncProperty(oneItemStyles, deeds, (style, all) => liveAlone(store, style, all)),
    { numRuns: runsOnTestStore(150) },
  )
  await store.close()
})
