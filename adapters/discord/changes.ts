import { z } from 'zod'

export type AccessChange = { readonly workspaceId: string; readonly channelId: string | null }

const gone = z.object({ id: z.string(), unavailable: z.boolean().optional() })
const inGuild = z.object({ guild_id: z.string() })
const channel = z.object({ id: z.string(), guild_id: z.string(), parent_id: z.string().nullish() })

/** What an event of the gateway means for our access; null when it means nothing for it. */
export function accessChangeOf(event: string, data: unknown): AccessChange | null {
  switch (event) {
    case 'GUILD_CREATE':
    case 'GUILD_UPDATE':
    case 'GUILD_DELETE': {
      const guild = gone.safeParse(data)
      // An outage of Discord takes nothing away for good.
      if (!guild.success || guild.data.unavailable === true) return null
      return { workspaceId: guild.data.id, channelId: null }
    }
    // Of members only the bot itself is told of without the intent for it.
    case 'GUILD_MEMBER_UPDATE':
    case 'GUILD_ROLE_CREATE':
    case 'GUILD_ROLE_UPDATE':
    case 'GUILD_ROLE_DELETE': {
      const parsed = inGuild.safeParse(data)
      return parsed.success ? { workspaceId: parsed.data.guild_id, channelId: null } : null
    }
    case 'CHANNEL_CREATE':
    case 'CHANNEL_UPDATE':
    case 'CHANNEL_DELETE': {
      const parsed = channel.safeParse(data)
      return parsed.success ? { workspaceId: parsed.data.guild_id, channelId: parsed.data.id } : null
    }
    case 'THREAD_UPDATE':
    case 'THREAD_DELETE': {
      const parsed = channel.safeParse(data)
      if (!parsed.success) return null
      return { workspaceId: parsed.data.guild_id, channelId: parsed.data.parent_id ?? parsed.data.id }
    }
    default:
      return null
  }
}
