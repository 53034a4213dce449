import { problemOf } from '../../poll/outcome.ts'
import type { AdminParts } from '../admin-parts.ts'
import { within } from '../news/within.ts'

type Parsed = Awaited<ReturnType<AdminParts['parse']>>
export type Feed = Extract<Parsed, { kind: 'parsed' }>['feed']
export type FeedItem = Feed['items'][number]

export type FoundFeed = { readonly url: string; readonly feed: Feed }

/** What stands at an address now. */
export type Look =
  | { readonly kind: 'feed'; readonly found: FoundFeed }
  /** `isPage`: a web page, and `feeds` are the ones it points to. Otherwise they are others of the same site. */
  | {
      readonly kind: 'none'
      readonly isPage: boolean
      readonly problem: string
      readonly message: string
      readonly feeds: readonly FoundFeed[]
      /** How many other addresses were tried. */
      readonly tried: number
    }

const mostTried = 5
const usualPaths = ['/feed', '/rss', '/feed.xml', '/rss.xml', '/atom.xml']
/** Behind these the whole site is out of reach, and asking it for more is in vain. */
const unreachable = ['dns', 'refused', 'timeout', 'tls', 'blocked-address', 'bad-url', 'reset']

type LookParts = Pick<AdminParts, 'fetchFeed' | 'parse' | 'patienceMs'>

/** Looks for a feed at the address; at a page, or where there is trouble, for feeds of the same site that work. */
export async function lookForFeed(url: string, parts: LookParts): Promise<Look> {
  const asked = await lookAt(url, parts, parts.patienceMs / 2)
  if (asked.kind === 'feed') return asked
  const { problem, message, links } = asked
  const nothing = { kind: 'none', isPage: false, problem, message, feeds: [], tried: 0 } as const
  if (unreachable.includes(problem)) return nothing
  if (links.length > 0) {
    const feeds = await readable(links.slice(0, mostTried), parts)
    if (feeds.length > 0) return { ...nothing, isPage: true, feeds, tried: feeds.length }
  }
  const others = await otherAddresses(url, parts)
  const feeds = await readable(others, parts)
  return { ...nothing, feeds, tried: links.slice(0, mostTried).length + others.length }
}

type Looked =
  | { readonly kind: 'feed'; readonly found: FoundFeed }
  | {
      readonly kind: 'none'
      readonly problem: string
      readonly message: string
      readonly links: readonly string[]
    }

async function lookAt(url: string, parts: LookParts, ms: number): Promise<Looked> {
  const tooSlow: Looked = {
    kind: 'none',
    problem: 'timeout',
    message: `no answer within ${Math.round(ms / 1000)} s`,
    links: [],
  }
  return within(ms, lookAtPatiently(url, parts), tooSlow)
}

async function lookAtPatiently(url: string, { fetchFeed, parse }: LookParts): Promise<Looked> {
  const fetched = await fetchFeed({ url, etag: null, lastModified: null, bodyHash: null })
  if (fetched.kind === 'failed' || fetched.kind === 'gone')
    return { kind: 'none', problem: problemOf(fetched), message: fetched.message, links: [] }
  if (fetched.kind === 'unchanged')
    return { kind: 'none', problem: 'empty', message: 'the server sent no document', links: [] }
  const hints = { contentType: fetched.contentType, url: fetched.finalUrl }
  const parsed = await parse(fetched.bytes, hints)
  if (parsed.kind === 'parsed')
    return { kind: 'feed', found: { url: fetched.permanentUrl ?? url, feed: parsed.feed } }
  return { kind: 'none', problem: parsed.problem, message: parsed.message, links: parsed.feedLinks }
}

async function readable(urls: readonly string[], parts: LookParts): Promise<readonly FoundFeed[]> {
  const looked = await Promise.all(urls.map((url) => lookAt(url, parts, parts.patienceMs / 4)))
  return looked.flatMap((one) => (one.kind === 'feed' ? one.found : []))
}

/** What the site's first page points to, and where most sites have their feed. */
async function otherAddresses(url: string, parts: LookParts): Promise<readonly string[]> {
  const { origin, pathname } = new URL(url)
  const home = pathname === '/' ? null : await lookAt(`${origin}/`, parts, parts.patienceMs / 4)
  const links = home?.kind === 'none' ? home.links : []
  const all = [...links, ...usualPaths.map((path) => origin + path)]
  return [...new Set(all)].filter((other) => other !== url).slice(0, mostTried)
}
