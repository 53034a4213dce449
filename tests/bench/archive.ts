import { followFeed } from '../../src/ask/following/follow.ts'
import { routePost } from '../../src/deliver/route.ts'
import { takeUnreadItems } from '../../src/store/items.ts'
import { saveReading } from '../../src/store/readings.ts'
import type { NewItemRow } from '../../src/store/schema.ts'
import type { Store } from '../../src/store/store.ts'
import { saveAsPolled } from '../fakes/saved-poll.ts'

const feeds = 300
const spanMs = 90 * 86_400_000
const vocabulary = 20_000
const speakers = 3_000
/** Of how many items one was read and has quotes. */
const readShare = 5

/** Frequent ones first, as words are in news. */
export const words = Array.from({ length: vocabulary }, (_, rank) => `w${rank.toString(36)}x`)

export type Filling = {
  readonly items: number
  readonly now: Date
  /** Where the feed with this number is; nowhere unless given. */
  readonly feedUrl?: (number: number) => string
}

/** Fills the store with items of 300 feeds, a fifth of them read; returns what adds a poll of 40 more. */
export async function fill(
  store: Store,
  { items, now, feedUrl = (number) => `https://site${number}.example/feed` }: Filling,
): Promise<() => Promise<unknown>> {
  const random = randomFrom(7)
  const feedIds: number[] = []
  for (let number = 0; number < feeds; number++) {
    const workspaceId = number < 5 ? 'small' : 'big'
    const channel = { platform: 'bench', workspaceId, channelId: 'c', threadId: null }
    const follow = { url: feedUrl(number), source: 'added', style: 'brief' } as const
    const { feed } = await followFeed(store, { ...follow, channel, firstPosts: 0, actor: 'bench' }, now)
    feedIds.push(feed.id)
  }
  let made = 0
  const poll = async (count: number) => {
    const feedIndex = Math.floor(random() * feeds)
    const rows = Array.from({ length: count }, () => itemRow(feedIds[feedIndex] ?? 1, feedIndex, made++))
    await saveAsPolled(store, feedIds[feedIndex] ?? 1, {
      update: { title: `Outlet${feedIndex} News` },
      items: rows,
    })
  }
  const itemRow = (feedId: number, feedIndex: number, number: number): NewItemRow => ({
    feed_id: feedId,
    key: `k${number}`,
    url: `https://site${feedIndex}.example/story-${number}`,
    canonical_url: `https://site${feedIndex}.example/story-${number}`,
    title: sentence(random, 9),
    summary: sentence(random, 30),
    categories: JSON.stringify([`Topic ${Math.floor(random() * 500)}`]),
    published_at: number < items ? now.getTime() - Math.floor(((items - number) / items) * spanMs) : null,
    discovered_at: now.getTime(),
    origin: 'new',
    reading: number % readShare === 0 ? 'waiting' : 'none',
  })
  while (made < items) await poll(40)
  await readAll(store, random, now)
  return () => poll(40)
}

async function readAll(store: Store, random: () => number, now: Date): Promise<void> {
  for (;;) {
    const waiting = await takeUnreadItems(store, { now, owner: 'bench', leaseMs: 1e9, limit: 500 })
    if (waiting.length === 0) return
    for (const { id } of waiting)
      await saveReading(
        store,
        readingOf(id, random, now),
        (candidates, item) => routePost(candidates, item),
        now,
      )
  }
}

/** An article of 350 words with three quotes. */
export function readingOf(itemId: number, random: () => number, now: Date) {
  const quoted = Array.from({ length: 3 }, () => ({
    words: sentence(random, 15),
    speaker: speakerOf(random),
  }))
  const text = [sentence(random, 300), ...quoted.map((quote) => quote.words)].join('\n')
  return {
    itemId,
    owner: 'bench',
    article: {
      byline: '[]',
      outlet: `Outlet${Math.floor(random() * feeds)} News`,
      text,
      text_hash: '',
      blocks: '[]',
      created_at: now.getTime(),
    },
    quotes: quoted.map((quote) => ({
      start_offset: text.indexOf(quote.words),
      end_offset: text.indexOf(quote.words) + quote.words.length,
      text: quote.words,
      speaker: quote.speaker,
      speaker_key: quote.speaker.toLowerCase(),
      source_sentence: quote.words,
      confidence: 1,
      is_fragment: 0,
      is_key: 1,
    })),
    postBody: '{}',
    problem: null,
  }
}

function speakerOf(random: () => number): string {
  return speakerAt(Math.floor(speakers * random() ** 3))
}

/** The name of the speaker who is quoted so often: the lower, the more. */
export function speakerAt(rank: number): string {
  return `${syllables(rank * 7919)} ${syllables(rank * 104_729 + 13)}`
}

function syllables(seed: number): string {
  const parts = [
    'ba',
    'ke',
    'li',
    'mo',
    'nu',
    'ra',
    'se',
    'ti',
    'vo',
    'zu',
    'da',
    'fe',
    'gi',
    'ho',
    'pu',
    'ani',
  ]
  const digits = (seed % 65_536).toString(16).padStart(4, '0')
  return [...digits].map((digit) => parts[Number.parseInt(digit, 16)]).join('')
}

/** Words by Zipf's law: a few of them make up most of what is written. */
function sentence(random: () => number, length: number): string {
  return Array.from({ length }, () => words[Math.floor(vocabulary ** random()) - 1] ?? words[0]).join(' ')
}

/** The same numbers every time (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
