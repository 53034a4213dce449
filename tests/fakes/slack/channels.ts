import { type Args, textArg } from './arguments.ts'
import { type Failure, failure, isFailure } from './context.ts'
import { channelFrom, type SlackChannel, type Workspace } from './workspace.ts'

/** The channel of the call, or the error for one that is not there or private without the bot in it. */
export function seenChannel(workspace: Workspace, args: Args): SlackChannel | Failure {
  const channel = workspace.channels.get(textArg(args, 'channel') ?? '')
  if (channel === undefined || (channel.isPrivate && !channel.isMember)) return failure('channel_not_found')
  return channel
}

/** The channel whose messages may be read, or the error. */
export function readableChannel(workspace: Workspace, args: Args): SlackChannel | Failure {
  const channel = seenChannel(workspace, args)
  if (isFailure(channel) || channel.isMember) return channel
  return failure('not_in_channel')
}

/** The channel a message may go to: by id, by #name or, for a person's id, the direct messages with them. */
export function channelToPostIn(workspace: Workspace, args: Args): SlackChannel | Failure {
  const asked = textArg(args, 'channel') ?? ''
  const named = [...workspace.channels.values()].find(({ name }) => name === asked.replace(/^#/, ''))
  const channel = directMessages(workspace, asked) ?? seenChannel(workspace, { channel: named?.id ?? asked })
  if (isFailure(channel)) return channel
  if (channel.isArchived) return failure('is_archived')
  if (!channel.isMember && !workspace.scopes.includes('chat:write.public')) return failure('not_in_channel')
  if (channel.isRestricted) return failure('restricted_action')
  return channel
}

/** Public channels need one scope of a pair, private ones the other. */
export function scopeFor(publicScope: string, privateScope: string) {
  return (workspace: Workspace, args: Args): string => {
    const isPrivate = workspace.channels.get(textArg(args, 'channel') ?? '')?.isPrivate ?? false
    return isPrivate ? privateScope : publicScope
  }
}

/** The channel of the direct messages with a person, opened when there is none yet. */
export function directMessages(workspace: Workspace, userId: string): SlackChannel | null {
  if (!workspace.users.has(userId)) return null
  const id = `D${userId}`
  const channel = workspace.channels.get(id) ?? channelFrom({ id, name: id.toLowerCase(), isPrivate: true })
  workspace.channels.set(id, channel)
  return channel
}
