const ellipsis = '…'

/** Controls, line separators and what turns the reading direction around. */
const steering = /[\p{Cc}\u2028-\u202e\u2066-\u2069\ufff9-\ufffb]/u
const steeringOutsideQuotes = new RegExp(steering, 'gu')
/** A quote may have lines; everything else that steers can't be shown as it was written. */
const steeringInQuotes = new RegExp(`(?![\\n\\r\\t])${steering.source}`, 'u')
const visible = /[\p{L}\p{N}\p{P}\p{S}]/u
// Scripts pile up three or four marks on a letter; more is made to spill over other lines.
const mostMarks = 4
const piledMarks = new RegExp(`(\\p{M}{${mostMarks}})\\p{M}+`, 'gu')
const spillingMarks = new RegExp(`\\p{M}{${2 * mostMarks + 1}}`, 'u')
// Far more than any line may hold: the rest of a text without end is not worth the time.
const longestRead = 12_000
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** Text from a stranger for one line outside of quotation marks; empty when there is nothing to see in it. */
export function cleanText(text: string): string {
  const clean = text
    .slice(0, longestRead)
    .toWellFormed()
    .replace(/\s+/gu, ' ')
    .replace(steeringOutsideQuotes, '')
    .replace(piledMarks, '$1')
    .trim()
  return visible.test(clean) ? clean : ''
}

/** True when a reader will see exactly these characters; a quote that isn't quotable is left out whole. */
export function isQuotable(text: string): boolean {
  return (
    text.isWellFormed() && visible.test(text) && !steeringInQuotes.test(text) && !spillingMarks.test(text)
  )
}

/** How much of a limit a text takes up. */
export type Cost = (text: string) => number

const lengthOf: Cost = (text) => text.length

/**
 * The text within the limit, cut between graphemes and outside of quotations, with a visible ellipsis. Empty when
 * nothing is left in front of it.
 */
export function shorten(text: string, limit: number, cost: Cost = lengthOf): string {
  if (cost(text) <= limit) return text
  const room = graphemesWithin(text, limit - ellipsis.length, cost)
  const words = room.replace(/\s+\S*$/u, '')
  const cut = words.length * 2 > room.length ? words.length : room.length
  const kept = text.slice(0, quotationAround(text, cut) ?? cut).replace(/[\s,;:–—(-]+$/u, '')
  return kept === '' ? '' : `${kept}${ellipsis}`
}

function graphemesWithin(text: string, limit: number, cost: Cost): string {
  let spent = 0
  for (const { segment, index } of graphemes.segment(text)) {
    spent += cost(segment)
    if (spent > limit) return text.slice(0, index)
  }
  return text
}

const closing: Readonly<Record<string, string>> = {
  '“': '”',
  '„': '“',
  '«': '»',
  '»': '«',
  '‘': '’',
  '"': '"',
}

/** Where the quotation begins that goes on at this place; undefined outside of quotations. */
function quotationAround(text: string, place: number): number | undefined {
  const lastAt = Object.fromEntries(Object.values(closing).map((mark) => [mark, text.lastIndexOf(mark)]))
  let opened: { readonly at: number; readonly closedBy: string } | undefined
  for (let at = 0; at < place; at++) {
    const mark = text.charAt(at)
    const closedBy = closing[mark]
    if (opened !== undefined && mark === opened.closedBy) opened = undefined
    else if (opened === undefined && closedBy !== undefined && (lastAt[closedBy] ?? -1) > at)
      opened = { at, closedBy }
  }
  return opened?.at
}

/** For text that Slack reads as mrkdwn: https://docs.slack.dev/messaging/formatting-message-text#escaping */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/** What a text takes up once it is escaped. */
export const escapedLength: Cost = (text) => escapeMrkdwn(text).length

/** An address a reader may open, written as browsers read it; null for all others and for what Slack won't take. */
export function webAddress(url: string | null, limit: number): string | null {
  const parsed = url === null ? null : URL.parse(url)
  if (parsed === null || !/^https?:$/.test(parsed.protocol) || parsed.href.length > limit) return null
  return parsed.href
}
