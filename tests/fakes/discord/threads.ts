import { openChannel } from './access.ts'
import { changeThread, type ThreadChange } from './archive.ts'
import { composeMessage, postMessage, shownMessage } from './messages.ts'
import { created, invalidForm, ok, type Reply, refuse } from './reply.ts'
import { type Channel, channelTypes, isThread, type MessageBody } from './shapes.ts'
import { messagesIn, putChannel, threadsOf, type World } from './world.ts'

export type ThreadBody = {
  readonly name: string
  readonly type?: number | null
  readonly auto_archive_duration?: number | null
  readonly applied_tags?: readonly string[] | null
  readonly message?: MessageBody
}

const requireTagFlag = 1 << 4

/** POST /channels/{id}/threads: in a forum with its first message, elsewhere empty. */
export function createThread(world: World, channelId: string, body: ThreadBody): Reply {
  const access = openChannel(world, channelId)
  if (access.kind === 'closed') return access.reply
  const { channel, may } = access
  if (channel.type === channelTypes.forum)
    return may('SendMessages') ? createForumThread(world, channel, body) : refuse('missingPermissions')
  if (isThread(channel)) return refuse('wrongChannelType')
  const type = body.type ?? channelTypes.privateThread
  const needed = type === channelTypes.privateThread ? 'CreatePrivateThreads' : 'CreatePublicThreads'
  if (!may(needed)) return refuse('missingPermissions')
  const thread = threadIn(world, channel, { id: world.snowflake(), type, body })
  announceThread(world, thread)
  return created(thread)
}

function createForumThread(world: World, forum: Channel, body: ThreadBody): Reply {
  const tags = body.applied_tags ?? []
  const unknown = tags.find((tag) => !forum.available_tags?.some(({ id }) => id === tag))
  if (unknown !== undefined)
    return invalidForm([{ at: ['applied_tags', tags.indexOf(unknown)], message: 'Unknown tag' }])
  if (tags.length === 0 && (forum.flags & requireTagFlag) !== 0) return refuse('tagRequired')
  const id = world.snowflake()
  announceThread(world, threadIn(world, forum, { id, type: channelTypes.publicThread, body }))
  const message = composeMessage(world, id, body.message ?? {}, { id })
  postMessage(world, message)
  return created({ ...world.channels.get(id), message: shownMessage(message) })
}

/** POST /channels/{id}/messages/{id}/threads: the thread has the id of the message. */
export function createThreadFromMessage(
  world: World,
  at: { readonly channelId: string; readonly messageId: string },
  body: ThreadBody,
): Reply {
  const access = openChannel(world, at.channelId)
  if (access.kind === 'closed') return access.reply
  const { channel, may } = access
  if (isThread(channel)) return refuse('wrongChannelType')
  if (!may('CreatePublicThreads')) return refuse('missingPermissions')
  const message = messagesIn(world, channel.id).find(({ id }) => id === at.messageId)
  if (message === undefined) return refuse('unknownMessage')
  if (world.channels.has(message.id)) return refuse('threadExists')
  const isNews = channel.type === channelTypes.announcement
  const type = isNews ? channelTypes.announcementThread : channelTypes.publicThread
  const thread = threadIn(world, channel, { id: message.id, type, body })
  announceThread(world, thread)
  return created(thread)
}

type NewThread = { readonly id: string; readonly type: number; readonly body: ThreadBody }

function threadIn(world: World, parent: Channel, { id, type, body }: NewThread): Channel {
  const at = new Date(world.now()).toISOString()
  return {
    id,
    type,
    guild_id: parent.guild_id,
    name: body.name,
    parent_id: parent.id,
    permission_overwrites: [],
    flags: 0,
    owner_id: world.bot.id,
    last_message_id: null,
    rate_limit_per_user: 0,
    message_count: 0,
    member_count: 1,
    total_message_sent: 0,
    ...(parent.type === channelTypes.forum && { applied_tags: body.applied_tags ?? [] }),
    thread_metadata: {
      archived: false,
      locked: false,
      auto_archive_duration: body.auto_archive_duration ?? 4320,
      archive_timestamp: at,
      create_timestamp: at,
    },
  }
}

function announceThread(world: World, thread: Channel): void {
  putChannel(world, thread)
  world.announce('THREAD_CREATE', { ...thread, newly_created: true })
}

/** PATCH /channels/{thread}: the bot may change its own threads, and others with the right for it. */
export function updateThread(world: World, threadId: string, change: ThreadChange): Reply {
  const access = openChannel(world, threadId)
  if (access.kind === 'closed') return access.reply
  const { channel, may } = access
  if (!isThread(channel))
    return may('ManageChannels') ? refuse('wrongChannelType') : refuse('missingPermissions')
  const mayHere =
    may('ManageThreads') || (channel.owner_id === world.bot.id && !channel.thread_metadata?.locked)
  return mayHere ? ok(changeThread(world, channel, change)) : refuse('missingPermissions')
}

export function activeThreads(world: World, guildId: string): Reply {
  const threads = threadsOf(world, { guildId }).filter(
    (thread) => !thread.thread_metadata?.archived && openChannel(world, thread.id).kind === 'open',
  )
  return ok({ threads, members: [], has_more: false })
}

/** Newest archived first, at most `limit`, archived before `before`. */
export function archivedThreads(world: World, channelId: string, query: URLSearchParams): Reply {
  const access = openChannel(world, channelId)
  if (access.kind === 'closed') return access.reply
  if (!access.may('ReadMessageHistory')) return refuse('missingPermissions')
  const before = query.get('before')
  const found = threadsOf(world, { channelId })
    .filter((thread) => thread.thread_metadata?.archived && thread.type !== channelTypes.privateThread)
    .filter((thread) => before === null || archivedAt(thread) < Date.parse(before))
    .sort((one, other) => archivedAt(other) - archivedAt(one))
  const limit = Number(query.get('limit') ?? 50)
  return ok({ threads: found.slice(0, limit), members: [], has_more: found.length > limit })
}

const archivedAt = ({ thread_metadata }: Channel): number =>
  Date.parse(thread_metadata?.archive_timestamp ?? '')
