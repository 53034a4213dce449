/** A text with its translations, by Discord's locales: https://docs.discord.com/developers/reference#locales */
type Wording = { readonly text: string; readonly in?: Readonly<Record<string, string>> }

export type CommandOption = {
  readonly name: Wording
  readonly description: Wording
  readonly type: 'text' | 'number' | 'yesNo' | 'channel'
  readonly isRequired?: boolean
  /** Only these values; the name is what people see. */
  readonly choices?: readonly { readonly name: Wording; readonly value: string }[]
  /** Values are suggested while somebody types. */
  readonly isSuggested?: boolean
}

export type Subcommand = {
  readonly name: Wording
  readonly description: Wording
  readonly options: readonly CommandOption[]
}

/** What follows `/news`. */
export const subcommands: readonly Subcommand[] = [
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
const optionTypes = { text: 3, number: 4, yesNo: 5, channel: 7 } as const

/** The commands as Discord takes them. */
export function commandDefinitions(table: readonly Subcommand[] = subcommands): readonly object[] {
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
      options: table.map(writeSubcommand),
    },
  ]
}

/** Are these commands registered as they are, with nothing besides? What one side leaves out is the default. */
export function isRegistered(wanted: readonly object[], registered: unknown): boolean {
  return isSame(wanted, registered)
}

function writeSubcommand({ name, description, options }: Subcommand): object {
  return { type: 1, ...named(name, description), options: options.map(writeOption) }
}

function writeOption(option: CommandOption): object {
  return {
    type: optionTypes[option.type],
    ...named(option.name, option.description),
    ...(option.isRequired ? { required: true } : {}),
    ...(option.isSuggested ? { autocomplete: true } : {}),
    ...(option.choices
      ? {
          choices: option.choices.map(({ name, value }) => ({
            name: name.text,
            ...(name.in ? { name_localizations: name.in } : {}),
            value,
          })),
        }
      : {}),
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
