import { changeThread, type ThreadChange } from './archive.ts'
import { botMember, guildCreate } from './guild-json.ts'
import { removeMessage } from './messages.ts'
import { type PermissionName, permissionBits } from './permissions.ts'
import { type Channel, type Guild, isThread, type Overwrite, type Role } from './shapes.ts'
import { addChannel, addGuild, messagesIn, type NewChannel, putChannel, roleOf, type World } from './world.ts'

/** What people with rights do in Discord's own client; REST and gateway both show it. */
export type Moderation = {
  /** Another guild with the bot in it and no channels; gives its id. */
  addGuild(name: string): string
  /** A channel in the first guild unless `guildId` names another one; gives its id. */
  addChannel(channel: NewChannel): string
  /**
   * Sets what the bot or somebody else is allowed and denied in one channel, in place of what was set there before.
   * `of` says whether it is set for the bot itself (so unless given), for its role, for everyone or for a person.
   */
  setPermissions(channelId: string, to: Permissions): void
  /** Sets what the bot's role may do in the whole guild. */
  setRolePermissions(guildId: string, may: readonly PermissionName[]): void
  /** Gives the bot these roles besides @everyone in place of those it had. */
  setBotRoles(guildId: string, roleIds: readonly string[]): void
  /** A person joins the guild, or has these rights there from now on in place of those before. */
  setMember(guildId: string, userId: string, may: readonly PermissionName[]): void
  /** A person takes no direct messages from now on. */
  refuseDirect(userId: string): void
  renameChannel(channelId: string, name: string): void
  /** With its threads and messages. */
  deleteChannel(channelId: string): void
  changeThread(threadId: string, change: ThreadChange): void
  /** A moderator removes a message; its nonce stays known. */
  deleteMessage(channelId: string, messageId: string): void
  /** The bot leaves the guild; `invite` brings it back. */
  kick(guildId: string): void
  invite(guildId: string): void
  /** Where the guild itself greets newcomers; it is told only with the guild. */
  setSystemChannel(guildId: string, channelId: string | null): void
  /** The guild is away for an outage, and back. */
  failGuild(guildId: string): void
  recoverGuild(guildId: string): void
}

export type Permissions = {
  readonly of?: 'bot' | 'role' | 'everyone' | { readonly userId: string }
  readonly allow?: readonly PermissionName[]
  readonly deny?: readonly PermissionName[]
}

export function moderate(world: World): Moderation {
  const update = (channelId: string, change: (channel: Channel) => Channel) => {
    const channel = world.channels.get(channelId)
    if (channel === undefined) throw new Error(`fake Discord has no channel ${channelId}`)
    const changed = change(channel)
    putChannel(world, changed)
    world.announce(isThread(changed) ? 'THREAD_UPDATE' : 'CHANNEL_UPDATE', changed)
  }
  return {
    addGuild: (name) => {
      const guild = addGuild(world, name)
      world.announce('GUILD_CREATE', guildCreate(world, guild))
      return guild.id
    },
    addChannel: (channel) => addChannel(world, channel).id,
    setPermissions: (channelId, to) =>
      update(channelId, (channel) => {
        const overwrite = overwriteFor(world, channel, to)
        const others = channel.permission_overwrites.filter(({ id }) => id !== overwrite.id)
        return { ...channel, permission_overwrites: [...others, overwrite] }
      }),
    setRolePermissions: (guildId, may) => setRolePermissions(world, guildOf(world, guildId), may),
    setBotRoles: (guildId, roleIds) => {
      const guild = { ...guildOf(world, guildId), botRoles: roleIds }
      world.guilds.set(guildId, guild)
      world.announce('GUILD_MEMBER_UPDATE', { ...botMember(world, guild), guild_id: guildId })
    },
    setMember: (guildId, userId, may) => setMember(world, guildOf(world, guildId), { userId, may }),
    refuseDirect: (userId) => void world.withoutDirect.add(userId),
    renameChannel: (channelId, name) => update(channelId, (channel) => ({ ...channel, name })),
    deleteChannel: (channelId) => deleteChannel(world, channelId),
    changeThread: (threadId, change) => {
      const thread = world.channels.get(threadId)
      if (thread) changeThread(world, thread, change)
    },
    deleteMessage: (channelId, messageId) => {
      const message = messagesIn(world, channelId).find(({ id }) => id === messageId)
      if (message) removeMessage(world, message)
    },
    kick: (guildId) => {
      world.guilds.set(guildId, { ...guildOf(world, guildId), hasBot: false })
      world.announce('GUILD_DELETE', { id: guildId })
    },
    invite: (guildId) => {
      const guild = { ...guildOf(world, guildId), hasBot: true }
      world.guilds.set(guildId, guild)
      world.announce('GUILD_CREATE', guildCreate(world, guild))
    },
    setSystemChannel: (guildId, systemChannelId) => {
      world.guilds.set(guildId, { ...guildOf(world, guildId), systemChannelId })
    },
    failGuild: (guildId) => world.announce('GUILD_DELETE', { id: guildId, unavailable: true }),
    recoverGuild: (guildId) => world.announce('GUILD_CREATE', guildCreate(world, guildOf(world, guildId))),
  }
}

function overwriteFor(
  world: World,
  { guild_id }: Channel,
  { of = 'bot', allow = [], deny = [] }: Permissions,
): Overwrite {
  const [role = guild_id] = guildOf(world, guild_id).botRoles
  const id = typeof of === 'object' ? of.userId : { bot: world.bot.id, role, everyone: guild_id }[of]
  const type = of === 'bot' || typeof of === 'object' ? 1 : 0
  return { id, type, allow: String(permissionBits(allow)), deny: String(permissionBits(deny)) }
}

function guildOf(world: World, guildId: string): Guild {
  const guild = world.guilds.get(guildId)
  if (guild === undefined) throw new Error(`fake Discord has no guild ${guildId}`)
  return guild
}

function setRolePermissions(world: World, guild: Guild, may: readonly PermissionName[]): void {
  const permissions = String(permissionBits(may))
  const change = (role: Role): Role => (guild.botRoles.includes(role.id) ? { ...role, permissions } : role)
  const roles = guild.roles.map(change)
  world.guilds.set(guild.id, { ...guild, roles })
  for (const role of roles.filter(({ id }) => guild.botRoles.includes(id)))
    world.announce('GUILD_ROLE_UPDATE', { guild_id: guild.id, role })
}

/** Their rights are those of a role of their own. */
function setMember(
  world: World,
  guild: Guild,
  { userId, may }: { readonly userId: string; readonly may: readonly PermissionName[] },
): void {
  const [before] = guild.members.get(userId) ?? []
  const role = roleOf({ id: before ?? world.snowflake(), name: `role of ${userId}`, position: 1, may })
  const roles = [...guild.roles.filter(({ id }) => id !== role.id), role]
  world.guilds.set(guild.id, { ...guild, roles, members: new Map([...guild.members, [userId, [role.id]]]) })
  world.announce(before === undefined ? 'GUILD_ROLE_CREATE' : 'GUILD_ROLE_UPDATE', {
    guild_id: guild.id,
    role,
  })
}

function deleteChannel(world: World, channelId: string): void {
  const channel = world.channels.get(channelId)
  if (channel === undefined) throw new Error(`fake Discord has no channel ${channelId}`)
  const threads = [...world.channels.values()].filter(({ parent_id }) => parent_id === channelId)
  for (const gone of [...threads, channel]) {
    world.channels.delete(gone.id)
    world.messages.delete(gone.id)
  }
  world.announce(isThread(channel) ? 'THREAD_DELETE' : 'CHANNEL_DELETE', channel)
}
