import { styleText } from 'node:util'
import stringWidth from 'string-width'
import { type PostStyle, quotesInStyle, summaryIn } from '../../src/deliver/style.ts'
import type { Block, Inline, RichText, View } from '../../src/deliver/view.ts'
import type { Post, PostQuote } from '../../src/read/post.ts'

/** What the terminal can do; all off gives plain text for a pipe. */
export type Terminal = {
  readonly columns: number
  readonly color: boolean
  readonly links: boolean
  readonly locale: string
  readonly timeZone: string
}

type Spoken = Pick<PostQuote, 'text' | 'speaker' | 'role' | 'where'>

const widestText = 92
const narrowestText = 40
const margin = '  '

/** A post for the eyes of somebody at a terminal: headline, summary, quotes as block quotes, where it comes from. */
export function renderPost(post: Post, style: PostStyle, terminal: Terminal): string {
  const width = widthOf(terminal)
  const paint = painter(terminal)
  const headline = wrapped(clean(post.headline), width).map((line) =>
    paint.headline(link(line, post.url, terminal)),
  )
  const parts = [
    headline,
    ...(style === 'headline' ? [] : bodyOf(post, style, { width, paint })),
    sourceLines(post, terminal).map(paint.faint),
  ]
  const blocks = parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => margin + line).join('\n'))
  return `${blocks.join('\n\n')}\n`
}

function widthOf(terminal: Terminal): number {
  return Math.max(narrowestText, Math.min(widestText, terminal.columns - 2 * margin.length))
}

/** What the program says besides posts, for the same eyes. */
export function renderView(view: View, terminal: Terminal): string {
  const width = widthOf(terminal)
  const paint = painter(terminal)
  const blocks = view.blocks
    .map((block) => linesOf(block, { width, paint, terminal }))
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => margin + line).join('\n'))
  return `${blocks.join('\n\n')}\n`
}

function linesOf(
  block: Block,
  around: { readonly width: number; readonly paint: Paint; readonly terminal: Terminal },
): string[] {
  const { width, paint, terminal } = around
  const plain = (text: RichText) => clean(text.map((part) => inlineText(part, terminal)).join(''))
  switch (block.kind) {
    case 'heading':
      return wrapped(clean(block.text), width).map(paint.headline)
    case 'text':
      return wrapped(plain(block.text), width)
    case 'list':
      return block.items.flatMap((item) =>
        wrapped(plain(item), width - 2).map((line, row) => (row === 0 ? `• ${line}` : `  ${line}`)),
      )
    case 'quote':
      return blockQuote(block, width, paint)
    case 'note':
      return wrapped(plain(block.text), width).map(paint.faint)
    case 'buttons':
      return block.buttons.flatMap((button) =>
        button.kind === 'link' ? [clean(`${button.label}: ${button.url}`)] : [],
      )
    case 'select':
      return []
    case 'post':
      return renderPost(block.post, block.style, terminal)
        .trimEnd()
        .split('\n')
        .map((line) => line.slice(margin.length))
  }
}

function inlineText(part: Inline, terminal: Terminal): string {
  if (typeof part === 'string') return part
  if ('strong' in part) return part.strong
  if ('code' in part) return part.code
  if ('time' in part) return timeOf(part.time, terminal)
  if ('name' in part) return part.name
  return part.text === part.url ? part.url : `${part.text} (${part.url})`
}

function bodyOf(
  post: Post,
  style: PostStyle,
  { width, paint }: { readonly width: number; readonly paint: Paint },
): string[][] {
  const summary = summaryIn(post, style).map(clean).join(' ')
  return [
    ...(post.notice === null ? [] : [wrapped(clean(post.notice), width).map(paint.faint)]),
    ...(summary === '' ? [] : [wrapped(summary, width)]),
    ...post.quotes.slice(0, quotesInStyle[style]).map((quote) => blockQuote(quote, width, paint)),
  ]
}

function blockQuote(quote: Spoken, width: number, paint: Paint): string[] {
  const who = [quote.speaker, quote.role].filter((part) => part !== null).join(', ')
  const speaker = quote.where === null ? who : `${who} · ${quote.where}`
  const lines = [
    ...wrapped(`“${clean(quote.text)}”`, width - 2).map(paint.quote),
    ...wrapped(`— ${clean(speaker)}`, width - 2).map(paint.speaker),
  ]
  return lines.map((line) => `${paint.bar('┃')} ${line}`)
}

function sourceLines(post: Post, terminal: Terminal): string[] {
  const time = post.publishedAt === null ? null : timeOf(post.publishedAt, terminal)
  const outlet = [post.outlet, time].filter((part) => part !== null).join(' · ')
  return [outlet, post.url ?? ''].map(clean).filter((line) => line !== '')
}

function timeOf(at: number, { locale, timeZone }: Terminal): string {
  return new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
    timeZoneName: 'short',
  }).format(at)
}

type Paint = Readonly<Record<'headline' | 'faint' | 'bar' | 'quote' | 'speaker', (text: string) => string>>

function painter({ color }: Terminal): Paint {
  const paint =
    (format: Parameters<typeof styleText>[0]) =>
    (text: string): string =>
      color ? styleText(format, text, { validateStream: false }) : text
  return {
    headline: paint('bold'),
    faint: paint('dim'),
    bar: paint('yellow'),
    quote: paint('italic'),
    speaker: paint('cyan'),
  }
}

/** OSC 8, the escape sequence for links in terminals. */
function link(text: string, url: string | null, { links }: Terminal): string {
  return links && url !== null ? `\u001b]8;;${clean(url)}\u0007${text}\u001b]8;;\u0007` : text
}

/** Text from a stranger: without what would steer the terminal or turn the reading direction around. */
function clean(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu, '')
    .trim()
}

/** Lines of at most `width` columns, broken at spaces; no character is changed. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && stringWidth(longer) > width) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line]
}
