import { ok, type Reply, refuse } from './reply.ts'
import { type Channel, channelTypes, type Json } from './shapes.ts'
import { putChannel, userOf, type World } from './world.ts'

export const isDirect = ({ type }: Channel): boolean => type === channelTypes.direct

/** https://docs.discord.com/developers/resources/user#create-dm: with whom the bot shares a guild. */
export function openDirect(world: World, body: unknown): Reply {
  const { recipient_id: userId } = body as { readonly recipient_id?: unknown }
  const isKnown = [...world.guilds.values()].some(({ members }) => members.has(String(userId)))
  if (!isKnown) return refuse('invalidRecipient')
  return ok(shownChannel(directWith(world, String(userId))))
}

/** A channel as REST shows it. */
export function shownChannel(channel: Channel): Json {
  const { guild_id: _, ...rest } = channel
  return isDirect(channel) ? rest : channel
}

function directWith(world: World, userId: string): Channel {
  const known = [...world.channels.values()].find(
    (channel) => isDirect(channel) && channel.recipients?.some(({ id }) => id === userId),
  )
  if (known) return known
  const channel: Channel = {
    id: world.snowflake(),
    type: channelTypes.direct,
    guild_id: '',
    name: '',
    parent_id: null,
    permission_overwrites: [],
    flags: 0,
    last_message_id: null,
    recipients: [userOf({ id: userId, username: `user-${userId}`, name: null })],
  }
  putChannel(world, channel)
  return channel
}
