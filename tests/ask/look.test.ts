import fc from 'fast-check'
import { expect, test } from 'vitest'
import { factsOf, rankFound } from '../../src/ask/following/found-feeds.ts'
import { lookForFeed, lookForOthers } from '../../src/ask/following/look.ts'
import { openTestStore } from '../store/engines.ts'
import { type Answers, feedOf, now, officeParts } from './office.ts'

const store = await openTestStore()
await store.close()

const site = 'https://gazette.example'
const page = (body = '') => `<!doctype html><html><title>Gazette</title>${body}</html>`
const alternate = (href: string) => `<link rel="alternate" type="application/rss+xml" href="${href}">`
const newsSitemap = `<urlset><url><loc>${site}/a</loc><n:news><n:title>Harbour</n:title><n:publication_date>2026-01-25T07:00:00Z</n:publication_date></n:news></url></urlset>`

function webOf(answers: Answers) {
  const asked: string[] = []
  const parts = officeParts(store, answers)
  const fetchFeed: typeof parts.fetchFeed = (request) => {
    asked.push(request.url)
    return parts.fetchFeed(request)
  }
  return { asked, look: (url: string) => lookForFeed(url, { ...parts, fetchFeed }, now) }
}

async function urlsFound(url: string, answers: Answers): Promise<readonly string[]> {
  const look = await webOf(answers).look(url)
  return look.kind === 'feed' ? [look.found.url] : look.feeds.map((found) => found.url)
}

test('a site that says where its feeds are is asked there at once, and nowhere else', async () => {
  const feed = 'https://www.reddit.com/r/news/.rss'
  const { asked, look } = webOf({ [feed]: feedOf('news', [1]) })
  expect(await look('https://www.reddit.com/r/news/')).toMatchObject({ kind: 'feed', found: { url: feed } })
  expect(asked).toEqual([feed])
})

test('an address that is too long to be kept is not even asked', async () => {
  const { asked, look } = webOf({})
  expect(await look(`${site}/${'x'.repeat(2_000)}`)).toMatchObject({
    kind: 'none',
    problem: 'bad-url',
    message: 'the address is longer than 2000 characters',
  })
  expect(asked).toEqual([])
})

test('of a repository with several feeds one is chosen, those that answer first', async () => {
  const repository = 'https://github.com/ann/gazette'
  const answers = {
    [`${repository}/releases.atom`]: 404,
    [`${repository}/tags.atom`]: feedOf('Tags', [900]),
    [`${repository}/commits.atom`]: feedOf('Commits', [1]),
  }
  expect(await urlsFound(repository, answers)).toEqual([
    `${repository}/tags.atom`,
    `${repository}/commits.atom`,
  ])
})

test('a podcast of a directory is followed at its publisher', async () => {
  const lookup = 'https://itunes.apple.com/lookup?id=123456789&entity=podcast'
  const answers = {
    [lookup]: `{"resultCount":1,"results":[{"feedUrl":"${site}/podcast.rss"}]}`,
    [`${site}/podcast.rss`]: feedOf('The Gazette aloud', [5]),
  }
  expect(await urlsFound('https://podcasts.apple.com/us/podcast/x/id123456789', answers)).toEqual([
    `${site}/podcast.rss`,
  ])
})

test('where the known address fails, the page itself is looked at', async () => {
  const answers = {
    'https://medium.com/@ann': page(alternate('https://ann.example/feed')),
    'https://ann.example/feed': feedOf('Ann', [1]),
  }
  expect(await urlsFound('https://medium.com/@ann', answers)).toEqual(['https://ann.example/feed'])
})

test('at a site that is known the trouble told is that of the feed, not that a page is a page', async () => {
  const feed = 'https://bsky.app/profile/ann.example/rss'
  const { asked, look } = webOf({ [feed]: 500, 'https://bsky.app/profile/ann.example': page() })
  expect(await look('https://bsky.app/profile/ann.example')).toMatchObject({
    kind: 'none',
    isPage: false,
    problem: 'status 500',
    message: expect.stringContaining(feed),
  })
  expect(asked.length).toBeGreaterThan(2)
})

test('a guess about the program of a site is tried when the page names nothing', async () => {
  const answers = {
    'https://social.example/@ann': page(),
    'https://social.example/@ann.rss': feedOf('Ann', [1]),
  }
  expect(await urlsFound('https://social.example/@ann', answers)).toEqual(['https://social.example/@ann.rss'])
})

test('a page that lists feeds behind a link of the page is found', async () => {
  const answers = {
    [`${site}/`]: page('<a href="/rss">RSS</a>'),
    [`${site}/rss`]: page('<a href="/rss/world.xml">World</a><a href="/rss/sport.xml">Sport</a>'),
    [`${site}/rss/world.xml`]: feedOf('World', [1]),
    [`${site}/rss/sport.xml`]: feedOf('Sport', [2]),
  }
  expect(await urlsFound(site, answers)).toEqual([`${site}/rss/world.xml`, `${site}/rss/sport.xml`])
})

test('the feeds of the front page come before those at usual places, the same feed in two formats once', async () => {
  const answers = {
    [`${site}/about`]: page(),
    [`${site}/`]: page(alternate('/main.xml') + alternate('/sport.xml')),
    [`${site}/main.xml`]: feedOf('Gazette', [1, 2]),
    [`${site}/sport.xml`]: feedOf('Sport', [1]),
    [`${site}/feed`]: feedOf('Gazette', [1, 2]),
  }
  expect(await urlsFound(`${site}/about`, answers)).toEqual([`${site}/main.xml`, `${site}/sport.xml`])
})

test('a site without feeds is followed by the sitemap of its news, through a list of sitemaps too', async () => {
  const answers = {
    [`${site}/`]: page(),
    [`${site}/robots.txt`]: `User-agent: *\nDisallow:\nSitemap: ${site}/pages.xml\nsitemap: ${site}/index.xml`,
    [`${site}/index.xml`]: `<sitemapindex><sitemap><loc>${site}/old.xml</loc></sitemap><sitemap><loc>${site}/news.xml</loc></sitemap></sitemapindex>`,
    [`${site}/news.xml`]: newsSitemap,
  }
  expect(await urlsFound(site, answers)).toEqual([`${site}/news.xml`])
  expect(await urlsFound(site, { [`${site}/`]: page(), [`${site}/news-sitemap.xml`]: newsSitemap })).toEqual([
    `${site}/news-sitemap.xml`,
  ])
})

test('a feed whose news stopped long ago comes last, and others of the site are found for it', async () => {
  const old = feedOf('Old', [5_000, 5_010, 5_020])
  const answers = {
    [`${site}/`]: page(alternate('/old.xml') + alternate('/new.xml')),
    [`${site}/old.xml`]: old,
    [`${site}/new.xml`]: feedOf('New', [1, 30, 60]),
  }
  expect(await urlsFound(site, answers)).toEqual([`${site}/new.xml`, `${site}/old.xml`])
  const others = await lookForOthers(`${site}/old.xml`, officeParts(store, answers), now)
  expect(others.map(({ url }) => url)).toEqual([`${site}/new.xml`])
})

test.each([
  ['rate-limited', 1],
  ['dns', 1],
  ['timeout', 1],
] as const)('a site with the trouble %s is not asked for more', async (problem, requests) => {
  let asked = 0
  const parts = officeParts(store, {})
  const fetchFeed: typeof parts.fetchFeed = async () => {
    asked++
    return { kind: 'failed', problem, status: null, retryAfterMs: null, message: problem }
  }
  const look = await lookForFeed(site, { ...parts, fetchFeed }, now)
  expect(look).toMatchObject({ kind: 'none', problem, feeds: [], tries: [{ problem }] })
  expect(asked).toBe(requests)
})

test('a site that never ends, with lists of sitemaps in a circle and links without end, is asked at most 31 times', async () => {
  let asked = 0
  const parts = officeParts(store, {})
  const fetchFeed: typeof parts.fetchFeed = async ({ url }) => {
    asked++
    const next = (kind: string) => Array.from({ length: 30 }, (_, i) => `${site}/${kind}${asked}-${i}`)
    const body = /sitemap|news/.test(url)
      ? `<sitemapindex>${next('news')
          .map((loc) => `<sitemap><loc>${loc}</loc></sitemap><sitemap><loc>${url}</loc></sitemap>`)
          .join('')}</sitemapindex>`
      : page(next('page').map(alternate).join(''))
    const bytes = new TextEncoder().encode(body)
    const unsaid = { etag: null, lastModified: null, permanentUrl: null, waitMs: null }
    return { kind: 'fetched', bytes, contentType: null, bodyHash: '', finalUrl: url, ...unsaid }
  }
  const look = await lookForFeed(site, { ...parts, patienceMs: 5_000, fetchFeed }, now)
  expect(look).toMatchObject({ kind: 'none', feeds: [] })
  expect(asked).toBeGreaterThan(10)
  expect(asked).toBeLessThanOrEqual(31)
})

test('whoever waits does not wait for ever', async () => {
  const look = await webOf({
    [`${site}/`]: page(alternate('/a')),
    [`${site}/a`]: 'never',
    [`${site}/feed`]: 'never',
  }).look(site)
  expect(look).toMatchObject({ kind: 'none', feeds: [] })
})

test('ranking keeps each feed once, loses none, and puts those with news first', () => {
  const feed = (title: string, hoursAgo: readonly number[]) => ({
    format: 'rss2.0' as const,
    title,
    link: null,
    language: 'en',
    ttlMinutes: null,
    skips: null,
    via: 'rss-parser' as const,
    items: hoursAgo.map((hours) => ({
      id: `${title}${hours}`,
      title: 'x',
      link: `${site}/${title}${hours}`,
      publishedAt: now.getTime() - hours * 3_600_000,
      updatedAt: null,
      author: null,
      summary: null,
      categories: [],
      imageUrl: null,
    })),
  })
  const found = fc.record({
    url: fc.constantFrom('a', 'b', 'c', 'd').map((name) => `${site}/${name}`),
    feed: fc.record({ title: fc.constantFrom('x', 'y'), hours: fc.array(fc.nat(20_000), { maxLength: 4 }) }),
  })
  fc.assert(
    fc.property(fc.array(found, { maxLength: 8 }), (list) => {
      const feeds = list.map(({ url, feed: { title, hours } }) => ({ url, feed: feed(title, hours) }))
      const ranked = rankFound(feeds, now)
      expect(new Set(ranked.map(({ url }) => url)).size).toBe(ranked.length)
      for (const one of ranked) expect(feeds).toContain(one)
      const dead = ranked.map((one) => {
        const { items, silentSince } = factsOf(one.feed, now)
        return items === 0 ? 2 : silentSince === null ? 0 : 1
      })
      expect(dead).toEqual(dead.toSorted())
    }),
  )
})
