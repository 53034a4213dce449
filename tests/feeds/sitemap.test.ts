import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseFeed } from '../../feeds/parse.ts'

const url = 'https://gazette.example/sitemap_news.xml'
const parse = (text: string | Uint8Array) =>
  parseFeed(typeof text === 'string' ? new TextEncoder().encode(text) : text, { contentType: null, url })

const entry = (name: string, more = '') => `<url><loc>https://gazette.example/${name}</loc>${more}</url>`
const news = (title: string, date: string) =>
  `<news:news><news:publication><news:name>The Gazette</news:name><news:language>en</news:language></news:publication>
  <news:publication_date>${date}</news:publication_date><news:title>${title}</news:title><news:keywords>ports, trade</news:keywords></news:news>`
const sitemap = (...entries: readonly string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">${entries.join('\n')}</urlset>`

test('a news sitemap is read like a feed', async () => {
  const image =
    '<image:image><image:loc>https://gazette.example/p.jpg</image:loc><image:title>A crane</image:title></image:image>'
  const text = sitemap(
    entry(
      'harbour',
      `<lastmod>2026-01-25T09:00:00Z</lastmod>${news('Harbour &amp; bridge', '2026-01-25T08:00:00+01:00')}${image}`,
    ),
    entry('budget', news('<![CDATA[The <b> budget]]>', '2026-01-24')),
  )
  expect(await parse(text)).toMatchObject({
    kind: 'parsed',
    feed: {
      format: 'news-sitemap',
      title: 'The Gazette',
      language: 'en',
      link: 'https://gazette.example',
      items: [
        {
          id: 'https://gazette.example/harbour',
          link: 'https://gazette.example/harbour',
          title: 'Harbour & bridge',
          publishedAt: Date.UTC(2026, 0, 25, 7),
          updatedAt: Date.UTC(2026, 0, 25, 9),
          categories: ['ports', 'trade'],
          imageUrl: 'https://gazette.example/p.jpg',
        },
        { title: 'The <b> budget', publishedAt: Date.UTC(2026, 0, 24), imageUrl: null },
      ],
    },
  })
})

test('a file .gz is unpacked; one that is damaged or endless inside is refused', async () => {
  const packed = gzipSync(sitemap(entry('a', news('A', '2026-01-25'))))
  expect(await parse(packed)).toMatchObject({ kind: 'parsed', feed: { items: [{ title: 'A' }] } })
  expect(await parse(packed.subarray(0, 60))).toMatchObject({ problem: 'malformed', feedLinks: [] })
  const bomb = gzipSync(Buffer.alloc(100_000_000, ' '))
  expect(await parse(bomb)).toMatchObject({ kind: 'unreadable', problem: 'malformed' })
})

test('of a list of sitemaps those that may be of news are named first, the list itself never', async () => {
  const listed = (name: string, date: string) =>
    `<sitemap><loc>https://gazette.example/${name}</loc><lastmod>${date}</lastmod></sitemap>`
  const index = `<sitemapindex>${[
    listed('pages.xml', '2025-01-01'),
    listed('stories-2026.xml.gz', '2026-01-25'),
    listed('sitemap_news.xml', '2026-01-25'),
    listed('google-news.xml', '2020-01-01'),
  ].join('')}</sitemapindex>`
  expect(await parse(index)).toMatchObject({
    kind: 'unreadable',
    problem: 'not-a-feed',
    feedLinks: [
      'https://gazette.example/google-news.xml',
      'https://gazette.example/stories-2026.xml.gz',
      'https://gazette.example/pages.xml',
    ],
  })
})

test('a sitemap without news is no feed', async () => {
  const outcome = await parse(sitemap(entry('a'), entry('b')))
  expect(outcome).toMatchObject({ kind: 'unreadable', problem: 'not-a-feed' })
  expect(outcome.kind === 'unreadable' && outcome.message).toContain('a sitemap of 2 pages without news')
})

test('of 60,000 entries the newest 1,000 of the first 50,000 are kept', async () => {
  const dates = Array.from({ length: 60_000 }, (_, i) =>
    new Date(Date.UTC(2026, 0, 1) + i * 1000).toISOString(),
  )
  const text = sitemap(
    ...dates.map((date, i) =>
      entry(
        `s${i}`,
        `<news:news><news:publication_date>${date}</news:publication_date><news:title>T${i}</news:title></news:news>`,
      ),
    ),
  )
  const outcome = await parse(text)
  const items = outcome.kind === 'parsed' ? outcome.feed.items : []
  expect(items.length).toBe(1_000)
  expect(items[0]?.title).toBe('T49000')
  expect(items.at(-1)?.title).toBe('T49999')
})

test('4 MB of sitemap are answered, whatever they are made of', async () => {
  const fill = (piece: string) => piece.repeat(Math.floor(4_000_000 / piece.length))
  for (const piece of ['<url>', '<url><loc>', '</url>', '<url><loc>x</loc></url>', '&amp;', '<news:title>']) {
    expect((await parse(`<urlset>${fill(piece)}`)).kind, piece).toMatch(/parsed|unreadable/)
  }
})

test('a sitemap cut off or shuffled never throws, and its items have links', async () => {
  const whole = sitemap(entry('a', news('A', '2026-01-25')), entry('b', news('B', '2026-01-24')))
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length), fc.nat(whole.length), async (from, to) => {
      const outcome = await parse(`<urlset>${whole.slice(from, to)}${whole.slice(0, to)}`)
      if (outcome.kind === 'parsed')
        for (const { link } of outcome.feed.items) expect(link).toMatch(/^https:/)
    }),
    { numRuns: 50 },
  )
})
