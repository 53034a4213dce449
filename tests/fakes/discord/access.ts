import { isDirect } from './direct.ts'
import { channelPermissions, has, type PermissionName } from './permissions.ts'
import { type Refusal, type Reply, refuse } from './reply.ts'
import { type Channel, isThread } from './shapes.ts'
import type { World } from './world.ts'

export type Access =
  | { readonly kind: 'open'; readonly channel: Channel; may(permission: PermissionName): boolean }
  | { readonly kind: 'closed'; readonly reply: Reply }

const closed = (refusal: Refusal): Access => ({ kind: 'closed', reply: refuse(refusal) })

/** The channel as far as the bot sees it. */
export function openChannel(world: World, channelId: string): Access {
  const channel = world.channels.get(channelId)
  if (channel && isDirect(channel)) return { kind: 'open', channel, may: () => true }
  const guild = channel && world.guilds.get(channel.guild_id)
  if (!channel || !guild) return closed('unknownChannel')
  if (!guild.hasBot) return closed('missingAccess')
  const parent = channel.parent_id === null ? undefined : world.channels.get(channel.parent_id)
  const granted = channelPermissions(guild, parent ?? channel, world.bot.id)
  if (!has(granted, 'ViewChannel')) return closed('missingAccess')
  return { kind: 'open', channel, may: (permission) => has(granted, permission) }
}

/** The channel if the bot may post into it as it is: null means that it may. */
export function whyNoPost(access: Access & { kind: 'open' }, hasEmbeds: boolean): Refusal | null {
  const { channel, may } = access
  if (channel.available_tags !== undefined) return 'notATextChannel'
  if (!may(isThread(channel) ? 'SendMessagesInThreads' : 'SendMessages')) return 'missingPermissions'
  if (hasEmbeds && !may('EmbedLinks')) return 'missingPermissions'
  if (channel.thread_metadata?.locked && !may('ManageThreads')) return 'threadLocked'
  return null
}
