import { z } from 'zod'
import type { Feed, FeedItem } from '../feed.ts'
import { parseFeedDate } from './dates.ts'
import { isSafeLink, resolveUrl } from './links.ts'
import { clip, oneLine, plainText } from './plain-text.ts'

const maxItems = 1000
const maxSummaryChars = 2000

// A wrong value in one field must not cost the reader the item.
const text = z.string().nullish().catch(null)
const author = z.object({ name: text }).nullish().catch(null)

const jsonItem = z.object({
  id: z.union([z.string(), z.number()]).nullish().catch(null),
  url: text,
  external_url: text,
  title: text,
  summary: text,
  content_text: text,
  content_html: text,
  image: text,
  banner_image: text,
  date_published: text,
  date_modified: text,
  author,
  authors: z.array(author).nullish().catch(null),
  tags: z.array(z.string()).nullish().catch(null),
})

const jsonFeed = z.object({
  version: text,
  title: text,
  home_page_url: text,
  feed_url: text,
  language: text,
  hubs: z
    .array(z.object({ type: text, url: text }))
    .nullish()
    .catch(null),
  items: z.array(jsonItem.nullable().catch(null)).default([]),
})

type JsonItem = z.infer<typeof jsonItem>
type JsonFeed = z.infer<typeof jsonFeed>

/** Reads a JSON Feed 1.0 or 1.1; null when the value is something else. */
export function readJsonFeed(value: unknown, url: string | null): Feed | null {
  const parsed = jsonFeed.safeParse(value)
  if (!parsed.success || !isJsonFeed(parsed.data)) return null
  const feed = parsed.data
  const base = url ?? feed.feed_url ?? feed.home_page_url ?? null
  return {
    format: 'json',
    title: lineOf(feed.title),
    link: linkOf(feed.home_page_url, base),
    language: lineOf(feed.language),
    ttlMinutes: null,
    skips: null,
    ...pushOf(feed),
    items: newest(feed.items.flatMap((item) => (item ? [feedItem(item, base)] : []))),
    via: 'json',
  }
}

function pushOf({ hubs, feed_url }: JsonFeed): Pick<Feed, 'push'> {
  const urls = (hubs ?? []).flatMap(({ type, url }) => (/^websub$/i.test(type ?? '') ? (url ?? []) : []))
  return urls.length === 0 ? {} : { push: { hubs: urls, self: feed_url ?? null } }
}

/** Some publishers leave the version out; any other JSON must not pass for a feed. */
function isJsonFeed({ version, title, items }: JsonFeed): boolean {
  if (version?.includes('jsonfeed.org/version')) return true
  const areItems = items.every((item) => item && (item.id != null || item.url))
  return areItems && (Boolean(title) || items.length > 0)
}

function feedItem(item: JsonItem, base: string | null): FeedItem {
  const link = linkOf(item.url, base) ?? linkOf(item.external_url, base)
  const published = parseFeedDate(item.date_published ?? '')
  const updated = parseFeedDate(item.date_modified ?? '')
  return {
    id: item.id == null ? link : String(item.id),
    title: lineOf(item.title),
    link,
    publishedAt: published ?? updated,
    updatedAt: updated,
    author: lineOf(item.authors?.[0]?.name ?? item.author?.name),
    summary: summaryOf(item),
    categories: item.tags ?? [],
    imageUrl: linkOf(item.image, base) ?? linkOf(item.banner_image, base),
  }
}

/** In document order; where dates are missing both ends are kept, for some publishers list the newest last. */
function newest(items: readonly FeedItem[]): readonly FeedItem[] {
  if (items.length <= maxItems) return items
  if (items.some(({ publishedAt }) => publishedAt === null))
    return [...items.slice(0, maxItems / 2), ...items.slice(-maxItems / 2)]
  const byDate = items.toSorted((one, other) => (other.publishedAt ?? 0) - (one.publishedAt ?? 0))
  const kept = new Set(byDate.slice(0, maxItems))
  return items.filter((item) => kept.has(item))
}

function summaryOf(item: JsonItem): string | null {
  const written = lineOf(item.summary) ?? lineOf(item.content_text)
  if (written !== null) return clip(written, maxSummaryChars)
  return plainText(item.content_html ?? '', maxSummaryChars) || null
}

function linkOf(url: string | null | undefined, base: string | null): string | null {
  const resolved = url?.trim() ? resolveUrl(url, [base]) : null
  return resolved !== null && isSafeLink(resolved) ? resolved : null
}

function lineOf(text: string | null | undefined): string | null {
  return oneLine(text ?? '') || null
}
