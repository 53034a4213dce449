import type { types } from '@slack/bolt'
import type { Marking } from '../../src/deliver/adapter.ts'
import type { Locale } from '../../src/deliver/locale.ts'
import { type PostStyle, quotesInStyle, summaryIn } from '../../src/deliver/style.ts'
import { postTexts, tellNotice } from '../../src/deliver/texts/post.ts'
import type { Post } from '../../src/read/post.ts'
import { limits } from './limits.ts'
import {
  dateFormats,
  markedMessage,
  plainText,
  quoteElement,
  quoteText,
  richText,
  type SlackBlock,
  type Spoken,
  section,
  sizeOf,
  slackSeconds,
  speakable,
  timeInWords,
} from './render-blocks.ts'
import { cleanText, escapedLength, escapeMrkdwn, shorten, webAddress } from './text.ts'

const longestHeadline = 300
const longestNotice = 300
const longestOutlet = 150
const longestSummary = 2_000

/** The post as it is shown in one style: cleaned, within sensible lengths, and nothing that is cut inside a quote. */
type Story = {
  readonly headline: string
  readonly url: string | null
  readonly notice: string
  readonly summary: string
  readonly quotes: readonly Spoken[]
  readonly outlet: string
  readonly publishedAt: number | null
  readonly image: types.ImageElement | null
}

/** The message of a post as JSON text. */
export function renderPost(post: Post, style: PostStyle, marking: Marking): string {
  const { locale = 'en' } = marking
  const story = storyOf(post, style, locale)
  const quotes = style === 'headline' ? [] : fittingQuotes(post, story, marking)
  const hidden =
    post.otherQuotes + post.quotes.filter(({ text }) => text.trim() !== '').length - quotes.length
  const shown = { ...story, quotes }
  const blocks = blocksOf(shown, style === 'headline' ? [] : buttonsOf(shown, hidden, marking))
  return JSON.stringify(markedMessage(textOf(shown, locale), blocks, marking))
}

/** The post inside of a view: as it would be published, but for its buttons. */
export function postInView(post: Post, style: PostStyle): SlackBlock[] {
  const story = storyOf(post, style, 'en')
  const quotes = style === 'headline' ? [] : fittingQuotes(post, story, { key: '' })
  return blocksOf({ ...story, quotes }, [])
}

function storyOf(post: Post, style: PostStyle, locale: Locale): Story {
  const outlet = shorten(cleanText(post.outlet ?? ''), longestOutlet)
  const headline = shorten(cleanText(post.headline), longestHeadline) || outlet || postTexts[locale].untitled
  const hasBody = style !== 'headline'
  const summary = summaryIn(post, style)
    .map(cleanText)
    .filter((sentence) => sentence !== '')
  return {
    headline,
    url: webAddress(post.url, limits.url),
    notice: hasBody ? shorten(cleanText(tellNotice(post.notice, locale) ?? ''), longestNotice) : '',
    summary: hasBody ? shorten(summary.join(' '), longestSummary) : '',
    quotes: post.quotes.flatMap(speakable).slice(0, quotesInStyle[style]),
    outlet,
    publishedAt: post.publishedAt,
    image: hasBody ? imageOf(post, headline) : null,
  }
}

function imageOf({ image }: Post, headline: string): types.ImageElement | null {
  const url = image === null ? null : webAddress(image.url, limits.url)
  // Slack shows a broken picture for a drawing in SVG, and refuses addresses without https.
  if (url === null || !url.startsWith('https:') || /\.svg(?:[?#]|$)/i.test(url)) return null
  const alt = shorten(cleanText(image?.alt ?? ''), longestHeadline) || headline
  return { type: 'image', image_url: url, alt_text: alt }
}

/** The quotes that go out whole beside everything else; one that is too long doesn't keep out the next. */
function fittingQuotes(post: Post, story: Story, marking: Marking): Spoken[] {
  const frame = blocksOf({ ...story, quotes: [] }, buttonsOf(story, post.quotes.length + 1, marking))
  let room = limits.json - sizeOf(markedMessage('', frame, marking).blocks)
  let places = limits.blocks - frame.length
  return story.quotes.filter((quote) => {
    const size = sizeOf([quoteBlock(quote)])
    if (size > room || places === 0) return false
    room -= size
    places--
    return true
  })
}

function blocksOf(story: Story, buttons: types.Button[]): SlackBlock[] {
  return [
    richText(section([headlineOf(story)])),
    ...(story.notice === '' ? [] : [context([plainText(story.notice)])]),
    ...(story.summary === '' ? [] : [summaryOf(story)]),
    ...story.quotes.map(quoteBlock),
    ...contextIfAny(sourceOf(story)),
    ...(buttons.length === 0 ? [] : [{ type: 'actions' as const, elements: buttons }]),
  ]
}

// Slack's header block can't be a link, and the headline must lead to the article.
function headlineOf({ headline, url }: Story): types.RichTextLink | types.RichTextText {
  const style = { bold: true }
  return url === null ? { type: 'text', text: headline, style } : { type: 'link', url, text: headline, style }
}

// A section's accessory may fail to load and the message stands; an image block that fails refuses the whole message:
// https://github.com/slackapi/java-slack-sdk/issues/1396
function summaryOf({ summary, image }: Story): types.SectionBlock {
  return { type: 'section', text: plainText(summary), ...(image === null ? {} : { accessory: image }) }
}

function quoteBlock(quote: Spoken): types.RichTextBlock {
  return richText(quoteElement(quote))
}

function context(elements: types.ContextBlock['elements']): types.ContextBlock {
  return { type: 'context', elements }
}

function contextIfAny(elements: types.ContextBlock['elements']): types.ContextBlock[] {
  return elements.length === 0 ? [] : [context(elements)]
}

function sourceOf({ outlet, publishedAt }: Story): types.ContextBlock['elements'] {
  const seconds = publishedAt === null ? null : slackSeconds(publishedAt)
  return [
    ...(outlet === '' ? [] : [plainText(outlet)]),
    ...(seconds === null
      ? []
      : [
          {
            type: 'mrkdwn' as const,
            text: `<!date^${seconds}^${dateFormats.moment}|${timeInWords(seconds * 1000, 'moment')}>`,
          },
        ]),
  ]
}

function buttonsOf({ url, quotes }: Story, hidden: number, { key, locale = 'en' }: Marking): types.Button[] {
  const texts = postTexts[locale]
  return [
    ...(url === null ? [] : [{ ...button('source', texts.source), url }]),
    ...(hidden > 0 ? [{ ...button('quotes', texts.moreQuotes(hidden)), value: key }] : []),
    ...(quotes.length > 0 ? [{ ...button('in-context', texts.inContext), value: key }] : []),
    { ...button('why', texts.whyThis), value: key },
  ]
}

function button(action: string, label: string): types.Button {
  return { type: 'button', action_id: `pq:${action}`, text: plainText(label) }
}

const roomForText = { headline: 400, notice: 300, summary: 900, source: 150, url: 2_000 } as const

/** Everything the blocks say, for screen readers and notifications: they read this instead of the blocks. */
function textOf(story: Story, locale: Locale): string {
  const before = [
    shorten(story.headline, roomForText.headline, escapedLength),
    shorten(story.notice, roomForText.notice, escapedLength),
    shorten(story.summary, roomForText.summary, escapedLength),
  ]
  const url = story.url !== null && escapedLength(story.url) <= roomForText.url ? story.url : ''
  const after = [shorten(story.outlet, roomForText.source, escapedLength), url]
  const room = limits.text - lengthOf([...before, ...after])
  const quotes = wholeQuotes(story.quotes, room, postTexts[locale].andQuotes)
  return lines([...before, ...quotes, ...after])
}

function wholeQuotes(quotes: readonly Spoken[], room: number, rest: (count: number) => string): string[] {
  let left = room - rest(quotes.length).length - 2
  const taken = quotes.map(quoteText).filter((text) => {
    const size = escapedLength(text) + 1
    if (size > left) return false
    left -= size
    return true
  })
  return taken.length === quotes.length ? taken : [...taken, rest(quotes.length - taken.length)]
}

function lengthOf(parts: readonly string[]): number {
  return lines(parts).length
}

function lines(parts: readonly string[]): string {
  return parts
    .filter((part) => part !== '')
    .map(escapeMrkdwn)
    .join('\n')
}
