/** A piece of what was typed: `budget`, `-"two words"`, `from:bbc`, `<https://example.org|example.org>`. */
export type Word = {
  /** All of it, as it was typed. */
  readonly raw: string
  readonly at: number
  /** What stands before the first colon; null when nothing does, or when a sign stands before it. */
  readonly key: string | null
  /** What stands behind the colon, or all of it; quotation marks are still around it. */
  readonly value: string
  readonly isQuoted: boolean
}

// Phones turn " into “ and - into –. Only a mark that closes before white space is one: 5" stays 5".
const word =
  /\s*(?<sign>[-+–—−]?)(?:(?<key>\p{L}+):(?!\/\/))?(?:(?<quoted>"(?:[^"\\]|\\.)*"|[“”„«»][^“”„«»"]*["“”„«»])(?=\s|$)|(?<plain>(?:<(?:https?:\/\/|mailto:|[#@!])[^<>]*>|\S)*))/suy

/** Cuts what was typed into words; nothing but the white space between them gets lost. */
export function wordsOf(text: string): readonly Word[] {
  const words: Word[] = []
  word.lastIndex = 0
  for (let match = word.exec(text); match !== null; match = word.exec(text)) {
    const raw = match[0].trimStart()
    if (raw === '') break
    const { sign = '', key, quoted, plain } = match.groups ?? {}
    const at = match.index + match[0].length - raw.length
    const value = quoted ?? plain ?? ''
    if (sign === '' && key !== undefined)
      words.push({ raw, at, key: key.toLowerCase(), value, isQuoted: quoted !== undefined })
    else words.push({ raw, at, key: null, value: raw, isQuoted: sign === '' && quoted !== undefined })
  }
  return words
}

// https://docs.slack.dev/messaging/formatting-message-text#advanced
const link = /<((?:https?:\/\/|mailto:)[^|<>]*)(?:\|([^<>]*))?>/g
const mention = /<[#@!][^|<>]*\|([^<>]*)>/g

/** Text as somebody meant it: a link that the platform has made reads as it was typed, and so do & and <. */
export function plainText(raw: string): string {
  return unescapeTyped(
    raw
      .replace(link, (_, target: string, label?: string) => label || target)
      .replace(mention, (_, label: string) => label),
  )
}

/** The address somebody typed or pasted, however the platform has wrapped it. */
export function plainAddress(raw: string): string {
  return unescapeTyped(raw.replace(link, (_, target: string) => target))
}

/** The id of a channel that was chosen from the platform's list; null for a name. */
export function channelIdOf(raw: string): string | null {
  return /^<#([\w-]+)(?:\|[^<>]*)?>$/.exec(raw)?.[1] ?? /^[A-Z0-9]{6,}$/.exec(raw)?.[0] ?? null
}

/** What stands between quotation marks; text without them stays as it is. */
export function unquoted(value: string): string {
  const inside = /^(["“”„«»])(.*)["“”„«»]$/su.exec(value)
  if (!inside) return value
  return inside[1] === '"' ? (inside[2] ?? '').replace(/\\(["\\])/g, '$1') : (inside[2] ?? '')
}

/** Whether it stands between quotation marks. */
export function isQuoted(value: string): boolean {
  return unquoted(value) !== value
}

/** Any text between quotation marks, so that `unquoted` finds it again. */
export function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

/** A phrase with straight quotation marks. */
export function straightQuotes(raw: string): string {
  return raw.replace(/^([-+–—−]?)[“”„«»]([^“”„«»"]*)["“”„«»]$/su, '$1"$2"')
}

/** What the platform makes of & and < in typed text. */
export function escapeTyped(text: string): string {
  return text.replace(/&(?=(?:amp|lt|gt);)/g, '&amp;').replaceAll('<', '&lt;')
}

const escapes: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' }

function unescapeTyped(text: string): string {
  return text.replace(/&(?:amp|lt|gt);/g, (found) => escapes[found] ?? found)
}
