import type { Marking, RenderedMessage } from '../../src/deliver/adapter.ts'
import { postTexts } from '../../src/deliver/texts/post.ts'
import type { Block, Inline, RichText, View } from '../../src/deliver/view.ts'
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
import { componentsOf } from './render-components.ts'
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
export function renderMarkedView(view: View, { key, locale = 'en' }: Marking): RenderedMessage {
  const idOf = (action: string, value: string) => markedIdOf(key, action, value)
  const about = { title: titleOf(view) ?? 'Pullquote', topics: [] }
  const body = writeView(view, { idOf })
  if (isMarked(customIdsIn(body.components), key)) return freeze(body, about)
  // It is what the message is found by, so room is made for it.
  const tight = writeView(view, { idOf, mostRows: limits.rows - 1 })
  const marker: Button = { type: 2, style: 2, label: postTexts[locale].whyThis, custom_id: whyIdOf(key) }
  return freeze({ ...tight, components: [...tight.components, { type: 1, components: [marker] }] }, about)
}

/** A view as answer to somebody: nobody looks for it later. */
export function writeView(
  view: View,
  {
    idOf = customIdOf,
    mostRows = limits.rows,
  }: { readonly idOf?: typeof customIdOf; readonly mostRows?: number } = {},
): MessageBody {
  const posts = fittingPosts(view.blocks)
  return {
    embeds: [textEmbed(view, posts), ...posts.embeds],
    components: componentsOf(view.blocks, { idOf, most: mostRows }),
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
  const tail = `-# … +${count}`
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
  if ('person' in part) return mention('@', part.person, part.name)
  if ('channel' in part) return mention('#', part.channel.threadId ?? part.channel.channelId, part.name)
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

/** Shown by name, and nobody is called: https://docs.discord.com/developers/reference#message-formatting */
function mention(kind: '@' | '#', id: string, name: string): string {
  return /^\d{1,20}$/.test(id) ? `<${kind}${id}>` : escapeMarkdown(cleanText(name))
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
  return 'name' in part ? part.name : part.text
}

/** What the components of a message are known by. */
export function customIdsIn(rows: readonly ActionRow[]): string[] {
  return rows.flatMap((row) =>
    row.components.flatMap((one: Button | Select) => ('custom_id' in one ? [one.custom_id] : [])),
  )
}
