import type { Channel, Guild, Overwrite } from './shapes.ts'

/** https://docs.discord.com/developers/topics/permissions */
const bits = {
  Administrator: 1n << 3n,
  ManageChannels: 1n << 4n,
  ManageGuild: 1n << 5n,
  AddReactions: 1n << 6n,
  ViewChannel: 1n << 10n,
  SendMessages: 1n << 11n,
  ManageMessages: 1n << 13n,
  EmbedLinks: 1n << 14n,
  AttachFiles: 1n << 15n,
  ReadMessageHistory: 1n << 16n,
  MentionEveryone: 1n << 17n,
  UseApplicationCommands: 1n << 31n,
  ManageThreads: 1n << 34n,
  CreatePublicThreads: 1n << 35n,
  CreatePrivateThreads: 1n << 36n,
  SendMessagesInThreads: 1n << 38n,
} as const

export type PermissionName = keyof typeof bits

export function permissionBits(names: readonly PermissionName[]): bigint {
  return names.reduce((sum, name) => sum | bits[name], 0n)
}

const all = (1n << 53n) - 1n

/** What the bot may do in the whole guild. */
export function guildPermissions(guild: Guild): bigint {
  const mine = guild.roles.filter(({ id }) => id === guild.id || guild.botRoles.includes(id))
  const sum = mine.reduce((total, role) => total | BigInt(role.permissions), 0n)
  return (sum & bits.Administrator) === 0n ? sum : all
}

/** What the bot may do in a channel; of a thread, give the parent. Nothing without the right to see it. */
export function channelPermissions(guild: Guild, channel: Channel, botId: string): bigint {
  const base = guildPermissions(guild)
  if (base === all) return all
  const of = (type: number, ids: readonly string[]) =>
    channel.permission_overwrites.filter((one) => one.type === type && ids.includes(one.id))
  const granted = [of(0, [guild.id]), of(0, guild.botRoles), of(1, [botId])].reduce(apply, base)
  return (granted & bits.ViewChannel) === 0n ? 0n : granted
}

function apply(permissions: bigint, overwrites: readonly Overwrite[]): bigint {
  const deny = overwrites.reduce((sum, one) => sum | BigInt(one.deny), 0n)
  const allow = overwrites.reduce((sum, one) => sum | BigInt(one.allow), 0n)
  return (permissions & ~deny) | allow
}

export function has(permissions: bigint, name: PermissionName): boolean {
  return (permissions & bits[name]) !== 0n
}
