import { type Channel, kindOf } from './channels.ts'

/** https://docs.discord.com/developers/topics/permissions#permissions-bitwise-permission-flags */
export const permissionBits = {
  Administrator: 1n << 3n,
  'Manage Channels': 1n << 4n,
  'Manage Server': 1n << 5n,
  'View Channel': 1n << 10n,
  'Send Messages': 1n << 11n,
  'Embed Links': 1n << 14n,
  'Read Message History': 1n << 16n,
  'Manage Threads': 1n << 34n,
  'Send Messages in Threads': 1n << 38n,
} as const

export type PermissionName = keyof typeof permissionBits

export type Guild = {
  readonly id: string
  readonly ownerId: string
  readonly roles: readonly { readonly id: string; readonly permissions: bigint }[]
}

export type Member = { readonly id: string; readonly roleIds: readonly string[] }

type Overwrites = Channel['permission_overwrites']

const everything = (1n << 64n) - 1n

/**
 * What the member may do in a channel with these overwrites; of a thread, those of its parent.
 * https://docs.discord.com/developers/topics/permissions#permission-overwrites
 */
export function permissionsIn(guild: Guild, member: Member, overwrites: Overwrites): bigint {
  if (member.id === guild.ownerId) return everything
  // Everybody has the role with the id of the guild.
  const roleIds = new Set([guild.id, ...member.roleIds])
  const base = guild.roles
    .filter(({ id }) => roleIds.has(id))
    .reduce((sum, role) => sum | role.permissions, 0n)
  if ((base & permissionBits.Administrator) !== 0n) return everything
  const ofEveryone = overwrites.filter(({ id }) => id === guild.id)
  const ofRoles = overwrites.filter(({ id, type }) => type === 0 && id !== guild.id && roleIds.has(id))
  const ofMember = overwrites.filter(({ id, type }) => type === 1 && id === member.id)
  return [ofEveryone, ofRoles, ofMember].reduce(overwrite, base)
}

/** What a post into this channel needs and these permissions lack. */
export function missingFor(channel: Channel, permissions: bigint): PermissionName[] {
  // Who can't see a channel can do nothing in it.
  if (!has(permissions, 'View Channel')) return ['View Channel']
  return neededIn(channel).filter((name) => !has(permissions, name))
}

export function has(permissions: bigint, name: PermissionName): boolean {
  return (permissions & permissionBits[name]) !== 0n
}

export function managesChannels(permissions: bigint): boolean {
  return has(permissions, 'Manage Channels') || has(permissions, 'Administrator')
}

/** In a forum Send Messages starts threads: https://docs.discord.com/developers/resources/channel#start-thread-in-forum-or-media-channel */
function neededIn(channel: Channel): PermissionName[] {
  const sending = kindOf(channel) === 'thread' ? 'Send Messages in Threads' : 'Send Messages'
  return ['View Channel', sending, 'Embed Links', 'Read Message History']
}

function overwrite(permissions: bigint, overwrites: Overwrites): bigint {
  const deny = overwrites.reduce((sum, one) => sum | one.deny, 0n)
  const allow = overwrites.reduce((sum, one) => sum | one.allow, 0n)
  return (permissions & ~deny) | allow
}
