import { expect, test } from 'vitest'
import { z } from 'zod'
import { commandDefinitions, isRegistered } from '../../../adapters/discord/commands.ts'
import { commandTable } from '../../../src/ask/command-table.ts'
import { commands } from '../../../src/ask/commands.ts'
import type { CommandTable, Wording } from '../../../src/deliver/command-table.ts'
import { loadContract } from '../../fakes/discord/contract.ts'

const named = (word: string): Wording => ({
  en: word,
  de: `${word}-de`,
  fr: `${word}-fr`,
  es: `${word}-es`,
  uk: `${word}-uk`,
})
const texts = (id: string) => ({ id, name: named(id), description: named(`about-${id}`) })
const group = texts('feed')

/** One of everything. */
const table: CommandTable = {
  description: named('news'),
  commands: [
    {
      ...texts('latest'),
      group: null,
      isForManagers: false,
      options: [
        {
          ...texts('as'),
          isRequired: false,
          kind: 'choice',
          choices: [{ value: 'brief', label: named('short') }],
        },
        { ...texts('count'), isRequired: false, kind: 'count', least: 1, most: 20 },
        { ...texts('topic'), isRequired: true, kind: 'text', hasSuggestions: true, most: 9000 },
      ],
    },
    { ...texts('edit'), group, isForManagers: true, options: [] },
    { ...texts('help'), group: null, isForManagers: false, options: [] },
    {
      ...texts('import'),
      group,
      isForManagers: true,
      options: [
        { ...texts('file'), isRequired: false, kind: 'file' },
        { ...texts('in'), isRequired: false, kind: 'channel' },
      ],
    },
  ],
}

const entry = z.object({
  name: z.string(),
  type: z.number(),
  get options() {
    return z.array(entry).default([])
  },
})
type Entry = z.infer<typeof entry>

function wordsOf({ name, type, options }: Entry): string[] {
  if (type === 2) return options.map((inner) => `${name} ${inner.name}`)
  return type === 1 ? [name] : []
}

test('every command of the program is registered, as Discord takes them', async () => {
  const contract = await loadContract()
  const definitions = commandDefinitions(commandTable())
  expect(contract('commands', definitions)).toEqual([])
  const [root] = z.array(entry).parse(definitions)
  expect(root?.options.flatMap(wordsOf).toSorted()).toEqual(commands.map(({ name }) => name).toSorted())
})

test('groups, options, limits and languages are as Discord takes them', async () => {
  const contract = await loadContract()
  const definitions = commandDefinitions(table)
  expect(contract('commands', definitions)).toEqual([])
  const translations = (word: string) => ({
    de: `${word}-de`,
    fr: `${word}-fr`,
    'es-ES': `${word}-es`,
    'es-419': `${word}-es`,
    uk: `${word}-uk`,
  })
  const latest = {
    type: 1,
    name: 'latest',
    name_localizations: translations('latest'),
    description: 'about-latest',
    description_localizations: translations('about-latest'),
    options: [
      expect.objectContaining({
        type: 3,
        name: 'topic',
        required: true,
        autocomplete: true,
        max_length: 6000,
      }),
      expect.objectContaining({
        type: 3,
        name: 'as',
        choices: [{ name: 'short', name_localizations: translations('short'), value: 'brief' }],
      }),
      expect.objectContaining({ type: 4, name: 'count', min_value: 1, max_value: 20 }),
    ],
  }
  const feed = expect.objectContaining({
    type: 2,
    name: 'feed',
    name_localizations: translations('feed'),
    options: [
      expect.objectContaining({ type: 1, name: 'edit', options: [] }),
      expect.objectContaining({
        name: 'import',
        options: [
          expect.objectContaining({ type: 11, name: 'file' }),
          expect.objectContaining({ type: 7, name: 'in', channel_types: [0, 5, 10, 11, 12, 15] }),
        ],
      }),
    ],
  })
  expect(definitions).toEqual([
    {
      type: 1,
      name: 'news',
      description: 'news',
      description_localizations: translations('news'),
      contexts: [0],
      integration_types: [0],
      options: [latest, feed, expect.objectContaining({ name: 'help' })],
    },
  ])
})

test('what Discord gives back is the same, with its ids and defaults', () => {
  const registered = commandDefinitions(table).map((command) => ({
    ...command,
    id: '1',
    version: '2',
    nsfw: false,
    default_member_permissions: null,
    name_localizations: null,
  }))
  expect(isRegistered(commandDefinitions(table), registered)).toBe(true)
})

test('every difference is seen', () => {
  const wanted = commandDefinitions(table)
  const [help] = table.commands.slice(2)
  expect(isRegistered(wanted, commandDefinitions({ ...table, commands: help ? [help] : [] }))).toBe(false)
  expect(isRegistered(wanted, [])).toBe(false)
  expect(isRegistered(wanted, [...wanted, { name: 'old', description: 'of an older version' }])).toBe(false)
  const [first = {}] = wanted
  expect(isRegistered(wanted, [{ ...first, default_member_permissions: '32' }])).toBe(false)
  expect(isRegistered(wanted, [{ ...first, description: 'another' }])).toBe(false)
})
