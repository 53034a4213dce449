import { decodeHTMLAttribute } from 'entities'
import { decodeText } from './decode.ts'
import { type MarkupToken, readAttributes, scanMarkup, type TagToken } from './parse/markup.ts'
import { escapeXml } from './parse/references.ts'

/** A feed as a list of subscriptions names it. */
export type OpmlEntry = {
  /** As it stands there; empty when the line has none. */
  readonly url: string
  readonly title: string | null
  /** The folders around it, the outermost first. */
  readonly folders: readonly string[]
  /** What Pullquote wrote about the subscription, as it stands there. */
  readonly wishes: OpmlWishes
}

/** What other readers don't know and leave alone. */
export type OpmlWishes = Readonly<Partial<Record<(typeof wishNames)[number], string>>>

export type OpmlOutcome =
  | {
      readonly kind: 'opml'
      readonly title: string | null
      readonly entries: readonly OpmlEntry[]
      /** How many more there were than are read. */
      readonly leftOut: number
    }
  | {
      readonly kind: 'unreadable'
      readonly problem: 'empty' | 'too-large' | 'not-opml'
      readonly found: string
    }

export const opmlLimits = { bytes: 5_000_000, entries: 5000, folders: 20 }
const wishNames = ['style', 'filter', 'schedule', 'state', 'channel'] as const
const namespace = 'urn:pullquote:opml'

/** Reads a list of subscriptions whatever its charset is; never throws for bad input. */
export function parseOpml(bytes: Uint8Array): OpmlOutcome {
  if (bytes.length > opmlLimits.bytes) return tooLarge(`${bytes.length} bytes`)
  return parseOpmlText(decodeText(bytes, null).text)
}

/** Reads OPML 1.0 and 2.0, also cut off, not well-formed or without its head. */
export function parseOpmlText(source: string): OpmlOutcome {
  if (source.length > opmlLimits.bytes) return tooLarge(`${source.length} characters`)
  // UTF-16 that somebody read as UTF-8 has one between all letters; the addresses can still be saved.
  const text = source.replaceAll('\0', '')
  if (text.trim() === '') return { kind: 'unreadable', problem: 'empty', found: '' }
  const read = readOutlines(text, { areFeedsClosed: true })
  // Some exporters forget the slash: then no feed is a folder of what follows it.
  const { title, entries, count, hasRoot } = read.isUnclosed
    ? readOutlines(text, { areFeedsClosed: false })
    : read
  if (!hasRoot && entries.length === 0) return readAddresses(text)
  return { kind: 'opml', title, entries, leftOut: count - entries.length }
}

/** A list of addresses, one a line, is what people paste where files are not taken; the other lines are kept to be told of. */
function readAddresses(text: string): OpmlOutcome {
  const lines = text.split(/\s*\n\s*/).map((line) => line.trim())
  const written = lines.filter((line) => line !== '')
  const isMarkup = written[0]?.startsWith('<') ?? false
  if (isMarkup || !written.some((line) => addressLine.test(line)))
    return { kind: 'unreadable', problem: 'not-opml', found: excerpt(text) }
  const entries = written.slice(0, opmlLimits.entries).map(readLine)
  return { kind: 'opml', title: null, entries, leftOut: written.length - entries.length }
}

const addressLine = /^((?:https?|feed):\S+)(?:\s+(.+))?$/i

/** The address, and what stands behind it as its title. */
function readLine(line: string): OpmlEntry {
  const [, url = line, title = null] = addressLine.exec(line) ?? []
  return { url, title, folders: [], wishes: {} }
}

type Outline = { readonly isFeed: boolean; readonly name: string }

type Reading = {
  readonly entries: OpmlEntry[]
  /** The outlines around the current place. */
  readonly open: Outline[]
  title: string | null
  count: number
  hasRoot: boolean
  isInTitle: boolean
  isUnclosed: boolean
}

function readOutlines(text: string, { areFeedsClosed }: { readonly areFeedsClosed: boolean }): Reading {
  const reading: Reading = {
    entries: [],
    open: [],
    title: null,
    count: 0,
    hasRoot: false,
    isInTitle: false,
    isUnclosed: false,
  }
  for (const token of scanMarkup(text)) {
    if (token.kind === 'open' || token.kind === 'close') readTag(reading, token, areFeedsClosed)
    else if (reading.isInTitle) reading.title ??= plainLine(textOf(token))
  }
  // What a cut-off document leaves open are folders and at most its last feed.
  reading.isUnclosed = reading.open.slice(0, -1).some(({ isFeed }) => isFeed)
  return reading
}

function readTag(reading: Reading, tag: TagToken, areFeedsClosed: boolean): void {
  switch (tag.name.toLowerCase()) {
    case 'opml':
      reading.hasRoot = true
      break
    case 'title':
      reading.isInTitle = tag.kind === 'open' && !tag.selfClosing
      break
    case 'outline':
      if (tag.kind === 'close') reading.open.pop()
      else readOutline(reading, tag, areFeedsClosed)
  }
}

function readOutline(reading: Reading, tag: TagToken, areFeedsClosed: boolean): void {
  const attributes = readAttributes(tag.attributes)
  const read = (name: string) => plainLine(attributes.get(name) ?? '')
  const type = read('type')?.toLowerCase() ?? ''
  const isNamedFeed = /^(?:rss|atom|feed|json)/.test(type)
  const url = read('xmlurl') ?? (isNamedFeed ? read('url') : null)
  const name = read('title') ?? read('text')
  const title = name === url ? null : name
  const isFeed = url !== null || (isNamedFeed && tag.selfClosing)
  if (isFeed) {
    reading.count++
    if (reading.entries.length < opmlLimits.entries)
      reading.entries.push({
        url: url ?? '',
        title,
        folders: foldersOf(reading.open, read('category')),
        wishes: wishesOf(attributes),
      })
  }
  if (!tag.selfClosing && (areFeedsClosed || !isFeed)) reading.open.push({ isFeed, name: title ?? '' })
}

/** The outlines around a feed; what stands in one list without folders may name them in `category="/World/Europe"`. */
function foldersOf(open: readonly Outline[], category: string | null): readonly string[] {
  const near = open.slice(0, 5 * opmlLimits.folders)
  const around = near.filter(({ isFeed, name }) => !isFeed && name !== '').map(({ name }) => name)
  const [first = ''] = category?.split(',') ?? []
  const named = around.length > 0 ? around : first.split('/').map((name) => name.trim())
  return named.filter((name) => name !== '').slice(0, opmlLimits.folders)
}

function wishesOf(attributes: ReadonlyMap<string, string>): OpmlWishes {
  const wishes: Record<string, string> = {}
  for (const name of wishNames) {
    const value = attributes.get(`pullquote:${name}`)
    if (value !== undefined && value !== '') wishes[name] = decodeHTMLAttribute(value)
  }
  return wishes
}

function textOf(token: MarkupToken): string {
  if (token.kind === 'cdata') return token.raw.replace(/^<!\[CDATA\[|\]\]>$/g, '')
  return token.kind === 'text' ? token.raw : ''
}

/** Text of an attribute or an element in one line; null when it says nothing. */
function plainLine(source: string): string | null {
  const text = decodeHTMLAttribute(source).replace(/\s+/g, ' ').trim()
  return text === '' ? null : text
}

/** Writes OPML 2.0 that this and other readers take; the same feeds give the same text. */
export function writeOpml(list: { readonly title: string; readonly entries: readonly OpmlEntry[] }): string {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<opml version="2.0" xmlns:pullquote="${namespace}">`,
    `  <head><title>${attributeText(list.title)}</title></head>`,
    '  <body>',
    ...folderLines(list.entries, 0),
    '  </body>',
    '</opml>',
  ]
  return `${lines.join('\n')}\n`
}

/** The feeds and folders at this depth, in the order in which each is named first. */
function folderLines(entries: readonly OpmlEntry[], depth: number): readonly string[] {
  const indent = '  '.repeat(depth + 2)
  const folders = new Map<string, OpmlEntry[]>()
  const lines: string[] = []
  for (const entry of entries) {
    const folder = entry.folders[depth]
    if (folder === undefined) lines.push(`${indent}${feedLine(entry)}`)
    else
      folders
        .set(folder, folders.get(folder) ?? [])
        .get(folder)
        ?.push(entry)
  }
  for (const [folder, inside] of folders)
    lines.push(
      `${indent}<outline text="${attributeText(folder)}">`,
      ...folderLines(inside, depth + 1),
      `${indent}</outline>`,
    )
  return lines
}

function feedLine({ url, title, wishes }: OpmlEntry): string {
  const text = attributeText(title ?? url)
  const wished = wishNames.flatMap((name) => {
    const value = wishes[name]
    return value === undefined ? [] : [` pullquote:${name}="${attributeText(value)}"`]
  })
  return `<outline type="rss" text="${text}" title="${text}" xmlUrl="${attributeText(url)}"${wished.join('')}/>`
}

/** Escapes for XML and drops what XML cannot hold. */
function attributeText(text: string): string {
  const printable = text.toWellFormed().replace(/[^\t\n\r -\ufffd\u{10000}-\u{10ffff}]/gu, '')
  // Other readers turn a bare line break in an attribute into a space.
  return escapeXml(printable).replace(/[\t\n\r]/g, (space) => `&#${space.charCodeAt(0)};`)
}

function tooLarge(found: string): OpmlOutcome {
  return { kind: 'unreadable', problem: 'too-large', found }
}

function excerpt(text: string): string {
  return text.slice(0, 500).replace(/\s+/g, ' ').trim().slice(0, 60)
}
