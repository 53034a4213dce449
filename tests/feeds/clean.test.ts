import { expect, test } from 'vitest'
import { cleanFeed } from '../../feeds/parse/clean.ts'

const xmlOf = (text: string): string => {
  const clean = cleanFeed(text)
  return clean.kind === 'feed' ? clean.xml : clean.kind
}
const inTitle = (text: string) => xmlOf(`<rss><channel><title>${text}</title></channel></rss>`)

test('what stands before and after the root element is dropped', () => {
  expect(xmlOf('<b>Warning</b>: x in y.php <!-- <rss> --><rss><channel/></rss>junk')).toBe(
    '<rss><channel/></rss>',
  )
})

test('bare ampersands become text and HTML entities become characters', () => {
  expect(inTitle('AT&T &eacute; &amp; &bogus; &#8211;')).toContain(
    '<title>AT&amp;T é &amp; &amp;bogus; &#8211;</title>',
  )
})

test('references to characters XML forbids disappear, windows-1252 ones mean what their publisher meant', () => {
  expect(inTitle('a&#0;b&#x1F;c&#150;d\u0008')).toContain('<title>abc–d</title>')
})

test('an ampersand in a link is no entity', () => {
  expect(xmlOf('<feed><link href="http://a/?x=1&copy=2"/></feed>')).toContain(
    'href="http://a/?x=1&amp;copy=2"',
  )
})

test('markup inside a title is isolated in CDATA', () => {
  expect(inTitle('a <b>bold</i> &amp; <![CDATA[<c>]]>')).toContain(
    '<title><![CDATA[a <b>bold</i> &amp; &lt;c&gt;]]></title>',
  )
})

test('text that only looks like a tag stays text', () => {
  expect(inTitle('1 < 2 <3')).toContain('<title>1 &lt; 2 &lt;3</title>')
})

test('a title its publisher never closed does not swallow the next item', () => {
  const clean = cleanFeed('<rss><channel><item><title>a</item><item><title>b</title></item></channel></rss>')
  expect(clean).toMatchObject({ kind: 'feed', itemCount: 2 })
})

test('a closing tag in other case, or without its bracket, still closes', () => {
  expect(inTitle('a</TITLE>').startsWith('<rss><channel><title>a</title>')).toBe(true)
  expect(xmlOf('<rss><channel><title>a</title <link>b</link></channel></rss>')).toContain(
    '<title>a</title><own-link>b',
  )
})

test('a document cut off is closed after its last complete item', () => {
  expect(xmlOf('<rss><channel><item><guid>1</guid></item><item><guid>2</gu')).toBe(
    '<rss><channel><item><guid>1</guid></item></channel></rss>',
  )
})

test('a prefixed Atom feed loses its prefix and a foreign title stays foreign', () => {
  const xml = xmlOf(
    '<a:feed xmlns:a="http://www.w3.org/2005/Atom" xmlns="urn:x"><title>no</title><a:title>yes</a:title></a:feed>',
  )
  expect(xml).toContain('<other:title>no</other:title><title>yes</title>')
})

test('a namespace is known by its address, not by its prefix', () => {
  expect(xmlOf('<rss xmlns:a10="http://www.w3.org/2005/Atom"><a10:updated>x</a10:updated></rss>')).toContain(
    '<atom:updated>',
  )
})

test('elements in capitals get their usual names', () => {
  expect(xmlOf('<RSS><CHANNEL><ITEM><PUBDATE>x</PUBDATE></ITEM></CHANNEL></RSS>')).toBe(
    '<rss><channel><item><pubDate>x</pubDate></item></channel></rss>',
  )
})

test('items are put where their format wants them', () => {
  const item = '<item><guid>1</guid></item>'
  expect(xmlOf(`<rss><channel><ttl>1</ttl></channel>${item}</rss>`)).toBe(
    `<rss><channel><ttl>1</ttl>${item}</channel></rss>`,
  )
  expect(xmlOf(`<rss>${item}</rss>`)).toBe(`<rss><channel>${item}</channel></rss>`)
  expect(xmlOf(`<rdf:RDF><channel><ttl>1</ttl>${item}</channel></rdf:RDF>`)).toBe(
    `<rdf:RDF><channel><ttl>1</ttl></channel>${item}</rdf:RDF>`,
  )
})

const numbered = (count: number, around = (item: string) => item) =>
  Array.from({ length: count }, (_, index) => around(`<item><guid>${index}</guid></item>`)).join('')
const guidsOf = (xml: string) => [...xml.matchAll(/<guid>(\d+)/g)].map(([, guid]) => Number(guid))
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index)

test.each([1001, 1999, 2000, 2001, 7321])(
  'of %i items the first and the last 500 are kept, for both ends may be the newest',
  (count) => {
    const clean = cleanFeed(`<rss><channel>${numbered(count)}</channel></rss>`)
    expect(clean).toMatchObject({ kind: 'feed', itemCount: 1000 })
    const xml = clean.kind === 'feed' ? clean.xml : ''
    expect(guidsOf(xml)).toEqual([...range(0, 500), ...range(count - 500, count)])
    expect(xml.endsWith('</item></channel></rss>')).toBe(true)
  },
)

test('1,000 items are all kept', () => {
  expect(guidsOf(xmlOf(`<rss><channel>${numbered(1000)}</channel></rss>`))).toEqual(range(0, 1000))
})

test('a long document cut off keeps its last complete items', () => {
  const xml = xmlOf(`<rss><channel>${numbered(3000)}<item><guid>x</gu`)
  expect(guidsOf(xml)).toEqual([...range(0, 500), ...range(2500, 3000)])
  expect(xml.endsWith('</item></channel></rss>')).toBe(true)
})

test('a long document whose elements are not closed keeps its first 1,000 items', () => {
  const clean = cleanFeed(`<rss><channel>${numbered(700)}<open>${numbered(3000)}</channel></rss>`)
  expect(clean).toMatchObject({ kind: 'feed', itemCount: 1000 })
  expect(guidsOf(clean.kind === 'feed' ? clean.xml : '')).toEqual([...range(0, 700), ...range(0, 300)])
})
