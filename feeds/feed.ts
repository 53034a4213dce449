import type { HubLinks } from './websub/hub-links.ts'

/** The formats a publisher may serve, as `parseFeed` names them. */
export type FeedFormat =
  | 'rss0.9x'
  | 'rss0.90'
  | 'rss1.0'
  | 'rss2.0'
  | 'atom0.3'
  | 'atom1.0'
  | 'json'
  | 'news-sitemap'

/** One entry a feed lists. Text fields hold plain text (no markup, entities decoded); links are absolute when a base was known. */
export type FeedItem = {
  /** What the publisher calls the item: guid, atom:id, rdf:about, JSON id; the link when it has none. */
  readonly id: string | null
  readonly title: string | null
  readonly link: string | null
  /** Epoch milliseconds; null when the feed gives no date we can read. */
  readonly publishedAt: number | null
  readonly updatedAt: number | null
  readonly author: string | null
  /** Plain text of the description, summary or content, at most 2,000 characters. */
  readonly summary: string | null
  readonly categories: readonly string[]
  readonly imageUrl: string | null
}

export type Skips = { readonly hours: readonly number[]; readonly days: readonly number[] }

/** A parsed feed; items stand in the order of the document. */
export type Feed = {
  readonly format: FeedFormat
  readonly title: string | null
  /** The site the feed belongs to. */
  readonly link: string | null
  readonly language: string | null
  /** Minutes a reader is asked to wait between two polls (RSS ttl, sy:updatePeriod); null when not given. */
  readonly ttlMinutes: number | null
  /** The hours (0-23) and days (0 is Sunday), both GMT, in which the publisher wants no questions. */
  readonly skips: Skips | null
  readonly items: readonly FeedItem[]
  /** The hubs that push it; left out when it names none. */
  readonly push?: HubLinks
  /** Where the document is damaged, with the line, when that may have cost items. */
  readonly fault?: string
  /** Which way the parser took; a metric, not a decision. */
  readonly via: 'rss-parser' | 'repair' | 'json' | 'sitemap'
}

/** What the parser needs to know beside the bytes. */
export type ParseHints = { readonly contentType: string | null; readonly url: string | null }

export type ParseProblem =
  | 'empty'
  | 'html'
  | 'login'
  | 'bot-wall'
  | 'not-a-feed'
  | 'malformed'
  | 'too-large'
  | 'too-deep'
  | 'timeout'

export type ParseOutcome =
  | { readonly kind: 'parsed'; readonly feed: Feed }
  /** `message` says what was expected and what was found; `feedLinks` are where a page, list or directory says that feeds are. */
  | {
      readonly kind: 'unreadable'
      readonly problem: ParseProblem
      readonly message: string
      readonly feedLinks: readonly string[]
    }
