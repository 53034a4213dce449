import type { types } from '@slack/bolt'
import type { Marking } from '../../src/deliver/adapter.ts'
import type { Block, Button, Inline, RichText, View } from '../../src/deliver/view.ts'
import { limits } from './limits.ts'
import { postInView } from './render.ts'
import {
  dateFormats,
  markedMessage,
  plainText,
  quoteElement,
  type RichTextPart,
  richText,
  type SlackBlock,
  section,
  sizeOf,
  slackSeconds,
  speakable,
  timeInWords,
} from './render-blocks.ts'
import { textOf, wordsOf } from './render-view-text.ts'
import { cleanText, escapedLength, escapeMrkdwn, shorten, webAddress } from './text.ts'

const longestText = 2_500
const longestItem = 600
const mostItems = 60
const roomForMention = 20
/** Kept free for the line that tells how much was left out, and for what marks the message. */
const roomForRest = 600

/** What a view looks like in Slack; parts that have no room are counted in its last line. */
export type ShownView = { readonly text: string; readonly blocks: readonly SlackBlock[] }

/** The message of a view as JSON text. */
export function renderView(view: View, marking: Marking): string {
  const { text, blocks } = showView(view)
  return JSON.stringify(markedMessage(text, blocks, marking))
}

type Room = { readonly blocks: number; readonly json: number }

const roomInMessage: Room = { blocks: limits.blocks, json: limits.json }
const roomOnPage: Room = { blocks: limits.pageBlocks, json: limits.pageJson }

/** The blocks of the view for a modal or the Home tab. */
export function showPage(view: View): readonly SlackBlock[] {
  return showView(view, roomOnPage).blocks
}

/** The view for an answer, which nobody looks for by its key. */
export function showView(view: View, room: Room = roomInMessage): ShownView {
  const shown = view.blocks.flatMap(showBlock)
  const { blocks, rest } = within(shown, room)
  const all = rest === 0 ? blocks : [...blocks, noteOf([`… +${rest}`])].flat()
  return all.length === 0
    ? showView({ blocks: [{ kind: 'text', text: ['There is nothing to show.'] }] })
    : { text: textOf(view, rest), blocks: all }
}

function within(
  shown: readonly SlackBlock[],
  { blocks: most, json }: Room,
): { readonly blocks: SlackBlock[]; readonly rest: number } {
  let room = json - roomForRest
  const fits = shown.findIndex((block, index) => {
    room -= sizeOf([block])
    return room < 0 || (index === most - 1 && shown.length > most)
  })
  return fits < 0
    ? { blocks: [...shown], rest: 0 }
    : { blocks: shown.slice(0, fits), rest: shown.length - fits }
}

function showBlock(block: Block): SlackBlock[] {
  switch (block.kind) {
    case 'heading':
      return headerOf(block.text)
    case 'text':
      return textBlock(richParts(block.text, longestText))
    case 'list':
      return listOf(block.items)
    case 'quote':
      return speakable(block).map((quote) =>
        richText(quoteElement(quote), ...sectionIfAny(richParts(block.source ?? [], longestItem))),
      )
    case 'note':
      return noteOf(block.text)
    case 'buttons':
      return actionsOf(block.buttons)
    case 'select':
      return selectOf(block)
    case 'post':
      return postInView(block.post, block.style)
  }
}

function headerOf(text: string): SlackBlock[] {
  const heading = shorten(cleanText(text), limits.header)
  return heading === '' ? [] : [{ type: 'header', text: plainText(heading) }]
}

function textBlock(parts: RichTextPart[]): SlackBlock[] {
  return parts.length === 0 ? [] : [richText(section(parts))]
}

function sectionIfAny(parts: RichTextPart[]): types.RichTextSection[] {
  return parts.length === 0 ? [] : [section(parts)]
}

function listOf(items: readonly RichText[]): SlackBlock[] {
  const sections = items.flatMap((item) => sectionIfAny(richParts(item, longestItem)))
  if (sections.length === 0) return []
  const { blocks, rest } = within(
    sections.map((item) => richText(item)),
    { blocks: mostItems, json: limits.json },
  )
  const list: types.RichTextList = {
    type: 'rich_text_list',
    style: 'bullet',
    elements: sections.slice(0, blocks.length),
  }
  return [richText(list, ...sectionIfAny(rest === 0 ? [] : [{ type: 'text', text: `… +${rest}` }]))]
}

/** The parts up to the limit; what is cut ends with an ellipsis. */
function richParts(text: RichText, limit: number): RichTextPart[] {
  const parts: RichTextPart[] = []
  let room = limit
  for (const inline of text) {
    if (room <= 1) break
    const part = richPart(inline, room)
    if (part === null) continue
    parts.push(part)
    room -= roomOf(part)
  }
  return parts.some((part) => part.type !== 'text' || part.text.trim() !== '') ? parts : []
}

function richPart(inline: Inline, room: number): RichTextPart | null {
  if (typeof inline === 'string') return textPart(spaced(inline), room, {})
  if ('strong' in inline) return textPart(cleanText(inline.strong), room, { style: { bold: true } })
  if ('code' in inline) return textPart(cleanText(inline.code), room, { style: { code: true } })
  if ('time' in inline) return datePart(inline)
  if ('name' in inline) return mentionPart(inline) ?? textPart(cleanText(inline.name), room, {})
  const url = webAddress(inline.url, limits.url)
  const label = shorten(cleanText(inline.text), room) || url
  if (url === null || label === null) return textPart(cleanText(inline.text), room, {})
  return { type: 'link', url, text: shorten(label, room) }
}

function textPart(text: string, room: number, more: Pick<types.RichTextText, 'style'>): RichTextPart | null {
  const short = shorten(text, room)
  return short === '' ? null : { type: 'text', text: short, ...more }
}

/** As `cleanText`, but the spaces that part it from its neighbours and the lines of a longer text stay. */
function spaced(text: string): string {
  const lines = text.split('\n').map((line) => {
    const clean = cleanText(line)
    return clean === '' ? (/^\s+$/.test(line) ? ' ' : '') : `${edge(/^\s/, line)}${clean}${edge(/\s$/, line)}`
  })
  return lines.join('\n').replace(/\n{3,}/g, '\n\n')
}

function edge(space: RegExp, line: string): string {
  return space.test(line) ? ' ' : ''
}

function roomOf(part: RichTextPart): number {
  if (part.type === 'date') return part.format.length
  return 'text' in part ? (part.text?.length ?? 0) : roomForMention
}

/** Slack shows the name: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block */
function mentionPart(inline: Extract<Inline, { readonly name: string }>): RichTextPart | null {
  if ('person' in inline)
    return /^[UW][A-Z0-9]+$/.test(inline.person) ? { type: 'user', user_id: inline.person } : null
  const { channelId } = inline.channel
  return /^[CG][A-Z0-9]+$/.test(channelId) ? { type: 'channel', channel_id: channelId } : null
}

type Time = Extract<Inline, { readonly time: number }>

function datePart({ time, as }: Time): RichTextPart | null {
  const timestamp = slackSeconds(time)
  if (timestamp === null) return null
  return { type: 'date', timestamp, format: dateFormats[as], fallback: timeInWords(time, as) }
}

/** Small print: what strangers wrote stays plain text; mrkdwn is only for times and links. */
function noteOf(text: RichText): SlackBlock[] {
  const elements = text.flatMap(noteElement)
  if (elements.length === 0) return []
  return elements.length <= limits.contextElements
    ? [{ type: 'context', elements }]
    : textBlock(richParts(text, longestText))
}

function noteElement(inline: Inline): types.ContextBlock['elements'] {
  if (typeof inline !== 'string' && 'time' in inline) {
    const seconds = slackSeconds(inline.time)
    const words = timeInWords(seconds === null ? 0 : inline.time, inline.as)
    return seconds === null
      ? []
      : [{ type: 'mrkdwn', text: `<!date^${seconds}^${dateFormats[inline.as]}|${words}>` }]
  }
  const text = shorten(cleanText(wordsOf(inline)), longestItem, escapedLength)
  if (text === '') return []
  const url = typeof inline !== 'string' && 'url' in inline ? webAddress(inline.url, 1_500) : null
  if (url === null) return [plainText(text)]
  const label = escapeMrkdwn(text).replaceAll('|', '¦')
  return [{ type: 'mrkdwn', text: `<${escapeMrkdwn(url).replaceAll('|', '%7C')}|${label}>` }]
}

function actionsOf(buttons: readonly Button[]): SlackBlock[] {
  const elements = buttons.flatMap(buttonOf).slice(0, limits.buttons)
  return elements.length === 0 ? [] : [{ type: 'actions', elements: withOwnIds(elements) }]
}

/** Ids must differ within a block, and the same action may stand there twice. */
function withOwnIds(elements: types.Button[]): types.Button[] {
  const ids = elements.map(({ action_id }) => action_id)
  return elements.map((element, place) =>
    ids.indexOf(element.action_id) === place
      ? element
      : { ...element, action_id: `${element.action_id}#${place}` },
  )
}

function buttonOf(button: Button): types.Button[] {
  const text = plainText(shorten(cleanText(button.label), limits.buttonLabel) || '…')
  if (button.kind === 'link') {
    const url = webAddress(button.url, limits.url)
    return url === null ? [] : [{ type: 'button', action_id: 'pq:source', text, url }]
  }
  const { action, value, tone } = button
  // A value that is cut would do something else than what the button says.
  if (value.length > limits.buttonValue || action.length > limits.id / 2) return []
  const style = tone === 'plain' ? {} : { style: tone }
  const carried = value === '' ? {} : { value }
  return [{ type: 'button', action_id: `pq:${action}`, text, ...carried, ...style }]
}

type Select = Extract<Block, { readonly kind: 'select' }>

// https://docs.slack.dev/reference/block-kit/composition-objects/option-object
function selectOf({ action, placeholder, options, chosen }: Select): SlackBlock[] {
  const choices = options
    .filter(({ value }) => value !== '' && value.length <= limits.optionValue)
    .slice(0, limits.options)
    .map(({ value, label }) => ({
      value,
      text: plainText(shorten(cleanText(label), limits.buttonLabel) || '…'),
    }))
  if (choices.length === 0) return []
  const initial = choices.find(({ value }) => value === chosen)
  const select: types.StaticSelect = {
    type: 'static_select',
    action_id: `pq:${action}`,
    placeholder: plainText(shorten(cleanText(placeholder), limits.header) || '…'),
    options: choices,
    ...(initial === undefined ? {} : { initial_option: initial }),
  }
  return [{ type: 'actions', elements: [select] }]
}
