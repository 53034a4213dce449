/** A text with its translations, by Discord's locales: https://docs.discord.com/developers/reference#locales */
export type Wording = { readonly text: string; readonly in?: Readonly<Record<string, string>> }

export type CommandOption = {
  readonly name: Wording
  readonly description: Wording
  readonly isRequired?: boolean
} /** Values are suggested while somebody types. */ & (
  | { readonly kind: 'text'; readonly isSuggested?: boolean; readonly most?: number }
  | { readonly kind: 'count'; readonly least: number; readonly most: number }
  /** Only these values; the name is what people see. */
  | {
      readonly kind: 'choice'
      readonly choices: readonly { readonly name: Wording; readonly value: string }[]
    }
  | { readonly kind: 'channel' }
  | { readonly kind: 'file' }
)

export type Subcommand = {
  readonly name: Wording
  readonly description: Wording
  readonly options: readonly CommandOption[]
}

/** Such as `feed`, before `edit` and `pause`. */
export type CommandGroup = {
  readonly name: Wording
  readonly description: Wording
  readonly subcommands: readonly Subcommand[]
}

export type CommandTable = readonly (Subcommand | CommandGroup)[]

/** What follows `/news` unless there is another table. */
const helpOnly: CommandTable = [
  {
    name: { text: 'help', in: { de: 'hilfe', 'es-ES': 'ayuda', fr: 'aide', it: 'aiuto', uk: 'допомога' } },
    description: {
      text: 'What Pullquote does and how to ask it',
      in: {
        de: 'Was Pullquote tut und wie man es fragt',
        'es-ES': 'Qué hace Pullquote y cómo preguntarle',
        fr: 'Ce que fait Pullquote et comment lui demander',
        it: 'Che cosa fa Pullquote e come chiederglielo',
        uk: 'Що робить Pullquote і як його запитати',
      },
    },
    options: [],
  },
]

const rootCommand = 'news'

/** https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-option-type */
const types = { subcommand: 1, group: 2, text: 3, count: 4, choice: 3, channel: 7, file: 11 } as const
const longestText = 6000

/** Text, announcement, threads and forum; media channels are missing in Discord's specification of options. */
const channelTypes = [0, 5, 10, 11, 12, 15]

/** The commands as Discord takes them. */
export function commandDefinitions(table: CommandTable = helpOnly): readonly object[] {
  return [
    {
      type: 1,
      name: rootCommand,
      description: 'Key quotes from the news, verbatim and attributed',
      description_localizations: {
        de: 'Schlüsselzitate aus den Nachrichten, wörtlich und mit Sprecher',
        'es-ES': 'Citas clave de las noticias, literales y con su autor',
        fr: "Les citations clés de l'actualité, mot pour mot et attribuées",
        it: 'Le citazioni chiave delle notizie, letterali e attribuite',
        uk: 'Ключові цитати з новин, дослівно та з іменем мовця',
      },
      // Only on servers that added it, not in private messages.
      contexts: [0],
      integration_types: [0],
      options: table.map((entry) => ('options' in entry ? writeSubcommand(entry) : writeGroup(entry))),
    },
  ]
}

/** Are these commands registered as they are, with nothing besides? What one side leaves out is the default. */
export function isRegistered(wanted: readonly object[], registered: unknown): boolean {
  return isSame(wanted, registered)
}

function writeGroup({ name, description, subcommands }: CommandGroup): object {
  return { type: types.group, ...named(name, description), options: subcommands.map(writeSubcommand) }
}

function writeSubcommand({ name, description, options }: Subcommand): object {
  // Discord wants what is required first.
  const sorted = options.toSorted(
    (one, other) => Number(other.isRequired ?? false) - Number(one.isRequired ?? false),
  )
  return { type: types.subcommand, ...named(name, description), options: sorted.map(writeOption) }
}

function writeOption(option: CommandOption): object {
  return {
    type: types[option.kind],
    ...named(option.name, option.description),
    ...(option.isRequired ? { required: true } : {}),
    ...limitsOf(option),
  }
}

function limitsOf(option: CommandOption): object {
  switch (option.kind) {
    case 'text':
      return {
        ...(option.isSuggested ? { autocomplete: true } : {}),
        ...(option.most === undefined ? {} : { max_length: Math.min(option.most, longestText) }),
      }
    case 'count':
      return { min_value: option.least, max_value: option.most }
    case 'choice':
      return {
        choices: option.choices.map(({ name, value }) => ({
          name: name.text,
          ...(name.in ? { name_localizations: name.in } : {}),
          value,
        })),
      }
    case 'channel':
      return { channel_types: channelTypes }
    case 'file':
      return {}
  }
}

function named(name: Wording, description: Wording): object {
  return {
    name: name.text,
    ...(name.in ? { name_localizations: name.in } : {}),
    description: description.text,
    ...(description.in ? { description_localizations: description.in } : {}),
  }
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
