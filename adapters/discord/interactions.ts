import { z } from 'zod'
import type { Answer } from '../../src/deliver/adapter.ts'
import type { ChannelRef } from '../../src/deliver/address.ts'
import type { Actor, Deed, Interaction } from '../../src/deliver/interaction.ts'
import type { View } from '../../src/deliver/view.ts'
import { actionOf } from './marker.ts'
import { has } from './permissions.ts'
import { writeView } from './render-view.ts'

/** Where an answer goes: https://docs.discord.com/developers/interactions/receiving-and-responding */
export type ReplyTo = { readonly id: string; readonly token: string; readonly applicationId: string }

export type Received =
  | { readonly kind: 'interaction'; readonly interaction: Interaction; readonly replyTo: ReplyTo }
  | { readonly kind: 'ping' }
  /** What was typed so far; suggestions are asked for. */
  | { readonly kind: 'typing'; readonly replyTo: ReplyTo }
  /** Not of our making, such as a button of an older version. */
  | { readonly kind: 'foreign'; readonly replyTo: ReplyTo | null; readonly found: string }

/** A first answer to an interaction, as the API takes it. */
export type Callback = { readonly type: 1 | 4 | 5 | 8; readonly data?: object }

const option = z.object({
  name: z.string(),
  type: z.number(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  get options() {
    return z.array(option).optional()
  },
})

type Option = z.infer<typeof option>

const user = z.object({ id: z.string(), username: z.string(), global_name: z.string().nullish() })

const payloadSchema = z.object({
  id: z.string(),
  application_id: z.string(),
  token: z.string(),
  type: z.number(),
  guild_id: z.string().optional(),
  channel_id: z.string().optional(),
  channel: z.object({ id: z.string(), type: z.number(), parent_id: z.string().nullish() }).optional(),
  member: z.object({ user, nick: z.string().nullish(), permissions: z.string().regex(/^\d+$/) }).optional(),
  user: user.optional(),
  locale: z.string().optional(),
  message: z.object({ id: z.string() }).optional(),
  data: z
    .object({
      name: z.string().optional(),
      custom_id: z.string().optional(),
      values: z.array(z.string()).optional(),
      options: z.array(option).optional(),
    })
    .optional(),
})

type Payload = z.infer<typeof payloadSchema>

const types = { ping: 1, command: 2, component: 3, autocomplete: 4 } as const

/** Reads what the gateway or the endpoint received. */
export function readInteraction(raw: unknown): Received {
  const parsed = payloadSchema.safeParse(raw)
  if (!parsed.success)
    return { kind: 'foreign', replyTo: null, found: 'an interaction that has another form' }
  const payload = parsed.data
  const replyTo = { id: payload.id, token: payload.token, applicationId: payload.application_id }
  if (payload.type === types.ping) return { kind: 'ping' }
  if (payload.type === types.autocomplete) return { kind: 'typing', replyTo }
  const deed = deedOf(payload)
  const actor = actorOf(payload)
  if (deed === null || actor === null)
    return { kind: 'foreign', replyTo, found: `an interaction of type ${payload.type}` }
  const channel = channelOf(payload)
  const message =
    channel === null || payload.message === undefined ? null : { ...channel, messageId: payload.message.id }
  return { kind: 'interaction', interaction: { platform: 'discord', actor, channel, message, deed }, replyTo }
}

const ephemeral = 1 << 6

/** The answer at once. */
export function answerNow(answer: Answer): Callback {
  return { type: 4, data: { ...writeView(answer.view), ...(answer.isPrivate ? { flags: ephemeral } : {}) } }
}

/** "Thinking ...", shown only to whoever asked: what is private must not become public, so this is the safe side. */
export const answerLater: Callback = { type: 5, data: { flags: ephemeral } }

export const pong: Callback = { type: 1 }

export const noSuggestions: Callback = { type: 8, data: { choices: [] } }

/** One sentence, only for whoever asked. */
export function privately(sentence: string): Answer {
  const view: View = { blocks: [{ kind: 'text', text: [sentence] }] }
  return { kind: 'view', view, isPrivate: true }
}

export const sorry = privately(
  'That did not work: Pullquote made a mistake, and it is in its log. Please try again later.',
)

export const outdated = privately('This button or command is from another version of Pullquote.')

function deedOf({ type, data }: Payload): Deed | null {
  if (type === types.command && data?.name !== undefined) return commandOf(data.options ?? [], [])
  const action = type === types.component ? actionOf(data?.custom_id ?? '') : null
  if (action === null) return null
  // A select has its value in the choice.
  return { kind: 'action', action: action.action, value: data?.values?.[0] ?? action.value }
}

/** `/news feed edit id:7`: a group and its subcommand wrap the options that were typed. */
function commandOf(options: readonly Option[], path: readonly string[]): Deed {
  const [first] = options
  if (first !== undefined && (first.type === 1 || first.type === 2))
    return commandOf(first.options ?? [], [...path, first.name])
  const typed = options.flatMap(({ name, value }) => (value === undefined ? [] : [[name, String(value)]]))
  return { kind: 'command', command: path.join(' ') || 'help', options: Object.fromEntries(typed) }
}

function actorOf({ member, user: inPrivate, locale }: Payload): Actor | null {
  const person = member?.user ?? inPrivate
  if (person === undefined) return null
  const rights = member === undefined ? null : BigInt(member.permissions)
  return {
    id: person.id,
    name: member?.nick ?? person.global_name ?? person.username,
    locale: locale ?? null,
    mayManage: rights === null ? null : has(rights, 'Manage Channels') || has(rights, 'Administrator'),
  }
}

const threadTypes = [10, 11, 12]

function channelOf({ guild_id, channel_id, channel }: Payload): ChannelRef | null {
  const id = channel?.id ?? channel_id
  if (guild_id === undefined || id === undefined) return null
  const parent = channel !== undefined && threadTypes.includes(channel.type) ? channel.parent_id : null
  return {
    platform: 'discord',
    workspaceId: guild_id,
    channelId: parent ?? id,
    threadId: parent == null ? null : id,
  }
}
