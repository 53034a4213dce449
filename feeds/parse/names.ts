import type { FeedFormat } from '../feed.ts'
import { readAttributes, type TagToken } from './markup.ts'

export type RootKind = 'rss' | 'rdf' | 'feed'

/** Gives every element the name our tables know it by, whatever prefix or case the publisher chose. */
export type ElementNames = (name: string) => string

const canonicalPrefixes: ReadonlyMap<string, string> = new Map([
  ['www.w3.org/2005/atom', 'atom'],
  ['purl.org/atom/ns#', 'atom'],
  ['purl.org/rss/1.0', 'rss'],
  ['my.netscape.com/rdf/simple/0.9', 'rss'],
  ['channel.netscape.com/rdf/simple/0.9', 'rss'],
  ['purl.org/net/rss1.1#', 'rss'],
  ['www.w3.org/1999/02/22-rdf-syntax-ns#', 'rdf'],
  ['purl.org/rss/1.0/modules/content', 'content'],
  ['purl.org/dc/elements/1.1', 'dc'],
  ['purl.org/dc/elements/1.0', 'dc'],
  ['purl.org/dc/terms', 'dcterms'],
  ['purl.org/rss/1.0/modules/syndication', 'sy'],
  ['search.yahoo.com/mrss', 'media'],
  ['www.itunes.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['rssnamespace.org/feedburner/ext/1.0', 'feedburner'],
])

/** rss-parser's own code must not touch these: its snippet regex blocks for minutes, a bad date or a bare link makes it throw. */
const namesKeptFromRssParser = new Set([
  'description',
  'summary',
  'content',
  'content:encoded',
  'published',
  'updated',
  'link',
])

const camelCaseNames: ReadonlyMap<string, string> = new Map([
  ['pubdate', 'pubDate'],
  ['lastbuilddate', 'lastBuildDate'],
  ['skiphours', 'skipHours'],
  ['skipdays', 'skipDays'],
  ['feedburner:origlink', 'feedburner:origLink'],
  ['sy:updateperiod', 'sy:updatePeriod'],
  ['sy:updatefrequency', 'sy:updateFrequency'],
])

export function rootKind(tag: TagToken): RootKind | null {
  const name = localName(tag.name).toLowerCase()
  return name === 'rss' || name === 'rdf' || name === 'feed' ? name : null
}

export function ownName(name: string): string {
  return namesKeptFromRssParser.has(name) ? `own-${name}` : name
}

export function elementNames(root: TagToken, kind: RootKind): ElementNames {
  const known = new Map<string, string>()
  const prefixes = declaredPrefixes(root, kind)
  const foldsCase = localName(root.name) !== (kind === 'rdf' ? 'RDF' : kind)
  return (name) => {
    let renamed = known.get(name)
    if (renamed === undefined) {
      renamed = rename(name, { kind, prefixes, foldsCase })
      known.set(name, renamed)
    }
    return renamed
  }
}

export function formatOf(root: TagToken, kind: RootKind): FeedFormat {
  const attributes = readAttributes(root.attributes)
  const version = attributes.get('version') ?? ''
  if (kind === 'rss') return version.startsWith('0.9') ? 'rss0.9x' : 'rss2.0'
  if (kind === 'rdf') return /netscape\.com\/rdf\/simple/i.test(root.attributes) ? 'rss0.90' : 'rss1.0'
  return version === '0.3' || /purl\.org\/atom\/ns#/i.test(root.attributes) ? 'atom0.3' : 'atom1.0'
}

type Naming = {
  readonly kind: RootKind
  /** Prefix as written ('' for the default namespace) -> prefix as we know it ('' for the feed's own vocabulary). */
  readonly prefixes: ReadonlyMap<string, string>
  readonly foldsCase: boolean
}

function rename(name: string, { kind, prefixes, foldsCase }: Naming): string {
  const local = localName(name)
  if (kind === 'rdf' && local.toLowerCase() === 'rdf') return 'rdf:RDF'
  const written = prefixOf(name)
  const prefix = prefixes.get(written.toLowerCase()) ?? written
  const full = prefix === '' ? local : `${prefix}:${local}`
  return ownName(foldsCase ? (camelCaseNames.get(full.toLowerCase()) ?? full.toLowerCase()) : full)
}

function declaredPrefixes(root: TagToken, kind: RootKind): ReadonlyMap<string, string> {
  const prefixes = new Map<string, string>()
  const ownVocabulary = kind === 'feed' ? 'atom' : 'rss'
  for (const [attribute, uri] of readAttributes(root.attributes)) {
    if (!attribute.startsWith('xmlns:')) continue
    const canonical = canonicalPrefix(uri)
    if (canonical)
      prefixes.set(attribute.slice('xmlns:'.length), canonical === ownVocabulary ? '' : canonical)
  }
  const rootPrefix = prefixOf(root.name)
  if (rootPrefix === '' || kind === 'rdf') return prefixes
  // In <a:feed xmlns:a="…Atom" xmlns="something else"> a plain <title> is not the feed's title.
  const plain = readAttributes(root.attributes).get('xmlns')
  if (plain !== undefined && canonicalPrefix(plain) !== ownVocabulary) prefixes.set('', 'other')
  return prefixes.set(rootPrefix.toLowerCase(), '')
}

function canonicalPrefix(uri: string): string | undefined {
  const key = uri
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/$/, '')
  return canonicalPrefixes.get(key)
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

function prefixOf(name: string): string {
  return name.slice(0, Math.max(0, name.indexOf(':')))
}
