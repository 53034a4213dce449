import { readLinkHeader } from './link-header.ts'

/** What a publisher says of push: the hubs to ask, in its order, and the name under which they know the feed. */
export type HubLinks = { readonly hubs: readonly string[]; readonly self: string | null }

/** Which hub to ask, and for what. */
export type Hub = { readonly hub: string; readonly topic: string }

/**
 * Whom to ask for pushes of a feed: the headers count before the document (WebSub, section 4). A feed that came over
 * https is not taken from a hub without it. Null when nobody pushes it.
 */
export function hubOf(found: {
  readonly linkHeader: string | null
  readonly links: HubLinks | null
  /** Where the document came from. */
  readonly url: string
}): Hub | null {
  const headers = readLinkHeader(found.linkHeader ?? '')
  const named = (rel: string) => headers.filter(({ rels }) => rels.includes(rel)).map(({ url }) => url)
  const isSafe = (url: string) => /^https:/i.test(url) || /^http:/i.test(found.url)
  const webUrl = (url: string) => resolved(url, found.url)
  const hubs = [...named('hub'), ...(found.links?.hubs ?? [])].flatMap(webUrl)
  const [hub] = hubs.filter(isSafe)
  if (hub === undefined) return null
  const [topic = found.url] = [...named('self'), found.links?.self ?? []].flat().flatMap(webUrl)
  return { hub, topic }
}

const longestUrl = 2048

/** Topics are names: they are compared by their letters, so nothing is changed in one that is complete. */
function resolved(url: string, base: string): string[] {
  const absolute = URL.canParse(url) ? url.trim() : (URL.parse(url, base)?.href ?? '')
  return /^https?:\/\//i.test(absolute) && absolute.length <= longestUrl ? [absolute] : []
}
