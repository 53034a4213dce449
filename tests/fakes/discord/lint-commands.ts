import { listOf, textOf } from './lint-text.ts'
import { isJson, type Problem } from './reply.ts'
import type { Json } from './shapes.ts'

const nameForm = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u
const subcommandTypes = [1, 2]

/** https://docs.discord.com/developers/interactions/application-commands, where the specification is silent. */
export function lintCommands(body: unknown): Problem[] {
  const commands = listOf(body)
  return [
    ...(commands.length > 100
      ? [{ at: [], message: 'Maximum number of application commands reached (100).' }]
      : []),
    ...sameNames(commands, []),
    ...commands.flatMap((command, index) => [
      ...lintOption(command, [index]),
      ...(textLength(command) > 8000
        ? [{ at: [index], message: 'Command exceeds maximum size (8000)' }]
        : []),
    ]),
  ]
}

function lintOption(option: Json, at: Problem['at']): Problem[] {
  const inside = listOf(option.options)
  const name = typeof option.name === 'string' ? option.name : ''
  const isNamed = nameForm.test(name) && name === name.toLowerCase()
  return [
    ...(isNamed ? [] : [{ at: [...at, 'name'], message: 'Command name is invalid' }]),
    ...(textOf(option.description) === ''
      ? [{ at: [...at, 'description'], message: 'This field is required' }]
      : []),
    ...(option.autocomplete === true && listOf(option.choices).length > 0
      ? [{ at: [...at, 'choices'], message: 'Choices and autocomplete exclude each other' }]
      : []),
    ...sameNames(inside, [...at, 'options']),
    ...mixed(inside, at),
    ...lateRequired(inside, at),
    ...inside.flatMap((one, index) => lintOption(one, [...at, 'options', index])),
  ]
}

function sameNames(options: readonly Json[], at: Problem['at']): Problem[] {
  const names = options.map(({ name }) => name)
  return names.flatMap((name, index) =>
    names.indexOf(name) < index ? [{ at: [...at, index, 'name'], message: 'Names must be unique' }] : [],
  )
}

const isSubcommand = ({ type }: Json): boolean => typeof type === 'number' && subcommandTypes.includes(type)

function mixed(options: readonly Json[], at: Problem['at']): Problem[] {
  const some = options.filter(isSubcommand).length
  return some > 0 && some < options.length
    ? [{ at: [...at, 'options'], message: 'Sub-commands and options cannot be mixed' }]
    : []
}

function lateRequired(options: readonly Json[], at: Problem['at']): Problem[] {
  const firstOptional = options.findIndex((option) => !isSubcommand(option) && option.required !== true)
  const late = options.findIndex(
    (option, index) => firstOptional >= 0 && index > firstOptional && option.required === true,
  )
  return late < 0
    ? []
    : [
        {
          at: [...at, 'options', late],
          message: 'Required options must be placed before non-required options',
        },
      ]
}

/** "combined name, description, and value properties for each command, its options, and choices"; the longest translation counts. */
function textLength(option: Json): number {
  const own =
    longest(option.name, option.name_localizations) +
    longest(option.description, option.description_localizations)
  const value = typeof option.value === 'string' ? option.value.length : 0
  const inside = [...listOf(option.options), ...listOf(option.choices)]
  return inside.reduce((sum, one) => sum + textLength(one), own + value)
}

function longest(text: unknown, translations: unknown): number {
  const all = [text, ...(isJson(translations) ? Object.values(translations) : [])]
  return Math.max(...all.map((one) => (typeof one === 'string' ? one.length : 0)))
}
