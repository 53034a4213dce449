import { type Shortcut, shortcutFor } from '../../../feeds/discover/shortcuts.ts'
import { newsSitemaps, usualFeeds } from '../../../feeds/discover/usual-places.ts'
import { redactUrl } from '../../../feeds/redact.ts'
import { silentSince } from '../../poll/silence.ts'
import { longestFeedUrl, tooLongUrl } from '../../store/feed-url.ts'
import { type Discovery, type DiscoveryParts, openDiscovery, type Try } from './discovery.ts'
import { type FoundFeed, rankFound } from './found-feeds.ts'

/** What stands at an address now. */
export type Look =
  /** `movedTo`: the publisher says that the address is another one for good. */
  | {
      readonly kind: 'feed'
      readonly found: FoundFeed
      readonly movedTo: string | null
      readonly tries: readonly Try[]
    }
  /** `isPage`: a web page, and `feeds` are its own. Otherwise they are others of the same site. */
  | {
      readonly kind: 'none'
      readonly isPage: boolean
      readonly problem: string
      readonly message: string
      readonly feeds: readonly FoundFeed[]
      /** Every address that was asked, in the order of their answers. */
      readonly tries: readonly Try[]
    }

const mostLinks = 6
/** Behind these the whole site is out of reach or asks for peace, and asking it for more is in vain. */
const hopeless = ['dns', 'refused', 'timeout', 'tls', 'blocked-address', 'bad-url', 'reset', 'rate-limited']

/** Looks for a feed at the address; at a page, or where there is trouble, for feeds of the same site that work. */
export async function lookForFeed(url: string, parts: DiscoveryParts, now: Date): Promise<Look> {
  if (url.length > longestFeedUrl) return tooLong
  const discovery = openDiscovery(parts)
  const look = await lookWith(discovery, url)
  const tries = discovery.tries()
  return look.kind === 'feed' ? { ...look, tries } : { ...look, feeds: rankFound(look.feeds, now), tries }
}

const tooLong: Look = {
  kind: 'none',
  isPage: false,
  problem: 'bad-url',
  message: tooLongUrl,
  feeds: [],
  tries: [],
}

/** Other feeds of the site that have news, for one that works but is silent. */
export async function lookForOthers(
  url: string,
  parts: DiscoveryParts,
  now: Date,
): Promise<readonly FoundFeed[]> {
  const feeds = await feedsOfSite(openDiscovery(parts), url, [])
  const fresh = feeds.filter(({ feed }) => feed.items.length > 0 && silentSince(feed.items, now) === null)
  return rankFound(fresh, now).filter((found) => found.url !== url)
}

type Untold<Kind extends Look['kind']> = Omit<Extract<Look, { kind: Kind }>, 'tries'>

async function lookWith(discovery: Discovery, url: string): Promise<Untold<'feed'> | Untold<'none'>> {
  const shortcut = shortcutFor(url)
  const known = shortcut?.isSure ? await lookWhereKnown(discovery, url, shortcut) : null
  if (known !== null && (known.kind === 'feed' || known.feeds.length > 0 || isHopeless(known))) return known
  const asked = await discovery.askFirst(url)
  if (asked.kind === 'feed') return asked
  const { problem, message, links } = asked
  const none = { kind: 'none', isPage: false, problem, message, feeds: [] } as const
  if (isHopeless(asked)) return none
  const ofPage = await discovery.readable(links.slice(0, mostLinks))
  if (ofPage.length > 0) return { ...none, isPage: true, feeds: ofPage }
  // At a site that is known, the trouble is that of the feed: a page is all that was to be expected here.
  const trouble = known !== null && problem === 'html' ? known : none
  const guesses = known === null ? (shortcut?.feeds ?? []) : []
  return { ...trouble, isPage: false, feeds: await feedsOfSite(discovery, url, guesses) }
}

function isHopeless({ problem }: { readonly problem: string }): boolean {
  return hopeless.includes(problem)
}

/** The feeds of a page whose site is known to have them there; what is wrong with the first when none can be read. */
async function lookWhereKnown(
  discovery: Discovery,
  url: string,
  { site, feeds: addresses }: Shortcut,
): Promise<Untold<'feed'> | Untold<'none'>> {
  const feeds = await discovery.readable(addresses)
  const [one, ...others] = feeds
  if (one !== undefined && others.length === 0) return { kind: 'feed', found: one, movedTo: null }
  const first = discovery.tries().find((tried) => addresses.includes(tried.url))
  const none = { kind: 'none', isPage: feeds.length > 0 } as const
  if (feeds.length > 0) {
    const message = `${site} has ${feeds.length} feeds for ${redactUrl(url)}`
    return { ...none, problem: 'html', message, feeds }
  }
  return { ...none, problem: first?.problem ?? 'other', message: first?.message ?? '', feeds }
}

/** What the links of links and the front page point to, and where most sites have their feed; the news sitemap at last. */
async function feedsOfSite(
  discovery: Discovery,
  url: string,
  guesses: readonly string[],
): Promise<readonly FoundFeed[]> {
  const { origin } = new URL(url)
  const [home, usual] = await Promise.all([
    discovery.ask(`${origin}/`),
    discovery.readable([...guesses, ...discovery.links().slice(0, mostLinks), ...usualFeeds(url)]),
  ])
  const ofHome = home.kind === 'none' ? home.links.slice(0, mostLinks) : []
  const feeds = [
    ...(home.kind === 'feed' ? [home.found] : []),
    ...(await discovery.readable(ofHome)),
    ...usual,
  ]
  if (feeds.length > 0) return feeds
  const sitemaps = newsSitemaps(origin, await discovery.text(`${origin}/robots.txt`))
  const news = await discovery.readable(sitemaps)
  return news.length > 0 ? news : discovery.readable(discovery.links().slice(0, mostLinks))
}
