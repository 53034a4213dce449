import Parser from 'rss-parser'
import { type Elements, readNodes, readXmlAttributes } from './nodes.ts'

/** An RSS or Atom document as raw elements, in document order. */
export type RawFeed = { readonly feed: RawElement; readonly items: readonly RawElement[] }
export type RawElement = { readonly elements: Elements; readonly attributes: ReadonlyMap<string, string> }

const feedNames = [
  'title',
  'dc:title',
  'itunes:title',
  'own-link',
  'atom:link',
  'language',
  'dc:language',
  'ttl',
  'sy:updatePeriod',
  'sy:updateFrequency',
  'skipHours',
  'skipDays',
]

const itemNames = [
  ...['title', 'atom:title', 'dc:title', 'media:title', 'itunes:title'],
  ...['own-link', 'atom:link', 'feedburner:origLink'],
  ...['guid', 'id', 'atom:id', 'dc:identifier'],
  ...['pubDate', 'own-published', 'own-updated', 'issued', 'created', 'modified', 'date'],
  ...['dc:date', 'dcterms:issued', 'dcterms:created', 'dcterms:modified', 'atom:published', 'atom:updated'],
  ...['author', 'dc:creator', 'atom:author', 'itunes:author'],
  ...['own-description', 'own-summary', 'own-content', 'own-content:encoded', 'atom:summary', 'atom:content'],
  ...['itunes:summary', 'media:description', 'itunes:subtitle'],
  ...['category', 'dc:subject', 'atom:category'],
  ...['media:content', 'media:thumbnail', 'media:group', 'enclosure', 'itunes:image'],
]

const rawKeys = new Map(['$', ...feedNames, ...itemNames].map((name) => [name, `raw:${name}`] as const))

/** Reads clean XML with rss-parser; rejects when it is no feed or not well-formed. */
export async function readRss(xml: string, occurring: ReadonlySet<string>): Promise<RawFeed> {
  const keep = (names: readonly string[]) => keepRaw(names.filter((name) => occurring.has(name)))
  const parser = new Parser<Record<string, unknown>, Record<string, unknown>>({
    // Many feeds leave the version out or make one up.
    defaultRSS: 2,
    // Its types forget that a field of the feed may be renamed, too.
    customFields: { feed: keep(feedNames) as unknown as string[], item: keep(itemNames) },
  })
  const feed = await parser.parseString(xml)
  return { feed: rawElement(feed), items: feed.items.map(rawElement) }
}

// rss-parser reduces an element to its first text; a normaliser needs all of them, with their attributes.
function keepRaw(names: readonly string[]): [string, string, { keepArray: boolean }][] {
  return ['$', ...names].map((name) => [name, rawKey(name), { keepArray: true }])
}

function rawElement(record: Readonly<Record<string, unknown>>): RawElement {
  return {
    elements: (name) => readNodes(record[rawKey(name)]),
    attributes: readXmlAttributes(record[rawKey('$')]),
  }
}

function rawKey(name: string): string {
  return rawKeys.get(name) ?? name
}
