import { type Args, flagArg, isObject, jsonArg, textArg } from './arguments.ts'
import { channelToPostIn, seenChannel } from './channels.ts'
import { anyToken, type Context, type Failure, failure, isFailure, type Method, needs } from './context.ts'
import { markupProblems, messageProblems, metadataProblems } from './contract.ts'
import {
  findMessage,
  type Json,
  removeMessage,
  replaceMessage,
  type SlackMessage,
  wireMessage,
} from './workspace.ts'

const longestText = 40_000

export const chatMethods: Readonly<Record<string, Method>> = {
  'chat.postMessage': { tier: 'message', scope: needs('chat:write'), act: postMessage },
  'chat.update': { tier: 3, scope: needs('chat:write'), act: updateMessage },
  'chat.delete': { tier: 3, scope: needs('chat:write'), act: deleteMessage },
  'chat.postEphemeral': { tier: 4, scope: needs('chat:write'), act: postEphemeral },
  'chat.getPermalink': { tier: 'free', scope: anyToken, act: getPermalink },
}

type Content = {
  readonly text: string
  readonly blocks: readonly Json[] | null
  readonly metadata: Json | null
}

function postMessage(context: Context, args: Args): Json {
  const { workspace } = context
  const channel = channelToPostIn(workspace, args)
  if (isFailure(channel)) return channel
  const content = contentOf(context, 'chat.postMessage', args)
  if (isFailure(content)) return content
  if (content.text === '' && (content.blocks ?? []).length === 0) return failure('no_text')
  const threadTs = textArg(args, 'thread_ts')
  const parent = threadTs === null ? null : findMessage(workspace, channel.id, threadTs)
  if (parent === undefined) return failure('thread_not_found')
  if (parent !== null && parent.threadTs !== null && parent.threadTs !== parent.ts)
    return failure('cannot_reply_to_message')
  const clientMsgId = textArg(args, 'client_msg_id')
  const isRepeated =
    clientMsgId !== null && workspace.messages.some((message) => message.clientMsgId === clientMsgId)
  if (isRepeated && context.refusesDuplicates) return failure('duplicate_message_not_found')
  if (parent !== null && parent.threadTs === null)
    replaceMessage(workspace, { ...parent, threadTs: parent.ts })
  const message: SlackMessage = {
    ...content,
    ts: workspace.nextTs(),
    channel: channel.id,
    user: workspace.botUserId,
    botId: workspace.botId,
    threadTs,
    isBroadcast: flagArg(args, 'reply_broadcast') ?? false,
    clientMsgId,
    unfurlLinks: flagArg(args, 'unfurl_links'),
    unfurlMedia: flagArg(args, 'unfurl_media'),
    edited: null,
    fileIds: [],
    updates: 0,
  }
  workspace.messages.push(message)
  return {
    ok: true,
    channel: channel.id,
    ts: message.ts,
    message: wireMessage(workspace, message, { withMetadata: true }),
  }
}

function updateMessage(context: Context, args: Args): Json {
  const { workspace } = context
  const message = ownMessage(context, args, 'cant_update_message')
  if (isFailure(message)) return message
  const content = contentOf(context, 'chat.update', args)
  if (isFailure(content)) return content
  const hasBlocks = jsonArg(args, 'blocks') !== null
  const hasText = textArg(args, 'text') !== null
  if (!hasText && !hasBlocks) return failure('no_text')
  const changed: SlackMessage = {
    ...message,
    text: hasText ? content.text : message.text,
    // Text alone takes the blocks away (docs.slack.dev/reference/methods/chat.update).
    blocks: hasBlocks || hasText ? content.blocks : message.blocks,
    metadata: jsonArg(args, 'metadata') === null ? message.metadata : content.metadata,
    // With blocks the "(edited)" flag is not shown.
    edited: hasBlocks ? message.edited : { user: workspace.botUserId, ts: workspace.nextTs() },
    updates: message.updates + 1,
  }
  replaceMessage(workspace, changed)
  return {
    ok: true,
    channel: changed.channel,
    ts: changed.ts,
    text: changed.text,
    message: wireMessage(workspace, changed, { withMetadata: true }),
  }
}

function deleteMessage(context: Context, args: Args): Json {
  const message = ownMessage(context, args, 'cant_delete_message')
  if (isFailure(message)) return message
  removeMessage(context.workspace, message)
  return { ok: true, channel: message.channel, ts: message.ts }
}

function postEphemeral(context: Context, args: Args): Json {
  const { workspace } = context
  const channel = channelToPostIn(workspace, args)
  if (isFailure(channel)) return channel
  const user = textArg(args, 'user')
  if (user === null || !workspace.users.has(user)) return failure('user_not_in_channel')
  const content = contentOf(context, 'chat.postEphemeral', args)
  if (isFailure(content)) return content
  if (content.text === '' && (content.blocks ?? []).length === 0) return failure('no_text')
  context.show({
    deed: null,
    via: 'ephemeral',
    user,
    channel: channel.id,
    isPrivate: true,
    text: content.text,
    blocks: content.blocks ?? [],
    view: null,
    viewId: null,
    change: 'new',
  })
  return { ok: true, message_ts: workspace.nextTs() }
}

function getPermalink({ workspace }: Context, args: Args): Json {
  const channel = seenChannel(workspace, args)
  if (isFailure(channel)) return channel
  const message = findMessage(workspace, channel.id, textArg(args, 'message_ts') ?? '')
  if (message === undefined) return failure('message_not_found')
  const permalink = `https://pullquote.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}`
  return { ok: true, channel: channel.id, permalink }
}

function ownMessage({ workspace }: Context, args: Args, refusal: string): SlackMessage | Failure {
  const channel = seenChannel(workspace, args)
  if (isFailure(channel)) return channel
  if (channel.isArchived) return failure('is_inactive')
  const message = findMessage(workspace, channel.id, textArg(args, 'ts') ?? '')
  if (message === undefined) return failure('message_not_found')
  return message.botId === workspace.botId ? message : failure(refusal)
}

/** Text, blocks and metadata of a call, or the error Slack answers; a bad body is reported. */
function contentOf(context: Context, method: string, args: Args): Content | Failure {
  const refuse = (error: string, problems: readonly string[]) => {
    context.report({ method, problems, body: args })
    return failure(error, { errors: problems, response_metadata: { messages: problems } })
  }
  const text = textArg(args, 'text') ?? ''
  if (text.length > longestText)
    return refuse('msg_too_long', [`[ERROR] text has ${text.length} characters, ${longestText} are allowed`])
  const blocks = jsonArg(args, 'blocks')
  if (blocks !== null && !isBlockList(blocks))
    return refuse('invalid_blocks_format', ['[ERROR] blocks are not a list of objects'])
  const problems = messageProblems({ text, blocks })
  if (problems.length > 0) return refuse('invalid_blocks', problems)
  const metadata = jsonArg(args, 'metadata')
  const badMetadata = metadata === null ? [] : metadataProblems(metadata)
  if (badMetadata.length > 0) return refuse('invalid_metadata_format', badMetadata)
  const shownWrongly = markupProblems(text, blocks)
  if (shownWrongly.length > 0) context.report({ method, problems: shownWrongly, body: args })
  return { text, blocks, metadata: isObject(metadata) ? metadata : null }
}

function isBlockList(value: unknown): value is readonly Json[] {
  return Array.isArray(value) && value.every(isObject)
}
