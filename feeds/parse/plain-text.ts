import { decodeHTML } from 'entities'
import { type MarkupToken, scanMarkup, type TagToken } from './markup.ts'
import { cdataText } from './text-constructs.ts'

const inlineElements = new Set(
  `a abbr acronym b bdi bdo big cite code del dfn em font i img ins kbd mark nobr q rp rt ruby s samp script
   small span strike strong style sub sup svg time tt u var wbr`.split(/\s+/),
)
const blockElements = new Set(
  `address article aside blockquote body br center dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6
   header hr html li main nav ol p pre section table tbody td th thead tr ul`.split(/\s+/),
)
const hiddenElements = new Set(['script', 'style', 'template', 'noscript', 'svg', 'iframe'])

// Enough for the 2,000 characters we keep of a summary, however much of it is tags.
const maxMarkupChars = 50_000

/** The first `maxChars` characters of a piece of HTML as a reader would see it, on one line. */
export function plainText(html: string, maxChars: number): string {
  if (!/[<&]/.test(html)) return clip(oneLine(html.slice(0, maxMarkupChars)), maxChars)
  let text = ''
  let hiddenBy: string | null = null
  for (const token of scanMarkup(html.slice(0, maxMarkupChars))) {
    if (token.kind === 'open' || token.kind === 'close') {
      const name = elementName(token)
      hiddenBy = hiddenAfter(token, { name, hiddenBy })
      if (blockElements.has(name)) text += ' '
    }
    if (hiddenBy === null) text += textOf(token)
    // White space folds, so twice as much is surely enough.
    if (text.length > maxChars * 2) break
  }
  return clip(oneLine(text), maxChars)
}

function hiddenAfter(
  token: TagToken,
  { name, hiddenBy }: { name: string; hiddenBy: string | null },
): string | null {
  if (hiddenBy === name && token.kind === 'close') return null
  const hides = token.kind === 'open' && !token.selfClosing && hiddenElements.has(name)
  return hiddenBy ?? (hides ? name : null)
}

function textOf(token: MarkupToken): string {
  if (token.kind === 'cdata') return cdataText(token.raw)
  return token.kind === 'text' ? decodeHTML(token.raw) : ''
}

/** The text of a headline. Only HTML elements are markup in it: `Vec<Item> explained` stays as it is. */
export function plainTitle(html: string): string {
  if (!/[<&]/.test(html)) return oneLine(html)
  const parts: string[] = []
  for (const token of scanMarkup(html.slice(0, maxMarkupChars))) {
    parts.push(token.kind === 'open' || token.kind === 'close' ? titleTag(token) : textOf(token))
  }
  return oneLine(parts.join(''))
}

function titleTag(token: TagToken): string {
  const name = elementName(token)
  if (blockElements.has(name)) return ' '
  return inlineElements.has(name) ? '' : decodeHTML(token.raw)
}

function elementName(token: TagToken): string {
  return token.name.slice(token.name.indexOf(':') + 1).toLowerCase()
}

/** Folds line breaks and runs of spaces; no-break spaces belong to the text. */
export function oneLine(text: string): string {
  return /[\t\n\r\f\v]| {2}/.test(text) ? text.replace(/[ \t\n\r\f\v]+/g, ' ').trim() : text.trim()
}

/** The first `maxChars` characters, never half of one. */
export function clip(text: string, maxChars: number): string {
  return text.length <= maxChars
    ? text
    : text
        .slice(0, maxChars)
        .replace(/[\ud800-\udbff]$/, '')
        .trimEnd()
}
