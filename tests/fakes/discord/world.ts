import { type PermissionName, permissionBits } from './permissions.ts'
import {
  type Channel,
  channelTypes,
  type Guild,
  type Json,
  type Message,
  type Role,
  type SentFile,
  type User,
} from './shapes.ts'

export type StoredCommand = Json & { readonly id: string; readonly name: string }

/** Everything the fake remembers; routes read and write it, the gateway is told what changed. */
export type World = {
  readonly applicationId: string
  readonly bot: User
  /** Where its files are fetched from; the server sets it. */
  origin: string
  /** null when it was revoked. */
  token: string | null
  /** Epoch milliseconds as the server sees them. */
  readonly now: () => number
  /** Always greater than the ones before. */
  readonly snowflake: () => string
  readonly nonceWindowMs: number
  readonly guilds: Map<string, Guild>
  /** Channels and threads. */
  readonly channels: Map<string, Channel>
  /** Of each channel in the order they were posted. */
  readonly messages: Map<string, Message[]>
  /** Channel and nonce -> when it was used and for which message, also after that one was deleted. */
  readonly nonces: Map<string, { readonly messageId: string; readonly at: number }>
  /** The people who take no direct messages. */
  readonly withoutDirect: Set<string>
  /** 'global' or the guild -> its commands. */
  readonly commands: Map<string, readonly StoredCommand[]>
  /** What people sent along, by id, as an option or in a form. */
  readonly uploads: Map<string, SentFile>
  /** Tells the connected clients; the gateway sets it. */
  announce: (event: string, data: Json) => void
}

export type WorldOptions = {
  readonly token: string
  readonly now: () => number
  readonly nonceWindowMs: number
}

/** An application with its bot and nothing else. */
export function createWorld({ token, now, nonceWindowMs }: WorldOptions): World {
  return {
    applicationId: '100000000000000001',
    bot: {
      ...userOf({ id: '100000000000000002', username: 'pullquote', name: null }),
      discriminator: '0000',
      bot: true,
    },
    origin: '',
    token,
    now,
    snowflake: snowflakes(now),
    nonceWindowMs,
    guilds: new Map(),
    channels: new Map(),
    messages: new Map(),
    nonces: new Map(),
    withoutDirect: new Set(),
    commands: new Map(),
    uploads: new Map(),
    announce: () => undefined,
  }
}

export function userOf({
  id,
  username,
  name,
}: {
  readonly id: string
  readonly username: string
  readonly name: string | null
}): User {
  return {
    id,
    username,
    discriminator: '0',
    global_name: name,
    avatar: null,
    public_flags: 0,
    flags: 0,
    primary_guild: null,
  }
}

const discordEpochMs = 1_420_070_400_000

/** https://docs.discord.com/developers/reference#snowflakes: milliseconds above, a counter below. */
function snowflakes(now: () => number): () => string {
  let last = 0n
  return () => {
    const first = BigInt(Math.floor(now()) - discordEpochMs) << 22n
    last = first > last ? first : last + 1n
    return String(last)
  }
}

const botPermissions: readonly PermissionName[] = [
  'ViewChannel',
  'SendMessages',
  'EmbedLinks',
  'ReadMessageHistory',
  'SendMessagesInThreads',
  'CreatePublicThreads',
  'UseApplicationCommands',
]

/** A guild in which the bot has a role that may do what a news bot needs. */
export function addGuild(world: World, name: string): Guild {
  const id = world.snowflake()
  const botRole = roleOf({
    id: world.snowflake(),
    name: world.bot.username,
    position: 1,
    may: botPermissions,
  })
  const guild: Guild = {
    id,
    name,
    owner_id: world.snowflake(),
    roles: [roleOf({ id, name: '@everyone', position: 0, may: [] }), botRole],
    botRoles: [botRole.id],
    members: new Map(),
    hasBot: true,
    systemChannelId: null,
  }
  world.guilds.set(id, guild)
  return guild
}

/** A role of the guild, besides that of the bot. */
export function roleOf(role: {
  readonly id: string
  readonly name: string
  readonly position: number
  readonly may: readonly PermissionName[]
}): Role {
  return {
    id: role.id,
    name: role.name,
    permissions: String(permissionBits(role.may)),
    position: role.position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: role.position > 0,
    mentionable: false,
    flags: 0,
    icon: null,
    unicode_emoji: null,
  }
}

export type NewChannel = {
  readonly name: string
  readonly type?: 'text' | 'announcement' | 'forum'
  /** The first guild unless named. */
  readonly guildId?: string
  /** Of a forum. */
  readonly tags?: readonly string[]
  /** A forum that takes no thread without a tag. */
  readonly requiresTag?: boolean
}

const requireTagFlag = 1 << 4

export function addChannel(world: World, wanted: NewChannel): Channel {
  const type = channelTypes[wanted.type ?? 'text']
  const channel: Channel = {
    id: world.snowflake(),
    type,
    guild_id: wanted.guildId ?? firstGuildId(world),
    name: wanted.name,
    parent_id: null,
    permission_overwrites: [],
    flags: wanted.requiresTag ? requireTagFlag : 0,
    position: world.channels.size,
    topic: null,
    nsfw: false,
    rate_limit_per_user: 0,
    last_message_id: null,
    ...(type === channelTypes.forum && {
      available_tags: (wanted.tags ?? []).map((name) => ({
        id: world.snowflake(),
        name,
        moderated: false,
        emoji_id: null,
        emoji_name: null,
      })),
    }),
  }
  putChannel(world, channel)
  world.announce('CHANNEL_CREATE', channel)
  return channel
}

const firstGuildId = (world: World): string => world.guilds.keys().next().value ?? ''

export function putChannel(world: World, channel: Channel): void {
  world.channels.set(channel.id, channel)
  if (!world.messages.has(channel.id)) world.messages.set(channel.id, [])
}

export function messagesIn(world: World, channelId: string): Message[] {
  return world.messages.get(channelId) ?? []
}

export function threadsOf(
  world: World,
  parent: { readonly guildId: string } | { readonly channelId: string },
) {
  return [...world.channels.values()].filter(
    (channel) =>
      channel.thread_metadata !== undefined &&
      ('guildId' in parent ? channel.guild_id === parent.guildId : channel.parent_id === parent.channelId),
  )
}
