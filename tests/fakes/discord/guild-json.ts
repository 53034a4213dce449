import { type Guild, isThread, type Json, type User } from './shapes.ts'
import type { World } from './world.ts'

export const joinedAt = '2026-01-01T00:00:00.000Z'

/** What GUILD_CREATE and GET /guilds/{id} say of a guild. */
export function guildJson(guild: Guild): Json {
  return {
    id: guild.id,
    name: guild.name,
    owner_id: guild.owner_id,
    roles: guild.roles,
    icon: null,
    splash: null,
    banner: null,
    description: null,
    discovery_splash: null,
    afk_channel_id: null,
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    emojis: [],
    stickers: [],
    features: [],
    mfa_level: 0,
    nsfw: false,
    nsfw_level: 0,
    home_header: null,
    region: 'deprecated',
    widget_enabled: false,
    widget_channel_id: null,
    max_presences: null,
    max_members: 500_000,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
    incidents_data: null,
    premium_subscription_count: 0,
    premium_tier: 0,
    premium_progress_bar_enabled: false,
    preferred_locale: 'en-US',
    system_channel_id: guild.systemChannelId,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    vanity_url_code: null,
    application_id: null,
  }
}

/** The bot as a member of the guild. */
export function botMember(world: World, guild: Guild): Json {
  return memberJson(world.bot, guild.botRoles)
}

/** A member of a guild with their roles besides @everyone. */
export function memberJson(user: User, roles: readonly string[]): Json {
  return {
    user,
    nick: null,
    avatar: null,
    roles,
    banner: null,
    joined_at: joinedAt,
    premium_since: null,
    communication_disabled_until: null,
    pending: false,
    deaf: false,
    mute: false,
    flags: 0,
  }
}

/** A guild as the gateway gives it: `unavailable: false` is what tells discord.js that it is there. */
export function guildCreate(world: World, guild: Guild): Readonly<Record<string, unknown>> {
  const channels = [...world.channels.values()].filter(({ guild_id }) => guild_id === guild.id)
  return {
    ...guildJson(guild),
    unavailable: false,
    large: false,
    member_count: 2,
    joined_at: joinedAt,
    members: [botMember(world, guild)],
    channels: channels.filter((channel) => !isThread(channel)),
    threads: channels.filter((channel) => isThread(channel) && !channel.thread_metadata?.archived),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  }
}
