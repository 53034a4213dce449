import { z } from 'zod'
import type { Access } from '../../src/deliver/adapter.ts'
import type { ChannelRef } from '../../src/deliver/address.ts'
import { type Channel, type Channels, kindOf } from './channels.ts'
import { explain, type Failure } from './errors.ts'
import { type Guild, has, missingFor, permissionsIn } from './permissions.ts'
import type { Api, Question } from './rest.ts'
import { wrongAddress } from './send.ts'

const userSchema = z.object({ id: z.string(), username: z.string() })

export const guildSchema = z.object({
  id: z.string(),
  name: z.string(),
  owner_id: z.string(),
  roles: z.array(z.object({ id: z.string(), permissions: z.string().transform((text) => BigInt(text)) })),
})

export const memberSchema = z.object({ roles: z.array(z.string()) })

export type Learned<Value> =
  | { readonly kind: 'known'; readonly value: Value }
  | { readonly kind: 'failed'; readonly failure: Failure }

export type AccessParts = { readonly api: Api; readonly channels: Channels; readonly self: Self }

/** Who we are there, asked once. */
export type Self = () => Promise<Learned<{ readonly id: string; readonly name: string }>>

export function openSelf(api: Api): Self {
  let known: { readonly id: string; readonly name: string } | null = null
  return async () => {
    if (known !== null) return { kind: 'known', value: known }
    const learned = await learn(api, '/users/@me', userSchema)
    if (learned.kind === 'failed') return learned
    known = { id: learned.value.id, name: learned.value.username }
    return { kind: 'known', value: known }
  }
}

/** Asks a question whose answer has this form. */
export async function learn<Schema extends z.ZodType>(
  api: Api,
  question: `/${string}` | Pick<Question, 'route' | 'query'>,
  schema: Schema,
): Promise<Learned<z.infer<Schema>>> {
  const { route, ...rest } = typeof question === 'string' ? { route: question } : question
  const asked = await api.ask({ method: 'GET', route, ...rest })
  if (asked.kind !== 'answered') return { kind: 'failed', failure: asked }
  const parsed = schema.safeParse(asked.body)
  if (parsed.success) return { kind: 'known', value: parsed.data }
  return { kind: 'failed', failure: { kind: 'unanswered', cause: `the answer to ${route} has another form` } }
}

/** May we post there, and read what we posted? */
export async function checkAccess(to: ChannelRef, parts: AccessParts): Promise<Access> {
  const wrong = wrongAddress(to)
  if (wrong !== null) return { kind: 'closed', reason: 'it has no Discord id', fix: wrong.reason }
  const place = to.threadId ?? to.channelId
  for (const id of [place, to.channelId]) parts.channels.forget(id)
  const looked = await parts.channels.look(place)
  if (looked.kind === 'failed') return accessAfter(looked.failure)
  const { channel } = looked
  if (kindOf(channel) === 'other')
    return closed(
      channel,
      `is of a kind that takes no posts (type ${channel.type})`,
      'choose another channel',
    )
  if (kindOf(channel) === 'direct') return { kind: 'open', name: 'a direct message' }
  if (channel.guild_id !== undefined && channel.guild_id !== to.workspaceId)
    return closed(
      channel,
      `belongs to the server ${channel.guild_id}`,
      `write discord:${channel.guild_id}/${place}`,
    )
  const permissions = await permissionsOf(channel, parts)
  if (permissions.kind === 'failed') return accessAfter(permissions.failure)
  return judge(channel, permissions.value)
}

/** What we may do in a channel; of a thread its parent decides. */
export async function permissionsOf(channel: Channel, parts: AccessParts): Promise<Learned<bigint>> {
  const me = await parts.self()
  return me.kind === 'failed' ? me : permissionsOfMember(me.value.id, channel, parts)
}

/** What a member of its server may do in a channel. */
export async function permissionsOfMember(
  userId: string,
  channel: Channel,
  { api, channels }: Pick<AccessParts, 'api' | 'channels'>,
): Promise<Learned<bigint>> {
  const guild = await learn(api, `/guilds/${channel.guild_id ?? '0'}`, guildSchema)
  if (guild.kind === 'failed') return guild
  const member = await learn(api, `/guilds/${guild.value.id}/members/${userId}`, memberSchema)
  if (member.kind === 'failed') return member
  const isInherited = kindOf(channel) === 'thread' && channel.parent_id != null
  const parent = isInherited ? await channels.look(channel.parent_id ?? '') : null
  if (parent?.kind === 'failed') return parent
  const { permission_overwrites: overwrites } = parent?.channel ?? channel
  const roles: Guild = { id: guild.value.id, ownerId: guild.value.owner_id, roles: guild.value.roles }
  return {
    kind: 'known',
    value: permissionsIn(roles, { id: userId, roleIds: member.value.roles }, overwrites),
  }
}

function judge(channel: Channel, permissions: bigint): Access {
  const missing = missingFor(channel, permissions)
  if (missing.length > 0)
    return closed(
      channel,
      `Pullquote lacks ${missing.join(', ')}`,
      `in the channel's settings under Permissions, allow Pullquote: ${missing.join(', ')}`,
    )
  if (channel.thread_metadata?.locked && !has(permissions, 'Manage Threads'))
    return closed(channel, 'the thread is locked', 'unlock it, or choose another channel')
  return { kind: 'open', name: nameOf(channel) }
}

function closed(channel: Channel, what: string, fix: string): Access {
  return { kind: 'closed', reason: `${nameOf(channel)}: ${what}`, fix }
}

function nameOf({ name, id }: Channel): string {
  return name ? `#${name}` : id
}

/** What a failed look says about access. */
export function accessAfter(failure: Failure): Access {
  switch (failure.kind) {
    case 'later':
      return { kind: 'unknown', cause: `Discord asked to wait ${failure.retryAfterMs} ms` }
    case 'unanswered':
      return { kind: 'unknown', cause: failure.cause }
    case 'refused': {
      const { found, fix } = explain(failure)
      return { kind: 'closed', reason: found, fix }
    }
  }
}
