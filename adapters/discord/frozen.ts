import { z } from 'zod'
import type { RenderedMessage } from '../../src/deliver/adapter.ts'
import { limits, type MessageBody } from './limits.ts'
import { cleanText, fitText } from './text.ts'

const frozenMessage = z.object({
  /** As the API takes it. */
  body: z.record(z.string(), z.unknown()),
  /** What a thread made of it is called. */
  title: z.string(),
  topics: z.array(z.string()).readonly(),
})

/** What the outbox keeps: the message, and what a forum needs besides. */
export type FrozenMessage = Readonly<z.infer<typeof frozenMessage>>

/** A tag's name has at most 20 characters, so longer topics never match one. */
const longestTag = 20

/** The message as text for the outbox. */
export function freeze(
  body: MessageBody,
  about: { title: string; topics: readonly string[] },
): RenderedMessage {
  const title = fitText(cleanText(about.title), limits.threadName) || 'Untitled'
  const topics = about.topics.map(cleanText).filter(({ length }) => length > 0 && length <= longestTag)
  return JSON.stringify({ body, title, topics })
}

/** The message as it was frozen; null when it is none of ours. */
export function thaw(message: RenderedMessage): FrozenMessage | null {
  try {
    return frozenMessage.parse(JSON.parse(message))
  } catch {
    return null
  }
}
