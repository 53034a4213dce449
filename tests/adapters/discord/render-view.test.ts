import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { type MessageBody, violations } from '../../../adapters/discord/limits.ts'
import { isMarked } from '../../../adapters/discord/marker.ts'
import { customIdsIn, renderMarkedView, writeView } from '../../../adapters/discord/render-view.ts'
import { postStyles } from '../../../src/deliver/style.ts'
import type { Block, Inline, View } from '../../../src/deliver/view.ts'
import { loadContract } from '../../fakes/discord/contract.ts'
import { anyPost } from '../posts.ts'
import { key, plainPost } from './setting.ts'

const describe = (...blocks: Block[]) => writeView({ blocks }).embeds[0]?.description

const anyText = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.constantFrom('', ' ', '*bold*', '`', '1. a', '# b', '@everyone', '\u202e', 'x'.repeat(5000)),
)
const anyUrl = fc.oneof(fc.webUrl(), fc.constantFrom('javascript:1', 'https://x.example/(a)_b', ''))
const anyId = fc.oneof(anyText, fc.constantFrom('900', '@everyone'))
const anyInline: fc.Arbitrary<Inline> = fc.oneof(
  anyText,
  fc.record({ strong: anyText }),
  fc.record({ code: anyText }),
  fc.record({ text: anyText, url: anyUrl }),
  fc.record({
    channel: anyId.map((channelId) => ({ platform: 'discord', workspaceId: 'w', channelId, threadId: null })),
    name: anyText,
  }),
  fc.record({ person: anyId, name: anyText }),
  fc.record({
    time: fc.oneof(fc.integer(), fc.constantFrom(Number.NaN, 1e300)),
    as: fc.constantFrom('ago', 'day', 'moment'),
  }),
)
const anyRich = fc.array(anyInline, { maxLength: 5 })
const anyButton = fc.oneof(
  fc.record({
    kind: fc.constant('action' as const),
    action: fc.constantFrom('quotes', 'page'),
    value: anyText,
    label: anyText,
    tone: fc.constantFrom('plain' as const, 'primary' as const, 'danger' as const),
  }),
  fc.record({ kind: fc.constant('link' as const), url: anyUrl, label: anyText }),
)
const anyBlock: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('heading' as const), text: anyText }),
  fc.record({ kind: fc.constant('text' as const), text: anyRich }),
  fc.record({ kind: fc.constant('list' as const), items: fc.array(anyRich, { maxLength: 40 }) }),
  fc.record({
    kind: fc.constant('quote' as const),
    text: anyText,
    speaker: anyText,
    role: fc.option(anyText),
    where: fc.option(anyText),
    source: fc.option(anyRich),
  }),
  fc.record({ kind: fc.constant('note' as const), text: anyRich }),
  fc.record({ kind: fc.constant('buttons' as const), buttons: fc.array(anyButton, { maxLength: 8 }) }),
  fc.record({
    kind: fc.constant('select' as const),
    action: fc.constantFrom('topic', 'feed'),
    placeholder: anyText,
    options: fc.array(fc.record({ value: anyText, label: anyText }), { maxLength: 40 }),
    chosen: fc.option(anyText),
  }),
  fc.record({ kind: fc.constant('post' as const), post: anyPost, style: fc.constantFrom(...postStyles) }),
)

const rowsIn = (...blocks: Block[]) => writeView({ blocks }).components
const frozen = z.object({ body: z.custom<MessageBody>() })

test('no view exceeds a limit, loses its last buttons, or goes without its key to the outbox', async () => {
  const contract = await loadContract()
  fc.assert(
    fc.property(fc.array(anyBlock, { maxLength: 12 }), (blocks) => {
      const { body } = frozen.parse(JSON.parse(renderMarkedView({ blocks }, { key })))
      expect([...violations(body), ...contract('message', body)]).toEqual([])
      const last = blocks.findLast((block) => block.kind === 'buttons' && rowsIn(block).length > 0)
      expect(rowsIn(...blocks)).toEqual(expect.arrayContaining(last ? [...rowsIn(last)] : []))
      return isMarked(customIdsIn(body.components), key)
    }),
    { numRuns: 200 },
  )
})

test('text, list, quote and small print are told apart', () => {
  expect(
    writeView({
      blocks: [
        { kind: 'heading', text: 'Help' },
        { kind: 'text', text: ['Ask ', { code: '/news help' }, ' or ', { strong: 'press' }, '.'] },
        { kind: 'list', items: [['one *'], [{ text: 'two', url: 'https://x.example/(a)' }]] },
        {
          kind: 'quote',
          text: 'No',
          speaker: 'Ann Lee',
          role: 'mayor',
          where: null,
          source: ['Gazette, ', { time: 1_769_247_000_000, as: 'day' }],
        },
        { kind: 'note', text: ['small'] },
      ],
    }).embeds,
  ).toEqual([
    {
      title: 'Help',
      description: [
        'Ask `/news help` or **press**.',
        '',
        '- one \\*',
        '- [two](https://x.example/%28a%29)',
        '',
        '> “No”',
        '> — **Ann Lee**, mayor',
        '> -# Gazette, <t:1769247000:D>',
        '',
        '-# small',
      ].join('\n'),
      color: expect.any(Number),
    },
  ])
})

test('what has no room is counted', () => {
  const items = Array.from({ length: 300 }, (_, index) => [`item ${index} ${'and so on '.repeat(5)}`])
  const text = describe({ kind: 'list', items }) ?? ''
  const shown = text.match(/^- item/gm)?.length ?? 0
  expect(text.endsWith(`-# … +${300 - shown}`)).toBe(true)
  expect(shown).toBeGreaterThan(50)
})

test('a quote that cannot be shown whole is left out and counted', () => {
  const quote = { kind: 'quote', speaker: 'Ann', role: null, where: null, source: null } as const
  expect(describe({ ...quote, text: 'x'.repeat(5000) }, { ...quote, text: 'short' })).toBe(
    '> “short”\n> — **Ann**\n\n-# … +1',
  )
})

test('a link that leads out of the web is only text', () => {
  expect(describe({ kind: 'text', text: [{ text: 'click', url: 'javascript:alert(1)' }] })).toBe('click')
})

test('buttons and selects know their action again', () => {
  const view: View = {
    blocks: [
      {
        kind: 'buttons',
        buttons: [
          { kind: 'action', action: 'page', value: 'two:2', label: 'Next', tone: 'primary' },
          { kind: 'action', action: 'page', value: 'two:2', label: 'Next again', tone: 'plain' },
          { kind: 'link', url: 'https://x.example/', label: 'Open' },
          { kind: 'action', action: 'page', value: 'x'.repeat(100), label: 'Too long', tone: 'plain' },
        ],
      },
      {
        kind: 'select',
        action: 'topic',
        placeholder: 'Choose',
        options: [
          { value: 'a', label: 'A' },
          { value: 'b', label: 'B' },
        ],
        chosen: 'b',
      },
    ],
  }
  expect(writeView(view).components).toEqual([
    {
      type: 1,
      components: [
        { type: 2, style: 1, label: 'Next', custom_id: 'pq:page:two:2' },
        { type: 2, style: 5, label: 'Open', url: 'https://x.example/' },
      ],
    },
    {
      type: 1,
      components: [
        {
          type: 3,
          custom_id: 'pq:topic:',
          placeholder: 'Choose',
          options: [
            { label: 'A', value: 'a' },
            { label: 'B', value: 'b', default: true },
          ],
        },
      ],
    },
  ])
})

const action = (value: string) =>
  ({ kind: 'action', action: 'do', value, label: value, tone: 'plain' }) as const
const bar = (...values: string[]): Block => ({ kind: 'buttons', buttons: values.map(action) })
const topics: Block = {
  kind: 'select',
  action: 'topic',
  placeholder: 'Topic',
  options: [{ value: 'a', label: 'A' }],
  chosen: null,
}
const rowsOf = (...blocks: Block[]) =>
  writeView({ blocks }).components.map((row) => customIdsIn([row]).map((id) => id.split(':')[2] || 'select'))

test('each block of buttons has a row of its own while there is room', () => {
  expect(rowsOf(bar('a', 'b'), topics, bar('c'), bar('prev', 'next'))).toEqual([
    ['a', 'b'],
    ['select'],
    ['c'],
    ['prev', 'next'],
  ])
})

test('too many blocks share rows, and the buttons at the end keep theirs', () => {
  const feeds = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((feed) => bar(feed, `${feed}!`))
  expect(rowsOf(...feeds, bar('prev', 'next'))).toEqual([
    ['a', 'a!', 'b', 'b!', 'c'],
    ['c!', 'd', 'd!', 'e', 'e!'],
    ['f', 'f!', 'g', 'g!'],
    ['prev', 'next'],
  ])
})

test('whatever is too much, the buttons at the end are there', () => {
  const many = bar(...Array.from({ length: 40 }, (_, index) => `${index}`))
  expect(rowsOf(many, bar('prev', 'next'))).toMatchObject({
    length: 5,
    0: ['0', '1', '2', '3', '4'],
    4: ['prev', 'next'],
  })
  expect(rowsOf(many).at(-1)).toEqual(['35', '36', '37', '38', '39'])
  expect(rowsOf(bar('next', 'x'), many, bar('prev', 'next')).at(-1)).toEqual(['prev', 'next'])
  expect(rowsOf(many, bar('prev', 'next'), topics, topics)).toMatchObject({ length: 5, 4: ['prev', 'next'] })
  const items = Array.from({ length: 300 }, (_, index) => [`item ${index} ${'and so on '.repeat(5)}`])
  const posts = Array.from({ length: 12 }, () => ({ kind: 'post', post: plainPost, style: 'full' }) as const)
  expect(rowsOf({ kind: 'list', items }, ...posts, bar('prev', 'next'))).toEqual([['prev', 'next']])
})

test('the mark of the outbox leaves the buttons at the end alone', () => {
  const links = Array.from({ length: 30 }, (_, index) => ({
    kind: 'link' as const,
    url: `https://x.example/${index}`,
    label: `${index}`,
  }))
  const blocks: Block[] = [
    { kind: 'buttons', buttons: links },
    { kind: 'buttons', buttons: links.slice(0, 2) },
  ]
  const { body } = frozen.parse(JSON.parse(renderMarkedView({ blocks }, { key })))
  expect(body.components.map((row) => row.components.length)).toEqual([5, 5, 5, 2, 1])
  expect(isMarked(customIdsIn(body.components.slice(-1)), key)).toBe(true)
})

test('a post in a view looks as it would be published', () => {
  const { embeds } = writeView({
    blocks: [
      { kind: 'text', text: ['This is how it looks:'] },
      { kind: 'post', post: plainPost, style: 'full' },
    ],
  })
  expect(embeds.map(({ title }) => title)).toEqual([undefined, plainPost.headline])
})

test('people and channels are mentioned, and shown by name where they have no id of Discord', () => {
  const channel = { platform: 'discord', workspaceId: '1', channelId: '2', threadId: null }
  const text = [
    { person: '7', name: 'Ann' },
    ' ',
    { person: '7> @everyone', name: '*Ann*' },
    ' ',
    { channel, name: 'news' },
    ' ',
    { channel: { ...channel, threadId: '3' }, name: 'news' },
  ]
  expect(describe({ kind: 'text', text })).toBe('<@7> \\*Ann\\* <#2> <#3>')
})
