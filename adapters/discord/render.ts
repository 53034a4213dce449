import type { Marking, RenderedMessage } from '../../src/deliver/adapter.ts'
import type { Locale } from '../../src/deliver/locale.ts'
import { type PostStyle, quotesInStyle, summaryIn } from '../../src/deliver/style.ts'
import { postTexts, tellNotice } from '../../src/deliver/texts/post.ts'
import type { Post, PostQuote } from '../../src/read/post.ts'
import { freeze } from './frozen.ts'
import { type Button, type Embed, type EmbedMedia, limits, linkOf, type MessageBody } from './limits.ts'
import { customIdOf, whyIdOf } from './marker.ts'
import { cleanText, escapeMarkdown, fitText, quoteLines } from './text.ts'

/** The bar at the side of what we post. */
export const embedColor = 0xf2b33d

/** Room for what is not a quote; whatever is longer ends with an ellipsis. */
const room = { notice: 400, summary: 1200, outlet: 100, speaker: 120, role: 200, where: 120 }

const latestTime = Date.parse('9999-12-31T00:00:00Z')

/** A post as Discord shows it: the headline as link, summary, quotes as block quotes, outlet and time. */
export function renderPost(post: Post, style: PostStyle, marking: Marking): RenderedMessage {
  return freeze(bodyOf(post, style, marking), { title: post.headline, topics: post.topics })
}

function bodyOf(post: Post, style: PostStyle, { key, locale = 'en' }: Marking): MessageBody {
  const { embed, shownQuotes } = embedOf(post, style, locale)
  const leftOut = post.otherQuotes + post.quotes.length - shownQuotes
  return {
    embeds: [embed],
    components: [{ type: 1, components: buttonsOf(post, { key, locale, leftOut, shownQuotes }) }],
    allowed_mentions: { parse: [] },
  }
}

/** A post without its buttons, and how many of its quotes have a place in it. */
export function embedOf(
  post: Post,
  style: PostStyle,
  locale: Locale = 'en',
): { readonly embed: Embed; readonly shownQuotes: number } {
  const opening = style === 'headline' ? [] : openingOf(post, style, locale)
  const quotes = fittingQuotes(post.quotes, {
    most: quotesInStyle[style],
    room: limits.description - opening.join('\n\n').length,
  })
  const description = [...opening, ...quotes].join('\n\n')
  const embed: Embed = {
    ...headOf(post, locale),
    ...(description === '' ? {} : { description }),
    ...imageOf(post, style),
    ...footOf(post),
    color: embedColor,
  }
  return { embed, shownQuotes: quotes.length }
}

function headOf(post: Post, locale: Locale): Pick<Embed, 'title' | 'url'> {
  const url = linkOf(post.url, limits.embedUrl)
  const title = fitText(cleanText(post.headline), limits.title, escapeMarkdown)
  return {
    title: /[^\s…]/.test(title) ? title : postTexts[locale].untitled,
    ...(url === null ? {} : { url }),
  }
}

/** The small line at the bottom, with the time in the reader's own zone. */
function footOf({ outlet, publishedAt }: Post): Pick<Embed, 'footer' | 'timestamp'> {
  const text = fitText(cleanText(outlet ?? ''), room.outlet)
  const isShowable = publishedAt !== null && publishedAt >= 0 && publishedAt <= latestTime
  return {
    ...(text === '' ? {} : { footer: { text } }),
    ...(isShowable ? { timestamp: new Date(publishedAt).toISOString() } : {}),
  }
}

/** Beside a short text the picture is small; under the full text it has the whole width. */
function imageOf({ image }: Post, style: PostStyle): Pick<Embed, 'image' | 'thumbnail'> {
  const url = linkOf(image?.url ?? null, limits.embedUrl)
  if (style === 'headline' || !url?.startsWith('https:')) return {}
  const alt = fitText(cleanText(image?.alt ?? ''), limits.imageDescription)
  const media: EmbedMedia = { url, ...(alt === '' ? {} : { description: alt }) }
  return style === 'full' ? { image: media } : { thumbnail: media }
}

function openingOf(post: Post, style: PostStyle, locale: Locale): string[] {
  const notice = written(tellNotice(post.notice, locale), room.notice)
  const summary = written(summaryIn(post, style).join(' '), room.summary)
  return [...(notice === null ? [] : [`-# ${notice}`]), ...(summary === null ? [] : [summary])]
}

/** Whole quotes, in order, as many as there is room for. */
function fittingQuotes(
  quotes: readonly PostQuote[],
  { most, room: whole }: { readonly most: number; readonly room: number },
): string[] {
  const shown: string[] = []
  let left = whole
  for (const quote of quotes) {
    if (shown.length >= most) break
    const block = writeQuote(quote)
    if (block === null || block.length + 2 > left) continue
    shown.push(block)
    left -= block.length + 2
  }
  return shown
}

/** A block quote with its speaker under it; null when its words or its speaker can't be shown. */
export function writeQuote(quote: Pick<PostQuote, 'text' | 'speaker' | 'role' | 'where'>): string | null {
  // A quote of this length fits nowhere, and is not worth the look at each of its letters.
  if (quote.text.length > limits.description) return null
  const lines = quoteLines(quote.text)
  const speaker = written(quote.speaker, room.speaker)
  if (lines === null || speaker === null) return null
  const role = written(quote.role, room.role)
  const where = written(quote.where, room.where)
  const who = `— **${speaker}**${role === null ? '' : `, ${role}`}${where === null ? '' : ` · ${where}`}`
  return [...escapeMarkdown(`“${lines.join('\n')}”`).split('\n'), who].map((line) => `> ${line}`).join('\n')
}

function written(text: string | null, max: number): string | null {
  const shown = fitText(cleanText(text ?? ''), max, escapeMarkdown)
  return shown === '' || shown === '…' ? null : shown
}

type ButtonFacts = {
  readonly key: string
  readonly locale: Locale
  readonly leftOut: number
  readonly shownQuotes: number
}

function buttonsOf(post: Post, { key, locale, leftOut, shownQuotes }: ButtonFacts): Button[] {
  const texts = postTexts[locale]
  const source = linkOf(post.url, limits.buttonUrl)
  const quotesId = customIdOf('quotes', key)
  const contextId = customIdOf('in-context', key)
  return [
    ...(source === null ? [] : [{ type: 2, style: 5, label: texts.source, url: source } as const]),
    ...(leftOut > 0 && quotesId !== null
      ? [{ type: 2, style: 2, label: texts.moreQuotes(leftOut), custom_id: quotesId } as const]
      : []),
    ...(shownQuotes > 0 && contextId !== null
      ? [{ type: 2, style: 2, label: texts.inContext, custom_id: contextId } as const]
      : []),
    { type: 2, style: 2, label: texts.whyThis, custom_id: whyIdOf(key) },
  ]
}
