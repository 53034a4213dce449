import type { Locale } from '../../deliver/locale.ts'
import type { Options } from '../asked.ts'
import { commands, type Option } from '../commands.ts'
import { spokenName } from '../texts/commands.ts'
import { optionText } from '../texts/options.ts'
import { parseTyped } from './typed.ts'
import { escapeTyped, quoted } from './words.ts'

/** What one types behind `/news` for this command: as people would where that can be read back, else with every name. */
export function formatTyped(name: string, options: Options, locale: Locale = 'en'): string {
  const easy = written(name, options, (option, value, place) => easyText(option, value, { place, locale }))
  const words = `${spokenName(name, locale)} ${easy}`.trim()
  if (means(words, name, options)) return words
  const strict = written(name, options, (option, value) => named(option, value, locale))
  return `${spokenName(name, locale)} ${strict}`.trim()
}

/** The same call where a platform asks for each option by its name. */
export function formatOptions(name: string, options: Options, locale: Locale = 'en'): string {
  const given = written(name, options, (option, value) => `${optionText(option.name, locale).name}:${value}`)
  return `${spokenName(name, locale)} ${given}`.trim()
}

function written(
  name: string,
  options: Options,
  write: (option: Option, value: string, place: number) => string,
): string {
  const command = commands.find((each) => each.name === name)
  if (!command) throw new Error(`write ${name} as text: expected a command of the table`)
  return command.options
    .flatMap((option, place) => {
      const value = options[option.name]
      return value === undefined ? [] : [write(option, value, place)]
    })
    .join(' ')
}

function easyText(
  option: Option,
  value: string,
  { place, locale }: { readonly place: number; readonly locale: Locale },
): string {
  const isPlaced = place === 0 || option.name === 'filter' || option.name === 'count'
  if (isPlaced) return escapeTyped(value)
  const isSimple = /^[\w:.,-]+$/.test(value) || option.name === 'every' || option.kind === 'text'
  return isSimple && option.kind !== 'channel'
    ? `${optionText(option.name, locale).name}:${escapeTyped(value)}`
    : named(option, value, locale)
}

function named(option: Option, value: string, locale: Locale): string {
  const { name } = optionText(option.name, locale)
  if (option.kind === 'channel') return `${name}:<#${value}>`
  return `${name}:${option.kind === 'text' ? quoted(escapeTyped(value)) : value}`
}

function means(words: string, name: string, options: Options): boolean {
  const read = parseTyped(words)
  const names = Object.keys(options)
  return (
    read.kind === 'command' &&
    read.command === name &&
    names.length === Object.keys(read.options).length &&
    names.every((option) => read.options[option] === options[option])
  )
}
