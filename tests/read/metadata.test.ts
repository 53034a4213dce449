import { expect, test } from 'vitest'
import { parseDocument } from '../../src/read/page/dom.ts'
import { readMetadata } from '../../src/read/page/metadata.ts'

const now = new Date('2026-11-01T12:00:00Z')

function metadata(head: string, url: string | null = 'https://www.ellery.example/2026/bridge', content = '') {
  return readMetadata(parseDocument(`<html><head>${head}</head><body>${content}</body></html>`), { url, now })
}

function jsonLd(value: unknown): string {
  return `<script type="application/ld+json">${JSON.stringify(value)}</script>`
}

test('JSON-LD goes before OpenGraph', () => {
  const head = `${jsonLd({ '@type': 'NewsArticle', headline: 'Bridge to be repaired by autumn' })}<meta property="og:title" content="Bridge!">`
  expect(metadata(head).headline).toBe('Bridge to be repaired by autumn')
})

test('an article inside @graph and mainEntity is found', () => {
  const head = jsonLd({
    '@graph': [{ '@type': 'WebPage', mainEntity: { '@type': 'Article', headline: 'Found me' } }],
  })
  expect(metadata(head).headline).toBe('Found me')
})

test('JSON-LD with line breaks inside strings and a comma too many is read', () => {
  const head = '<script type="application/ld+json">{"@type":"Article","headline":"Two\nlines",}</script>'
  expect(metadata(head).headline).toBe('Two lines')
})

test('JSON-LD that is not JSON is passed over', () => {
  expect(metadata('<script type="application/ld+json">{oops</script><title>The title</title>').headline).toBe(
    'The title',
  )
})

test('values of the wrong type in JSON-LD are passed over', () => {
  const head = jsonLd({
    '@type': 'NewsArticle',
    headline: 7,
    author: [null, 3, { name: ['Ann Bell', 4] }],
    image: { url: {} },
    datePublished: [],
    publisher: 'x'.repeat(5),
  })
  expect(metadata(head)).toMatchObject({
    headline: null,
    byline: ['Ann Bell'],
    image: null,
    publishedAt: null,
  })
})

test('a headline cut short in JSON-LD is taken whole from OpenGraph', () => {
  const head = `${jsonLd({ '@type': 'Article', headline: 'The bridge that nobody wanted to pay for…' })}<meta property="og:title" content="The bridge that nobody wanted to pay for is to be repaired">`
  expect(metadata(head).headline).toBe('The bridge that nobody wanted to pay for is to be repaired')
})

test.each([
  ['Bridge closed for weeks | Ellery News', 'Bridge closed for weeks'],
  ['Bridge closed for weeks - Ellery News', 'Bridge closed for weeks'],
  ['Bridge closed for weeks - World - ELLERY NEWS', 'Bridge closed for weeks - World'],
  ['Ellery News: no ferry on Sunday', 'Ellery News: no ferry on Sunday'],
  ['Ellery News – Bridge closed for weeks', 'Bridge closed for weeks'],
  ['Harbour - a town without a bridge', 'Harbour - a town without a bridge'],
  ['Bridge - closed - for weeks', 'Bridge - closed - for weeks'],
])('the title %j gives the headline %j', (title, headline) => {
  expect(
    metadata(`<title>${title}</title><meta property="og:site_name" content="Ellery News">`).headline,
  ).toBe(headline)
})

test('the name of the host is taken off a title when the page does not name its site', () => {
  const head = '<title>Bridge closed for weeks | Tidewater Courier</title>'
  expect(metadata(head, 'https://www.tidewatercourier.example/1').headline).toBe('Bridge closed for weeks')
})

test('what follows the main heading in the title is taken off', () => {
  const head = '<title>Bridge closed for weeks | Local | Something else</title>'
  expect(metadata(head, null, '<h1>Bridge closed for weeks</h1>').headline).toBe('Bridge closed for weeks')
})

test.each([
  ['/2026/bridge?x=1', 'https://www.ellery.example/2026/bridge?x=1'],
  ['//cdn.ellery.example/a', 'https://cdn.ellery.example/a'],
  ['javascript:alert(1)', null],
  ['data:text/html,x', null],
  ['/', null],
])('the canonical link %j becomes %j', (href, canonical) => {
  expect(metadata(`<link rel="canonical" href="${href}">`).canonicalUrl).toBe(canonical)
})

test('a relative canonical link without the address of the page is unknown', () => {
  expect(metadata('<link rel="canonical" href="/a">', null).canonicalUrl).toBeNull()
})

test('an image that is not on the web is left out', () => {
  expect(metadata('<meta property="og:image" content="data:image/png;base64,AAAA">').image).toBeNull()
})

test('the alternative text of the image is found beside the picture on the page', () => {
  const head = '<meta property="og:image" content="/img/bridge.jpg">'
  expect(metadata(head, undefined, '<img src="/img/bridge.jpg" alt="The bridge at night">').image?.alt).toBe(
    'The bridge at night',
  )
})

test.each([
  ['2026-03-14T08:05:00+01:00', '2026-03-14T07:05:00.000Z'],
  ['2026-03-14T08:05:00+0100', '2026-03-14T07:05:00.000Z'],
  ['2026-03-14T08:05', '2026-03-14T08:05:00.000Z'],
  ['2026-03-14 08:05:00 UTC', '2026-03-14T08:05:00.000Z'],
  ['2026-03-14', '2026-03-14T00:00:00.000Z'],
  ['2026-03-14T08:05:00.123456789Z', '2026-03-14T08:05:00.123Z'],
  ['Sat, 14 Mar 2026 08:05:00 GMT', '2026-03-14T08:05:00.000Z'],
  ['March 14, 2026 8:05 PM', '2026-03-14T20:05:00.000Z'],
])('the date %j is read as %j on every machine', (written, iso) => {
  const ms = metadata(`<meta property="article:published_time" content="${written}">`).publishedAt
  expect(ms === null ? null : new Date(ms).toISOString()).toBe(iso)
})

test.each(['yesterday', '1 hour ago', '2031-01-01', '1970-01-01T00:00:00Z', '2026-13-45', ''])(
  'the date %j is refused',
  (written) => {
    expect(metadata(`<meta property="article:published_time" content="${written}">`).publishedAt).toBeNull()
  },
)

test.each([
  ['By Ann Bell', ['Ann Bell']],
  ['Ann Bell and Joe van Dyk', ['Ann Bell', 'Joe van Dyk']],
  ['Ann Bell, Joe Kerr and Mia Lund', ['Ann Bell', 'Joe Kerr', 'Mia Lund']],
  ['Ann Bell, Ellery News Agency', ['Ann Bell, Ellery News Agency']],
  ['https://ellery.example/staff/7', []],
])('the author field %j names %j', (field, names) => {
  expect(metadata(`<meta name="author" content="${field}">`).byline).toEqual(names)
})

test('the language is written as a language tag', () => {
  expect(metadata('<meta property="og:locale" content="pt_BR">').language).toBe('pt-BR')
})

test.each([
  ['<html lang="de-at">', '', 'de-AT'],
  ['<html lang="und">', '<meta http-equiv="Content-Language" content="fr, en">', 'fr'],
  ['<html>', jsonLd({ '@type': 'Article', headline: 'x', inLanguage: ['es-MX'] }), 'es-MX'],
  ['<html lang="english, please">', '<meta name="language" content="de">', 'de'],
  ['<html>', '', null],
])('the language of %s with %s is %j', (html, head, language) => {
  const document = parseDocument(`${html}<head>${head}</head><body></body></html>`)
  expect(readMetadata(document, { url: null, now }).language).toBe(language)
})

test.each([
  ['Ellery Media Group', 'Ellery News', 'Ellery News'],
  ['Associated Press', 'Ellery News', 'Ellery News'],
  ['Ellery News', 'ellerynews', 'Ellery News'],
  ['The Ellery Courier', 'ellery.example', 'The Ellery Courier'],
  ['https://ellery.example', 'Ellery News', 'Ellery News'],
])('a publisher %j on a site called %j is the outlet %j', (name, siteName, outlet) => {
  const head = `${jsonLd({ '@type': 'Article', headline: 'x', publisher: { name } })}<meta property="og:site_name" content="${siteName}">`
  expect(metadata(head).outlet).toBe(outlet)
})

test('a page whose title is only the name of its site has its headline in the heading', () => {
  const head = '<title>Ellery News</title><meta property="og:site_name" content="Ellery News">'
  expect(metadata(head, undefined, '<h1>Bridge closed for weeks</h1>').headline).toBe(
    'Bridge closed for weeks',
  )
})

test('a label before the main heading is taken off the title', () => {
  const head = '<title>Opinion | Nobody wants the bridge</title>'
  expect(metadata(head, null, '<h1>Nobody wants the bridge</h1>').headline).toBe('Nobody wants the bridge')
})

test('a headline that JSON-LD cuts at the length search engines show is taken whole', () => {
  const whole = `The bridge that nobody wanted to pay for is to be repaired after all, the council says in a letter to everybody in town`
  const head = `${jsonLd({ '@type': 'Article', headline: whole.slice(0, 105).trim() })}<meta property="og:title" content="${whole}">`
  expect(metadata(head).headline).toBe(whole)
})

test('what a template escaped twice is read as it was meant', () => {
  expect(
    metadata('<meta property="og:title" content="Bell &amp;amp; Kerr: &amp;#8220;closed&amp;#8221;">')
      .headline,
  ).toBe('Bell & Kerr: “closed”')
})

test.each([
  ['a logo', '/img/ellery-logo.png'],
  ['a stand-in', '/img/default-share.jpg'],
  ['a thumbnail', '/img/bridge.jpg?w=150'],
])('an image that is %s is not the lead picture', (_, address) => {
  const head = `<meta property="og:image" content="${address}"><meta name="twitter:image" content="/img/bridge.jpg">`
  expect(metadata(head).image?.url).toBe('https://www.ellery.example/img/bridge.jpg')
})

test('a narrow image of JSON-LD gives way to the one that is shared, with its words', () => {
  const image = { url: '/img/bridge.jpg', width: 120 }
  const head = `${jsonLd({ '@type': 'Article', headline: 'x', image })}<meta property="og:image" content="/img/bridge.jpg?w=1200"><meta property="og:image:alt" content="The bridge at dawn">`
  expect(metadata(head).image).toEqual({
    url: 'https://www.ellery.example/img/bridge.jpg?w=1200',
    alt: 'The bridge at dawn',
  })
})

test.each([
  ['20260314T080500Z', '2026-03-14T08:05:00.000Z'],
  ['1773475500', '2026-03-14T08:05:00.000Z'],
  ['1773475500000', '2026-03-14T08:05:00.000Z'],
  ['14.03.2026 08:05', '2026-03-14T08:05:00.000Z'],
  ['03.04.2026', '2026-04-03T00:00:00.000Z'],
  ['2026/03/14', '2026-03-14T00:00:00.000Z'],
  ['25/03/2026', '2026-03-25T00:00:00.000Z'],
  ['14th March 2026', '2026-03-14T00:00:00.000Z'],
  ['March 14, 2026, 8:05 a.m.', '2026-03-14T08:05:00.000Z'],
])('the date %j is read as %j', (written, iso) => {
  const ms = metadata(`<meta property="article:published_time" content="${written}">`).publishedAt
  expect(ms === null ? null : new Date(ms).toISOString()).toBe(iso)
})

test.each(['03/04/2026', 'Volume 2026', 'Issue 12 of 2026', '99999999999999', '2026-02-31T25:00:00Z'])(
  'the date %j may mean anything and is refused',
  (written) => {
    expect(metadata(`<meta property="article:published_time" content="${written}">`).publishedAt).toBeNull()
  },
)

test('a story that was changed before it came out has no time of change', () => {
  const head =
    '<meta property="article:published_time" content="2026-03-14T08:05:00Z"><meta property="article:modified_time" content="2026-03-13T08:05:00Z">'
  expect(metadata(head).updatedAt).toBeNull()
})

test.each(['admin', 'a-bell7', 'ann@ellery.example', '@annbell'])(
  'the author field %j names nobody',
  (field) => {
    expect(metadata(`<meta name="author" content="${field}">`).byline).toEqual([])
  },
)
