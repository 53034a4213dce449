import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { FeedItem } from '../../feeds/feed.ts'
import { parseFeed } from '../../feeds/parse.ts'

const fixtures = join(import.meta.dirname, '../fixtures/feeds')
const expectation = z.object({
  contentType: z.string().nullable(),
  url: z.string().nullable(),
  problem: z.string().optional(),
  format: z.string().optional(),
  title: z.string().optional(),
  items: z
    .array(z.object({ id: z.string(), title: z.string(), link: z.string(), published: z.string() }))
    .optional(),
})

function readCase(name: string) {
  const folder = join(fixtures, name)
  const input = readdirSync(folder).find((file) => file.startsWith('input.')) ?? 'input.xml'
  const expected = expectation.parse(JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')))
  return { bytes: new Uint8Array(readFileSync(join(folder, input))), expected }
}

const shown = ({ id, title, link, publishedAt }: FeedItem) => ({
  id,
  title,
  link,
  published: publishedAt === null ? null : new Date(publishedAt).toISOString().replace('.000Z', 'Z'),
})

const parse = (text: string, url: string | null = null) =>
  parseFeed(new TextEncoder().encode(text), { contentType: null, url })

async function firstItem(item: string, url: string | null = null): Promise<FeedItem | undefined> {
  const outcome = await parse(
    `<rss version="2.0"><channel><title>x</title><item>${item}</item></channel></rss>`,
    url,
  )
  return outcome.kind === 'parsed' ? outcome.feed.items[0] : undefined
}

test.each(readdirSync(fixtures))('the recorded feed %s is read as expected', async (name) => {
  const { bytes, expected } = readCase(name)
  const outcome = await parseFeed(bytes, { contentType: expected.contentType, url: expected.url })
  if (outcome.kind === 'unreadable') {
    expect(outcome.problem).toBe(expected.problem)
    return
  }
  const { format, title, items } = outcome.feed
  expect({ format, title, items: items.map(shown) }).toEqual({
    format: expected.format,
    title: expected.title,
    items: expected.items,
  })
})

describe('an item', () => {
  test('without a guid is called by its link', async () => {
    expect((await firstItem('<link>/a?b=1</link>', 'https://news.example/feed'))?.id).toBe(
      'https://news.example/a?b=1',
    )
  })

  test('without a link uses a guid that is a permalink', async () => {
    expect((await firstItem('<guid>https://news.example/1</guid>'))?.link).toBe('https://news.example/1')
    expect((await firstItem('<guid isPermaLink="false">https://news.example/1</guid>'))?.link).toBeNull()
  })

  test('with an unreadable date still arrives', async () => {
    expect(await firstItem('<title>T</title><pubDate>soon</pubDate>')).toMatchObject({
      title: 'T',
      publishedAt: null,
    })
  })

  test('brings author, summary, categories and picture as plain values', async () => {
    const item = await firstItem(
      `<author>desk@news.example (Ann Lee)</author><description>&lt;p&gt;One &amp;amp; two&lt;/p&gt;</description>
       <category>World</category><category>World</category><enclosure type="image/png" url="/p.png"/>`,
      'https://news.example/feed',
    )
    expect(item).toMatchObject({
      author: 'Ann Lee',
      summary: 'One & two',
      categories: ['World'],
      imageUrl: 'https://news.example/p.png',
    })
  })
})

test('one bad date and one bare link do not cost an Atom feed its items', async () => {
  const entry = '<entry><id>1</id><link/><updated>yesterday</updated></entry>'
  const outcome = await parse(`<feed xmlns="http://www.w3.org/2005/Atom"><link/>${entry}</feed>`)
  expect(outcome).toMatchObject({
    kind: 'parsed',
    feed: { items: [{ id: '1', link: null, publishedAt: null }] },
  })
})

test('literal text in an Atom title is not taken for markup', async () => {
  const title = '<title type="text">&lt;a title="&amp;amp;"&gt; explained</title>'
  const outcome = await parse(`<feed xmlns="http://www.w3.org/2005/Atom"><entry>${title}</entry></feed>`)
  expect(outcome).toMatchObject({ feed: { items: [{ title: '<a title="&amp;"> explained' }] } })
})

test('ttl and update period both say how long to wait', async () => {
  const wait = (elements: string) => parse(`<rss version="2.0"><channel>${elements}</channel></rss>`)
  expect(await wait('<ttl>90</ttl>')).toMatchObject({ feed: { ttlMinutes: 90 } })
  const period = '<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>'
  expect(await wait(period)).toMatchObject({ feed: { ttlMinutes: 360 } })
})

test('a JSON Feed keeps its items when one field is wrong', async () => {
  const items = [{ id: 7, url: '/a', title: 12, date_published: '2026-01-24T18:05:00Z' }, null]
  const json = JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'J', items })
  expect(await parse(json, 'https://news.example/feed.json')).toMatchObject({
    feed: { via: 'json', items: [{ id: '7', title: null, link: 'https://news.example/a' }] },
  })
})

describe('a refusal', () => {
  test('of an HTML page names the page and the feeds it points to', async () => {
    const html = `<!doctype html><html><head><title>The News</title>
      <link rel="alternate" type="application/rss+xml" href="/rss?a=1&amp;b=2"></head></html>`
    expect(await parse(html, 'https://news.example/')).toEqual({
      kind: 'unreadable',
      problem: 'html',
      message:
        'parse https://news.example/: expected <rss>, <feed>, <rdf:RDF> or a JSON Feed, found an HTML page titled "The News"',
      feedLinks: ['https://news.example/rss?a=1&b=2'],
    })
  })

  test.each([
    ['', 'empty'],
    [' \n', 'empty'],
    ['{"a":1}', 'not-a-feed'],
    ['[1]', 'not-a-feed'],
    ['{"version":', 'malformed'],
    ['hello', 'not-a-feed'],
    ['<opml/>', 'not-a-feed'],
    ['<rss version="2.0"></rss>', 'malformed'],
  ])('of %j is called %s', async (text, problem) => {
    expect(await parse(text)).toMatchObject({ kind: 'unreadable', problem })
  })
})

describe('the parser never throws', () => {
  const documents = readdirSync(fixtures).map((name) => readCase(name).bytes)

  test('for a document cut off anywhere', async () => {
    const cut = fc.tuple(fc.constantFrom(...documents), fc.double({ min: 0, max: 1, noNaN: true }))
    await fc.assert(
      fc.asyncProperty(cut, async ([bytes, share]) => {
        const outcome = await parseFeed(bytes.slice(0, bytes.length * share), {
          contentType: null,
          url: null,
        })
        return outcome.kind === 'parsed' || outcome.message.startsWith('parse ')
      }),
    )
  })

  test('for pieces of markup in any order', async () => {
    const piece = fc.constantFrom(
      ...[
        '<rss>',
        '<channel>',
        '<item>',
        '</item>',
        '<title',
        '>',
        '</title>',
        '<![CDATA[',
        ']]>',
        '<!--',
        '-->',
      ],
      ...[
        '&',
        '&#x;',
        '"',
        "='",
        '<feed>',
        '<entry>',
        '</entry>',
        '</feed>',
        '</rss>',
        '<link href=x>',
        '\u0000',
      ],
      ...['<!DOCTYPE [', '<?', '<content>', '<rdf:RDF>', '{"items":[', 'text'],
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        return ['parsed', 'unreadable'].includes((await parse(`<rss>${pieces.join('')}`)).kind)
      }),
      { numRuns: 500 },
    )
  })

  test('for random bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        return ['parsed', 'unreadable'].includes(
          (await parseFeed(bytes, { contentType: null, url: null })).kind,
        )
      }),
    )
  })
})

describe('what is damaged is told with its line', () => {
  test.each([
    ['<rss>\n<channel><item>\n<title>x</wrong></item>', 'line 3: </wrong> where <title> of line 3 is open'],
    ['<feed>\n\n<title>x', 'line 3: it ends inside <title> of line 3'],
    ['{\n"version": "https://jsonfeed.org/version/1.1"', 'line 2, column '],
  ])('%j', async (text, said) => {
    const outcome = await parse(text)
    expect(outcome.kind === 'unreadable' ? outcome.message : JSON.stringify(outcome)).toContain(said)
  })
})

test('a wall against bots and a page that asks to log in are told from other pages', async () => {
  const page = (title: string, body = '') => `<!doctype html><html><title>${title}</title>${body}</html>`
  expect(await parse(page('Just a moment...'))).toMatchObject({ problem: 'bot-wall' })
  expect(await parse(page('Log in', '<input type=password>'))).toMatchObject({ problem: 'login' })
  expect(await parse(page('Gazette'))).toMatchObject({ problem: 'html' })
})

test('the answer of a podcast directory names the feed of the publisher', async () => {
  const answer =
    '{"resultCount":1,"results":[{"kind":"podcast","feedUrl":"https://gazette.example/podcast.rss"}]}'
  expect(await parse(answer)).toMatchObject({
    problem: 'not-a-feed',
    feedLinks: ['https://gazette.example/podcast.rss'],
  })
})
