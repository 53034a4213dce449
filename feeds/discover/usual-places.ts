const usualPaths = ['/feed', '/rss', '/feed.xml', '/rss.xml', '/atom.xml', '/index.xml']
// No rule says how they are named; these are the names that publishers and their programs give them.
const usualSitemaps = ['/news-sitemap.xml', '/sitemap_news.xml', '/sitemap-news.xml', '/sitemap.xml']

const mostRobotsChars = 500_000
const mostSitemaps = 4

/** Where most sites have their feed: beside the page that was asked, then at the top. */
export function usualFeeds(address: string): readonly string[] {
  const { origin, pathname } = new URL(address)
  const folder = pathname.replace(/\/+$/, '')
  const beside =
    folder === '' || /\.\w{2,5}$/.test(folder) ? [] : [`${origin}${folder}/feed`, `${origin}${folder}/rss`]
  return [...beside, ...usualPaths.map((path) => origin + path)]
}

/** Where a site has the sitemap of its news: as its robots.txt says (RFC 9309, sitemaps.org), else where most have it. */
export function newsSitemaps(origin: string, robots: string | null): readonly string[] {
  const named = (robots ?? '')
    .slice(0, mostRobotsChars)
    .matchAll(/^[ \t]*sitemap[ \t]*:[ \t]*(\S{1,2000})/gim)
  const addresses = [...named].flatMap(([, address = '']) => URL.parse(address, origin)?.href ?? [])
  const usual = usualSitemaps.map((path) => origin + path)
  const web = [...addresses.toSorted(newsFirst), ...usual].filter((address) => /^https?:/.test(address))
  return [...new Set(web)].slice(0, mostSitemaps)
}

function newsFirst(one: string, other: string): number {
  return Number(/news/i.test(other)) - Number(/news/i.test(one))
}
