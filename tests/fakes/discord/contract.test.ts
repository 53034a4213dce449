import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { type Contract, type ContractName, loadContract } from './contract.ts'

let contract: Contract
beforeAll(async () => {
  contract = await loadContract()
})

/** Where the problems are. */
const wrong = (name: ContractName, body: unknown): string[] =>
  contract(name, body).map(({ at }) => at.join('.'))

const text = (length: number): string => 'x'.repeat(length)
const rowOf = (...components: object[]) => ({ type: 1, components })
const button = { type: 2, style: 1, label: 'More', custom_id: 'more' }
const link = { type: 2, style: 5, label: 'Source', url: 'https://news.example' }
const display = (content: string) => ({ type: 10, content })
const v2 = 1 << 15

test('messages a news bot sends are in order', () => {
  const embed = {
    title: text(256),
    description: text(4096),
    url: 'https://news.example/a',
    timestamp: '2026-01-24T12:00:00.000Z',
    fields: [{ name: 'n', value: 'v', inline: true }],
    footer: { text: 'News', icon_url: 'https://news.example/i.png' },
    image: { url: 'attachment://image.png' },
  }
  const body = {
    content: text(2000),
    embeds: [embed],
    components: [rowOf(button, link)],
    nonce: text(25),
    enforce_nonce: true,
    allowed_mentions: { parse: [] },
  }
  expect(contract('message', body)).toEqual([])
  expect(contract('message', { components: [{ type: 17, components: [display('x')] }], flags: v2 })).toEqual(
    [],
  )
})

test.each<[string, object, string]>([
  ['a long content', { content: text(2001) }, 'content'],
  ['a long nonce', { content: 'x', nonce: text(26) }, 'nonce'],
  ['nothing', {}, ''],
  ['only whitespace', { content: ' \n' }, ''],
  ['an unknown key', { content: 'x', conten: 'x' }, 'conten'],
  [
    'an unknown key deep inside',
    { embeds: [{ title: 'x', footer: { text: 'x', txt: 1 } }] },
    'embeds.0.footer.txt',
  ],
  ['11 embeds', { embeds: Array(11).fill({ title: 'x' }) }, 'embeds'],
  ['a long title', { embeds: [{ title: text(257) }] }, 'embeds.0.title'],
  ['26 fields', { embeds: [{ fields: Array(26).fill({ name: 'x', value: 'x' }) }] }, 'embeds.0.fields'],
  [
    '6001 characters in embeds',
    { embeds: [{ description: text(4000) }, { description: text(2001) }] },
    'embeds',
  ],
  ['an empty embed', { content: 'x', embeds: [{ color: 1 }] }, 'embeds.0'],
  ['a blank embed', { embeds: [{ title: ' ' }] }, 'embeds.0'],
  ['a blank field', { embeds: [{ fields: [{ name: ' ', value: 'x' }] }] }, 'embeds.0.fields.0.name'],
  ['a javascript link', { embeds: [{ title: 'x', url: 'javascript:alert(1)' }] }, 'embeds.0.url'],
  ['a date that is none', { embeds: [{ title: 'x', timestamp: 'today' }] }, 'embeds.0.timestamp'],
  [
    'a row of 6',
    { components: [rowOf(...Array.from({ length: 6 }, (_, n) => ({ ...button, custom_id: `${n}` })))] },
    'components.0.components',
  ],
  [
    '6 rows',
    { components: Array.from({ length: 6 }, (_, n) => rowOf({ ...button, custom_id: `${n}` })) },
    'components',
  ],
  [
    'a custom id used twice',
    { components: [rowOf(button), rowOf(button)] },
    'components.1.components.0.custom_id',
  ],
  [
    'a long custom id',
    { components: [rowOf({ ...button, custom_id: text(101) })] },
    'components.0.components.0.custom_id',
  ],
  [
    'a button without custom id',
    { components: [rowOf({ type: 2, style: 1, label: 'x' })] },
    'components.0.components.0.custom_id',
  ],
  [
    'a link without url',
    { components: [rowOf({ type: 2, style: 5, label: 'x' })] },
    'components.0.components.0.url',
  ],
  [
    'a link with custom id',
    { components: [rowOf({ ...link, custom_id: 'x' })] },
    'components.0.components.0.custom_id',
  ],
  ['a button without label', { components: [rowOf({ ...button, label: '' })] }, 'components.0.components.0'],
  [
    'a link to a file',
    { components: [rowOf({ ...link, url: 'file:///etc/passwd' })] },
    'components.0.components.0.url',
  ],
  [
    'a select beside a button',
    { components: [rowOf(button, { type: 8, custom_id: 'c' })] },
    'components.0.components',
  ],
  ['text as component without its flag', { components: [display('x')] }, 'components.0.type'],
  ['components v2 with content', { content: 'x', components: [display('x')], flags: v2 }, 'content'],
  [
    '4001 characters in components v2',
    { components: [display(text(2000)), display(text(2001))], flags: v2 },
    'components',
  ],
  [
    '41 nested components',
    { components: [{ type: 17, components: Array(40).fill(display('x')) }], flags: v2 },
    'components',
  ],
  [
    'mentions both ways',
    { content: 'x', allowed_mentions: { parse: ['users'], users: ['1'] } },
    'allowed_mentions.users',
  ],
])('a message with %s is refused', (_, body, at) => {
  expect(wrong('message', body)).toContain(at)
})

const command = { name: 'news', description: 'News', default_member_permissions: '16' }
const option = { type: 3, name: 'topic', description: 'Topic' }

test.each<[string, object[], string]>([
  ['a capital in its name', [{ ...command, name: 'News' }], '0.name'],
  ['no description', [{ name: 'news' }], '0.description'],
  ['a long description', [{ ...command, description: text(101) }], '0.description'],
  ['the name of another', [command, command], '1.name'],
  [
    '26 options',
    [{ ...command, options: Array.from({ length: 26 }, (_, n) => ({ ...option, name: `o${n}` })) }],
    '0.options',
  ],
  ['the same option twice', [{ ...command, options: [option, option] }], '0.options.1.name'],
  [
    'a late required option',
    [{ ...command, options: [option, { ...option, name: 'b', required: true }] }],
    '0.options.1',
  ],
  [
    'options beside sub-commands',
    [{ ...command, options: [option, { ...option, type: 1, name: 'b' }] }],
    '0.options',
  ],
  [
    'choices and suggestions',
    [{ ...command, options: [{ ...option, autocomplete: true, choices: [{ name: 'a', value: 'a' }] }] }],
    '0.options.0.choices',
  ],
  [
    'too much text',
    [
      {
        ...command,
        options: Array.from({ length: 25 }, (_, n) => ({
          ...option,
          name: `o${n}`,
          choices: Array.from({ length: 25 }, (__, k) => ({ name: `c${k}`, value: text(20) })),
        })),
      },
    ],
    '0',
  ],
])('a command with %s is refused', (_, body, at) => {
  expect(wrong('commands', body)).toContain(at)
  expect(wrong('commands', [command])).toEqual([])
})

const field = { type: 18, label: 'URL', component: { type: 4, custom_id: 'url', style: 1 } }

test.each<[string, object, string]>([
  ['an unknown type', { type: 99 }, 'type'],
  ['26 suggestions', { type: 8, data: { choices: Array(26).fill({ name: 'a', value: 'b' }) } }, 'data'],
  [
    'a form with a long title',
    { type: 9, data: { custom_id: 'm', title: text(46), components: [field] } },
    'data.title',
  ],
  [
    'a form with one field twice',
    { type: 9, data: { custom_id: 'm', title: 't', components: [field, field] } },
    'data.components.1.component.custom_id',
  ],
  [
    'a form with 6 fields',
    { type: 9, data: { custom_id: 'm', title: 't', components: Array(6).fill(field) } },
    'data.components',
  ],
  ['a long content', { type: 4, data: { content: text(2001) } }, 'data.content'],
  ['nothing', { type: 4, data: {} }, 'data'],
])('an answer with %s is refused', (_, body, at) => {
  expect(wrong('callback', body).join(' ')).toContain(at)
})

test('answers and forms in order are taken', () => {
  expect(wrong('callback', { type: 5, data: { flags: 64 } })).toEqual([])
  expect(wrong('callback', { type: 7, data: { content: 'x', components: [] } })).toEqual([])
  expect(wrong('callback', { type: 8, data: { choices: [{ name: 'a', value: 'b' }] } })).toEqual([])
  expect(wrong('callback', { type: 9, data: { custom_id: 'm', title: 't', components: [field] } })).toEqual(
    [],
  )
  expect(wrong('forumThread', { name: 'x', message: { content: 'x' }, applied_tags: ['1'] })).toEqual([])
  expect(wrong('forumThread', { name: text(101), message: { content: 'x', nonce: 'n' } })).toContain('name')
  expect(wrong('originalEdit', { content: 'x', embeds: [] })).toEqual([])
})

test('any JSON at all is judged without an exception', () => {
  const names: readonly ContractName[] = [
    'message',
    'messageEdit',
    'commands',
    'callback',
    'forumThread',
    'followUp',
  ]
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.jsonValue(), (name, body) => {
      expect(Array.isArray(contract(name, body))).toBe(true)
    }),
    { numRuns: 300 },
  )
})
