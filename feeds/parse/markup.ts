/** A piece of XML or HTML text; pieces follow each other without gaps. */
export type MarkupToken =
  | { readonly kind: 'text' | 'cdata' | 'comment' | 'instruction' | 'doctype'; readonly raw: string }
  | {
      readonly kind: 'open' | 'close'
      readonly raw: string
      readonly name: string
      /** What stands between the name and `>`, without the slash of a self-closing tag. */
      readonly attributes: string
      readonly selfClosing: boolean
    }

export type TagToken = Extract<MarkupToken, { name: string }>

type Finder = (needle: string, from: number) => number

const namePattern = /[A-Za-z_][^\s<>/="'&]{0,99}/y

/**
 * Cuts markup into tokens and accepts anything; what is no tag is text.
 * Linear by construction: nothing is scanned twice, because feeds are hostile input.
 */
export function* scanMarkup(text: string): Generator<MarkupToken> {
  const find = rememberingFinder(text)
  let textStart = 0
  let position = text.indexOf('<')
  while (position >= 0) {
    const { token, end } = tokenAt(text, position, find)
    if (token) {
      if (position > textStart) yield { kind: 'text', raw: text.slice(textStart, position) }
      yield token
      textStart = end
    }
    position = text.indexOf('<', end)
  }
  if (textStart < text.length) yield { kind: 'text', raw: text.slice(textStart) }
}

/** indexOf that never walks the same stretch twice as long as `from` only grows. */
function rememberingFinder(text: string): Finder {
  const last = new Map<string, { from: number; found: number }>()
  return (needle, from) => {
    const known = last.get(needle)
    if (known && from >= known.from && (known.found < 0 || known.found >= from)) return known.found
    const found = text.indexOf(needle, from)
    last.set(needle, { from, found })
    return found
  }
}

type Found = { readonly token: MarkupToken | null; readonly end: number }

function tokenAt(text: string, start: number, find: Finder): Found {
  const mark = text[start + 1]
  if (mark === '?') return instructionAt(text, start, find)
  return mark === '!' ? declarationAt(text, start, find) : tagAt(text, start, find)
}

function declarationAt(text: string, start: number, find: Finder): Found {
  if (text.startsWith('<!--', start)) {
    return delimited(text, start, { kind: 'comment', end: find('-->', start + 4) })
  }
  if (text.startsWith('<![CDATA[', start)) {
    const end = find(']]>', start + 9)
    // A download cut off inside CDATA: the rest belongs to it.
    return end < 0
      ? { token: { kind: 'cdata', raw: text.slice(start) }, end: text.length }
      : delimited(text, start, { kind: 'cdata', end })
  }
  return doctypeAt(text, start, find)
}

function delimited(
  text: string,
  start: number,
  { kind, end }: { kind: 'comment' | 'cdata'; end: number },
): Found {
  if (end < 0) return { token: null, end: start + 4 }
  return { token: { kind, raw: text.slice(start, end + 3) }, end: end + 3 }
}

function instructionAt(text: string, start: number, find: Finder): Found {
  const end = find('?>', start + 2)
  if (end < 0) return { token: null, end: start + 2 }
  return { token: { kind: 'instruction', raw: text.slice(start, end + 2) }, end: end + 2 }
}

function doctypeAt(text: string, start: number, find: Finder): Found {
  let end = find('>', start)
  const subset = find('[', start)
  if (subset >= 0 && subset < end) {
    const subsetEnd = find(']', subset)
    end = subsetEnd < 0 ? -1 : find('>', subsetEnd)
  }
  if (end < 0) return { token: null, end: start + 2 }
  return { token: { kind: 'doctype', raw: text.slice(start, end + 1) }, end: end + 1 }
}

function tagAt(text: string, start: number, find: Finder): Found {
  const isClose = text[start + 1] === '/'
  namePattern.lastIndex = start + (isClose ? 2 : 1)
  const name = namePattern.exec(text)?.[0]
  if (name === undefined) return { token: null, end: start + 1 }
  const nameEnd = namePattern.lastIndex
  const last = tagEnd(text, nameEnd, find)
  const inside = text.slice(nameEnd, last).trimEnd()
  const end = text[last] === '>' ? last + 1 : last
  if (end === last && !lacksOnlyItsBracket(inside, { isClose })) return { token: null, end }
  const selfClosing = inside.endsWith('/')
  const attributes = selfClosing ? inside.slice(0, -1) : inside
  const raw = end > last ? text.slice(start, end) : `${text.slice(start, nameEnd)}${inside}>`
  return { token: { kind: isClose ? 'close' : 'open', raw, name, attributes, selfClosing }, end }
}

/** `</title <link>` and `<entry xml:lang="en" <title>` are tags whose `>` got lost; `a <b` is text. */
function lacksOnlyItsBracket(inside: string, { isClose }: { isClose: boolean }): boolean {
  return isClose ? inside === '' : /["']\s*\/?$/.test(inside)
}

/** The index of the closing `>`, or of the `<` (or the end) that shows this is no tag. */
function tagEnd(text: string, from: number, find: Finder): number {
  let i = from
  while (i < text.length) {
    const char = text[i]
    if (char === '>' || char === '<') return i
    i = char === '=' ? valueEnd(text, i + 1, find) : i + 1
  }
  return i
}

function valueEnd(text: string, from: number, find: Finder): number {
  let i = from
  while (isSpace(text[i])) i++
  const quote = text[i]
  if (quote !== '"' && quote !== "'") return i
  const end = find(quote, i + 1)
  return end < 0 ? i + 1 : end + 1
}

function isSpace(char: string | undefined): boolean {
  return char === ' ' || char === '\n' || char === '\t' || char === '\r'
}

// The look-behind keeps it linear: a long word without `=` is tried once, not once a letter.
const attributePattern = /(?<![^\s=<>/"'])([^\s=<>/"']+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s<>"']+))/g

/** The attributes of a tag by lower-case name, values as they stand in the source; the first of two wins. */
export function readAttributes(attributes: string): ReadonlyMap<string, string> {
  const read = new Map<string, string>()
  for (const [, name, double, single, bare] of attributes.matchAll(attributePattern)) {
    const key = name?.toLowerCase()
    if (key !== undefined && !read.has(key)) read.set(key, double ?? single ?? bare ?? '')
  }
  return read
}
