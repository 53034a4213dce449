import { z } from 'zod'
import type { RenderedMessage, SendResult } from '../../src/deliver/adapter.ts'
import type { ChannelRef, Destination, MessageRef } from '../../src/deliver/address.ts'
import { type Channel, type Channels, kindOf } from './channels.ts'
import { explain, type Failure, sendResultOf, unsentResultOf } from './errors.ts'
import { type FrozenMessage, thaw } from './frozen.ts'
import { limits } from './limits.ts'
import { nonceOf } from './marker.ts'
import type { Api, Asked } from './rest.ts'

export type SendParts = { readonly api: Api; readonly channels: Channels }

const unreadable: SendResult = {
  kind: 'rejected',
  about: 'message',
  reason: 'the message that was kept is not one for Discord',
}

const created = z.object({ id: z.string() })

const unknownMessage = 10_008
const invalidForm = 50_035
const crosspostedAlready = 40_033
const archivedThread = 50_083
const requireTag = 1 << 4

/** Posts a message once; in a forum as a new thread. */
export async function publish(
  to: Destination,
  message: RenderedMessage,
  { key, parts }: { readonly key: string; readonly parts: SendParts },
): Promise<SendResult> {
  const wrong = wrongAddress(to)
  if (wrong !== null) return wrong
  const frozen = thaw(message)
  if (frozen === null) return unreadable
  const place = to.threadId ?? to.channelId
  const looked = await parts.channels.look(place)
  if (looked.kind === 'failed') return unsentResultOf(looked.failure, `look at channel ${place}`)
  const closed = whyClosed(looked.channel, to)
  if (closed !== null) return { kind: 'rejected', about: 'channel', reason: closed }
  if (kindOf(looked.channel) !== 'forum') return postTo(to, place, { frozen, key, parts })
  // The first message of a forum's thread has the id of its thread.
  if (to.replyTo !== undefined)
    return postTo({ ...to, threadId: to.replyTo }, to.replyTo, { frozen, key, parts })
  return startThread(to, looked.channel, { frozen, parts })
}

function whyClosed(channel: Channel, { workspaceId }: ChannelRef): string | null {
  if (kindOf(channel) === 'other')
    return `post to channel ${channel.id}: it is of a kind that takes no posts (type ${channel.type}); choose a text, announcement, forum or media channel, or a thread`
  if (kindOf(channel) !== 'direct' && channel.guild_id !== workspaceId)
    return `post to channel ${channel.id}: it is not on the server ${workspaceId}; choose a channel of that server`
  return null
}

/** Changes a message of ours; a thread that fell asleep is woken for it. */
export async function update(
  message: MessageRef,
  to: RenderedMessage,
  parts: SendParts,
): Promise<SendResult> {
  const wrong = wrongAddress(message)
  if (wrong !== null) return wrong
  const frozen = thaw(to)
  if (frozen === null) return unreadable
  const place = message.threadId ?? message.channelId
  const route = `/channels/${place}/messages/${message.messageId}` as const
  const edit = () => parts.api.ask({ method: 'PATCH', route, body: frozen.body })
  const asked = await edit()
  const isAsleep = asked.kind === 'refused' && asked.code === archivedThread
  const again = isAsleep && (await wake(place, parts)) ? await edit() : asked
  return settle(again, { ref: message, place, what: 'change a message in', parts })
}

/** Hands a message on to the followers of its announcement channel. */
export async function crosspost(message: MessageRef, parts: SendParts): Promise<SendResult> {
  const wrong = wrongAddress(message)
  if (wrong !== null) return wrong
  const route = `/channels/${message.channelId}/messages/${message.messageId}/crosspost` as const
  const asked = await parts.api.ask({ method: 'POST', route })
  if (asked.kind === 'refused' && asked.code === crosspostedAlready) return { kind: 'sent', message }
  return settle(asked, { ref: message, place: message.channelId, what: 'publish a message of', parts })
}

type Posting = { readonly frozen: FrozenMessage; readonly key: string; readonly parts: SendParts }

async function postTo(to: Destination, place: string, { frozen, key, parts }: Posting): Promise<SendResult> {
  const asked = await parts.api.ask({
    method: 'POST',
    route: `/channels/${place}/messages`,
    body: {
      ...frozen.body,
      nonce: nonceOf(key),
      enforce_nonce: true,
      ...(to.replyTo === undefined
        ? {}
        : { message_reference: { message_id: to.replyTo, fail_if_not_exists: false } }),
    },
  })
  const ref = { ...placeOf(to), messageId: key }
  // The nonce was used, and its message deleted since: it was posted, and somebody did not want it.
  if (asked.kind === 'refused' && asked.code === unknownMessage) return { kind: 'sent', message: ref }
  return settle(asked, { ref, place, what: 'post to', parts })
}

/** A thread has no nonce: after a lost answer it is looked for by its marker. */
async function startThread(
  to: Destination,
  forum: Channel,
  { frozen, parts }: Omit<Posting, 'key'>,
): Promise<SendResult> {
  const post = ({ id, ...rest }: Channel) => {
    const tags = tagsFor(frozen.topics, rest)
    return parts.api.ask({
      method: 'POST',
      route: `/channels/${id}/threads`,
      body: {
        name: frozen.title,
        message: frozen.body,
        ...(tags.length === 0 ? {} : { applied_tags: tags }),
      },
    })
  }
  const first = await post(forum)
  const asked = isRefusedForm(first) ? await again(forum, { first, post, parts }) : first
  const thread = asked.kind === 'answered' ? created.safeParse(asked.body) : null
  const threadId = thread?.success ? thread.data.id : null
  return settle(asked, {
    ref: { ...placeOf(to), threadId, messageId: threadId ?? '' },
    place: forum.id,
    what: 'post to forum',
    parts,
  })
}

/** A tag that we remember may be gone. */
async function again(
  forum: Channel,
  { first, post, parts }: { first: Asked; post: (forum: Channel) => Promise<Asked>; parts: SendParts },
): Promise<Asked> {
  parts.channels.forget(forum.id)
  const looked = await parts.channels.look(forum.id)
  return looked.kind === 'channel' ? post(looked.channel) : first
}

function isRefusedForm(asked: Asked): boolean {
  return asked.kind === 'refused' && asked.code === invalidForm
}

/** The tags that are called like a topic; where one is required and none fits, the first that we may set. */
export function tagsFor(
  topics: readonly string[],
  { available_tags: tags, flags }: Pick<Channel, 'available_tags' | 'flags'>,
): string[] {
  const wanted = new Set(topics.map((topic) => topic.toLowerCase()))
  const open = tags.filter(({ moderated }) => !moderated)
  const fitting = open.filter(({ name }) => wanted.has(name.toLowerCase())).slice(0, limits.threadTags)
  const chosen = fitting.length === 0 && (flags & requireTag) !== 0 ? open.slice(0, 1) : fitting
  return chosen.map(({ id }) => id)
}

async function wake(threadId: string, { api }: SendParts): Promise<boolean> {
  const asked = await api.ask({ method: 'PATCH', route: `/channels/${threadId}`, body: { archived: false } })
  return asked.kind === 'answered'
}

type Settling = {
  readonly ref: MessageRef
  readonly place: string
  readonly what: string
  readonly parts: SendParts
}

function settle(asked: Asked, { ref, place, what, parts }: Settling): SendResult {
  if (asked.kind !== 'answered') {
    if (isAboutChannel(asked)) for (const id of [place, ref.channelId]) parts.channels.forget(id)
    return sendResultOf(asked, `${what} channel ${place}`)
  }
  const message = created.safeParse(asked.body)
  if (message.success) return { kind: 'sent', message: { ...ref, messageId: message.data.id } }
  return { kind: 'unknown', cause: 'the answer was no message' }
}

function isAboutChannel(failure: Failure): boolean {
  return failure.kind === 'refused' && explain(failure).about === 'channel'
}

function placeOf({ platform, workspaceId, channelId, threadId }: ChannelRef): ChannelRef {
  return { platform, workspaceId, channelId, threadId }
}

/** What is no id would become part of another address. */
export function wrongAddress(ref: ChannelRef & { readonly messageId?: string; readonly replyTo?: string }) {
  const ids = [ref.workspaceId, ref.channelId, ref.threadId, ref.messageId, ref.replyTo].filter(
    (id) => id != null,
  )
  const wrong = ids.find((id) => !/^\d{1,20}$/.test(id))
  if (wrong === undefined) return null
  return {
    kind: 'rejected',
    about: wrong === ref.messageId || wrong === ref.replyTo ? 'message' : 'channel',
    reason: `"${wrong.slice(0, 40)}" is no Discord id; turn on Developer Mode, right-click the channel and copy its id`,
  } as const
}
