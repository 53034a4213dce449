import { describe, expect, test } from 'vitest'
import { commands } from '../../src/ask/commands.ts'
import { commandTexts, spokenName } from '../../src/ask/texts/commands.ts'
import { optionTexts } from '../../src/ask/texts/options.ts'
import { locales } from '../../src/deliver/locale.ts'

// https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming
const spoken = /^[-_\p{L}\p{N}]{1,32}$/u
const isSayable = (name: string) => spoken.test(name) && name === name.toLowerCase()
const options = commands.flatMap((command) => command.options)

describe.each(locales)('the texts of the commands in %s', (locale) => {
  const { root, groups, commands: texts } = commandTexts[locale]

  test('every command, group, option and choice has them, and nothing else does', () => {
    expect(Object.keys(texts)).toEqual(commands.map(({ name }) => name))
    expect(Object.keys(groups)).toEqual([
      ...new Set(commands.flatMap(({ name }) => (name.includes(' ') ? [name.split(' ')[0]] : []))),
    ])
    expect(new Set(Object.keys(optionTexts[locale]))).toEqual(new Set(options.map(({ name }) => name)))
    for (const option of options)
      expect(Object.keys(optionTexts[locale][option.name]?.choices ?? {})).toEqual(
        option.kind === 'choice' ? option.values : [],
      )
  })

  test('names are words a chat platform takes, descriptions fit, labels fit', () => {
    const all = [...Object.values(texts), ...Object.values(groups), ...Object.values(optionTexts[locale])]
    expect(all.map(({ name }) => name).filter((name) => !isSayable(name))).toEqual([])
    const descriptions = [root, ...all.map(({ description }) => description)]
    expect(descriptions.filter((text) => text.length < 5 || text.length > 100)).toEqual([])
    const labels = Object.values(optionTexts[locale]).flatMap(({ choices }) => Object.values(choices ?? {}))
    expect(labels.filter((label) => label === '' || label.length > 75)).toEqual([])
  })

  test('no two commands and no two options of a command have the same name', () => {
    expect(new Set(commands.map(({ name }) => spokenName(name, locale))).size).toBe(commands.length)
    for (const command of commands) {
      const names = command.options.map(({ name }) => optionTexts[locale][name]?.name)
      expect(new Set(names).size).toBe(names.length)
    }
  })
})

test('a name means the same command in whatever language it is typed', () => {
  const meant = new Map<string, string>()
  for (const locale of locales)
    for (const { name } of commands) {
      const said = spokenName(name, locale)
      expect(meant.get(said) ?? name).toBe(name)
      meant.set(said, name)
    }
})

test('all of it together is short enough to be registered', () => {
  // https://docs.discord.com/developers/interactions/application-commands#registering-a-command
  for (const locale of locales) {
    const { groups, commands: texts, root } = commandTexts[locale]
    const named = [...Object.values(groups), ...Object.values(texts)]
    const optionsText = options.map(({ name }) => optionTexts[locale][name])
    const written = [root, ...named, ...optionsText].map((each) => JSON.stringify(each)).join('')
    expect(written.length).toBeLessThan(8000)
  }
})
