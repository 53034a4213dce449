import type { RenderedMessage } from '../../src/deliver/adapter.ts'
import type { Block, Inline, RichText, View, Button as ViewButton } from '../../src/deliver/view.ts'
import { freeze } from './frozen.ts'
import {
  type ActionRow,
  type Button,
  type Embed,
  limits,
  linkOf,
  type MessageBody,
  type Select,
  sizeOf,
} from './limits.ts'
import { customIdOf, isMarked, markedIdOf, whyIdOf } from './marker.ts'
import { embedColor, embedOf, writeQuote } from './render.ts'
import { cleanText, escapeMarkdown, fitText } from './text.ts'

/** What is left out is told in the last line; this is its room. */
const tailRoom = 60
const longestLink = 1000
/** What posts in a view leave for its text. */
const textRoom = 1200
const nothing = 'Nothing to show.'

/** One stretch of text that is shown whole or not at all. */
type Piece = { readonly text: string; readonly gap: '\n' | '\n\n' }

/** A view for the outbox: its buttons carry the key, or one is added that does. */
export function renderMarkedView(view: View, key: string): RenderedMessage {
  const body = writeView(view, (action, value) => markedIdOf(key, action, value))
  const components = isMarked(customIdsIn(body.components), key)
    ? body.components
    : withMarker(body.components, { type: 2, style: 2, label: 'Why this?', custom_id: whyIdOf(key) })
  return freeze({ ...body, components }, { title: titleOf(view) ?? 'Pullquote', topics: [] })
}

/** A view as answer to somebody: nobody looks for it later. */
export function writeView(view: View, idOf: typeof customIdOf = customIdOf): MessageBody {
  const posts = fittingPosts(view.blocks)
  return {
    embeds: [textEmbed(view, posts), ...posts.embeds],
    components: componentsOf(view.blocks, idOf),
    allowed_mentions: { parse: [] },
  }
}

type Posts = { readonly embeds: readonly Embed[]; readonly size: number; readonly leftOut: number }

/** Each post is an embed of its own, below the text. */
function fittingPosts(blocks: readonly Block[]): Posts {
  const embeds: Embed[] = []
  let size = 0
  const posts = blocks.filter((block) => block.kind === 'post')
  for (const { post, style } of posts) {
    const { embed } = embedOf(post, style)
    if (embeds.length === limits.embeds - 1 || size + sizeOf(embed) > limits.embedTotal - textRoom) break
    embeds.push(embed)
    size += sizeOf(embed)
  }
  return { embeds, size, leftOut: posts.length - embeds.length }
}

function textEmbed(view: View, posts: Posts): Embed {
  const title = titleOf(view)
  const blocks = title === null ? view.blocks : view.blocks.slice(1)
  const shownTitle = title === null ? '' : fitText(title, limits.title, escapeMarkdown)
  const lost = blocks.filter((block) => block.kind === 'quote' && writeQuote(block) === null).length
  const description = joinFitting(blocks.flatMap(piecesOf), {
    lost: lost + posts.leftOut,
    room: Math.min(limits.description, limits.embedTotal - posts.size - shownTitle.length),
  })
  const isEmpty = shownTitle === '' && description === ''
  return {
    ...(shownTitle === '' ? {} : { title: shownTitle }),
    ...(description === '' && !isEmpty ? {} : { description: isEmpty ? nothing : description }),
    color: embedColor,
  }
}

/** A heading at the top is the title of the embed. */
function titleOf({ blocks: [first] }: View): string | null {
  return first?.kind === 'heading' ? cleanText(first.text) || null : null
}

function piecesOf(block: Block): Piece[] {
  switch (block.kind) {
    case 'heading':
      return piece(bold(block.text))
    case 'text':
      return piece(write(block.text))
    case 'list':
      return block.items.flatMap((item, row) => {
        const text = write(item)
        return text === '' ? [] : [{ text: `- ${text}`, gap: row === 0 ? '\n\n' : '\n' } as const]
      })
    case 'quote':
      return quotePieces(block)
    case 'note':
      return piece(write(block.text)).map(({ text, gap }) => ({ text: `-# ${text}`, gap }))
    case 'buttons':
    case 'select':
    case 'post':
      return []
  }
}

function piece(text: string): Piece[] {
  return text === '' ? [] : [{ text, gap: '\n\n' }]
}

function quotePieces(quote: Extract<Block, { kind: 'quote' }>): Piece[] {
  const block = writeQuote(quote)
  if (block === null) return []
  const source = quote.source === null ? '' : write(quote.source)
  return piece(source === '' ? block : `${block}\n> -# ${source}`)
}

/** As many pieces as fit, and how many there would be more. */
function joinFitting(
  pieces: readonly Piece[],
  { lost, room }: { readonly lost: number; readonly room: number },
): string {
  let text = ''
  for (const [index, { text: next, gap }] of pieces.entries()) {
    const longer = text === '' ? next : text + gap + next
    const isLast = index === pieces.length - 1 && lost === 0
    if (longer.length > room - (isLast ? 0 : tailRoom)) return withTail(text, pieces.length - index + lost)
    text = longer
  }
  return lost === 0 ? text : withTail(text, lost)
}

function withTail(text: string, count: number): string {
  const tail = `-# … and ${count} more`
  return text === '' ? tail : `${text}\n\n${tail}`
}

const longestText = 3500

/** The text with its formatting; when it is too long for a message, its beginning without. */
function write(text: RichText): string {
  const whole = text.map(writeInline).join('').trim()
  if (whole.length <= longestText) return escapeLineStart(whole, text)
  return fitText(cleanText(text.map(plainOf).join('')), longestText, escapeMarkdown)
}

/** Each part was escaped for itself, but only the first one stands at the start of a line. */
function escapeLineStart(whole: string, [first]: RichText): string {
  return typeof first === 'string' ? whole : whole.replace(/^(\d+)(?=[.)])/, '$1\\')
}

function writeInline(part: Inline): string {
  if (typeof part === 'string') return escapeMarkdown(spaced(part))
  if ('strong' in part) return bold(part.strong)
  if ('code' in part) return code(cleanText(part.code))
  if ('time' in part) return writeTime(part)
  return writeLink(part)
}

/** Cleaned, but a space at either end still parts it from its neighbours. */
function spaced(text: string): string {
  const clean = cleanText(text)
  if (clean === '') return /\s/.test(text) ? ' ' : ''
  return `${/^\s/.test(text) ? ' ' : ''}${clean}${/\s$/.test(text) ? ' ' : ''}`
}

function bold(text: string): string {
  const clean = cleanText(text)
  return clean === '' ? '' : `**${escapeMarkdown(clean)}**`
}

function code(text: string): string {
  if (text === '') return ''
  return text.includes('`') ? escapeMarkdown(text) : `\`${text}\``
}

const timeStyles = { ago: 'R', day: 'D', moment: 'f' } as const

function writeTime({ time, as }: Extract<Inline, { time: number }>): string {
  const seconds = Math.floor(time / 1000)
  return Math.abs(seconds) <= 8.64e12 ? `<t:${seconds}:${timeStyles[as]}>` : ''
}

function writeLink({ text, url }: { readonly text: string; readonly url: string }): string {
  const link = linkOf(url, longestLink)
  if (link === null) return escapeMarkdown(cleanText(text))
  const target = link.replace(/[()<>\\`|*_]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
  // Discord shows a masked link as it is written when its text is a link too.
  return text === url
    ? `<${link.replace(/>/g, '%3E')}>`
    : `[${escapeMarkdown(cleanText(text)) || 'link'}](${target})`
}

function plainOf(part: Inline): string {
  if (typeof part === 'string') return part
  if ('strong' in part) return part.strong
  if ('code' in part) return part.code
  if ('time' in part) return ''
  return part.text
}

const tones = { plain: 2, primary: 1, danger: 4 } as const

/** Selects have a row each, buttons share them; what has no row left is left out. */
function componentsOf(blocks: readonly Block[], idOf: typeof customIdOf): ActionRow[] {
  const ids = new Set<string>()
  const isNew = (one: Button | Select) => {
    if (!('custom_id' in one)) return true
    const isFirst = !ids.has(one.custom_id)
    ids.add(one.custom_id)
    return isFirst
  }
  return blocks
    .flatMap((block): ActionRow[] => {
      if (block.kind === 'buttons')
        return rowsOf(block.buttons.flatMap((button) => writeButton(button, idOf)).filter(isNew))
      const select = block.kind === 'select' ? writeSelect(block, idOf) : null
      return select === null || !isNew(select) ? [] : [{ type: 1, components: [select] }]
    })
    .slice(0, limits.rows)
}

function rowsOf(buttons: readonly Button[]): ActionRow[] {
  return Array.from({ length: Math.ceil(buttons.length / limits.buttonsInRow) }, (_, row) => ({
    type: 1,
    components: buttons.slice(row * limits.buttonsInRow, (row + 1) * limits.buttonsInRow),
  }))
}

/** None when its address or its id has no room: half of either would do something else. */
function writeButton(button: ViewButton, idOf: typeof customIdOf): Button[] {
  const label = fitText(cleanText(button.label), limits.buttonLabel) || '…'
  if (button.kind === 'link') {
    const url = linkOf(button.url, limits.buttonUrl)
    return url === null ? [] : [{ type: 2, style: 5, label, url }]
  }
  const id = idOf(button.action, button.value)
  return id === null ? [] : [{ type: 2, style: tones[button.tone], label, custom_id: id }]
}

function writeSelect(block: Extract<Block, { kind: 'select' }>, idOf: typeof customIdOf): Select | null {
  const values = new Set<string>()
  const options = block.options
    .filter(({ value }) => {
      const isUsable = value.trim() !== '' && value.length <= limits.optionText && !values.has(value)
      values.add(value)
      return isUsable
    })
    .slice(0, limits.selectOptions)
  const id = idOf(block.action, '')
  if (id === null || options.length === 0) return null
  return {
    type: 3,
    custom_id: id,
    placeholder: fitText(cleanText(block.placeholder), limits.selectPlaceholder) || '…',
    options: options.map(({ label, value }) => ({
      label: fitText(cleanText(label), limits.optionText) || '…',
      value,
      ...(value === block.chosen ? { default: true } : {}),
    })),
  }
}

/** What the components of a message are known by. */
export function customIdsIn(rows: readonly ActionRow[]): string[] {
  return rows.flatMap((row) =>
    row.components.flatMap((one: Button | Select) => ('custom_id' in one ? [one.custom_id] : [])),
  )
}

/** Room is made for it: it is what the message is found by. */
function withMarker(rows: readonly ActionRow[], marker: Button): ActionRow[] {
  return [...rows.slice(0, limits.rows - 1), { type: 1, components: [marker] }]
}
