import type { FeedFormat, FeedItem } from '../feed.ts'
import { parseFeedDate } from './dates.ts'
import { imageOf } from './images.ts'
import { alternateLink, isSafeLink, relatedLink, resolveUrl, textLink, type WrittenLink } from './links.ts'
import { firstText, type XmlNode } from './nodes.ts'
import { clip, plainTitle } from './plain-text.ts'
import type { RawElement } from './rss.ts'
import { summaryText, titleText } from './text.ts'

/** What every item of a feed shares. */
export type Surroundings = {
  readonly format: FeedFormat
  /** Bases for relative links, outermost first. */
  readonly bases: readonly (string | null)[]
}

export function normaliseItem(item: RawElement, { format, bases }: Surroundings): FeedItem {
  const around = [...bases, item.attributes.get('xml:base') ?? null]
  const isAtom = format.startsWith('atom')
  const link = itemLink(item, { isAtom, bases: around })
  const published = firstDate(item, publishedNames)
  const updated = firstDate(item, updatedNames)
  return {
    id: itemId(item, around) ?? link,
    title: firstTitle(item, isAtom),
    link,
    publishedAt: published ?? updated,
    updatedAt: updated,
    author: authorOf(item),
    summary: firstSummary(item),
    categories: categoriesOf(item),
    imageUrl: imageOf(item, around),
  }
}

const titleNames = ['title', 'atom:title', 'dc:title', 'media:title', 'itunes:title']

// RSS and Atom's own dates first; the Dublin Core ones are often those of a source document.
const publishedNames = [
  ...['pubDate', 'own-published', 'issued', 'dcterms:issued', 'atom:published'],
  ...['created', 'dcterms:created', 'dc:date', 'date'],
]
const updatedNames = ['own-updated', 'modified', 'dcterms:modified', 'atom:updated']

const summaryNames = [
  ...['own-description', 'own-summary', 'atom:summary', 'own-content:encoded', 'own-content', 'atom:content'],
  ...['itunes:summary', 'media:description', 'itunes:subtitle'],
]

function firstTitle(item: RawElement, isAtom: boolean): string | null {
  return firstOf(titleNames, (name) => firstOf(item.elements(name), (node) => titleText(node, { isAtom })))
}

function firstSummary(item: RawElement): string | null {
  return firstOf(summaryNames, (name) => firstOf(item.elements(name), summaryText))
}

function firstDate(item: RawElement, names: readonly string[]): number | null {
  return firstOf(names, (name) => {
    const text = firstText(item.elements(name))
    return text === null ? null : parseFeedDate(text)
  })
}

function itemLink(
  item: RawElement,
  { isAtom, bases }: { isAtom: boolean; bases: readonly (string | null)[] },
) {
  const links = item.elements('own-link')
  const written =
    // FeedBurner's <link> is a redirect through a service that is going away.
    textLink(item.elements('feedburner:origLink')) ??
    alternateLink(links) ??
    textLink(links) ??
    alternateLink(item.elements('atom:link')) ??
    permalink(item.elements('guid')) ??
    (isAtom ? (relatedLink(links) ?? webAddress(firstText(item.elements('id')))) : null) ??
    aboutLink(item) ??
    enclosureLink(item)
  const url = written && resolveUrl(written.url, [...bases, written.base])
  return url && isSafeLink(url) ? url : null
}

function permalink(guids: readonly XmlNode[]): WrittenLink | null {
  const flag = guids[0]?.attributes.get('ispermalink')?.toLowerCase()
  const text = firstText(guids)
  if (text === null || flag === 'false') return null
  return flag === 'true' ? { url: text, base: null } : webAddress(text)
}

function webAddress(text: string | null): WrittenLink | null {
  return text !== null && /^https?:\/\//i.test(text) ? { url: text, base: null } : null
}

function aboutLink(item: RawElement): WrittenLink | null {
  const url = aboutOf(item)
  return url === null ? null : { url, base: null }
}

function enclosureLink(item: RawElement): WrittenLink | null {
  const url = item.elements('enclosure')[0]?.attributes.get('url')
  return url === undefined ? null : { url, base: null }
}

function aboutOf(item: RawElement): string | null {
  const names = [...item.attributes.keys()]
  const about = names.find((name) => name === 'about' || name.endsWith(':about'))
  return about === undefined ? null : (item.attributes.get(about) ?? null)
}

function itemId(item: RawElement, bases: readonly (string | null)[]): string | null {
  const guid = firstText(item.elements('guid'))
  if (guid !== null) return guid
  const id = firstText(item.elements('id')) ?? firstText(item.elements('atom:id'))
  // A relative atom:id names nothing outside its document.
  if (id !== null) return /^\.{0,2}\//.test(id) ? resolveUrl(id, bases) : id
  return aboutOf(item) ?? firstText(item.elements('dc:identifier'))
}

function authorOf(item: RawElement): string | null {
  const names = ['author', 'dc:creator', 'atom:author', 'itunes:author']
  return firstOf(names, (name) => firstOf(item.elements(name), authorName))
}

const maxAuthorChars = 200

/** Atom: <author><name>; RSS: "mail@example.org (Name)". */
function authorName(author: XmlNode): string | null {
  const written = clip(firstText(author.children('name')) ?? author.text ?? '', maxAuthorChars)
  return plainTitle(written.replace(/^\S+@\S+\s+\((.+)\)$/, '$1')) || null
}

function categoriesOf(item: RawElement): readonly string[] {
  const nodes = ['category', 'atom:category', 'dc:subject'].flatMap((name) => item.elements(name))
  const names = nodes.map((node) => node.attributes.get('label') ?? node.attributes.get('term') ?? node.text)
  return [...new Set(names.flatMap((name) => name?.trim() || []))]
}

function firstOf<From, To>(from: readonly From[], read: (from: From) => To | null): To | null {
  for (const candidate of from) {
    const found = read(candidate)
    if (found !== null) return found
  }
  return null
}
