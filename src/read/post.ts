import { z } from 'zod'
import { isAttributed } from '../store/attributed.ts'
import type { Article } from './article.ts'
import type { Quote } from './quotes/quotes.ts'
import { splitSentences } from './sentences.ts'
import { shorten } from './summary/shorten.ts'

const postQuote = z.object({
  /** Verbatim: the characters of the article between `start` and `end`. */
  text: z.string(),
  start: z.number(),
  end: z.number(),
  speaker: z.string(),
  role: z.string().nullable(),
  where: z.string().nullable(),
})

const post = z.object({
  headline: z.string(),
  url: z.string().nullable(),
  outlet: z.string().nullable(),
  /** Epoch milliseconds. */
  publishedAt: z.number().nullable(),
  updatedAt: z.number().nullable(),
  /** Sentences, each at most 300 characters. */
  summary: z.array(z.string()).readonly(),
  /** The two of them that tell the most, for a short post; absent where there are no more. */
  briefly: z.array(z.string()).readonly().optional(),
  quotes: z.array(postQuote.readonly()).readonly(),
  /** How many more quotes with an established speaker the article holds. */
  otherQuotes: z.number().default(0),
  image: z.object({ url: z.string(), alt: z.string().nullable() }).readonly().nullable(),
  topics: z.array(z.string()).readonly(),
  language: z.string().nullable(),
  /** Why there is nothing from the article, in words for the reader of the post; null when it was read. */
  notice: z.string().nullable(),
})

export type PostQuote = Readonly<z.infer<typeof postQuote>>

/** What we publish: no markup, no platform words. */
export type Post = Readonly<z.infer<typeof post>>

/** A post as it was stored. */
export function parsePost(json: string): Post {
  return post.parse(JSON.parse(json))
}

/** What the feed says about the item; what is missing in the article is taken from here. */
export type FeedFacts = {
  readonly title: string | null
  readonly url: string | null
  readonly outlet: string | null
  readonly summary: string | null
  readonly publishedAt: number | null
  readonly imageUrl: string | null
  readonly categories: readonly string[]
  /** Of all of the feed, where it says so. */
  readonly language?: string | null
}

export type ReadArticle = {
  readonly article: Article
  readonly summary: readonly string[]
  readonly briefly?: readonly string[]
  /** Already chosen: the key quotes, in reading order. */
  readonly keyQuotes: readonly Quote[]
  /** All that were found, the key quotes among them. */
  readonly quotes: readonly Quote[]
}

const untitled = 'Untitled'

/** The post of an article that was read. The feed's title wins: it is what the desk chose for the headline. */
export function composePost(read: ReadArticle, feed: FeedFacts | null): Post {
  const { article } = read
  const keyQuotes = read.keyQuotes.flatMap((quote) => publishable(quote))
  return {
    headline: feed?.title ?? article.headline ?? untitled,
    url: linkOf(article, feed),
    outlet: article.outlet ?? feed?.outlet ?? hostOf(article.url ?? feed?.url ?? null),
    publishedAt: article.publishedAt ?? feed?.publishedAt ?? null,
    updatedAt: article.updatedAt,
    summary: [...read.summary],
    ...(read.briefly === undefined ? {} : { briefly: [...read.briefly] }),
    quotes: keyQuotes,
    otherQuotes: read.quotes.filter(
      (quote) => isAttributed(quote) && standsAlone(quote) && !read.keyQuotes.includes(quote),
    ).length,
    image: article.image ?? (feed?.imageUrl ? { url: feed.imageUrl, alt: null } : null),
    topics: [...(feed?.categories ?? [])],
    language: article.language ?? feed?.language ?? null,
    notice: null,
  }
}

/** The post of an article nobody could read: what the feed said, with the link and no quotes. */
export function composeHeadlinePost(feed: FeedFacts, notice: string | null): Post {
  return {
    headline: feed.title ?? untitled,
    url: withoutPassword(feed.url),
    outlet: feed.outlet ?? hostOf(feed.url),
    publishedAt: feed.publishedAt,
    updatedAt: null,
    summary: sentencesOf(feed.summary ?? ''),
    quotes: [],
    otherQuotes: 0,
    image: feed.imageUrl === null ? null : { url: feed.imageUrl, alt: null },
    topics: [...feed.categories],
    language: feed.language ?? null,
    notice,
  }
}

/** The address the page gives itself, unless it points to somebody else's site. */
function linkOf(article: Article, feed: FeedFacts | null): string | null {
  const read = article.url ?? withoutPassword(feed?.url ?? null)
  const isOwn =
    article.canonicalUrl !== null && (read === null || hostOf(article.canonicalUrl) === hostOf(read))
  return isOwn ? article.canonicalUrl : read
}

function withoutPassword(link: string | null): string | null {
  const url = link === null ? null : URL.parse(link)
  if (url === null || (url.username === '' && url.password === '')) return link
  url.username = ''
  url.password = ''
  return url.href
}

const fewestWordsAlone = 4

/** Words that can stand alone when somebody asks for more quotes; a nickname or a scare quote says nothing there. */
export function standsAlone({ text }: { readonly text: string }): boolean {
  return text.trim().split(/\s+/).length >= fewestWordsAlone
}

/** A quote without an established speaker is not published. */
function publishable(quote: Quote): PostQuote[] {
  if (quote.speaker === null || !isAttributed(quote)) return []
  return [
    {
      text: quote.text,
      start: quote.start,
      end: quote.end,
      speaker: quote.speaker.name,
      role: quote.speaker.role,
      where: quote.where,
    },
  ]
}

const longestSentence = 300
const mostSentences = 2

/** The first sentences of what the feed says, each short enough for a post and never cut inside a quotation. */
function sentencesOf(summary: string): string[] {
  return splitSentences(summary)
    .slice(0, mostSentences)
    .map(({ start, end }) => summary.slice(start, end))
    .flatMap((sentence) =>
      sentence.length <= longestSentence ? [sentence] : (shorten(sentence, longestSentence)?.text ?? []),
    )
}

function hostOf(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null
  return new URL(url).hostname.replace(/^www\./, '')
}
