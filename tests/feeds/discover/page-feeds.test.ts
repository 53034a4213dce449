import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readHtmlPage } from '../../../feeds/parse/html-page.ts'

const site = 'https://gazette.example/'
const alternate = (href: string, title = '', type = 'application/rss+xml') =>
  `<link rel="alternate" type="${type}" title="${title}" href="${href}">`
const page = (head: string, body = '') =>
  `<!doctype html><html><head><title>Gazette</title>${head}</head><body>${body}</body></html>`
const feedsOf = (html: string, url: string | null = site) => readHtmlPage(html, url).feedLinks

test('the feed of the site comes before those of its parts, and feeds of comments are left out', () => {
  const html = page(
    [
      alternate('/category/sport/feed/', 'Sport'),
      alternate('/comments/feed/', 'Gazette » Comments Feed'),
      alternate('/a-story/feed/', 'Gazette » Kommentar-Feed zu A story'),
      alternate('/feed/', 'Gazette » Feed'),
    ].join(''),
  )
  expect(feedsOf(html)).toEqual([`${site}feed/`, `${site}category/sport/feed/`])
})

test('the page of a category is about its own feed first', () => {
  const html = page(alternate('/feed/') + alternate('/category/sport/feed/'))
  expect(feedsOf(html, `${site}category/sport/`)).toEqual([`${site}category/sport/feed/`, `${site}feed/`])
})

test('what is offered as another form of the page but is no feed is left out', () => {
  const html = page(
    alternate('/oembed', '', 'text/xml+oembed') +
      alternate('/wp-json/1', '', 'application/json') +
      alternate('/de', '', 'text/html') +
      alternate('/feed.json', '', 'application/feed+json') +
      alternate('/atom', '', 'application/atom+xml; charset=utf-8'),
  )
  expect(feedsOf(html)).toEqual([`${site}feed.json`, `${site}atom`])
})

test('the base of the page, entities and the scheme feed: are understood', () => {
  const html = page(
    `<base href="/en/">${alternate('news.rss?a=1&amp;b=2')}${alternate('feed://gazette.example/x')}`,
  )
  expect(feedsOf(html)).toEqual([`${site}en/news.rss?a=1&b=2`, `${site}x`])
})

test.each([
  ['/rss', ''],
  ['/feeds/', ''],
  ['/news.rss', ''],
  ['/world.atom', ''],
  ['/en/rss.xml', ''],
  ['/rss/world/all.xml', ''],
  ['/index.php?feed=rss2', ''],
  ['/syndication/12', 'RSS'],
  ['/syndication/12', 'Subscribe to our RSS feed'],
])('without alternates a link to %s "%s" is tried', (href, text) => {
  expect(feedsOf(page('', `<p><a class=x href="${href}"><span>${text}</span></a>`))).toEqual([
    new URL(href, site).href,
  ])
})

test.each([
  ['/feedback', 'Feedback'],
  ['/sitemap.xml', ''],
  ['/story/rss-is-alive', 'RSS is alive, say those who never left it'],
  ['https://feedly.com/i/subscription/feed/https://gazette.example/rss', 'RSS'],
  ['javascript:rss()', 'RSS'],
  ['mailto:rss@gazette.example', 'RSS'],
])('a link to %s "%s" is none to a feed', (href, text) => {
  expect(feedsOf(page('', `<a href="${href}">${text}</a>`))).toEqual([])
})

test('links in the text are tried only when the head names no feed, those of the same site first', () => {
  const links = '<a href="https://other.example/rss">RSS</a><a href="/rss">RSS</a>'
  expect(feedsOf(page('', links))).toEqual([`${site}rss`, 'https://other.example/rss'])
  expect(feedsOf(page(alternate('/feed'), links))).toEqual([`${site}feed`])
})

test('a page that gives its own address elsewhere has the feeds of that address', () => {
  const canonical = '<link rel="canonical" href="https://ann.medium.com/a-story">'
  expect(feedsOf(page(canonical), 'https://link.example/x')).toEqual(['https://ann.medium.com/feed'])
  const og = '<meta property="og:url" content="https://gazette.substack.com/p/a">'
  expect(feedsOf(page(og), 'https://link.example/x')).toEqual(['https://gazette.substack.com/feed'])
})

test('the page of a YouTube handle or video names the channel in its script', () => {
  const channel = 'UCabcdefghijklmnopqrstuv'
  const html = page('', `<script>{"metadata":{"externalId":"${channel}"}}</script>`)
  const feed = `https://www.youtube.com/feeds/videos.xml?channel_id=${channel}`
  expect(feedsOf(html, 'https://www.youtube.com/@gazette')).toEqual([feed])
  expect(feedsOf(html, 'https://gazette.example/@gazette')).toEqual([])
  expect(feedsOf(page(alternate(feed)), 'https://www.youtube.com/@gazette')).toEqual([feed])
})

test('a page that only asks to log in is told from one that also does', () => {
  const field = '<input name=p type="password">'
  const isLogin = (title: string, body: string, url: string) =>
    readHtmlPage(`<!doctype html><title>${title}</title>${body}`, url).isLogin
  expect(isLogin('Log in | Gazette', field, site)).toBe(true)
  expect(isLogin('Gazette', field, `${site}account/login?to=/feed`)).toBe(true)
  expect(isLogin('Anmelden', '', `${site}sso/`)).toBe(true)
  expect(isLogin('Gazette', field, site)).toBe(false)
  expect(isLogin('How to log in to a ship', '', `${site}story`)).toBe(false)
})

test('any page gives at most 20 addresses of the web, none twice', () => {
  const piece = fc.oneof(
    fc.string().map((href) => alternate(href)),
    fc.string().map((href) => `<a href="${href}/rss">RSS</a>`),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const feeds = feedsOf(page(pieces.join('')))
      expect(feeds.length).toBeLessThanOrEqual(20)
      expect(new Set(feeds).size).toBe(feeds.length)
      for (const feed of feeds) expect(URL.canParse(feed)).toBe(true)
    }),
  )
})
