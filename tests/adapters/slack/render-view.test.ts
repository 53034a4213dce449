import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { violations } from '../../../adapters/slack/limits.ts'
import { renderView } from '../../../adapters/slack/render-view.ts'
import type { Block, Button, Inline, View } from '../../../src/deliver/view.ts'
import { postCases } from '../posts.ts'
import { postOf, readMessage, refusals } from './messages.ts'

const key = '0d9a1a52-6f5c-5e0e-9d8e-0d1b9a3f4c11'
const render = (...blocks: Block[]) => renderView({ blocks }, { key })
const anyText = fc.oneof(
  { weight: 12, arbitrary: fc.string({ unit: 'grapheme', maxLength: 30 }) },
  { weight: 4, arbitrary: fc.constantFrom('', '\u200b', '<!channel>', '*b* `c`', '“', '\ud83d') },
  { weight: 1, arbitrary: fc.constantFrom('word '.repeat(1_000), '“'.repeat(200)) },
)
const anyUrl = fc.constantFrom(
  'https://x.example/a|b',
  'javascript:alert(1)',
  `https://x.example/${'y'.repeat(4_000)}`,
)
const anyTime = fc.constantFrom(0, -1, 1_769_247_000_000, 8.64e15, Number.NaN)
const anyId = fc.oneof(anyText, fc.constantFrom('U123ABC', 'C123ABC'))
const anyInline: fc.Arbitrary<Inline> = fc.oneof(
  anyText,
  anyText.map((strong) => ({ strong })),
  anyText.map((code) => ({ code })),
  fc.record({ text: anyText, url: anyUrl }),
  fc.record({
    channel: anyId.map((channelId) => ({ platform: 'slack', workspaceId: 'w', channelId, threadId: null })),
    name: anyText,
  }),
  fc.record({ person: anyId, name: anyText }),
  fc.record({ time: anyTime, as: fc.constantFrom('ago' as const, 'day' as const, 'moment' as const) }),
)
const anyRichText = fc.array(anyInline, { maxLength: 14 })
const anyButton: fc.Arbitrary<Button> = fc.oneof(
  fc.record({ kind: fc.constant('link' as const), url: anyUrl, label: anyText }),
  fc.record({
    kind: fc.constant('action' as const),
    action: fc.constantFrom('share', 'undo'),
    value: anyText,
    label: anyText,
    tone: fc.constantFrom('plain' as const, 'primary' as const, 'danger' as const),
  }),
)
const anyBlock: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('heading' as const), text: anyText }),
  fc.record({ kind: fc.constant('text' as const), text: anyRichText }),
  fc.record({ kind: fc.constant('note' as const), text: anyRichText }),
  fc.record({ kind: fc.constant('list' as const), items: fc.array(anyRichText, { maxLength: 90 }) }),
  fc.record({
    kind: fc.constant('quote' as const),
    text: anyText,
    speaker: anyText,
    role: fc.option(anyText),
    where: fc.option(anyText),
    source: fc.option(anyRichText),
  }),
  fc.record({
    kind: fc.constant('select' as const),
    action: fc.constant('style'),
    placeholder: anyText,
    options: fc.array(fc.record({ value: anyText, label: anyText }), { maxLength: 30 }),
    chosen: fc.option(anyText),
  }),
  fc.record({
    kind: fc.constant('post' as const),
    post: fc.constantFrom(...Object.values(postCases)),
    style: fc.constantFrom('headline' as const, 'brief' as const, 'full' as const),
  }),
  fc.record({ kind: fc.constant('buttons' as const), buttons: fc.array(anyButton, { maxLength: 30 }) }),
)

describe('a view', () => {
  test('breaks no limit, whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(anyBlock, { maxLength: 8 }), fc.constantFrom(1, 1, 12), (blocks, times) => {
        const view: View = { blocks: Array.from({ length: times }, () => blocks).flat() }
        const message = renderView(view, { key })
        expect([...violations(message), ...refusals(message)]).toEqual([])
      }),
      { numRuns: 150 },
    )
  })

  test('shows a post as it would be published, but for its buttons', () => {
    const { quotes, buttons, links } = readMessage(render({ kind: 'post', post: postOf(), style: 'full' }))
    expect(quotes).toEqual(['“We have waited eleven years for this vote”'])
    expect(links).toContainEqual({ text: postOf().headline, url: postOf().url })
    expect(buttons).toEqual([])
  })

  test('shows a select with what is chosen', () => {
    const options = [
      { value: 'brief', label: 'Brief' },
      { value: 'full', label: 'Everything' },
    ]
    const rendered = render({
      kind: 'select',
      action: 'style',
      placeholder: 'Style',
      options,
      chosen: 'full',
    })
    expect(JSON.parse(rendered).blocks[0].elements[0]).toMatchObject({
      type: 'static_select',
      action_id: 'pq:style',
      initial_option: { value: 'full' },
    })
  })

  test('that is empty says so', () => {
    expect(readMessage(render()).message.text).toBe('There is nothing to show.')
  })

  test('with too many blocks counts what it left out', () => {
    const lines = Array.from({ length: 80 }, (_, index) => ({
      kind: 'text' as const,
      text: [`line ${index}`],
    }))
    const { message } = readMessage(render(...lines))
    expect(message.blocks).toHaveLength(50)
    expect(JSON.stringify(message.blocks.at(-1))).toContain('… +31')
  })

  test('with a long list counts what it left out', () => {
    const items = Array.from({ length: 200 }, (_, index) => [`item ${index}`])
    expect(render({ kind: 'list', items })).toContain('… +141')
  })

  test('shows strong words, code, links and times', async () => {
    const message = render(
      { kind: 'heading', text: 'What was posted' },
      {
        kind: 'text',
        text: [
          'Feed ',
          { strong: 'Gazette' },
          ' with id ',
          { code: 'f1' },
          ' from ',
          { text: 'its site', url: 'https://gazette.example/' },
          ' was read ',
          { time: 1_769_247_000_000, as: 'ago' },
        ],
      },
      { kind: 'list', items: [['one'], [{ strong: 'two' }, ' and more']] },
      {
        kind: 'quote',
        text: 'We have waited eleven years',
        speaker: 'Ann Lee',
        role: 'harbour master',
        where: null,
        source: ['The Gazette, ', { time: 1_769_247_000_000, as: 'day' }],
      },
      { kind: 'note', text: ['As of ', { time: 1_769_247_000_000, as: 'moment' }] },
      {
        kind: 'buttons',
        buttons: [
          { kind: 'action', action: 'share', value: 'v', label: 'Share to channel', tone: 'primary' },
          { kind: 'link', url: 'https://gazette.example/', label: 'Open' },
        ],
      },
    )
    await expect(`${JSON.stringify(JSON.parse(message), null, 2)}\n`).toMatchFileSnapshot(
      '../../fixtures/messages/slack/view.json',
    )
  })

  test('has no button whose value would have to be cut', () => {
    const value = 'v'.repeat(2_001)
    const buttons: Button[] = [{ kind: 'action', action: 'share', value, label: 'Share', tone: 'plain' }]
    expect(readMessage(render({ kind: 'text', text: ['x'] }, { kind: 'buttons', buttons })).buttons).toEqual(
      [],
    )
  })
})

test('people and channels are shown as Slack names them, and by name where they have no id of its kind', () => {
  const channel = { platform: 'slack', workspaceId: 'T1', channelId: 'C1', threadId: null }
  const people = ['U1', 'ann, <!channel>'].map((person) => ({ person, name: 'Ann' }))
  const { message } = readMessage(render({ kind: 'text', text: [...people, { channel, name: '#news' }] }))
  expect(message.blocks[0]).toMatchObject({
    elements: [
      {
        elements: [
          { type: 'user', user_id: 'U1' },
          { type: 'text', text: 'Ann' },
          { type: 'channel', channel_id: 'C1' },
        ],
      },
    ],
  })
})
