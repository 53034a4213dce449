import { type Page, rules } from './sites.ts'

/** Where a site has its feeds, by its address alone; `isSure` when the site itself says so for all its pages. */
export type Shortcut = { readonly site: string; readonly isSure: boolean; readonly feeds: readonly string[] }

const longestAddress = 2000

/** Rewrites the address of a page into those of its feeds, where it alone tells them; null when it does not. */
export function shortcutFor(address: string): Shortcut | null {
  const url = address.length > longestAddress ? null : URL.parse(address)
  if (url === null || !/^https?:$/.test(url.protocol) || isNamedLikeFeed(url)) return null
  const page: Page = {
    origin: url.origin,
    path: url.pathname.replace(/\/+$/, ''),
    query: url.searchParams,
  }
  for (const rule of rulesFor(url)) {
    const parts = rule.path.exec(page.path)
    const feeds = parts === null ? [] : rule.feeds(parts.slice(1), page)
    if (feeds.length > 0) return { site: rule.site, isSure: rule.hosts !== undefined, feeds }
  }
  return null
}

/** Where a site is known, nothing is guessed about the program behind it. */
function rulesFor({ hostname }: URL) {
  const host = hostname.replace(/^(?:www|m|old|new|mobile|np)\./, '')
  const known = rules.filter(({ hosts }) => hosts?.test(host))
  return known.length > 0 ? known : rules.filter(({ hosts }) => hosts === undefined)
}

function isNamedLikeFeed({ pathname, search }: URL): boolean {
  return /[./](?:atom|rss|rdf|xml)$/.test(pathname) || /[?&](?:format|feed)=(?:atom|rss)/.test(search)
}
