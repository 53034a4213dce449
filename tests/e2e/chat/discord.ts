import { actionOf } from '../../../adapters/discord/marker.ts'
import { formOf } from '../../../adapters/discord/render-form.ts'
import { commands } from '../../../src/ask/commands.ts'
import type { Seen } from '../../fakes/discord/interactions.ts'
import { type FakeDiscord, startDiscord } from '../../fakes/discord/server.ts'
import type { Message, SentFile } from '../../fakes/discord/shapes.ts'
import { discordForm, discordScreen } from './discord-screen.ts'
import {
  type ChannelName,
  isChannelName,
  type Name,
  names,
  type Options,
  type Person,
  people,
} from './person.ts'
import { noteCommand, type OpenPlatform, type Used } from './platform.ts'
import { controlOf, readable, type Screen } from './screen.ts'

type Channels = Readonly<Record<ChannelName, string>>

/** Discord, with the bot on a server of three channels. */
export const openDiscord: OpenPlatform = async ({ clock, used }) => {
  const discord = await startDiscord({ clock })
  const channels: Channels = {
    news: discord.textChannelId,
    sports: discord.addChannel({ name: 'sports' }),
    errors: discord.addChannel({ name: 'errors' }),
  }
  for (const name of names) discord.setMember(discord.guildId, idOf(name), rightsOf(name))
  return {
    name: 'discord',
    settings: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
    person: (name, channel) => personOn(discord, { name, channel, channels, used }),
    messagesIn: (channel) => discord.messagesIn(channels[channel]).map(discordScreen),
    refOf: (channel) => ({
      platform: 'discord',
      workspaceId: discord.guildId,
      channelId: channels[channel],
      threadId: null,
    }),
    invite: async () => {
      discord.kick(discord.guildId)
      discord.invite(discord.guildId)
    },
    isListening: () => discord.gateway.connections() > 0 && discord.commands('global').length > 0,
    until: discord.until,
    objections: () => discord.violations,
    close: discord.close,
  }
}

type Standing = {
  readonly name: Name
  readonly channel: ChannelName
  readonly channels: Channels
  readonly used: Used
}

function idOf(name: Name): string {
  return `90000000000000000${names.indexOf(name)}`
}

function rightsOf(name: Name) {
  const usual = ['ViewChannel', 'SendMessages', 'UseApplicationCommands'] as const
  return people[name].isManager ? ([...usual, 'ManageChannels'] as const) : usual
}

type Before = { readonly screen: Screen; readonly message: Message | null; readonly form: Seen | null }

function personOn(discord: FakeDiscord, { name, channel, channels, used }: Standing): Person {
  const { locale } = people[name]
  const where = { channelId: channels[channel], by: { id: idOf(name), name, locale, may: rightsOf(name) } }
  const seenSoFar: Before[] = []
  const current = (): Before => {
    const before = seenSoFar.at(-1)
    if (before === undefined) throw new Error(`${name} sees nothing yet`)
    return before
  }
  const look = (seen: Seen): string => {
    const now = beforeOf(seen, current)
    seenSoFar.push(now)
    return readable(now.screen.text)
  }
  /** The message with this control: the newest answer, or what stands in the channel. */
  const messageWith = (label: string): Message => {
    const before = seenSoFar.at(-1)
    const own = before?.message ?? null
    if (own !== null && controlOf(discordScreen(own), label)) return own
    const found = discord
      .messagesIn(channels[channel])
      .findLast((message) => controlOf(discordScreen(message), label))
    if (found === undefined) throw new Error(`no button [${label}], only:\n${before?.screen.text}`)
    return found
  }
  const enter = (value: string | SentFile): string => {
    if (typeof value !== 'string') return discord.upload(value.name, value.text)
    return isChannelName(value) ? channels[value] : value
  }
  return {
    name,
    id: idOf(name),
    command: async (command, options = {}, file) => {
      noteCommand(used, command, [...Object.keys(options), ...(file ? ['file'] : [])])
      const given = optionsFor(command, options, channels)
      const sent = file === undefined ? {} : { file: discord.upload(file.name, file.text) }
      return look(
        await discord.slash('news', { ...pathOf(command), options: { ...given, ...sent }, ...where }),
      )
    },
    press: async (label) => {
      const message = messageWith(label)
      const control = controlOf(discordScreen(message), label)
      used.add(`action ${actionOf(control?.id ?? '')?.action}`)
      return look(await discord.button(message, control?.id ?? '', where))
    },
    choose: async (label) => {
      const { message, screen } = current()
      const select = screen.controls.findLast(({ options }) => options.some((one) => one.label === label))
      const option = select?.options.find((one) => one.label === label)
      if (message === null || !select || !option)
        throw new Error(`nothing to choose ${label}:\n${screen.text}`)
      used.add(`action ${actionOf(select.id)?.action}`)
      return look(await discord.select(message, select.id, [option.value], where))
    },
    fill: async (entered) => {
      const { form } = current()
      if (form?.kind !== 'form') throw new Error(`no form is open:\n${current().screen.text}`)
      used.add(`form ${formOf(form.customId)?.form}`)
      const kept = current().screen.fields.filter(({ value }) => value !== '')
      const values = {
        ...Object.fromEntries(kept.map(({ name, value }) => [name, value])),
        ...Object.fromEntries(Object.entries(entered).map(([field, value]) => [field, enter(value)])),
      }
      return look(await discord.modalSubmit(form, values, where))
    },
    suggestions: async (command, option, typed) => {
      used.add(`suggestion ${command} ${option}`)
      const focused = { option, value: typed }
      const seen = await discord.autocomplete('news', { ...pathOf(command), focused, ...where })
      return seen.kind === 'choices' ? seen.choices.map((choice) => choice.name) : []
    },
    home: () => Promise.reject(new Error('on Discord a bot has no page of its own')),
    back: () => {
      seenSoFar.pop()
    },
    get screen() {
      return current().screen
    },
    file: () => {
      const text = current().message?.attachments.at(-1)?.text
      if (typeof text !== 'string') throw new Error(`no file came along:\n${current().screen.text}`)
      return text
    },
  }
}

function beforeOf(seen: Seen, current: () => Before): Before {
  switch (seen.kind) {
    case 'form':
      return { screen: discordForm(seen), message: null, form: seen }
    case 'message':
    case 'changed':
      return withMessage(seen.followUps.at(-1) ?? seen.message)
    case 'acknowledged': {
      const added = seen.followUps.at(-1)
      return added === undefined ? current() : withMessage(added)
    }
    case 'choices':
      return current()
  }
}

function withMessage(message: Message): Before {
  return { screen: discordScreen(message), message, form: null }
}

/** `feed edit` is a group and a subcommand. */
function pathOf(command: string) {
  const [first = '', second] = command.split(' ')
  return second === undefined ? { subcommand: first } : { group: first, subcommand: second }
}

function optionsFor(name: string, options: Options, channels: Channels): Record<string, string | number> {
  const known = commands.find((command) => command.name === name)?.options ?? []
  return Object.fromEntries(
    Object.entries(options).map(([option, value]) => {
      const kind = known.find((one) => one.name === option)?.kind
      if (kind === 'count') return [option, Number(value)]
      return [option, kind === 'channel' && isChannelName(value) ? channels[value] : value]
    }),
  )
}
