import type { APIEmbed } from 'discord.js'

/** A JSON object whose content is nobody's business here. */
export type Json = Readonly<Record<string, unknown>>

/** As a bot writes it; `type` is always 'rich' in what Discord gives back. */
export type Embed = Omit<APIEmbed, 'type'> & { readonly type?: string }

export type Component = {
  readonly type: number
  readonly id?: number
  readonly custom_id?: string | null
  readonly label?: string | null
  readonly url?: string | null
  readonly style?: number
  readonly disabled?: boolean | null
  readonly content?: string
  readonly components?: readonly Component[] | null
  readonly component?: Component | null
  readonly accessory?: Component | null
  readonly options?: readonly Json[] | null
  readonly value?: unknown
}

/** A file that came with a request. */
export type SentFile = { readonly name: string; readonly text: string }

/** What a bot says of a message when it creates or changes one; already checked by the contract. */
export type MessageBody = {
  readonly content?: string | null
  readonly embeds?: readonly Embed[] | null
  readonly components?: readonly Component[] | null
  readonly flags?: number | null
  readonly nonce?: string | number | null
  readonly enforce_nonce?: boolean | null
  readonly allowed_mentions?: Json | null
  readonly tts?: boolean | null
  readonly files?: readonly SentFile[]
  readonly message_reference?: {
    readonly message_id: string
    readonly fail_if_not_exists?: boolean | null
  } | null
}

export type User = {
  readonly id: string
  readonly username: string
  readonly discriminator: string
  readonly global_name: string | null
  readonly avatar: null
  readonly bot?: boolean
  readonly public_flags: number
  readonly flags: number
  readonly primary_guild: null
}

/** A message as Discord keeps it: what was posted, trimmed and with ids for its components. */
export type Message = {
  readonly id: string
  readonly channel_id: string
  readonly author: User
  readonly content: string
  readonly embeds: readonly Embed[]
  readonly components: readonly Component[]
  readonly flags: number
  readonly timestamp: string
  readonly edited_timestamp: string | null
  readonly type: number
  readonly tts: boolean
  readonly pinned: boolean
  readonly mention_everyone: boolean
  readonly mentions: readonly User[]
  readonly mention_roles: readonly string[]
  readonly attachments: readonly Json[]
  /** As it was sent; Discord gives it only in the answer to the creation, never in the history. */
  readonly nonce?: string | number
  /** As it was sent; Discord never gives it back. */
  readonly allowed_mentions: Json | null
  readonly message_reference?: Json
  readonly referenced_message?: Message | null
  readonly webhook_id?: string
  readonly interaction_metadata?: Json
}

export type Overwrite = {
  readonly id: string
  /** 0 is a role, 1 a member. */
  readonly type: number
  readonly allow: string
  readonly deny: string
}

export type Tag = {
  readonly id: string
  readonly name: string
  readonly moderated: boolean
  readonly emoji_id: null
  readonly emoji_name: null
}

export type ThreadMetadata = {
  readonly archived: boolean
  readonly locked: boolean
  readonly auto_archive_duration: number
  readonly archive_timestamp: string
  readonly create_timestamp: string
}

/** A channel or thread as GET /channels/{id} gives it. */
export type Channel = {
  readonly id: string
  readonly type: number
  readonly guild_id: string
  readonly name: string
  readonly parent_id: string | null
  readonly permission_overwrites: readonly Overwrite[]
  readonly flags: number
  readonly position?: number
  readonly topic?: string | null
  readonly nsfw?: boolean
  readonly rate_limit_per_user?: number
  readonly last_message_id: string | null
  readonly available_tags?: readonly Tag[]
  readonly applied_tags?: readonly string[]
  readonly owner_id?: string
  readonly thread_metadata?: ThreadMetadata
  readonly message_count?: number
  readonly member_count?: number
  readonly total_message_sent?: number
  /** Of direct messages, which are in no guild. */
  readonly recipients?: readonly User[]
}

export type Role = {
  readonly id: string
  readonly name: string
  readonly permissions: string
  readonly position: number
  readonly color: number
  readonly colors: Json
  readonly hoist: boolean
  readonly managed: boolean
  readonly mentionable: boolean
  readonly flags: number
  readonly icon: null
  readonly unicode_emoji: null
}

export type Guild = {
  readonly id: string
  readonly name: string
  readonly owner_id: string
  readonly roles: readonly Role[]
  /** The roles of the bot besides @everyone. */
  readonly botRoles: readonly string[]
  /** Its people besides the bot, with their roles besides @everyone. */
  readonly members: ReadonlyMap<string, readonly string[]>
  /** false once the bot was kicked. */
  readonly hasBot: boolean
  /** Where the guild itself greets newcomers. */
  readonly systemChannelId: string | null
}

export const channelTypes = {
  text: 0,
  direct: 1,
  announcement: 5,
  announcementThread: 10,
  publicThread: 11,
  privateThread: 12,
  forum: 15,
} as const

export const isThread = ({ type }: Channel): boolean =>
  type === channelTypes.announcementThread ||
  type === channelTypes.publicThread ||
  type === channelTypes.privateThread

export const messageFlags = { crossposted: 1, ephemeral: 64, componentsV2: 1 << 15 } as const
