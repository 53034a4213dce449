import type { FeedFormat } from '../feed.ts'
import { type MarkupToken, readAttributes, scanMarkup, type TagToken } from './markup.ts'
import { type ElementNames, elementNames, formatOf, type RootKind, rootKind } from './names.ts'
import { declaredEntities, type ReferenceCleaner, referenceCleaner } from './references.ts'
import { hasMarkup, isolate, isTextConstruct } from './text-constructs.ts'

/** What is left of a document when everything a strict XML parser or rss-parser trips over is gone. */
export type CleanFeed =
  | {
      readonly kind: 'feed'
      readonly root: RootKind
      readonly format: FeedFormat
      readonly xml: string
      readonly itemCount: number
      /** The elements that occur, so that nobody has to look for the others in every item. */
      readonly elementNames: ReadonlySet<string>
      /** xml:base of the root, which rss-parser does not show for RSS. */
      readonly base: string | null
    }
  | { readonly kind: 'too-deep' }
  | { readonly kind: 'no-root' }

/** Kept at either end: some publishers list the newest last. */
const maxItemsAtEnd = 500
const maxItems = 2 * maxItemsAtEnd
/** The middle is dropped in steps, so that neither a million items are held nor many moved at each. */
const mostItemsHeld = 2 * maxItems
const maxDepth = 100

type Construct = { readonly tag: TagToken; readonly tokens: MarkupToken[] }

/** A place in `out`, and what is open there. */
type Mark = { readonly length: number; readonly open: readonly string[] }

type Draft = {
  readonly root: RootKind
  readonly rename: ElementNames
  readonly cleanReferences: ReferenceCleaner
  readonly out: string[]
  readonly elementNames: Set<string>
  /** New names of the elements that are open at the end of `out`. */
  open: readonly string[]
  /** A text construct whose end has not come yet, and what we saw of it. */
  construct: Construct | null
  /** Where the last complete item ends: a document cut off later is cut back to it. */
  lastGood: Mark | null
  /** Where each item that is kept ends. */
  itemEnds: Mark[]
  hasChannel: boolean
  state: 'open' | 'closed' | 'too-deep'
}

/** Finds the feed in a document and rewrites it as XML, in one linear pass. */
export function cleanFeed(text: string): CleanFeed {
  const tokens = scanMarkup(dropControlCharacters(text))
  let doctype = ''
  for (const token of tokens) {
    if (token.kind === 'doctype') doctype = token.raw
    const root = token.kind === 'open' ? rootKind(token) : null
    if (token.kind === 'open' && root) {
      const draft = startDraft(token, { root, doctype })
      writeFeed(draft, tokens)
      return finished(draft, token)
    }
  }
  return { kind: 'no-root' }
}

function dropControlCharacters(text: string): string {
  return text.replace(/[^\t\n\r -\ufffd]/g, '')
}

function startDraft(tag: TagToken, { root, doctype }: { root: RootKind; doctype: string }): Draft {
  const draft: Draft = {
    root,
    rename: elementNames(tag, root),
    cleanReferences: referenceCleaner(declaredEntities(doctype)),
    out: [],
    elementNames: new Set(),
    open: [],
    construct: null,
    lastGood: null,
    itemEnds: [],
    hasChannel: false,
    state: 'open',
  }
  writeOpen(draft, tag)
  return draft
}

function writeFeed(draft: Draft, tokens: Iterable<MarkupToken>): void {
  for (const token of tokens) {
    writeToken(draft, token)
    // So many are only there when the middle could not be dropped: elements around the items are not closed.
    if (draft.state !== 'open' || draft.itemEnds.length >= mostItemsHeld) return
  }
}

function finished(draft: Draft, root: TagToken): CleanFeed {
  if (draft.construct) abandonConstruct(draft)
  if (draft.state === 'too-deep') return { kind: 'too-deep' }
  if (draft.state === 'open') closeCutOff(draft)
  dropMiddleItems(draft)
  if (draft.itemEnds.length > maxItems) keepFirstItems(draft)
  return {
    kind: 'feed',
    root: draft.root,
    format: formatOf(root, draft.root),
    xml: draft.out.join(''),
    itemCount: draft.itemEnds.length,
    elementNames: draft.elementNames,
    base: readAttributes(root.attributes).get('xml:base') ?? null,
  }
}

function writeToken(draft: Draft, token: MarkupToken): void {
  if (draft.construct) {
    writeInsideConstruct(draft, token, draft.construct)
    return
  }
  writePlain(draft, token)
  if (token.kind === 'open' && !token.selfClosing && isTextConstruct(draft.rename(token.name))) {
    draft.construct = { tag: token, tokens: [] }
  }
}

function writeInsideConstruct(draft: Draft, token: MarkupToken, construct: Construct): void {
  if (closesConstruct(construct.tag, token)) endConstruct(draft)
  else if (!isBoundary(token)) construct.tokens.push(token)
  else {
    abandonConstruct(draft)
    writeToken(draft, token)
  }
}

function writePlain(draft: Draft, token: MarkupToken): void {
  if (token.kind === 'open') writeOpen(draft, token)
  if (token.kind === 'close') writeClose(draft, token)
  if (token.kind === 'text' && /\S/.test(token.raw)) {
    draft.out.push(draft.cleanReferences(token.raw).replaceAll('<', '&lt;'))
  }
  if (token.kind === 'cdata') draft.out.push(token.raw.endsWith(']]>') ? token.raw : `${token.raw}]]>`)
}

function writeOpen(draft: Draft, tag: TagToken): void {
  const name = draft.rename(tag.name)
  if (name === 'channel') {
    if (draft.hasChannel) return
    draft.hasChannel = true
  }
  if (name === 'item') placeItem(draft)
  draft.elementNames.add(name)
  if (isItem(name)) draft.lastGood ??= { length: draft.out.length, open: draft.open }
  draft.out.push(`<${name}${draft.cleanReferences(tag.attributes)}${tag.selfClosing ? '/' : ''}>`)
  if (tag.selfClosing) return
  draft.open = [...draft.open, name]
  if (draft.open.length > maxDepth) draft.state = 'too-deep'
}

/** rss-parser looks for items inside the channel of RSS and beside that of RDF; publishers do not all know. */
function placeItem(draft: Draft): void {
  const { root, open, out } = draft
  if (!draft.hasChannel) {
    draft.hasChannel = true
    out.push(root === 'rss' ? '<channel>' : '<channel></channel>')
    if (root === 'rss') draft.open = [...open, 'channel']
  } else if (root === 'rdf' && open.at(-1) === 'channel') {
    out.push('</channel>')
    draft.open = open.slice(0, -1)
  }
}

/** The channel of RSS stays open to the end, for items that stand behind it; that of RDF may have been closed by one. */
function ignoresChannelEnd({ root, open }: Draft): boolean {
  return root === 'rss' || !open.includes('channel')
}

function writeClose(draft: Draft, tag: TagToken): void {
  const name = draft.rename(tag.name)
  if (name === 'channel' && ignoresChannelEnd(draft)) return
  const depth = draft.open.lastIndexOf(name)
  if (depth === 0 && draft.open[1] === 'channel') draft.out.push('</channel>')
  draft.out.push(`</${name}>`)
  if (depth >= 0) draft.open = draft.open.slice(0, depth)
  if (isItem(name)) {
    draft.lastGood = { length: draft.out.length, open: draft.open }
    draft.itemEnds.push(draft.lastGood)
    if (draft.itemEnds.length >= mostItemsHeld) dropMiddleItems(draft)
  }
  if (depth === 0) draft.state = 'closed'
}

function isItem(name: string): boolean {
  return name === 'item' || name === 'entry'
}

function closesConstruct(construct: TagToken, token: MarkupToken): boolean {
  return token.kind === 'close' && token.name.toLowerCase() === construct.name.toLowerCase()
}

/** A text construct that meets these was never closed by its publisher. */
function isBoundary(token: MarkupToken): boolean {
  if (token.kind !== 'open' && token.kind !== 'close') return false
  return /^(?:\w+:)?(?:item|entry|channel|rss|rdf|feed)$/i.test(token.name)
}

function endConstruct(draft: Draft): void {
  const { construct } = draft
  if (!construct) return
  draft.construct = null
  if (hasMarkup(construct.tokens)) draft.out.push(isolate(construct.tokens, draft.cleanReferences))
  else for (const token of construct.tokens) writePlain(draft, token)
  writeClose(draft, construct.tag)
}

function abandonConstruct(draft: Draft): void {
  const tokens = draft.construct?.tokens ?? []
  draft.construct = null
  for (const token of tokens) {
    if (draft.state === 'open') writePlain(draft, token)
  }
}

/** Leaves the first and the last items, where the same elements are open around both. */
function dropMiddleItems(draft: Draft): void {
  const { itemEnds, out } = draft
  const first = itemEnds[maxItemsAtEnd - 1]
  const last = itemEnds.at(-maxItemsAtEnd - 1)
  if (itemEnds.length <= maxItems || !first || !last || first.open.join() !== last.open.join()) return
  const dropped = last.length - first.length
  const moved = itemEnds.slice(-maxItemsAtEnd).map(({ length, open }) => ({ length: length - dropped, open }))
  out.splice(first.length, dropped)
  draft.itemEnds = [...itemEnds.slice(0, maxItemsAtEnd), ...moved]
  draft.lastGood = moved.at(-1) ?? null
}

function keepFirstItems(draft: Draft): void {
  draft.itemEnds.length = maxItems
  draft.lastGood = draft.itemEnds[maxItems - 1] ?? null
  closeCutOff(draft)
}

function closeCutOff(draft: Draft): void {
  if (draft.lastGood) {
    draft.out.length = draft.lastGood.length
    draft.open = draft.lastGood.open
  }
  for (const name of draft.open.toReversed()) draft.out.push(`</${name}>`)
}
