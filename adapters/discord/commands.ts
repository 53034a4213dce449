import type { CommandSpec, CommandTable, OptionSpec, Wording } from '../../src/deliver/command-table.ts'

const rootCommand = 'news'

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-type */
const types = { subcommand: 1, group: 2, text: 3, count: 4, choice: 3, channel: 7, file: 11 } as const
const longestText = 6000
const mostChoices = 25

/** Text, announcement, threads and forum; media channels are missing in Discord's specification of options. */
const channelTypes = [0, 5, 10, 11, 12, 15]

/** The commands as Discord takes them; they come back by their ids, whatever language they were shown in. */
export function commandDefinitions({ description, commands }: CommandTable): readonly object[] {
  return [
    {
      type: 1,
      ...named(rootCommand, null, description),
      // Only on servers that added it, not in private messages. Discord asks rights of a command as a whole, and this
      // one is also for everybody: who may use a subcommand that changes something is decided where it is answered.
      contexts: [0],
      integration_types: [0],
      options: entriesOf(commands),
    },
  ]
}

/** Are these commands registered as they are, with nothing besides? What one side leaves out is the default. */
export function isRegistered(wanted: readonly object[], registered: unknown): boolean {
  return isSame(wanted, registered)
}

/** Each group stands where its first command does. */
function entriesOf(commands: readonly CommandSpec[]): object[] {
  const ids = commands.map(({ group, id }) => group?.id ?? id)
  return commands.flatMap((command, index) => {
    const { group } = command
    if (group === null) return [writeSubcommand(command)]
    if (ids.indexOf(group.id) < index) return []
    const members = commands.filter((one) => one.group?.id === group.id)
    return [
      {
        type: types.group,
        ...named(group.id, group.name, group.description),
        options: members.map(writeSubcommand),
      },
    ]
  })
}

function writeSubcommand({ id, name, description, options }: CommandSpec): object {
  // Discord wants what is required first.
  const sorted = options.toSorted((one, other) => Number(other.isRequired) - Number(one.isRequired))
  return { type: types.subcommand, ...named(id, name, description), options: sorted.map(writeOption) }
}

function writeOption(option: OptionSpec): object {
  return {
    type: types[option.kind],
    ...named(option.id, option.name, option.description),
    ...(option.isRequired ? { required: true } : {}),
    ...limitsOf(option),
  }
}

function limitsOf(option: OptionSpec): object {
  switch (option.kind) {
    case 'text':
      return {
        ...(option.hasSuggestions ? { autocomplete: true } : {}),
        max_length: Math.min(option.most, longestText),
      }
    case 'count':
      return { min_value: option.least, max_value: option.most }
    case 'choice':
      return {
        choices: option.choices.slice(0, mostChoices).map(({ value, label }) => ({
          name: label.en,
          name_localizations: translationsOf(label),
          value,
        })),
      }
    case 'channel':
      return { channel_types: channelTypes }
    case 'file':
      return {}
  }
}

function named(id: string, name: Wording | null, description: Wording): object {
  return {
    name: id,
    ...(name === null ? {} : { name_localizations: translationsOf(name) }),
    description: description.en,
    description_localizations: translationsOf(description),
  }
}

/** By Discord's own names of languages: https://docs.discord.com/developers/reference#locales */
function translationsOf({ de, fr, es, uk }: Wording): Readonly<Record<string, string>> {
  return { de, fr, 'es-ES': es, 'es-419': es, uk }
}

/** What Discord adds on its own and we never set. */
const foreignKeys = new Set([
  'id',
  'application_id',
  'guild_id',
  'version',
  'nsfw',
  'dm_permission',
  'default_permission',
  'name_localized',
  'description_localized',
])

function isSame(wanted: unknown, registered: unknown): boolean {
  if (isEmpty(wanted) && isEmpty(registered)) return true
  if (Array.isArray(wanted) && Array.isArray(registered))
    return wanted.length === registered.length && wanted.every((one, index) => isSame(one, registered[index]))
  if (!isRecord(wanted) || !isRecord(registered)) return wanted === registered
  const keys = new Set([...Object.keys(wanted), ...Object.keys(registered)])
  return [...keys].every((key) => foreignKeys.has(key) || isSame(wanted[key], registered[key]))
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
