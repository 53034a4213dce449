import { z } from 'zod'
import type { Failure } from './errors.ts'
import type { Api } from './rest.ts'

const snowflake = z.string()
const bits = z.string().transform((text) => BigInt(text))

const overwrite = z.object({ id: snowflake, type: z.number(), allow: bits, deny: bits })

export const channelSchema = z
  .object({
    id: snowflake,
    type: z.number(),
    guild_id: snowflake.optional(),
    parent_id: snowflake.nullish(),
    name: z.string().nullish(),
    flags: z.number().default(0),
    permission_overwrites: z.array(overwrite).default([]),
    available_tags: z
      .array(z.object({ id: snowflake, name: z.string(), moderated: z.boolean() }))
      .default([]),
    thread_metadata: z.object({ archived: z.boolean(), locked: z.boolean().default(false) }).optional(),
  })
  .readonly()

/** A channel or thread as far as we need it. */
export type Channel = z.infer<typeof channelSchema>

export type ChannelKind = 'text' | 'direct' | 'announcement' | 'thread' | 'forum' | 'other'

export type Looked =
  | { readonly kind: 'channel'; readonly channel: Channel }
  | { readonly kind: 'failed'; readonly failure: Failure }

/** What we know of channels; for a short time, as their owners change them. */
export type Channels = {
  look(channelId: string): Promise<Looked>
  forget(channelId: string): void
}

const keptMs = 5 * 60_000
const mostKept = 10_000

/** https://docs.discord.com/developers/resources/channel#channel-object-channel-types */
export function kindOf({ type }: Channel): ChannelKind {
  if (type === 0) return 'text'
  if (type === 1) return 'direct'
  if (type === 5) return 'announcement'
  if (type === 10 || type === 11 || type === 12) return 'thread'
  return type === 15 || type === 16 ? 'forum' : 'other'
}

export function openChannels(api: Api): Channels {
  const known = new Map<string, { readonly channel: Channel; readonly until: number }>()
  return {
    look: async (channelId) => {
      const kept = known.get(channelId)
      if (kept !== undefined && performance.now() < kept.until)
        return { kind: 'channel', channel: kept.channel }
      const looked = await ask(api, channelId)
      if (known.size >= mostKept) known.clear()
      if (looked.kind === 'channel')
        known.set(channelId, { channel: looked.channel, until: performance.now() + keptMs })
      return looked
    },
    forget: (channelId) => {
      known.delete(channelId)
    },
  }
}

async function ask(api: Api, channelId: string): Promise<Looked> {
  const asked = await api.ask({ method: 'GET', route: `/channels/${channelId}` })
  if (asked.kind !== 'answered') return { kind: 'failed', failure: asked }
  const parsed = channelSchema.safeParse(asked.body)
  if (parsed.success) return { kind: 'channel', channel: parsed.data }
  return { kind: 'failed', failure: { kind: 'unanswered', cause: 'the answer was no channel' } }
}
