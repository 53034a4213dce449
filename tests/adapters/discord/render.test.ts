import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { type Button, type MessageBody, type Select, violations } from '../../../adapters/discord/limits.ts'
import { renderPost } from '../../../adapters/discord/render.ts'
import { type PostStyle, postStyles } from '../../../src/deliver/style.ts'
import type { Post } from '../../../src/read/post.ts'
import { loadContract } from '../../fakes/discord/contract.ts'
import { anyPost, postCases } from '../posts.ts'
import { caseOf, key, plainPost } from './setting.ts'

const frozen = z.object({ body: z.custom<MessageBody>(), title: z.string(), topics: z.array(z.string()) })

const rendered = (post: Post, style: PostStyle = 'full') =>
  frozen.parse(JSON.parse(renderPost(post, style, { key })))

const embedOf = (post: Post, style: PostStyle = 'full') => rendered(post, style).body.embeds[0] ?? {}

const buttonsOf = (post: Post, style: PostStyle = 'full') =>
  rendered(post, style).body.components.flatMap((row) =>
    row.components.flatMap((one: Button | Select) => ('label' in one ? [one] : [])),
  )

const cases = Object.entries(postCases).flatMap(([name, post]) =>
  postStyles.map((style) => ({ name, style, post })),
)

test.each(cases)('$name, $style: as it was agreed, and Discord takes it', async ({ name, style, post }) => {
  const message = rendered(post, style)
  await expect(`${JSON.stringify(message, null, 2)}\n`).toMatchFileSnapshot(
    `../../fixtures/messages/discord/${name}.${style}.json`,
  )
  expect(violations(message.body)).toEqual([])
  const contract = await loadContract()
  expect(contract('message', message.body)).toEqual([])
  expect(contract('forumThread', { name: message.title, message: message.body })).toEqual([])
})

const shown = (text: string) => text.replace(/\\([^0-9A-Za-z\s])/g, '$1')
const onOneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

/** What stands in quotation marks in a message; each block quote ends with the line of its speaker. */
function quotationsIn({ embeds }: MessageBody): string[] {
  const blocks = (embeds[0]?.description ?? '').split('\n\n').filter((block) => block.startsWith('> '))
  return blocks.map((block) => {
    const words = block.split('\n').slice(0, -1).join('\n')
    return onOneLine(shown(words.replace(/^> /gm, '')))
  })
}

test('no post whatsoever exceeds a limit, and what stands in quotation marks was said, word for word', async () => {
  const contract = await loadContract()
  fc.assert(
    fc.property(anyPost, fc.constantFrom(...postStyles), (post, style) => {
      const { body, title } = rendered(post, style)
      const found = [...violations(body), ...contract('forumThread', { name: title, message: body })]
      const said = new Set(post.quotes.map(({ text }) => `“${onOneLine(text)}”`))
      const unsaid = quotationsIn(body).filter((quotation) => !said.has(quotation))
      return found.length + unsaid.length === 0 || expect([...found, ...unsaid]).toEqual([])
    }),
    { numRuns: 2000 },
  )
})

test('the styles show the headline, a brief with two quotes, and everything', () => {
  const post = { ...caseOf('twenty-quotes'), image: { url: 'https://x.example/a.jpg', alt: 'A pier' } }
  const quotes = (style: PostStyle) => embedOf(post, style).description?.match(/^> “/gm)?.length ?? 0
  expect(quotes('headline')).toBe(0)
  expect(quotes('brief')).toBe(2)
  expect(quotes('full')).toBeGreaterThan(5)
  expect(embedOf(post, 'headline')).not.toHaveProperty('description')
  expect(embedOf(post, 'brief').thumbnail).toEqual({ url: 'https://x.example/a.jpg', description: 'A pier' })
  expect(embedOf(post, 'full').image).toEqual({ url: 'https://x.example/a.jpg', description: 'A pier' })
})

test('quotes that have no room are dropped whole, and the button tells how many there are', () => {
  const post = caseOf('twenty-quotes')
  const shown = embedOf(post).description?.match(/^> “.*until the end”$/gm)?.length ?? 0
  expect(buttonsOf(post)).toContainEqual(
    expect.objectContaining({ label: `More quotes (${20 - shown + 7})`, custom_id: `pq:quotes:${key}` }),
  )
})

test('a quote too long for a message leaves its place to the next', () => {
  const { description } = embedOf(caseOf('very-long'))
  expect(description).toContain('“a short quote that fits”')
  expect(description).not.toContain('a long quote')
})

test('a quote without a speaker that can be shown is none', () => {
  const [quote] = plainPost.quotes
  const nobody = quote === undefined ? [] : [{ ...quote, speaker: '\u200b' }]
  expect(embedOf({ ...plainPost, quotes: nobody }).description).not.toContain('“')
})

test('every post says why it is there, and links only to the web', () => {
  expect(buttonsOf(plainPost)).toEqual([
    expect.objectContaining({ label: 'Source', url: 'https://gazette.example/pier' }),
    expect.objectContaining({ label: 'In context', custom_id: `pq:in-context:${key}` }),
    expect.objectContaining({ label: 'Why this?', custom_id: `pq:why:${key}` }),
  ])
  for (const name of ['bad-addresses', 'endless-url', 'nothing-but-a-headline'])
    expect(buttonsOf(caseOf(name)).map(({ label }) => label)).not.toContain('Source')
  expect(embedOf(caseOf('bad-addresses'))).not.toHaveProperty('image')
})

test('a time that no calendar has is left out', () => {
  expect(embedOf({ ...plainPost, publishedAt: 8.64e15 })).not.toHaveProperty('timestamp')
  expect(embedOf(plainPost).timestamp).toBe('2026-01-24T09:30:00.000Z')
})

test('the same post, style and key give the same message', () => {
  expect(renderPost(plainPost, 'full', { key })).toBe(renderPost(plainPost, 'full', { key }))
})
