import { expect, test } from 'vitest'
import { type CommandTable, commandDefinitions, isRegistered } from '../../../adapters/discord/commands.ts'
import { loadContract } from '../../fakes/discord/contract.ts'

const table: CommandTable = [
  {
    name: { text: 'latest', in: { de: 'neuestes' } },
    description: { text: 'The latest on a topic' },
    options: [
      {
        kind: 'choice',
        name: { text: 'as' },
        description: { text: 'How much of it' },
        choices: [{ name: { text: 'Brief', in: { de: 'Kurz' } }, value: 'brief' }],
      },
      { kind: 'count', name: { text: 'count' }, description: { text: 'How many' }, least: 1, most: 20 },
      {
        kind: 'text',
        name: { text: 'topic' },
        description: { text: 'What it is about' },
        isRequired: true,
        isSuggested: true,
        most: 9000,
      },
    ],
  },
  {
    name: { text: 'feed' },
    description: { text: 'The feeds of this channel' },
    subcommands: [
      {
        name: { text: 'import' },
        description: { text: 'Adds the feeds of a file' },
        options: [
          { kind: 'file', name: { text: 'file' }, description: { text: 'An OPML file' } },
          { kind: 'channel', name: { text: 'in' }, description: { text: 'Where they are posted' } },
        ],
      },
    ],
  },
]

test('the commands are as Discord takes them', async () => {
  const contract = await loadContract()
  expect(contract('commands', commandDefinitions())).toEqual([])
  expect(contract('commands', commandDefinitions(table))).toEqual([])
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
  expect(isRegistered(wanted, commandDefinitions([]))).toBe(false)
  expect(isRegistered(wanted, [])).toBe(false)
  expect(isRegistered(wanted, [...wanted, { name: 'old', description: 'of an older version' }])).toBe(false)
  const [first = {}] = wanted
  expect(isRegistered(wanted, [{ ...first, default_member_permissions: '32' }])).toBe(false)
  expect(isRegistered(wanted, [{ ...first, description: 'another' }])).toBe(false)
})
