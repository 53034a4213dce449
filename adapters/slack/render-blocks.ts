import type { types } from '@slack/bolt'
import type { Marking } from '../../src/deliver/adapter.ts'
import { limits } from './limits.ts'
import { cleanText, isQuotable, shorten } from './text.ts'

export type SlackBlock =
  | types.RichTextBlock
  | types.SectionBlock
  | types.ContextBlock
  | types.ActionsBlock
  | types.HeaderBlock

export type RichTextPart =
  | types.RichTextText
  | types.RichTextLink
  | types.RichTextDate
  | types.RichTextUserMention
  | types.RichTextChannelMention

/** What is sent besides channel and thread. */
export type SlackMessage = {
  readonly text: string
  readonly blocks: readonly SlackBlock[]
  readonly metadata?: types.MessageMetadata
  readonly unfurl_links: false
  readonly unfurl_media: false
}

export type Spoken = {
  readonly text: string
  readonly speaker: string
  readonly role: string | null
  readonly where: string | null
}

export const metadataEvent = 'pullquote_delivery'
const longestName = 150
const longestRole = 250

/** The message with its key where `find` looks for it: at the first block, which stays for ever, and in the metadata. */
export function markedMessage(text: string, blocks: readonly SlackBlock[], { key }: Marking): SlackMessage {
  const [first, ...others] = blocks
  return {
    text,
    blocks: first === undefined ? [] : [{ ...first, block_id: blockIdOf(key) }, ...others],
    metadata: { event_type: metadataEvent, event_payload: { delivery_id: key } },
    unfurl_links: false,
    unfurl_media: false,
  }
}

export function blockIdOf(key: string): string {
  return `pq:${key}`
}

/** The letters of strangers are plain text wherever possible: nothing in it is read as markup, mention or emoji. */
export function plainText(text: string): types.PlainTextElement {
  return { type: 'plain_text', text, emoji: false }
}

export function richText(...elements: types.RichTextBlockElement[]): types.RichTextBlock {
  return { type: 'rich_text', elements }
}

export function section(elements: RichTextPart[]): types.RichTextSection {
  return { type: 'rich_text_section', elements }
}

/** A quote without its speaker, or one that Slack would cut or show differently, can't be published. */
export function speakable(quote: Spoken): Spoken[] {
  if (quote.text.length + '“”'.length > limits.plainText) return []
  const speaker = shorten(cleanText(quote.speaker), longestName)
  if (speaker === '' || !isQuotable(quote.text)) return []
  return [
    {
      text: quote.text,
      speaker,
      role: quote.role === null ? null : shorten(cleanText(quote.role), longestRole) || null,
      where: quote.where === null ? null : shorten(cleanText(quote.where), longestRole) || null,
    },
  ]
}

/** Verbatim between quotation marks, and below it who said it. */
export function quoteElement({ text, speaker, role, where }: Spoken): types.RichTextQuote {
  return {
    type: 'rich_text_quote',
    elements: [
      { type: 'text', text: `“${text}”` },
      { type: 'text', text: '\n— ' },
      { type: 'text', text: speaker, style: { bold: true } },
      ...textParts([role === null ? '' : `, ${role}`, where === null ? '' : ` · ${where}`].join('')),
    ],
  }
}

function textParts(text: string): types.RichTextText[] {
  return text === '' ? [] : [{ type: 'text', text }]
}

/** The quote for those who hear a message or read it in a notification. */
export function quoteText({ text, speaker, role, where }: Spoken): string {
  return `“${text}” — ${[speaker, role].filter((part) => part !== null).join(', ')}${where === null ? '' : ` · ${where}`}`
}

export function sizeOf(blocks: readonly SlackBlock[]): number {
  return JSON.stringify(blocks).length
}

const latest = Date.parse('2200-01-01T00:00:00Z')
const dayInWords = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' })
const momentInWords = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'short',
  timeZone: 'UTC',
})

/** Seconds as Slack counts them; null for a time that no clock in a newsroom shows. */
export function slackSeconds(epochMs: number): number | null {
  return epochMs >= 0 && epochMs < latest ? Math.floor(epochMs / 1000) : null
}

/** A time in words, for where Slack can't put it into the reader's time zone. */
export function timeInWords(epochMs: number, as: 'ago' | 'day' | 'moment'): string {
  return as === 'day' ? dayInWords.format(epochMs) : `${momentInWords.format(epochMs)} UTC`
}

/** https://docs.slack.dev/messaging/formatting-message-text#date-formatting */
export const dateFormats = {
  ago: '{ago}',
  day: '{date_short_pretty}',
  moment: '{date_short_pretty}, {time}',
} as const
