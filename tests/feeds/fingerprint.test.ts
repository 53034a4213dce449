import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fingerprint } from '../../feeds/fingerprint.ts'

const of = (document: string) => fingerprint(Buffer.from(document))
const rss = (parts: { head?: string; item?: string; end?: string }) =>
  `<?xml version="1.0"?><rss><channel><title>News</title>${parts.head ?? ''}<item><title>A</title>${parts.item ?? ''}</item></channel></rss>${parts.end ?? ''}`

test('is the same when only the time of building is new, in the head or in a comment at the end', () => {
  const built = (at: string) => rss({ head: `<lastBuildDate>${at}</lastBuildDate><pubDate>${at}</pubDate>` })
  expect(of(built('Mon, 02 Mar 2026 10:00:00 GMT'))).toBe(of(built('Mon, 02 Mar 2026 10:05:00 GMT')))
  const atom = (at: string) => `<feed><id>x</id><updated>${at}</updated><entry><id>1</id></entry></feed>`
  expect(of(atom('2026-03-02T10:00:00Z'))).toBe(of(atom('2026-03-02T10:05:00Z')))
  const rdf = (at: string) => `<rdf:RDF><channel><dc:date>${at}</dc:date></channel><item></item></rdf:RDF>`
  expect(of(rdf('2026-03-02'))).toBe(of(rdf('2026-03-03')))
  expect(of(rss({ end: '\n<!-- served in 0.31 s -->' }))).toBe(of(rss({ end: '<!-- served in 0.2 s -->\n' })))
})

test('is the same when only what the feed says about itself is new', () => {
  for (const about of [
    (text: string) => `<description>${text}</description>`,
    (text: string) => `<description><![CDATA[<b>${text}</b>]]></description>`,
    (text: string) => `<itunes:subtitle>${text}</itunes:subtitle><generator uri="/">${text}</generator>`,
  ])
    expect(of(rss({ head: about('Read by 5,201 people') }))).toBe(
      of(rss({ head: about('Read by 5,203 people') })),
    )
  const atom = (text: string) =>
    `<feed><title>News</title><subtitle type="text">${text}</subtitle><entry></entry></feed>`
  expect(of(atom('10:00'))).toBe(of(atom('10:05')))
})

test('is another one when an item has another date, or the feed another title or pause', () => {
  const dated = (at: string) => rss({ item: `<pubDate>${at}</pubDate>` })
  expect(of(dated('Mon, 02 Mar 2026 10:00:00 GMT'))).not.toBe(of(dated('Mon, 02 Mar 2026 10:05:00 GMT')))
  const updated = (at: string) => `<feed><entry><id>1</id><updated>${at}</updated></entry></feed>`
  expect(of(updated('2026-03-02'))).not.toBe(of(updated('2026-03-03')))
  expect(of(rss({ head: '<ttl>15</ttl>' }))).not.toBe(of(rss({ head: '<ttl>30</ttl>' })))
  const titled = (text: string) => rss({ head: `<title>${text}</title>` })
  expect(of(titled('News'))).not.toBe(of(titled('Olds')))
  const hub = (to: string) =>
    rss({ head: `<description>News</description><atom:link rel="hub" href="${to}"/>` })
  expect(of(hub('https://one.example/'))).not.toBe(of(hub('https://two.example/')))
})

test('of documents that are no XML is that of all their bytes', () => {
  const json = (at: string) => JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', at, items: [] })
  expect(of(json('a'))).not.toBe(of(json('b')))
  expect(of('')).not.toBe(of(' '))
})

test('sees every change of an item', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'b', '<', '>', ' ', '/', '</rss>', '<item>', '<updated>', 'é'),
  })
  fc.assert(
    fc.property(text, text, (one, other) => {
      fc.pre(one !== other)
      expect(of(rss({ item: `<description>${one}</description>` }))).not.toBe(
        of(rss({ item: `<description>${other}</description>` })),
      )
    }),
  )
})

test('takes no longer for a head made to be slow', () => {
  const hostile = '<updated><description <description><![CDATA['.repeat(500_000)
  const before = process.cpuUsage()
  of(hostile)
  const { user } = process.cpuUsage(before)
  expect(user / 1000).toBeLessThan(2_000)
})
