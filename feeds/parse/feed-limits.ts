import type { Feed, FeedItem } from '../feed.ts'
import { clip } from './plain-text.ts'

const mostCategories = 50
const mostHubs = 10
const mostTitleChars = 1_000
const mostNameChars = 200
/** Hardly any server and browser takes a longer one. */
const longestUrl = 32_768

/** The feed with no field longer and no list fuller than any news has it: all of it is kept outside of the parser's thread. */
export function withinLimits(feed: Feed): Feed {
  const { title, link, language, push, items } = feed
  return {
    ...feed,
    title: clipped(title, mostTitleChars),
    link: shortUrl(link),
    language: clipped(language, mostNameChars),
    ...(push === undefined ? {} : { push: { ...push, hubs: push.hubs.slice(0, mostHubs) } }),
    items: items.map(itemWithinLimits),
  }
}

function itemWithinLimits(item: FeedItem): FeedItem {
  return {
    ...item,
    title: clipped(item.title, mostTitleChars),
    link: shortUrl(item.link),
    author: clipped(item.author, mostNameChars),
    categories: item.categories.slice(0, mostCategories).map((name) => clip(name, mostNameChars)),
    imageUrl: shortUrl(item.imageUrl),
  }
}

function clipped(text: string | null, most: number): string | null {
  return text === null ? null : clip(text, most)
}

function shortUrl(url: string | null): string | null {
  return url !== null && url.length > longestUrl ? null : url
}
