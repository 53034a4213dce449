import { z } from 'zod'
import type { Post, PostQuote } from '../../../src/read/post.ts'
import { messageProblems, metadataProblems } from '../../fakes/slack/contract.ts'

/** A post as the reader composes it on a good day. */
export function postOf(changes: Partial<Post> = {}): Post {
  return {
    headline: 'Harbour board votes for the longer pier',
    url: 'https://gazette.example/pier',
    outlet: 'The Example Gazette',
    publishedAt: Date.parse('2026-01-24T09:30:00Z'),
    updatedAt: null,
    summary: ['The harbour board voted five to two for the longer pier.', 'Work is to begin in May.'],
    quotes: [quoteOf('We have waited eleven years for this vote')],
    otherQuotes: 0,
    image: null,
    topics: [],
    language: 'en',
    notice: null,
    ...changes,
  }
}

export function quoteOf(text: string, changes: Partial<PostQuote> = {}): PostQuote {
  return {
    text,
    start: 0,
    end: text.length,
    speaker: 'Ann Lee',
    role: 'harbour master',
    where: null,
    ...changes,
  }
}

/** What Slack would not take in a message, as the server of the tests sees it. */
export function refusals(rendered: string): readonly string[] {
  const { text, blocks, metadata } = message.parse(JSON.parse(rendered))
  return [...messageProblems({ text, blocks }), ...metadataProblems(metadata)]
}

const anyPart = z.looseObject({ type: z.string() })
const message = z.looseObject({
  text: z.string(),
  blocks: z.array(z.looseObject({ type: z.string(), block_id: z.string().optional() })),
  metadata: z.unknown(),
})
type Part = z.infer<typeof anyPart>

/** What a reader of the message finds in it. */
export function readMessage(rendered: string) {
  const read = message.parse(JSON.parse(rendered))
  const parts = partsIn(read.blocks)
  const ofType = (type: string) => parts.filter((part) => part.type === type)
  return {
    message: read,
    quotes: ofType('rich_text_quote').map(
      (part) => partsIn(part.elements).find(({ type }) => type === 'text')?.text,
    ),
    links: ofType('link').map(({ text, url }) => ({ text, url })),
    buttons: ofType('button').map(({ text }) => anyPart.parse(text).text),
    images: ofType('image'),
    texts: parts.filter(({ text }) => typeof text === 'string'),
  }
}

/** Everything in the message that has a type, blocks and their parts alike. */
function partsIn(value: unknown): Part[] {
  if (Array.isArray(value)) return value.flatMap(partsIn)
  if (typeof value !== 'object' || value === null) return []
  const part = anyPart.safeParse(value)
  return [...(part.success ? [part.data] : []), ...Object.values(value).flatMap(partsIn)]
}
