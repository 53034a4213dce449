import { detect } from 'tinyld/light'
import { postsPerDay } from '../../deliver/times/posting-rate.ts'
import { silentSince } from '../../poll/silence.ts'
import type { Post } from '../../read/post.ts'
import type { AdminParts } from '../admin-parts.ts'

type Parsed = Awaited<ReturnType<AdminParts['parse']>>
export type Feed = Extract<Parsed, { kind: 'parsed' }>['feed']
export type FeedItem = Feed['items'][number]

export type FoundFeed = { readonly url: string; readonly feed: Feed }

/** What somebody wants to know of a feed before they follow it. */
export type FoundFacts = {
  readonly items: number
  readonly newestAt: number | null
  readonly ratePerDay: number | null
  readonly language: string | null
  /** When its newest item came, if that is long ago for a feed like this. */
  readonly silentSince: number | null
}

export function factsOf(feed: Feed, now: Date): FoundFacts {
  return {
    items: feed.items.length,
    newestAt: newestAt(feed),
    ratePerDay: postsPerDay(feed.items, now.getTime()),
    language: languageOf(feed, null),
    silentSince: silentSince(feed.items, now),
  }
}

/** Each feed once, in the order in which they were found likely, but silent and empty ones last. */
export function rankFound(found: readonly FoundFeed[], now: Date): readonly FoundFeed[] {
  const once = found.filter((one, place) => !found.slice(0, place).some((other) => isTwin(one, other)))
  return once.toSorted((one, other) => deadness(one, now) - deadness(other, now))
}

/** The same news in another format or at another address. */
function isTwin(one: FoundFeed, other: FoundFeed): boolean {
  if (one.url === other.url) return true
  if (one.feed.title !== other.feed.title || one.feed.items.length === 0) return false
  const links = new Set(other.feed.items.map(({ link }) => link))
  return one.feed.items.slice(0, 5).every(({ link }) => link !== null && links.has(link))
}

function deadness({ feed }: FoundFeed, now: Date): number {
  if (feed.items.length === 0) return 2
  return silentSince(feed.items, now) === null ? 0 : 1
}

/** When the newest item was published; null when that cannot be told. */
export function newestAt({ items }: Feed): number | null {
  return items.reduce<number | null>((newest, { publishedAt }) => {
    if (publishedAt === null) return newest
    return newest === null ? publishedAt : Math.max(newest, publishedAt)
  }, null)
}

const enoughToTell = 200

/** The language the feed says it is in, or the one its texts are in; null when neither tells. */
export function languageOf(feed: Feed, post: Post | null): string | null {
  const said = feed.language ?? post?.language ?? null
  if (said !== null) return said
  const texts = feed.items.slice(0, 20).flatMap(({ title, summary }) => [title ?? '', summary ?? ''])
  const text = texts.join('\n').slice(0, 4000)
  return text.trim().length < enoughToTell ? null : detect(text) || null
}
