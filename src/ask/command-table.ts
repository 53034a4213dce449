import type { CommandSpec, CommandTable, OptionSpec, Wording } from '../deliver/command-table.ts'
import type { locales } from '../deliver/locale.ts'
import { type Command, commands, type Option } from './commands.ts'
import { commandTexts } from './texts/commands.ts'
import { optionTexts } from './texts/options.ts'

/** The table of commands with its texts, as adapters register it. */
export function commandTable(): CommandTable {
  return {
    description: inEvery((locale) => commandTexts[locale].root),
    commands: commands.map(specOf),
  }
}

function specOf({ name, group, options }: Command): CommandSpec {
  const [first = name, second] = name.split(' ')
  return {
    group: second === undefined ? null : groupOf(first),
    id: second ?? first,
    name: inEvery((locale) => commandTexts[locale].commands[name]?.name),
    description: inEvery((locale) => commandTexts[locale].commands[name]?.description),
    isForManagers: group === 'admin',
    options: options.map(optionOf),
  }
}

function groupOf(id: string): NonNullable<CommandSpec['group']> {
  return {
    id,
    name: inEvery((locale) => commandTexts[locale].groups[id]?.name),
    description: inEvery((locale) => commandTexts[locale].groups[id]?.description),
  }
}

function optionOf(option: Option): OptionSpec {
  const texts = {
    id: option.name,
    name: inEvery((locale) => optionTexts[locale][option.name]?.name),
    description: inEvery((locale) => optionTexts[locale][option.name]?.description),
    isRequired: option.isRequired,
  }
  if (option.kind !== 'choice') return { ...option, ...texts }
  const choices = option.values.map((value) => ({
    value,
    label: inEvery((locale) => optionTexts[locale][option.name]?.choices?.[value]),
  }))
  return { ...texts, kind: 'choice', choices }
}

function inEvery(textIn: (locale: (typeof locales)[number]) => string | undefined): Wording {
  const said = (locale: (typeof locales)[number]) => {
    const text = textIn(locale)
    if (text === undefined) throw new Error(`a command or an option has no text in ${locale}`)
    return text
  }
  return { en: said('en'), de: said('de'), fr: said('fr'), es: said('es'), uk: said('uk') }
}
