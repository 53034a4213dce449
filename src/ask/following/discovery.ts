import { problemOf } from '../../poll/outcome.ts'
import type { AdminParts } from '../admin-parts.ts'
import { within } from '../news/within.ts'
import type { FoundFeed } from './found-feeds.ts'

/** An address that was asked, and what was wrong with it; null when a feed stands there. */
export type Try = { readonly url: string; readonly problem: string | null; readonly message: string | null }

/** What one address holds: a feed, or a reason why not, and the addresses it names. */
export type Asked =
  | { readonly kind: 'feed'; readonly found: FoundFeed; readonly movedTo: string | null }
  | {
      readonly kind: 'none'
      readonly problem: string
      readonly message: string
      readonly links: readonly string[]
    }

export type DiscoveryParts = Pick<AdminParts, 'fetchFeed' | 'parse' | 'patienceMs'>

const mostAsked = 30
const mostTextBytes = 500_000

/** One look for feeds: it asks no address twice, few in all, and none for long. */
export type Discovery = {
  /** The address somebody gave has the most patience. */
  readonly askFirst: (url: string) => Promise<Asked>
  readonly ask: (url: string) => Promise<Asked>
  /** Those of the addresses that are feeds, in their order. A directory's answer that names a feed counts as that feed. */
  readonly readable: (urls: readonly string[]) => Promise<readonly FoundFeed[]>
  /** The plain text at an address; null when there is none. */
  readonly text: (url: string) => Promise<string | null>
  /** What the addresses that are no feeds name and nobody has asked yet. */
  readonly links: () => readonly string[]
  readonly tries: () => readonly Try[]
}

export function openDiscovery(parts: DiscoveryParts): Discovery {
  const asked = new Map<string, Promise<Asked>>()
  const tries: Try[] = []
  const named: string[] = []
  const { patienceMs } = parts

  async function askNow(url: string, ms: number): Promise<Asked> {
    const answer = await within(ms, look(url, parts), tooSlow(ms))
    if (answer.kind === 'feed') tries.push({ url, problem: null, message: null })
    else {
      tries.push({ url, problem: answer.problem, message: answer.message })
      named.push(...answer.links)
    }
    return answer
  }

  function ask(url: string, ms = patienceMs / 4): Promise<Asked> {
    const before = asked.get(url)
    if (before !== undefined) return before
    if (asked.size >= mostAsked) return Promise.resolve(enough)
    const answer = askNow(url, ms)
    asked.set(url, answer)
    return answer
  }

  return {
    askFirst: (url) => ask(url, patienceMs / 2),
    ask,
    readable: async (urls) => {
      const fresh = [...new Set(urls)].filter((url) => !asked.has(url))
      const found = await Promise.all(fresh.map((url) => ask(url).then((one) => followed(one, ask))))
      return found.flatMap((one) => (one.kind === 'feed' ? one.found : []))
    },
    text: (url) => within(patienceMs / 4, textAt(url, parts), null),
    links: () => named.filter((url) => !asked.has(url)),
    tries: () => tries,
  }
}

const enough: Asked = { kind: 'none', problem: 'other', message: 'enough was asked', links: [] }

function tooSlow(ms: number): Asked {
  return {
    kind: 'none',
    problem: 'timeout',
    message: `no answer within ${Math.round(ms / 1000)} s`,
    links: [],
  }
}

/** A directory of podcasts answers with the one feed that is meant. */
async function followed(answer: Asked, ask: (url: string) => Promise<Asked>): Promise<Asked> {
  const [link, ...others] = answer.kind === 'none' && answer.problem === 'not-a-feed' ? answer.links : []
  return link === undefined || others.length > 0 ? answer : ask(link)
}

async function look(url: string, { fetchFeed, parse }: DiscoveryParts): Promise<Asked> {
  const fetched = await fetchFeed({ url, etag: null, lastModified: null, bodyHash: null })
  if (fetched.kind === 'failed' || fetched.kind === 'gone')
    return { kind: 'none', problem: problemOf(fetched), message: fetched.message, links: [] }
  if (fetched.kind === 'unchanged')
    return { kind: 'none', problem: 'empty', message: 'the server sent no document', links: [] }
  const parsed = await parse(fetched.bytes, { contentType: fetched.contentType, url: fetched.finalUrl })
  const { permanentUrl } = fetched
  if (parsed.kind === 'parsed')
    return { kind: 'feed', found: { url: permanentUrl ?? url, feed: parsed.feed }, movedTo: permanentUrl }
  return { kind: 'none', problem: parsed.problem, message: parsed.message, links: parsed.feedLinks }
}

async function textAt(url: string, { fetchFeed }: DiscoveryParts): Promise<string | null> {
  const fetched = await fetchFeed({ url, etag: null, lastModified: null, bodyHash: null })
  if (fetched.kind !== 'fetched') return null
  return Buffer.from(fetched.bytes.subarray(0, mostTextBytes)).toString('utf8')
}
