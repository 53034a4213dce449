import { type CommandUse, commandData, type FormValues, formData, pressedData } from './asked.ts'
import { joinedAt } from './guild-json.ts'
import {
  type AskedKind,
  type Interactions,
  interactionTypes,
  type OpenInteraction,
  type Seen,
} from './interactions.ts'
import { shownMessage } from './messages.ts'
import { channelPermissions, type PermissionName, permissionBits } from './permissions.ts'
import { isThread, type Json, type Message } from './shapes.ts'
import { userOf, type World } from './world.ts'

/** Who does something, and where. */
export type Circumstances = {
  /** The text channel of the first guild unless given; null is a direct message. */
  readonly channelId?: string | null
  readonly by?: {
    readonly id?: string
    readonly name?: string
    /** Such as de or en-GB. */
    readonly locale?: string
    /** What this person may do in the channel: seeing and writing unless given. */
    readonly may?: readonly PermissionName[]
    /** What this person may do in the channels that are named; as here unless given. */
    readonly mayThere?: readonly PermissionName[]
  }
}

/** People who use the bot. Each resolves with what they see, or is rejected with what Discord tells them instead. */
export type People = {
  /** Uses a slash command; once commands are registered, only those exist. */
  slash(command: string, use?: CommandUse & Circumstances): Promise<Seen>
  /** Types into an option with suggestions; `focused` is the option and what was typed so far. */
  autocomplete(
    command: string,
    use: CommandUse &
      Circumstances & { readonly focused: { readonly option: string; readonly value: string } },
  ): Promise<Seen>
  /** Presses a button of a message, also of a private one. */
  button(message: Message, customId: string, circumstances?: Circumstances): Promise<Seen>
  select(
    message: Message,
    customId: string,
    values: readonly string[],
    circumstances?: Circumstances,
  ): Promise<Seen>
  /** Sends a form that was seen, with what was typed by custom id. */
  modalSubmit(form: Seen, values: FormValues, circumstances?: Circumstances): Promise<Seen>
}

export type PeopleParts = {
  readonly world: World
  readonly interactions: Interactions
  readonly textChannelId: string
  /** Brings the interaction to the application; false when nobody is there. */
  readonly deliver: (payload: Json, interaction: OpenInteraction) => boolean
}

type Asking = {
  readonly kind: AskedKind
  readonly data: Json
  readonly source?: Message
  readonly circumstances: Circumstances
}

export function createPeople(parts: PeopleParts): People {
  const { world, interactions } = parts
  const ask = ({ kind, data, source, circumstances }: Asking): Promise<Seen> => {
    const id = world.snowflake()
    const channelId = source?.channel_id ?? circumstances.channelId
    const where = whereabouts(world, channelId === undefined ? parts.textChannelId : channelId, circumstances)
    const { interaction, seen } = interactions.open({
      id,
      token: `interaction-token-${id}`,
      kind,
      channelId: where.channelId,
      user: where.user,
      source: source ?? null,
    })
    const payload = {
      id,
      application_id: world.applicationId,
      type: interactionTypes[kind],
      token: interaction.token,
      version: 1,
      data,
      ...(source && { message: shownMessage(source) }),
      ...where.fields,
      entitlements: [],
      attachment_size_limit: 10_485_760,
    }
    if (!parts.deliver(payload, interaction))
      interaction.fail('The application did not respond: it is not connected')
    return seen
  }
  const press = (
    message: Message,
    customId: string,
    values: readonly string[] | null,
    circumstances: Circumstances,
  ) => {
    const current = interactions.findMessage(message.id)
    if (current === undefined) throw new Error(`message ${message.id} is not there any more`)
    const data = pressedData(current, customId, values)
    return ask({ kind: 'component', data, source: current, circumstances })
  }
  return {
    slash: async (command, use = {}) =>
      ask({
        kind: 'command',
        data: commandData(world, command, { ...use, permissions: rightsThere(use) }),
        circumstances: use,
      }),
    autocomplete: async (command, use) =>
      ask({
        kind: 'autocomplete',
        data: commandData(world, command, { ...use, permissions: rightsThere(use) }),
        circumstances: use,
      }),
    button: async (message, customId, circumstances = {}) => press(message, customId, null, circumstances),
    select: async (message, customId, values, circumstances = {}) =>
      press(message, customId, values, circumstances),
    modalSubmit: async (form, values, circumstances = {}) => {
      if (form.kind !== 'form') throw new Error(`expected a form to send, found ${form.kind}`)
      const source = form.message ? { source: form.message } : {}
      return ask({
        kind: 'form',
        data: formData(world, form, { values, permissions: rightsThere(circumstances) }),
        circumstances,
        ...source,
      })
    },
  }
}

const usualRights = ['ViewChannel', 'SendMessages', 'UseApplicationCommands'] as const

const rightsThere = ({ by = {} }: Circumstances): string =>
  String(permissionBits(by.mayThere ?? by.may ?? usualRights))

const guildContext = 0
const directContext = 1

function whereabouts(world: World, channelId: string | null, { by = {} }: Circumstances) {
  const user = userOf({
    id: by.id ?? '900000000000000001',
    username: by.name ?? 'ann',
    name: by.name ?? 'Ann',
  })
  const locale = by.locale ?? 'en-US'
  const channel = channelId === null ? undefined : world.channels.get(channelId)
  const guild = channel && world.guilds.get(channel.guild_id)
  if (!channel || !guild) {
    const direct = channelId ?? '800000000000000001'
    const fields = {
      channel_id: direct,
      channel: { id: direct, type: 1 },
      user,
      locale,
      app_permissions: '0',
      context: directContext,
      authorizing_integration_owners: { 0: '0' },
    }
    return { channelId: direct, user, fields }
  }
  const may = String(permissionBits(by.may ?? usualRights))
  const parent = isThread(channel) ? world.channels.get(channel.parent_id ?? '') : undefined
  const fields = {
    guild_id: guild.id,
    guild: { id: guild.id, locale: 'en-US', features: [] },
    channel_id: channel.id,
    channel: { ...channel, permissions: may },
    member: {
      user,
      roles: [],
      permissions: may,
      joined_at: joinedAt,
      deaf: false,
      mute: false,
      flags: 0,
    },
    locale,
    guild_locale: 'en-US',
    app_permissions: String(channelPermissions(guild, parent ?? channel, world.bot.id)),
    context: guildContext,
    authorizing_integration_owners: { 0: guild.id },
  }
  return { channelId: channel.id, user, fields }
}
