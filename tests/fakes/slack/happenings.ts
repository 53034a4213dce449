import type { Context } from './context.ts'
import type { Deeds } from './deeds.ts'
import { wireFile } from './files.ts'
import type { Ack } from './socket.ts'
import { channelFrom, type Json, type SlackChannel, type SlackMessage, say } from './workspace.ts'

/** What people and admins do to the workspace. What Slack tells apps is also sent as an event, and resolves when that was acked or given up. */
export type Happenings = {
  addChannel(channel: Partial<SlackChannel>): SlackChannel
  setScopes(scopes: readonly string[]): void
  /** Writes a message by a person into a channel; no event. */
  say(
    channelId: string,
    text: string,
    as?: { readonly user?: string; readonly threadTs?: string },
  ): SlackMessage
  /** A file of a person, as the value of a file input: `submit(form, { opml: { files: [file] } })`. */
  upload(name: string, text: string, user?: string): Json
  archive(channelId: string): Promise<Ack>
  unarchive(channelId: string): Promise<Ack>
  /** Takes the bot out of the channel. */
  kick(channelId: string): Promise<Ack>
  invite(channelId: string, by?: string): Promise<Ack>
  /** The channel and its messages are gone. */
  deleteChannel(channelId: string): Promise<Ack>
  /** Only some people may post there from now on; Slack sends no event for it. */
  restrict(channelId: string): void
  /** The bot token is not taken any more: `token_revoked`. */
  revokeToken(): Promise<Ack>
  /** The app is taken out of the workspace: `account_inactive`. */
  uninstall(): Promise<Ack>
  /** The token is good again. */
  reinstall(): void
}

export function createHappenings({ workspace, origin }: Context, event: Deeds['event']): Happenings {
  const change = (channelId: string, changes: Partial<SlackChannel>): SlackChannel => {
    const channel = workspace.channels.get(channelId)
    if (channel === undefined) throw new Error(`no channel ${channelId}`)
    const changed = { ...channel, ...changes }
    workspace.channels.set(channelId, changed)
    return changed
  }
  // Of private channels other events tell: docs.slack.dev/reference/events/group_archive and its siblings.
  const kindOf = ({ isPrivate }: SlackChannel) => (isPrivate ? 'group' : 'channel')
  const member = (type: string, channel: SlackChannel) => ({
    type,
    user: workspace.botUserId,
    channel: channel.id,
    channel_type: channel.isPrivate ? 'G' : 'C',
    team: workspace.teamId,
  })
  const told = (suffix: string, channel: SlackChannel) =>
    event({ type: `${kindOf(channel)}_${suffix}`, channel: channel.id, user: 'U1' })
  return {
    addChannel: (seed) => {
      const channel = channelFrom(seed)
      workspace.channels.set(channel.id, channel)
      return channel
    },
    setScopes: (scopes) => {
      workspace.scopes = scopes
    },
    say: (channelId, text, as = {}) => say(workspace, channelId, text, as),
    upload: (name, text, user = 'U1') => {
      const file = { id: workspace.nextId('F'), name, title: name, text, user, channel: null }
      workspace.files.set(file.id, file)
      return wireFile(workspace, origin, file)
    },
    archive: (id) => told('archive', change(id, { isArchived: true })),
    unarchive: (id) => told('unarchive', change(id, { isArchived: false })),
    kick: (id) => event(member('member_left_channel', change(id, { isMember: false }))),
    invite: (id, by = 'U1') =>
      event({ ...member('member_joined_channel', change(id, { isMember: true })), inviter: by }),
    deleteChannel: (id) => {
      const channel = change(id, {})
      workspace.channels.delete(id)
      const kept = workspace.messages.filter((message) => message.channel !== id)
      workspace.messages.splice(0, workspace.messages.length, ...kept)
      return told('deleted', channel)
    },
    restrict: (id) => void change(id, { isRestricted: true }),
    revokeToken: () => {
      workspace.tokenState = 'revoked'
      return event({ type: 'tokens_revoked', tokens: { oauth: [], bot: [workspace.botUserId] } })
    },
    uninstall: () => {
      workspace.tokenState = 'inactive'
      return event({ type: 'app_uninstalled' })
    },
    reinstall: () => {
      workspace.tokenState = 'valid'
    },
  }
}
