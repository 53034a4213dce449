/** The words between one pair of quotation marks; `text.slice(start, end)` is what was said. */
export type QuoteSpan = {
  readonly start: number
  readonly end: number
  /** From the opening mark up to and including the closing one. */
  readonly outerStart: number
  readonly outerEnd: number
  /** True when the paragraph ends before the quote does and the next paragraph opens again. */
  readonly isOpen: boolean
}

/** A style of quotation marks: where it may open, where it may close. */
type MarkStyle = {
  readonly open: string
  readonly close: readonly string[]
  /** Marks that look the same at both ends (and the apostrophe) are told apart by what stands around them. */
  readonly needsContext: boolean
  readonly isApostrophe?: boolean
}

const styles: readonly MarkStyle[] = [
  { open: '“', close: ['”', '"', '“'], needsContext: false },
  { open: '„', close: ['“', '”', '"'], needsContext: false },
  { open: '«', close: ['»'], needsContext: false },
  { open: '»', close: ['«'], needsContext: true },
  { open: '``', close: ["''"], needsContext: true },
  { open: "''", close: ["''"], needsContext: true },
  { open: '"', close: ['"', '”'], needsContext: true },
  { open: '”', close: ['”'], needsContext: true },
  { open: '‚', close: ['‘', '’'], needsContext: true },
  { open: '‘', close: ['’', "'"], needsContext: true, isApostrophe: true },
  { open: "'", close: ["'"], needsContext: true, isApostrophe: true },
]

type Paragraph = { readonly start: number; readonly end: number; readonly text: string }

/** Finds every quoted span in order; spans never overlap, a quote inside a quote belongs to the outer one. */
export function findQuoteSpans(text: string): readonly QuoteSpan[] {
  const paragraphs = splitParagraphs(text)
  const spans: QuoteSpan[] = []
  for (const [index, paragraph] of paragraphs.entries()) {
    spans.push(...spansOfParagraph(paragraph, paragraphs[index + 1]?.text ?? ''))
  }
  return spans
}

function splitParagraphs(text: string): readonly Paragraph[] {
  const paragraphs: Paragraph[] = []
  for (const match of text.matchAll(/[^\r\n]+/g)) {
    if (match[0].trim() === '') continue
    paragraphs.push({ start: match.index, end: match.index + match[0].length, text: match[0] })
  }
  return paragraphs
}

function spansOfParagraph(paragraph: Paragraph, next: string): readonly QuoteSpan[] {
  const found: QuoteSpan[] = []
  if (nextMark(paragraph.text, 0) === paragraph.text.length) return []
  const closers = closerFinder(paragraph.text)
  const lastOpens = new Map(styles.map(({ open }) => [open, paragraph.text.lastIndexOf(open)]))
  let at = nextMark(paragraph.text, 0)
  while (at < paragraph.text.length) {
    const style = styleOpenedAt(paragraph.text, at)
    const close = style === null ? null : closers(style, at + style.open.length)
    const isLast = style !== null && lastOpens.get(style.open) === at
    const isOpen = isLast && close === null && staysOpen(paragraph.text, style, at, next)
    if (style === null || (close === null && !isOpen)) {
      at = nextMark(paragraph.text, at + (style?.open.length ?? 1))
      continue
    }
    const innerEnd = close?.start ?? paragraph.text.length
    const outerEnd = close?.end ?? paragraph.text.length
    const span = trimmed(paragraph, {
      outerStart: at,
      innerStart: at + style.open.length,
      innerEnd,
      outerEnd,
    })
    if (span !== null) found.push({ ...span, isOpen })
    at = nextMark(paragraph.text, outerEnd)
  }
  return found
}

const anyMark = /[“„«»`'"”‚‘]/g

/** Where the next mark stands that could open a quote; the end of the text when there is none. */
function nextMark(text: string, from: number): number {
  anyMark.lastIndex = from
  return anyMark.exec(text)?.index ?? text.length
}

function styleOpenedAt(text: string, at: number): MarkStyle | null {
  const style = styles.find((candidate) => text.startsWith(candidate.open, at))
  if (style === undefined) return null
  const after = text[at + style.open.length]
  if (after === undefined) return null
  if (!style.needsContext) return style.open === '“' && !startsWord(text, at, after) ? null : style
  if (!isBefore(text[at - 1]) || /\s/.test(after)) return null
  if (style.isApostrophe && (!/[\p{L}\p{N}["“(.…$]/u.test(after) || isClipped(text, at + 1))) return null
  return style
}

// “ also closes German quotes and, mistyped, English ones: then a word ends before it and none starts after.
function startsWord(text: string, at: number, after: string): boolean {
  return isBefore(text[at - 1]) || !isAfter(after)
}

/** '90s, 'em, 'til: a letter left out, not a quote. */
function isClipped(text: string, at: number): boolean {
  return /^(?:\d0s\b|em\b|til\b|cause\b|twas\b|n['’]|n\b|cuz\b|bout\b|round\b)/i.test(text.slice(at, at + 6))
}

function isBefore(char: string | undefined): boolean {
  return char === undefined || /[\s([{—–\-/:"“‘„«'…]/.test(char)
}

function isAfter(char: string | undefined): boolean {
  return char === undefined || /[\s)\]}—–\-,.;:!?/"“”»…]/.test(char)
}

type Closer = { readonly start: number; readonly end: number }
type CloserFinder = (style: MarkStyle, from: number) => Closer | null

/** Looks closers up in lists made once for the paragraph, so a text full of opening marks stays linear. */
function closerFinder(text: string): CloserFinder {
  const lists = new Map<string, { strong: number[]; weak: number[]; reopen: number[] }>()
  return (style, from) => {
    let list = lists.get(style.open)
    if (list === undefined) {
      list = closersIn(text, style)
      lists.set(style.open, list)
    }
    const width = style.close[0]?.length ?? 1
    const next = {
      strong: firstFrom(list.strong, from),
      weak: firstFrom(list.weak, from),
      reopen: firstFrom(list.reopen, from),
    }
    const first = pickCloser(next, style.isApostrophe === true)
    const at = isInnerCloser(text, first, next) ? (firstFrom(list.strong, first + 1) ?? first) : first
    return at === null ? null : { start: at, end: at + width }
  }
}

type NextMarks = {
  readonly strong: number | null
  readonly weak: number | null
  readonly reopen: number | null
}

// A new opening mark before the closing one: with apostrophes the doubtful closer in between was the real one,
// with other marks the first quote was never closed.
function pickCloser({ strong, weak, reopen }: NextMarks, isApostrophe: boolean): number | null {
  if (strong === null) return weak
  if (reopen === null || reopen > strong) return strong
  if (weak !== null && weak < reopen) return weak
  return isApostrophe ? strong : null
}

/** ‘It's easy to say, ‘I'll do it,’ but I have doubts’: the first closer is the inner quote's. */
function isInnerCloser(text: string, closer: number | null, { reopen }: NextMarks): closer is number {
  if (closer === null || reopen === null || reopen > closer) return false
  return (
    /[,:]\s$/.test(text.slice(Math.max(0, reopen - 2), reopen)) &&
    /^[\s]\p{Ll}/u.test(text.slice(closer + 1, closer + 3))
  )
}

function closersIn(text: string, style: MarkStyle): { strong: number[]; weak: number[]; reopen: number[] } {
  const strong: number[] = []
  const weak: number[] = []
  const reopen: number[] = []
  for (let at = 0; at < text.length; at++) {
    // ''He is a 'star,''' closes the inner quote first.
    if (text.startsWith("'''", at) && style.open.length === 2 && /[\p{L},.!?]/u.test(text[at - 1] ?? '')) at++
    if (style.close.some((mark) => text.startsWith(mark, at)) && !opensHere(text, at, style)) {
      if (!style.isApostrophe && !isInches(text, at)) strong.push(at)
      if (style.isApostrophe) apostropheCloser(text, at, { strong, weak })
    } else if (text.startsWith(style.open, at) && opensHere(text, at, style)) {
      reopen.push(at)
    }
    if (text.startsWith("''", at)) at++
  }
  return { strong, weak, reopen }
}

function opensHere(text: string, at: number, style: MarkStyle): boolean {
  const width = text.startsWith("''", at) || text.startsWith('``', at) ? 2 : 1
  const before = text[at - 1]
  const after = text[at + width]
  if (style.open === '«' || style.open === '»') return text[at] === style.open
  if (style.open === '„') return text[at] === '„'
  return (
    (before === undefined || /[\s([{—–]/.test(before)) && after !== undefined && !/[\s,.;:!?)\]]/.test(after)
  )
}

/** 6'2": the mark after a height is no quotation mark. */
function isInches(text: string, at: number): boolean {
  return text[at] === '"' && /\d['’′]\s?\d{1,2}$/.test(text.slice(Math.max(0, at - 6), at))
}

function apostropheCloser(text: string, at: number, lists: { strong: number[]; weak: number[] }): void {
  const before = text[at - 1] ?? ' '
  if (!isAfter(text[at + 1]) || /\s/.test(before)) return
  if (/[,.!?…;"”—]/.test(before) || (/[,.;:?!"”]/.test(text[at + 1] ?? ',') && before !== 's')) {
    lists.strong.push(at)
    return
  }
  if (before === 's' && followsClosed.test(text.slice(at + 1, at + longestFollower))) {
    lists.strong.push(at)
    return
  }
  // "the Republicans’ plan": after an s, before a small letter, it is a genitive.
  const isGenitive = before === 's' && /^\s\p{Ll}/u.test(text.slice(at + 1, at + 3))
  if (!isGenitive && !/\d/.test(before)) lists.weak.push(at)
}

/** What stands behind a closed quote ("‘for six weeks’ as donors waited") but never behind a genitive, which needs a noun. */
const followsClosed =
  /^\s(?:and|or|but|of|as|because|by|for|from|if|in|into|is|are|was|were|has|have|had|on|at|to|that|than|then|when|where|while|who|which|with|without|would|will|until|after|before|about|against|during|since|though|although|unless)\s/
const longestFollower = 12

function firstFrom(sorted: readonly number[], from: number): number | null {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < from) low = middle + 1
    else high = middle
  }
  return sorted[low] ?? null
}

// A quote over several paragraphs opens anew with the same mark in each and closes only in the last. A paragraph
// that opens twice, or ends with who said it, has lost its closing mark instead.
function staysOpen(text: string, style: MarkStyle, at: number, next: string): boolean {
  if (!next.trimStart().startsWith(style.open)) return false
  return !endsWithReport.test(text.slice(Math.max(at, text.length - 90)))
}

const endsWithReport =
  /,\s(?:(?:said|says|sagte|dijo)\s(?:the\s)?\p{Lu}|(?:he|she|they|\p{Lu}[^,]{1,40})\s(?:said|says|told|added|wrote|asked)\b)[^,]{0,60}$/u

type Cut = { outerStart: number; innerStart: number; innerEnd: number; outerEnd: number }

function trimmed(paragraph: Paragraph, cut: Cut): Omit<QuoteSpan, 'isOpen'> | null {
  let { innerStart, innerEnd } = cut
  while (innerStart < innerEnd && /\s/.test(paragraph.text[innerStart] ?? '')) innerStart++
  while (innerEnd > innerStart && /[\s,]/.test(paragraph.text[innerEnd - 1] ?? '')) innerEnd--
  if (innerEnd <= innerStart) return null
  const { start } = paragraph
  return {
    start: start + innerStart,
    end: start + innerEnd,
    outerStart: start + cut.outerStart,
    outerEnd: start + cut.outerEnd,
  }
}
