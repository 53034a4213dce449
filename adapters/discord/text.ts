const mostMarks = 6

const lineBreaks = /\r\n?|[\n\u2028\u2029]/
/** Letters nobody sees; those that make a flag out of a black one stay. */
const invisible = /(\u{1f3f4}[\u{e0020}-\u{e007f}]+)|[\u200b\u2060\ufeff\u180e\u00ad\u{e0000}-\u{e007f}]/gu
/** Controls, and what turns the reading direction of the text after it around. */
const steering = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu
const markPile = new RegExp(`(\\p{M}{${mostMarks}})\\p{M}+`, 'gu')
const unshowable = /[\p{Co}\ufffd\u202a-\u202e\u2066-\u2069]|(?![\t\n\r])\p{Cc}/u

/** Twice what Discord shows at most: a stranger may send megabytes. */
const mostRead = 8192

/** A stranger's text on one line: without controls, without invisible letters, without towers of accents. */
export function cleanText(text: string): string {
  return text
    .slice(0, mostRead)
    .toWellFormed()
    .replace(/\s+/g, ' ')
    .replace(steering, '')
    .replace(invisible, '$1')
    .replace(markPile, '$1')
    .trim()
}

/** The words of a quote as lines, or null when Discord would not show them as they were said. */
export function quoteLines(text: string): readonly string[] | null {
  if (!text.isWellFormed() || unshowable.test(text) || text.search(markPile) >= 0) return null
  const lines = text
    .split(lineBreaks)
    .map((line) => line.replace(/[ \t]+/g, ' ').trim())
    .filter((line) => line !== '')
  return lines.length === 0 || text.replace(invisible, '').trim() === '' ? null : lines
}

/**
 * The text so that Discord shows it letter by letter: no formatting, mention, emoji, time or link comes out of it.
 * https://support.discord.com/hc/en-us/articles/210298617
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\*_~`|<>[\]]/g, '\\$&')
    .replace(/@(?=everyone|here)/g, '\\@')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/^(\s*)([#+-])/gm, '$1\\$2')
    .replace(/^(\s*\d+)(?=[.)])/gm, '$1\\')
}

const ellipsis = '…'
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
/** How much is given up so that a text ends with a whole word. */
const longestWordGivenUp = 30

/**
 * The text as `write` puts it, in at most `max` characters: cut between letters as people see them, with an ellipsis
 * that never stands inside a quotation. Nothing but the ellipsis remains when nothing else can.
 */
export function fitText(text: string, max: number, write = (part: string): string => part): string {
  if (text.length <= max) {
    const whole = write(text)
    if (whole.length <= max) return whole
  }
  const head = text.slice(0, max)
  const ends = [...graphemes.segment(head)].map(({ index }) => index)
  const written = (end: number) => write(head.slice(0, end).trimEnd()) + ellipsis
  const room = longestFitting(ends, (end) => written(end).length <= max)
  return written(endOutsideQuotation(head, endOfWord(head, room)))
}

/** The last of the ascending ends that fits. */
function longestFitting(ends: readonly number[], fits: (end: number) => boolean): number {
  let [low, high] = [0, ends.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (fits(ends[middle] ?? 0)) low = middle + 1
    else high = middle
  }
  return ends[low - 1] ?? 0
}

function endOfWord(text: string, end: number): number {
  const space = text.lastIndexOf(' ', end)
  return end - space <= longestWordGivenUp && space > 0 ? space : end
}

function endOutsideQuotation(text: string, end: number): number {
  return openQuotation(text.slice(0, end)) ?? end
}

const closing: Readonly<Record<string, string>> = {
  '“': '”',
  '„': '“”',
  '«': '»',
  '»': '«',
  '‹': '›',
  '「': '」',
  '『': '』',
  '"': '"',
  '‘': '’',
  "'": "'",
}
const single = "‘'’"
const letter = /[\p{L}\p{N}]/u

/** Where the quotation begins that is still open at the end; null when none is. */
function openQuotation(text: string): number | null {
  let opened: { readonly at: number; readonly closers: string } | null = null
  for (let at = 0; at < text.length; at++) {
    const mark = text.charAt(at)
    if (opened === null) {
      const closers = closing[mark]
      // Inside a word it is an apostrophe.
      if (closers === undefined || (single.includes(mark) && letter.test(text.charAt(at - 1)))) continue
      opened = { at, closers }
    } else if (opened.closers.includes(mark) && !(single.includes(mark) && letter.test(text.charAt(at + 1))))
      opened = null
  }
  return opened?.at ?? null
}
