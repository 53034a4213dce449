import { gzipSync } from 'node:zlib'
import type { ParseProblem } from '../../feeds/feed.ts'

/** A document somebody made to do harm, and what must come of it. */
export type HostileFeed = {
  readonly document: () => string | Uint8Array
  readonly becomes: 'parsed' | ParseProblem
  /** What is known of its first item. */
  readonly item?: Readonly<Record<string, unknown>>
  readonly items?: number
  /** Half a second or more: the bench replays it, the tests do not. */
  readonly isCostly?: true
}

type Make = () => string | Uint8Array

const channel = (text: string, doctype = '') =>
  `<?xml version="1.0"?>${doctype}<rss version="2.0"><channel><title>x</title>${text}</channel></rss>`
const rss = (item: string, doctype = '') =>
  channel(`<item><title>T</title><guid>1</guid>${item}</item>`, doctype)
const described = (text: string, doctype = '') => rss(`<description>${text}</description>`, doctype)
const cdata = (text: string) => described(`<![CDATA[${text}]]>`)
const atom = (entry: string) =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><id>1</id><title>T</title>${entry}</entry></feed>`
const json = (items: string) =>
  `{"version":"https://jsonfeed.org/version/1.1","title":"x","items":[${items}]}`
const doctype = (declared: string) => `<!DOCTYPE rss [${declared}]>`
const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join('')

/** Its one item is read, whatever else is in it. */
const read = (document: Make, item: HostileFeed['item'] = { id: '1' }): HostileFeed => ({
  document,
  becomes: 'parsed',
  item,
})
const listed = (items: number, document: Make): HostileFeed => ({ document, becomes: 'parsed', items })
const refused = (becomes: ParseProblem, document: Make): HostileFeed => ({ document, becomes })
const costly = (feed: HostileFeed): HostileFeed => ({ ...feed, isCostly: true })
/** A feed that does not come to its end. */
const endless = (text: string) => `<rss version="2.0"><channel><title>x</title>${text}`

const entities: Readonly<Record<string, HostileFeed>> = {
  'an external entity that names a file': read(
    () => described('a &x; b', doctype('<!ENTITY x SYSTEM "file:///etc/hostname">')),
    { summary: 'a &x; b' },
  ),
  'an external entity that names an address': read(
    () => described('a &x; b', doctype('<!ENTITY x SYSTEM "http://169.254.169.254/">')),
    { summary: 'a &x; b' },
  ),
  'a parameter entity that names an address': read(() =>
    rss('', doctype('<!ENTITY % p SYSTEM "http://169.254.169.254/"> %p;')),
  ),
  'a document type that names a file': read(() => rss('', '<!DOCTYPE rss SYSTEM "file:///dev/zero">')),
  'entities nested nine times': read(
    () => {
      const levels = times(9, (n) => `<!ENTITY a${n + 1} "${`&a${n};`.repeat(10)}">`)
      return described('&a0; &a9;', doctype(`<!ENTITY a0 "lol">${levels}`))
    },
    { summary: 'lol &a9;' },
  ),
  'entities that hold each other': read(() =>
    described('&a;', doctype('<!ENTITY a "&b;"><!ENTITY b "&a;">')),
  ),
  'an entity of 100 KB used 10,000 times': read(() =>
    described('&x;'.repeat(10_000), doctype(`<!ENTITY x "${'A'.repeat(100_000)}">`)),
  ),
  'a short entity used 100,000 times': read(() =>
    rss(`<author>${'&x;'.repeat(100_000)}</author>`, doctype(`<!ENTITY x "${'A'.repeat(250)}">`)),
  ),
  '100,000 entities': read(() => rss('', doctype(times(100_000, (n) => `<!ENTITY a${n} "x">`)))),
  'a million references to no entity': costly(read(() => described('&nosuch;'.repeat(1_000_000)))),
  'a million references to characters': costly(read(() => described('&#65;'.repeat(1_000_000)))),
}

const structure: Readonly<Record<string, HostileFeed>> = {
  '200,000 nested elements': refused('too-deep', () => rss('<d>'.repeat(200_000) + '</d>'.repeat(200_000))),
  '500,000 elements that are not closed': refused('too-deep', () => rss('<d>'.repeat(500_000))),
  '300,000 items inside of each other': refused('too-deep', () => channel('<item>'.repeat(300_000))),
  '100,000 nested elements inside of CDATA': read(() => cdata('<div>'.repeat(100_000))),
  '100,000 attributes': read(() => rss(`<m ${times(100_000, (n) => `a${n}="1" `)}/>`)),
  'one attribute 100,000 times': read(() => rss(`<m ${'a="1" '.repeat(100_000)}/>`)),
  '20,000 namespaces': read(() => rss(`<m ${times(20_000, (n) => `xmlns:a${n}="b" `)}/>`)),
  'an attribute of 5 MB': costly(read(() => rss(`<m a="${'x'.repeat(5_000_000)}"/>`))),
  'an attribute name of half a megabyte': read(() => rss(`<m ${'a'.repeat(500_000)}/>`)),
  'an element name of half a megabyte': read(() => rss(`<${'a'.repeat(500_000)}/>`)),
  '300,000 items': listed(1_000, () => channel(times(300_000, (n) => `<item><guid>${n}</guid></item>`))),
  '1,000 items of 14 KB': costly(
    listed(1_000, () =>
      channel(
        times(
          1_000,
          (n) => `<item><guid>${n}</guid><description>${'é<b>y</b> '.repeat(1_000)}</description></item>`,
        ),
      ),
    ),
  ),
  '20,000 categories': read(() => rss(times(20_000, (n) => `<category>c${n}</category>`))),
  '20,000 links': read(() => rss(times(20_000, (n) => `<link>http://a.example/${n}</link>`))),
  '20,000 titles of one item': read(() => rss('<title>U</title>'.repeat(20_000))),
  '100,000 pictures': costly(
    read(() => rss(times(100_000, (n) => `<enclosure url="http://a.example/${n}.png" type="image/png"/>`))),
  ),
  '10,000 hubs': read(
    () => `${times(10_000, (n) => `<link rel="hub" href="http://a.example/${n}"/>`)}${rss('')}`,
  ),
  'a date that is none': read(() => atom('<updated>yesterday</updated>')),
  'a link without an address': read(() => atom('<link/>')),
  'nested base addresses': read(() => atom(`${times(90, (n) => `<div xml:base="/${n}/">`)}<link href="x"/>`)),
  'elements named after object prototypes': read(() =>
    rss('<__proto__><polluted>1</polluted></__proto__><constructor><prototype/></constructor>'),
  ),
  'a link that would run a script': read(() => rss('<link>javascript:alert(1)</link>'), { link: null }),
}

const characters: Readonly<Record<string, HostileFeed>> = {
  ...Object.fromEntries(
    [10, 20, 39, 78, 156, 500].map((kilobytes) => [
      `${kilobytes} KB of unfinished tags inside of CDATA`,
      read(() => cdata('<div '.repeat(kilobytes * 200))),
    ]),
  ),
  'unfinished tags': read(() => described('<div '.repeat(100_000))),
  '300,000 <': read(() => rss('<'.repeat(300_000))),
  '300,000 &': read(() => rss('&'.repeat(300_000))),
  'a million >': read(() => rss('>'.repeat(1_000_000))),
  'a million ]': read(() => cdata(']'.repeat(1_000_000))),
  'a million = signs': read(() => rss(`<m ${'a='.repeat(500_000)}/>`)),
  'a million spaces in a tag': read(() => rss(`<m${' '.repeat(1_000_000)}x`)),
  'a million spaces in a text': read(() => described(`${' '.repeat(1_000_000)}x`)),
  'a million line breaks': read(() => described(`a${'\n'.repeat(1_000_000)}b`)),
  '100,000 closing tags': read(() => rss('</x>'.repeat(100_000))),
  'an author of many @': read(() => rss(`<author>${'a@'.repeat(200_000)}</author>`)),
  'an author of many (': read(() => rss(`<author>${'a ('.repeat(200_000)}</author>`)),
  'a date of many weekdays': read(() => rss(`<pubDate>${'Mon, '.repeat(100_000)}</pubDate>`)),
  'a date of a million digits': read(() => rss(`<pubDate>${'1'.repeat(1_000_000)}</pubDate>`)),
  'a date of many spaces': read(() => rss(`<pubDate>1${' '.repeat(500_000)}x</pubDate>`)),
  'a link of a megabyte': read(() => rss(`<link>http://a.example/${'a'.repeat(1_000_000)}</link>`), {
    link: null,
  }),
  'a base address of a megabyte': read(() =>
    atom(`<link href="x" xml:base="http://${'a.'.repeat(500_000)}/"/>`),
  ),
  'half a million İ, which are longer in small letters': read(() =>
    described(`${'İ'.repeat(500_000)}<b>x</b>`),
  ),
  'a text of 14 MB': read(() => described('It rained all day. '.repeat(700_000))),
  'a text of more than 15 million characters': refused('too-large', () => rss('x'.repeat(15_000_001))),
}

/** What is not closed; it may be read as a feed of nothing. */
const unfinished: Readonly<Record<string, HostileFeed>> = {
  'comments without end': listed(0, () => endless('<!--'.repeat(250_000))),
  'CDATA without end': listed(0, () => endless('<![CDATA['.repeat(100_000))),
  'declarations without end': listed(0, () => endless(`${'<!['.repeat(200_000)}>`)),
  'instructions without end': listed(0, () => endless('<?'.repeat(300_000))),
  'titles without end': refused('too-deep', () => endless('<title>'.repeat(100_000))),
  'titles with markup before an item, without end': refused('too-deep', () =>
    endless(`${'<title><b>'.repeat(100_000)}<item>`),
  ),
  'attributes without end': refused('too-deep', () => endless('<a b="'.repeat(100_000))),
  'descriptions without end': refused('too-deep', () => endless('<item><description>'.repeat(100_000))),
}

const otherDocuments: Readonly<Record<string, HostileFeed>> = {
  'junk of 5 MB before the root': read(() => `${'x < y '.repeat(800_000)}${rss('')}`),
  'a file .gz that unpacks to 50 MB': refused('malformed', () =>
    gzipSync(Buffer.alloc(50_000_000, '<item>')),
  ),
  '2 MB of UTF-32': refused('not-a-feed', () => Buffer.alloc(2_000_000, '<\0\0\0')),
  'a megabyte of random bytes': refused('not-a-feed', () => noise(1_000_000)),
  '4 MB of zeros': refused('not-a-feed', () => new Uint8Array(4_000_000)),
  'JSON nested a million times': refused('malformed', () => '['.repeat(1_000_000)),
  'JSON nested 300,000 times and closed': refused(
    'not-a-feed',
    () => `{"a":${'['.repeat(300_000)}${']'.repeat(300_000)}}`,
  ),
  'a JSON Feed of 300,000 items': costly(
    listed(1_000, () =>
      json(Array.from({ length: 300_000 }, (_, n) => `{"id":"${n}","title":"T"}`).join(',')),
    ),
  ),
  'a JSON Feed with a title of a megabyte and 50,000 tags': read(() => {
    const tags = Array.from({ length: 50_000 }, (_, n) => `"t${n}"`).join(',')
    return json(`{"id":"1","title":"${'T '.repeat(500_000)}","tags":[${tags}]}`)
  }),
  'a JSON Feed with names of prototypes': read(() =>
    json('{"id":"1","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'),
  ),
  'a JSON Feed with a text nested in itself': read(() =>
    json(`{"id":"1","content_html":"${'<div>'.repeat(500_000)}"}`),
  ),
  'a sitemap of 60,000 pages': refused(
    'not-a-feed',
    () => `<urlset>${times(60_000, (n) => `<url><loc>http://a.example/${n}</loc></url>`)}</urlset>`,
  ),
  'a page that names 100,000 feeds': refused('html', () => {
    const links = times(100_000, (n) => `<link rel="alternate" type="application/rss+xml" href="/${n}">`)
    return `<!doctype html><html>${links}`
  }),
}

export const hostileFeeds: Readonly<Record<string, HostileFeed>> = {
  ...entities,
  ...structure,
  ...characters,
  ...unfinished,
  ...otherDocuments,
}

/** The same every time. */
function noise(length: number): Uint8Array {
  let state = 7
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return state >>> 16
  })
}
