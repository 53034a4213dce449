import { z } from 'zod'
import { guildSchema, memberSchema } from './access.ts'
import { type Channel, channelSchema, kindOf } from './channels.ts'
import { type Guild, type Member, missingFor, permissionsIn } from './permissions.ts'

/** A server that the bot was just added to. */
export type Arrival = {
  readonly workspaceId: string
  /** The bot itself: Discord does not say who added it. */
  readonly botId: string
  /** Where it may say hello; null when it may post nowhere. */
  readonly channelId: string | null
  readonly locale: string | null
  readonly joinedAt: string
}

export type Arrivals = {
  /** What an event of the gateway says of a new server; null when it says nothing of one. */
  take(event: string, data: unknown): Arrival | null
}

const readySchema = z.object({
  user: z.object({ id: z.string() }),
  guilds: z.array(z.object({ id: z.string() })),
})

const placed = channelSchema.unwrap().extend({ position: z.number().default(0) })

type PlacedChannel = z.infer<typeof placed>

const createdSchema = guildSchema.extend({
  unavailable: z.boolean().default(false),
  joined_at: z.string(),
  preferred_locale: z.string().nullish(),
  system_channel_id: z.string().nullish(),
  members: z.array(memberSchema.extend({ user: z.object({ id: z.string() }) })),
  channels: z.array(z.unknown()).transform((channels): PlacedChannel[] =>
    channels.flatMap((channel) => {
      const parsed = placed.safeParse(channel)
      return parsed.success ? [parsed.data] : []
    }),
  ),
})

type Created = z.infer<typeof createdSchema>

const goneSchema = z.object({ id: z.string(), unavailable: z.boolean().default(false) })

/**
 * Tells the servers that are new from those that only come back: a connection begins with a list of all of them, and
 * each is then announced like a new one. https://docs.discord.com/developers/events/gateway-events#guild-create
 */
export function openArrivals(): Arrivals {
  let botId = ''
  let known: Set<string> | null = null
  const create = (data: unknown): Arrival | null => {
    const parsed = createdSchema.safeParse(data)
    if (!parsed.success || parsed.data.unavailable || known === null || known.has(parsed.data.id)) return null
    known.add(parsed.data.id)
    return arrivalAt(parsed.data, botId)
  }
  return {
    take: (event, data) => {
      if (event === 'GUILD_CREATE') return create(data)
      if (event === 'READY') {
        const ready = readySchema.safeParse(data)
        botId = ready.data?.user.id ?? ''
        known = ready.success ? new Set(ready.data.guilds.map(({ id }) => id)) : null
      }
      if (event === 'GUILD_DELETE') {
        const gone = goneSchema.safeParse(data)
        // In an outage it only seems to leave.
        if (gone.success && !gone.data.unavailable) known?.delete(gone.data.id)
      }
      return null
    },
  }
}

function arrivalAt(created: Created, botId: string): Arrival {
  const { id, owner_id: ownerId, roles, preferred_locale, joined_at } = created
  const member = created.members.find(({ user }) => user.id === botId)
  const channel = greetingPlace(created, {
    guild: { id, ownerId, roles },
    me: { id: botId, roleIds: member?.roles ?? [] },
  })
  return {
    workspaceId: id,
    botId,
    channelId: channel?.id ?? null,
    locale: preferred_locale ?? null,
    joinedAt: joined_at,
  }
}

/** Where the server itself greets, or else its first text channel. */
function greetingPlace(
  { channels, system_channel_id }: Created,
  { guild, me }: { readonly guild: Guild; readonly me: Member },
): Channel | null {
  const open = channels
    .filter((channel) => kindOf(channel) === 'text')
    .filter(
      (channel) => missingFor(channel, permissionsIn(guild, me, channel.permission_overwrites)).length === 0,
    )
    .toSorted((one, other) => one.position - other.position)
  return open.find(({ id }) => id === system_channel_id) ?? open[0] ?? null
}
