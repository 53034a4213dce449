import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { limits, violations } from '../../../adapters/slack/limits.ts'
import { renderPost } from '../../../adapters/slack/render.ts'
import type { PostStyle } from '../../../src/deliver/style.ts'
import type { Post, PostQuote } from '../../../src/read/post.ts'
import { anyPost, postCases } from '../posts.ts'
import { postOf, quoteOf, readMessage, refusals } from './messages.ts'

const styles: readonly PostStyle[] = ['headline', 'brief', 'full']
const key = '0d9a1a52-6f5c-5e0e-9d8e-0d1b9a3f4c11'

describe('every post in every style', () => {
  const cases = Object.entries(postCases).flatMap(([name, post]) =>
    styles.map((style) => ({ name, post, style })),
  )

  test.each(cases)('$name as $style looks as it looked', async ({ name, post, style }) => {
    const message = renderPost(post, style, { key })
    expect([...violations(message), ...refusals(message)]).toEqual([])
    await expect(`${JSON.stringify(JSON.parse(message), null, 2)}\n`).toMatchFileSnapshot(
      `../../fixtures/messages/slack/${name}.${style}.json`,
    )
  })

  test('whatever the reader could compose breaks none of the limits, and quotes only what was said', () => {
    fc.assert(
      fc.property(anyPost, fc.constantFrom(...styles), (post, style) => {
        const message = renderPost(post, style, { key })
        expect([...violations(message), ...refusals(message)]).toEqual([])
        const said = post.quotes.map(({ text }) => `“${text}”`)
        for (const quoted of readMessage(message).quotes) expect(said).toContain(quoted)
      }),
      { numRuns: 2_000 },
    )
  })
})

const plain = postOf()

describe('a post', () => {
  const rendered = (changes: Partial<Post>, style: PostStyle = 'full') =>
    readMessage(renderPost({ ...plain, ...changes }, style, { key }))

  test('carries its key in the first block and in the metadata', () => {
    const { message } = rendered({})
    expect(message.blocks[0]?.block_id).toBe(`pq:${key}`)
    expect(message.metadata).toEqual({
      event_type: 'pullquote_delivery',
      event_payload: { delivery_id: key },
    })
  })

  test('has a headline that leads to the article', () => {
    expect(rendered({}).links).toContainEqual({ text: plain.headline, url: plain.url })
  })

  test('offers more quotes only when there are more', () => {
    expect(rendered({}).buttons).toEqual(['Source', 'In context', 'Why this?'])
    expect(rendered({ otherQuotes: 3 }).buttons).toEqual([
      'Source',
      'More quotes (3)',
      'In context',
      'Why this?',
    ])
  })

  test('in brief has two quotes, and tells of the others', () => {
    const quotes = ['One sentence', 'Another sentence', 'A third sentence'].map((text) => quoteOf(text))
    const brief = rendered({ quotes }, 'brief')
    expect(brief.quotes).toEqual(['“One sentence”', '“Another sentence”'])
    expect(brief.buttons).toContain('More quotes (1)')
  })

  test('drops a quote that is too long whole, keeps the next, and tells of it', () => {
    const quotes = [quoteOf('word '.repeat(800)), quoteOf('short enough')]
    const full = rendered({ quotes })
    expect(full.quotes).toEqual(['“short enough”'])
    expect(full.buttons).toContain('More quotes (1)')
  })

  test.each([
    ['a character that turns the reading direction', 'safe \u202eevil\u202c words'],
    ['a control character', 'a\u0007b'],
    ['half of a surrogate pair', 'broken \ud83d word'],
    ['marks that spill over other lines', `Z${'\u0301'.repeat(20)}`],
    ['nothing to see', '\u200b'],
  ])('leaves out a quote with %s', (_, text) => {
    expect(rendered({ quotes: [quoteOf(text)] }).quotes).toEqual([])
  })

  test('leaves out a quote whose speaker cannot be shown', () => {
    expect(rendered({ quotes: [quoteOf('Said by nobody', { speaker: '\u200b' })] }).quotes).toEqual([])
  })

  test('gives the words of a stranger no power: they are plain text in every block', () => {
    const hostile = '<!channel> *bold* <https://evil.example|here> `code` :smile:'
    const quote: Partial<PostQuote> = { speaker: hostile, role: hostile, where: hostile }
    const { message, texts } = rendered({
      headline: hostile,
      outlet: hostile,
      summary: [hostile],
      notice: hostile,
      quotes: [quoteOf(hostile, quote)],
    })
    expect(texts.filter(({ type }) => type === 'mrkdwn').map(({ text }) => text)).toEqual([
      '<!date^1769247000^{date_short_pretty}, {time}|24 Jan 2026, 09:30 UTC>',
    ])
    expect(message.text).not.toMatch(/<(?!!date)/)
    expect(message.text).toContain('&lt;!channel&gt;')
  })

  test('says everything in its text for those who hear it', () => {
    const { message } = rendered({ quotes: [quoteOf('We have waited & waited', { where: 'in Delft' })] })
    expect(message.text.split('\n')).toEqual([
      plain.headline,
      plain.summary.join(' '),
      '“We have waited &amp; waited” — Ann Lee, harbour master · in Delft',
      plain.outlet,
      plain.url,
    ])
  })

  test('counts in its text the quotes that have no room in it', () => {
    const quotes = Array.from({ length: 4 }, (_, index) => quoteOf(`${'word '.repeat(200)}${index}`))
    const { message } = rendered({ quotes })
    expect(message.text.length).toBeLessThanOrEqual(limits.text)
    expect(message.text).toMatch(/… and \d more quotes?/)
  })

  test.each(['http://gazette.example/a.jpg', 'data:image/png;base64,AAAA', 'not an address'])(
    'has no image from %s',
    (url) => {
      expect(rendered({ image: { url, alt: null } }).images).toEqual([])
    },
  )

  test('has its image beside the summary, where one that fails to load refuses nothing', () => {
    const { message, images } = rendered({ image: { url: 'https://gazette.example/a.jpg', alt: null } })
    expect(images).toEqual([
      { type: 'image', image_url: 'https://gazette.example/a.jpg', alt_text: plain.headline },
    ])
    expect(message.blocks.map(({ type }) => type)).not.toContain('image')
  })

  test.each([null, -1, 8.64e15, Number.NaN])('published at %s has no time', (publishedAt) => {
    expect(JSON.stringify(rendered({ publishedAt }).message)).not.toContain('<!date')
  })
})
