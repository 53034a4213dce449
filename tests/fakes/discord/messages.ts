import { openChannel, whyNoPost } from './access.ts'
import { unarchive } from './archive.ts'
import { invalidForm, noContent, ok, type Reply, refuse } from './reply.ts'
import {
  type Channel,
  type Component,
  channelTypes,
  type Message,
  type MessageBody,
  messageFlags,
} from './shapes.ts'
import { messagesIn, putChannel, type World } from './world.ts'

/** What a new message is besides its body. */
export type Extras = Partial<
  Pick<
    Message,
    'id' | 'type' | 'webhook_id' | 'interaction_metadata' | 'message_reference' | 'referenced_message'
  >
>

/** The message as it will be kept; it is in no channel yet. */
export function composeMessage(
  world: World,
  channelId: string,
  body: MessageBody,
  extras: Extras = {},
): Message {
  return {
    id: world.snowflake(),
    channel_id: channelId,
    author: world.bot,
    content: (body.content ?? '').trim(),
    embeds: keptEmbeds(body),
    components: withIds(body.components ?? []),
    flags: body.flags ?? 0,
    timestamp: new Date(world.now()).toISOString(),
    edited_timestamp: null,
    type: 0,
    tts: body.tts ?? false,
    pinned: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: attachmentsOf(world, body),
    allowed_mentions: body.allowed_mentions ?? null,
    ...(body.nonce !== undefined && body.nonce !== null && { nonce: body.nonce }),
    ...extras,
  }
}

/** As Discord shows them; it keeps the content elsewhere, here it is `text`. */
function attachmentsOf(world: World, { files = [] }: MessageBody): Message['attachments'] {
  return files.map(({ name, text }) => ({
    id: world.snowflake(),
    filename: name,
    size: Buffer.byteLength(text),
    text,
  }))
}

/** Puts a message at the end of its channel and tells whoever listens. */
export function postMessage(world: World, message: Message): void {
  messagesIn(world, message.channel_id).push(message)
  const channel = world.channels.get(message.channel_id)
  if (channel) putChannel(world, countedIn(unarchive(world, channel), message))
  // Of direct messages only those hear who have the intent for it.
  if (channel?.recipients === undefined)
    world.announce('MESSAGE_CREATE', { ...message, guild_id: channel?.guild_id })
}

function countedIn(channel: Channel, { id }: Message): Channel {
  if (channel.thread_metadata === undefined) return { ...channel, last_message_id: id }
  // The message that started a forum thread is not counted.
  const count = (channel.message_count ?? 0) + (id === channel.id ? 0 : 1)
  return { ...channel, last_message_id: id, message_count: count, total_message_sent: count }
}

/** What Discord shows of a stored message to a bot that asks for it. */
export function shownMessage({ nonce: _nonce, allowed_mentions: _allowed, ...message }: Message): object {
  return message
}

export function createMessage(world: World, channelId: string, body: MessageBody): Reply {
  const access = openChannel(world, channelId)
  if (access.kind === 'closed') return access.reply
  const refusal = whyNoPost(access, (body.embeds ?? []).length > 0)
  if (refusal !== null) return refuse(refusal)
  if (access.channel.recipients?.some(({ id }) => world.withoutDirect.has(id))) return refuse('cannotSendTo')
  const earlier = postedWithNonce(world, channelId, body)
  if (earlier !== null) return earlier
  const reference = body.message_reference ?? null
  const parent = reference && messagesIn(world, channelId).find(({ id }) => id === reference.message_id)
  if (reference && !access.may('ReadMessageHistory')) return refuse('noReplyWithoutHistory')
  if (reference && !parent && reference.fail_if_not_exists !== false)
    return invalidForm([{ at: ['message_reference'], message: 'Unknown message' }])
  const message = composeMessage(world, channelId, body, parent ? replyTo(parent, access.channel) : {})
  postMessage(world, message)
  rememberNonce(world, channelId, message)
  return ok(sentMessage(message))
}

const sentMessage = (message: Message): object => ({
  ...shownMessage(message),
  ...(message.nonce !== undefined && { nonce: message.nonce }),
})

function replyTo(parent: Message, channel: Channel): Extras {
  return {
    type: 19,
    message_reference: {
      type: 0,
      message_id: parent.id,
      channel_id: parent.channel_id,
      guild_id: channel.guild_id,
    },
    referenced_message: parent,
  }
}

const nonceKey = (channelId: string, nonce: string | number): string => `${channelId}:${nonce}`

/** https://docs.discord.com/developers/resources/message#create-message: "that message will be returned". */
function postedWithNonce(
  world: World,
  channelId: string,
  { nonce, enforce_nonce }: MessageBody,
): Reply | null {
  if (!enforce_nonce || nonce === undefined || nonce === null) return null
  const earlier = world.nonces.get(nonceKey(channelId, nonce))
  if (earlier === undefined || world.now() - earlier.at >= world.nonceWindowMs) return null
  const message = messagesIn(world, channelId).find(({ id }) => id === earlier.messageId)
  return message ? ok(sentMessage(message)) : refuse('unknownMessage')
}

function rememberNonce(world: World, channelId: string, { id, nonce }: Message): void {
  if (nonce !== undefined) world.nonces.set(nonceKey(channelId, nonce), { messageId: id, at: world.now() })
}

export function readMessage(world: World, channelId: string, messageId: string): Reply {
  const access = openChannel(world, channelId)
  if (access.kind === 'closed') return access.reply
  if (!access.may('ReadMessageHistory')) return refuse('missingAccess')
  const message = messagesIn(world, channelId).find(({ id }) => id === messageId)
  return message ? ok(shownMessage(message)) : refuse('unknownMessage')
}

export function editMessage(world: World, at: MessageAddress, body: MessageBody): Reply {
  const found = findOwn(world, at)
  if ('status' in found) return found
  if (found.channel.thread_metadata?.archived) return refuse('threadArchived')
  const edited = editedMessage(world, found.message, body)
  if (showsNothing(edited)) return refuse('emptyMessage')
  if (mixesGenerations(edited)) return invalidForm([{ at: ['flags'], message: v2Alone }])
  replaceMessage(world, edited)
  world.announce('MESSAGE_UPDATE', { ...edited, guild_id: found.channel.guild_id })
  return ok(shownMessage(edited))
}

/** What is not mentioned stays; null empties. */
export function editedMessage(world: World, message: Message, body: MessageBody): Message {
  return {
    ...message,
    ...(body.content !== undefined && { content: (body.content ?? '').trim() }),
    ...(body.embeds !== undefined && { embeds: keptEmbeds(body) }),
    ...(body.components !== undefined && { components: withIds(body.components ?? []) }),
    ...(body.flags != null && { flags: changedFlags(message.flags, body.flags) }),
    attachments: [...message.attachments, ...attachmentsOf(world, body)],
    edited_timestamp: new Date(world.now()).toISOString(),
  }
}

/** An edit neither hides nor publishes, and Components V2 can be switched on but never off. */
function changedFlags(before: number, wanted: number): number {
  const fixed = messageFlags.ephemeral | messageFlags.crossposted
  return (wanted & ~fixed) | (before & (fixed | messageFlags.componentsV2))
}

const showsNothing = ({ content, embeds, components }: Message): boolean =>
  content === '' && embeds.length === 0 && components.length === 0

const v2Alone = 'Content and embeds cannot be used with MessageFlags.IS_COMPONENTS_V2'

const mixesGenerations = ({ flags, content, embeds }: Message): boolean =>
  (flags & messageFlags.componentsV2) !== 0 && (content !== '' || embeds.length > 0)

export function replaceMessage(world: World, message: Message): void {
  const messages = messagesIn(world, message.channel_id)
  const place = messages.findIndex(({ id }) => id === message.id)
  if (place >= 0) messages[place] = message
}

export function deleteMessage(world: World, at: MessageAddress): Reply {
  const found = findOwn(world, at)
  if ('status' in found) return found
  removeMessage(world, found.message)
  return noContent
}

export function removeMessage(world: World, { id, channel_id }: Message): void {
  const messages = messagesIn(world, channel_id)
  const place = messages.findIndex((message) => message.id === id)
  if (place < 0) return
  messages.splice(place, 1)
  world.announce('MESSAGE_DELETE', { id, channel_id, guild_id: world.channels.get(channel_id)?.guild_id })
}

export function crosspost(world: World, at: MessageAddress): Reply {
  const access = openChannel(world, at.channelId)
  if (access.kind === 'open' && access.channel.type !== channelTypes.announcement)
    return refuse('wrongChannelType')
  const found = findOwn(world, at)
  if ('status' in found) return found
  if (access.kind === 'open' && !access.may('SendMessages')) return refuse('missingPermissions')
  if ((found.message.flags & messageFlags.crossposted) !== 0) return refuse('crosspostedAlready')
  const published = { ...found.message, flags: found.message.flags | messageFlags.crossposted }
  replaceMessage(world, published)
  world.announce('MESSAGE_UPDATE', { ...published, guild_id: found.channel.guild_id })
  return ok(shownMessage(published))
}

export type MessageAddress = { readonly channelId: string; readonly messageId: string }

function findOwn(
  world: World,
  { channelId, messageId }: MessageAddress,
): { readonly channel: Channel; readonly message: Message } | Reply {
  const access = openChannel(world, channelId)
  if (access.kind === 'closed') return access.reply
  const message = messagesIn(world, channelId).find(({ id }) => id === messageId)
  if (message === undefined) return refuse('unknownMessage')
  if (message.author.id !== world.bot.id) return refuse('notTheAuthor')
  return { channel: access.channel, message }
}

function keptEmbeds({ embeds }: MessageBody): Message['embeds'] {
  return (embeds ?? []).map((embed) => {
    const { fields, ...rest } = trimmed(embed)
    const kept = fields?.map((field) => ({ inline: false, ...field }))
    return { ...rest, ...(kept && { fields: kept }), type: 'rich' }
  })
}

/** Discord takes whitespace from both ends of every text of an embed. */
function trimmed<Value>(value: Value): Value
function trimmed(value: unknown): unknown {
  if (typeof value === 'string') return value.trim()
  if (Array.isArray(value)) return value.map((one: unknown) => trimmed(one))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, trimmed(one)]))
}

/** Every component has an id in what Discord gives back. */
function withIds(components: readonly Component[]): readonly Component[] {
  let last = 0
  const number = (component: Component): Component => ({
    ...component,
    id: component.id || ++last,
    ...(component.components && { components: component.components.map(number) }),
    ...(component.accessory && { accessory: number(component.accessory) }),
  })
  return components.map(number)
}
