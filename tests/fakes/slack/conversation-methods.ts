import { type Args, flagArg, numberArg, textArg } from './arguments.ts'
import { directMessages, readableChannel, scopeFor, seenChannel } from './channels.ts'
import { type Context, failure, isFailure, type Method, needs } from './context.ts'
import {
  findMessage,
  type Json,
  type SlackChannel,
  type SlackMessage,
  threadOf,
  type Workspace,
  wireMessage,
} from './workspace.ts'

const readScope = scopeFor('channels:read', 'groups:read')
const historyScope = scopeFor('channels:history', 'groups:history')
const limitedPage = 15

export const conversationMethods: Readonly<Record<string, Method>> = {
  'conversations.info': { tier: 3, scope: readScope, act: info },
  'conversations.members': { tier: 4, scope: readScope, act: members },
  'conversations.open': { tier: 3, scope: needs('im:write'), act: open },
  'conversations.list': { tier: 2, scope: needs('channels:read'), act: list },
  'conversations.history': { tier: 3, scope: historyScope, act: history },
  'conversations.replies': { tier: 3, scope: historyScope, act: replies },
}

function info({ workspace }: Context, args: Args): Json {
  const channel = seenChannel(workspace, args)
  return isFailure(channel) ? channel : { ok: true, channel: wireChannel(workspace, channel) }
}

/** https://docs.slack.dev/reference/methods/conversations.members */
function members({ workspace }: Context, args: Args): Json {
  const channel = seenChannel(workspace, args)
  if (isFailure(channel)) return channel
  const limit = numberArg(args, 'limit') ?? 100
  if (limit < 1 || limit > 999) return failure('invalid_limit')
  const start = numberArg({ at: fromCursor(args) }, 'at') ?? 0
  const people = [...workspace.users.values()].filter(({ isBot }) => !isBot).map(({ id }) => id)
  const all = [...(channel.isMember ? [workspace.botUserId] : []), ...(channel.members ?? people)]
  const next = start + limit < all.length ? String(start + limit) : ''
  return {
    ok: true,
    members: all.slice(start, start + limit),
    response_metadata: { next_cursor: toCursor(next) },
  }
}

/** Direct messages with one person; groups of people are not needed. */
function open({ workspace }: Context, args: Args): Json {
  const channel = directMessages(workspace, textArg(args, 'users') ?? '')
  return channel === null ? failure('user_not_found') : { ok: true, channel: { id: channel.id } }
}

function list({ workspace }: Context, args: Args): Json {
  const types = (textArg(args, 'types') ?? 'public_channel').split(',').map((type) => type.trim())
  if (types.includes('private_channel') && !workspace.scopes.includes('groups:read'))
    return failure('missing_scope', { needed: 'groups:read', provided: workspace.scopes.join(',') })
  const listed = [...workspace.channels.values()]
    .filter(({ id }) => !id.startsWith('D'))
    .filter(({ isPrivate }) => types.includes(isPrivate ? 'private_channel' : 'public_channel'))
    .filter(({ isPrivate, isMember }) => isMember || !isPrivate)
    .filter(({ isArchived }) => !isArchived || flagArg(args, 'exclude_archived') !== true)
  const start = numberArg({ at: fromCursor(args) }, 'at') ?? 0
  const limit = numberArg(args, 'limit') ?? 100
  const next = start + limit < listed.length ? String(start + limit) : ''
  return {
    ok: true,
    channels: listed.slice(start, start + limit).map((channel) => wireChannel(workspace, channel)),
    response_metadata: { next_cursor: toCursor(next) },
  }
}

function history(context: Context, args: Args): Json {
  const { workspace } = context
  const channel = readableChannel(workspace, args)
  if (isFailure(channel)) return channel
  const newestFirst = workspace.messages
    .filter((message) => message.channel === channel.id && isInHistory(message))
    .filter(within(args))
    .toReversed()
  const before = fromCursor(args)
  const left = before === '' ? newestFirst : newestFirst.filter(({ ts }) => ts <= before)
  return page(context, args, left)
}

function replies(context: Context, args: Args): Json {
  const { workspace } = context
  const channel = readableChannel(workspace, args)
  if (isFailure(channel)) return channel
  const asked = findMessage(workspace, channel.id, textArg(args, 'ts') ?? '')
  if (asked === undefined) return failure('thread_not_found')
  const thread = threadOf(workspace, channel.id, asked.threadTs ?? asked.ts)
  const isWithin = within(args)
  const from = fromCursor(args)
  // The first message of a thread comes whatever range was asked for.
  const left = thread.filter((message, index) => index === 0 || isWithin(message))
  return page(context, args, from === '' ? left : left.filter(({ ts }) => ts >= from))
}

/** Messages of a channel without the replies, unless those were sent to the channel too. */
function isInHistory({ ts, threadTs, isBroadcast }: SlackMessage): boolean {
  return threadTs === null || threadTs === ts || isBroadcast
}

function within(args: Args): (message: SlackMessage) => boolean {
  const oldest = padded(textArg(args, 'oldest') ?? '0')
  const latest = padded(textArg(args, 'latest') ?? '9999999999')
  const isInclusive = flagArg(args, 'inclusive') === true
  return ({ ts }) => (ts > oldest && ts < latest) || (isInclusive && (ts === oldest || ts === latest))
}

/** A time such as 1700000000 or 1700000000.5, so that it compares as text. */
function padded(ts: string): string {
  const [seconds = '0', fraction = ''] = ts.split('.')
  return `${seconds.padStart(10, '0')}.${fraction.padEnd(6, '0').slice(0, 6)}`
}

/** One page; the cursor names the message the next one starts with. */
function page({ workspace, isLimitedApp }: Context, args: Args, left: readonly SlackMessage[]): Json {
  const most = isLimitedApp ? limitedPage : 999
  const limit = Math.min(numberArg(args, 'limit') ?? 100, most)
  if (limit < 1) return failure('invalid_limit')
  const next = left[limit]
  return {
    ok: true,
    messages: left
      .slice(0, limit)
      .map((message) =>
        wireMessage(workspace, message, { withMetadata: flagArg(args, 'include_all_metadata') === true }),
      ),
    has_more: next !== undefined,
    ...(next === undefined ? {} : { response_metadata: { next_cursor: toCursor(next.ts) } }),
  }
}

function wireChannel(workspace: Workspace, channel: SlackChannel): Json {
  const isDirect = channel.id.startsWith('D')
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: !channel.isPrivate,
    is_group: channel.isPrivate && !isDirect,
    is_im: isDirect,
    is_private: channel.isPrivate,
    is_archived: channel.isArchived,
    is_member: channel.isMember,
    is_general: false,
    ...(isDirect ? {} : { creator: channel.creator }),
    is_shared: false,
    context_team_id: workspace.teamId,
  }
}

function toCursor(next: string): string {
  return next === '' ? '' : Buffer.from(`next:${next}`).toString('base64')
}

function fromCursor(args: Args): string {
  return Buffer.from(textArg(args, 'cursor') ?? '', 'base64')
    .toString()
    .replace(/^next:/, '')
}
