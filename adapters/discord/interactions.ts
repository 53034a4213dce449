import { z } from 'zod'
import type { ChannelRef } from '../../src/deliver/address.ts'
import type { Actor, Deed, Interaction, Upload } from '../../src/deliver/interaction.ts'
import { actionOf } from './marker.ts'
import { has, managesChannels } from './permissions.ts'
import { formOf } from './render-form.ts'

/** Where an answer goes: https://docs.discord.com/developers/interactions/receiving-and-responding */
export type ReplyTo = { readonly id: string; readonly token: string; readonly applicationId: string }

export type Received =
  | { readonly kind: 'interaction'; readonly interaction: Interaction; readonly replyTo: ReplyTo }
  | { readonly kind: 'ping' }
  /** Not of our making, such as a button of an older version. */
  | { readonly kind: 'foreign'; readonly replyTo: ReplyTo | null; readonly found: string }

/** Reads a file that was sent along. */
export type ReadUpload = (url: string) => ReturnType<Upload['read']>

const option = z.object({
  name: z.string(),
  type: z.number(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  focused: z.boolean().optional(),
  get options() {
    return z.array(option).optional()
  },
})

type Option = z.infer<typeof option>

const input = z.object({
  type: z.number(),
  custom_id: z.string(),
  value: z.string().optional(),
  values: z.array(z.string()).optional(),
})

const attachment = z.object({ filename: z.string(), size: z.number(), url: z.string() })

const bits = z.string().regex(/^\d+$/)

const user = z.object({ id: z.string(), username: z.string(), global_name: z.string().nullish() })

const payloadSchema = z.object({
  id: z.string(),
  application_id: z.string(),
  token: z.string(),
  type: z.number(),
  guild_id: z.string().optional(),
  channel_id: z.string().optional(),
  channel: z.object({ id: z.string(), type: z.number(), parent_id: z.string().nullish() }).optional(),
  member: z.object({ user, nick: z.string().nullish(), permissions: bits }).optional(),
  user: user.optional(),
  locale: z.string().optional(),
  message: z.object({ id: z.string() }).optional(),
  data: z
    .object({
      name: z.string().optional(),
      custom_id: z.string().optional(),
      values: z.array(z.string()).optional(),
      options: z.array(option).optional(),
      // Of a form: each input in its label.
      components: z.array(z.object({ component: input.optional() })).optional(),
      resolved: z
        .object({
          attachments: z.record(z.string(), attachment).optional(),
          // What whoever asks may do in the channels that are named.
          channels: z.record(z.string(), z.object({ permissions: bits.optional() })).optional(),
        })
        .optional(),
    })
    .optional(),
})

type Payload = z.infer<typeof payloadSchema>

type Data = NonNullable<Payload['data']>

const types = { ping: 1, command: 2, component: 3, autocomplete: 4, form: 5 } as const
const channelTypes = { option: 7, select: 8 } as const

/** Reads what the gateway or the endpoint received. */
export function readInteraction(raw: unknown, readUpload: ReadUpload): Received {
  const parsed = payloadSchema.safeParse(raw)
  if (!parsed.success)
    return { kind: 'foreign', replyTo: null, found: 'an interaction that has another form' }
  const payload = parsed.data
  const replyTo = { id: payload.id, token: payload.token, applicationId: payload.application_id }
  if (payload.type === types.ping) return { kind: 'ping' }
  const deed = deedOf(payload, readUpload)
  const actor = actorOf(payload)
  if (deed === null || actor === null)
    return { kind: 'foreign', replyTo, found: `an interaction of type ${payload.type}` }
  const channel = channelOf(payload)
  const message =
    channel === null || payload.message === undefined ? null : { ...channel, messageId: payload.message.id }
  return { kind: 'interaction', interaction: { platform: 'discord', actor, channel, message, deed }, replyTo }
}

function deedOf({ type, data = {} }: Payload, readUpload: ReadUpload): Deed | null {
  switch (type) {
    case types.command: {
      const { command, options } = commandOf(data.options ?? [])
      return { kind: 'command', command, options: valuesOf(options), ...filesOf(data, readUpload) }
    }
    case types.autocomplete: {
      const { command, options } = commandOf(data.options ?? [])
      const typed = options.find(({ focused }) => focused)
      return typed ? { kind: 'suggest', command, option: typed.name, typed: String(typed.value ?? '') } : null
    }
    case types.component: {
      const action = actionOf(data.custom_id ?? '')
      // A select has its value in the choice.
      return action && { kind: 'action', action: action.action, value: data.values?.[0] ?? action.value }
    }
    case types.form: {
      const form = formOf(data.custom_id ?? '')
      return form && { kind: 'form', ...form, fields: fieldsOf(data), ...filesOf(data, readUpload) }
    }
    default:
      return null
  }
}

/** `/news feed edit id:7`: a group and its subcommand wrap the options that were typed. */
function commandOf(
  options: readonly Option[],
  path: readonly string[] = [],
): { readonly command: string; readonly options: readonly Option[] } {
  const [first] = options
  if (first !== undefined && (first.type === 1 || first.type === 2))
    return commandOf(first.options ?? [], [...path, first.name])
  return { command: path.join(' ') || 'help', options }
}

function valuesOf(options: readonly Option[]): Record<string, string> {
  return Object.fromEntries(
    options.flatMap(({ name, value }) => (value === undefined ? [] : [[name, String(value)]])),
  )
}

function fieldsOf({ components = [] }: Data): Record<string, string> {
  return Object.fromEntries(
    components.flatMap(({ component }) =>
      component ? [[component.custom_id, component.value ?? component.values?.[0] ?? '']] : [],
    ),
  )
}

function filesOf({ resolved }: Data, readUpload: ReadUpload): { readonly files?: readonly Upload[] } {
  const files = Object.values(resolved?.attachments ?? {}).map(({ filename, size, url }) => ({
    name: filename,
    sizeBytes: size,
    read: () => readUpload(url),
  }))
  return files.length === 0 ? {} : { files }
}

function actorOf(payload: Payload): Actor | null {
  const { member, user: inPrivate, locale } = payload
  const person = member?.user ?? inPrivate
  if (person === undefined) return null
  return {
    id: person.id,
    name: member?.nick ?? person.global_name ?? person.username,
    locale: locale ?? null,
    mayManage: mayManage(payload),
  }
}

/** Whoever names another channel must be allowed to manage that one too. */
function mayManage({ member, type, data = {} }: Payload): boolean | null {
  if (member === undefined) return null
  const rights = BigInt(member.permissions)
  const mayHere = managesChannels(rights) || has(rights, 'Manage Server')
  // While somebody types nothing changes, and Discord does not tell the rights elsewhere.
  if (type === types.autocomplete) return mayHere
  return mayHere && channelsIn(data).every((id) => managesChannels(rightsIn(data, id)))
}

function rightsIn({ resolved }: Data, channelId: string): bigint {
  return BigInt(resolved?.channels?.[channelId]?.permissions ?? '0')
}

/** The channels that are named in the options of a command or the fields of a form. */
function channelsIn({ options = [], components = [] }: Data): string[] {
  const named = commandOf(options).options.filter(({ type }) => type === channelTypes.option)
  const chosen = components.flatMap(({ component }) =>
    component?.type === channelTypes.select ? (component.values ?? []) : [],
  )
  return [...named.map(({ value }) => String(value)), ...chosen]
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
