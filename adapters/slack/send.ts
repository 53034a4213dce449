import { z } from 'zod'
import type { SendResult } from '../../src/deliver/adapter.ts'
import type { Destination, MessageRef } from '../../src/deliver/address.ts'
import { failureOf, type NotSent, sendResultOf } from './errors.ts'
import type { WebClient } from './web-client.ts'

const frozenMessage = z.looseObject({
  text: z.string(),
  blocks: z.array(z.looseObject({ type: z.string() })),
})
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i
const answer = z.object({ ts: z.string().min(1) })
type FrozenMessage = z.infer<typeof frozenMessage>

/** Posts the message; asks a second time only where Slack has refused it for a picture. */
export async function publish(
  client: WebClient,
  to: Destination,
  message: string,
  key: string,
): Promise<SendResult> {
  const { platform, workspaceId, channelId } = to
  const threadId = threadOf(to)
  const place = {
    channel: channelId,
    // Slack may or may not know a repeated one: https://docs.slack.dev/reference/methods/chat.postMessage#errors
    ...(uuid.test(key) ? { client_msg_id: key } : {}),
    ...(threadId === null ? {} : { thread_ts: threadId }),
  }
  const outcome = await ask(client, 'chat.postMessage', { message, place })
  return 'ts' in outcome
    ? { kind: 'sent', message: { platform, workspaceId, channelId, threadId, messageId: outcome.ts } }
    : outcome
}

/** Changes a message that stands. */
export async function update(client: WebClient, message: MessageRef, to: string): Promise<SendResult> {
  const place = { channel: message.channelId, ts: message.messageId }
  const outcome = await ask(client, 'chat.update', { message: to, place })
  return 'ts' in outcome ? { kind: 'sent', message } : outcome
}

/** The thread of a destination; an answer to a message is in the thread that it starts. */
export function threadOf(to: Destination): string | null {
  return to.threadId ?? to.replyTo ?? null
}

type Request = { readonly message: string; readonly place: { readonly channel: string } }
type Outcome = { readonly ts: string } | NotSent

async function ask(
  client: WebClient,
  method: 'chat.postMessage' | 'chat.update',
  { message, place }: Request,
): Promise<Outcome> {
  const frozen = readFrozen(message)
  if (frozen === null)
    return { kind: 'rejected', about: 'message', reason: `the message saved for ${place.channel} is broken` }
  const first = await askOnce(client, method, { ...frozen, ...place })
  const plain = 'refusedFor' in first && isAboutPicture(first.refusedFor) ? withoutImages(frozen) : null
  if (plain === null) return 'refusedFor' in first ? sendResultOf(first.refusedFor, place.channel) : first
  // Nothing was posted, and a post without its picture is better than none: slackapi/python-slack-sdk#1782
  const second = await askOnce(client, method, { ...plain, ...place })
  return 'refusedFor' in second ? sendResultOf(second.refusedFor, place.channel) : second
}

function readFrozen(message: string): FrozenMessage | null {
  try {
    return frozenMessage.parse(JSON.parse(message))
  } catch {
    return null
  }
}

async function askOnce(
  client: WebClient,
  method: string,
  args: Record<string, unknown>,
): Promise<{ readonly ts: string } | { readonly refusedFor: unknown }> {
  try {
    const read = answer.safeParse(await client.apiCall(method, args))
    return read.success ? read.data : { refusedFor: new Error('Slack says ok, but not which message') }
  } catch (error) {
    return { refusedFor: error }
  }
}

function isAboutPicture(error: unknown): boolean {
  const failure = failureOf(error)
  return (
    failure.kind === 'refused' &&
    /^invalid_blocks/.test(failure.code) &&
    failure.details.some((detail) => /image|accessory/.test(detail))
  )
}

/** The message without the pictures beside its sections; null when there are none. */
function withoutImages(message: FrozenMessage): FrozenMessage | null {
  if (!message.blocks.some((block) => 'accessory' in block)) return null
  return { ...message, blocks: message.blocks.map(({ accessory, ...block }) => block) }
}
