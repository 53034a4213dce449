import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markupProblems, messageProblems, metadataProblems, viewProblems } from './contract.ts'
import type { Json } from './workspace.ts'

const plain = (text: string) => ({ type: 'plain_text', text })
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
const section = (text: string) => ({ type: 'section', text: mrkdwn(text) })
const button = (more: Json = {}) => ({ type: 'button', action_id: 'a', text: plain('More'), ...more })
const actions = (...elements: readonly Json[]) => ({ type: 'actions', elements })
const quote = (text: string) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text }] }],
})
const options = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ text: plain(`${index}`), value: `${index}` }))
const many = (count: number, one: (index: number) => Json) =>
  Array.from({ length: count }, (_, index) => one(index))

const problems = (...blocks: readonly Json[]) => messageProblems({ text: '', blocks })

test('a message as the product sends it is good', () => {
  const blocks = [
    { type: 'header', block_id: 'pq:1', text: plain('Headline') },
    section('A summary &amp; <https://news.example/a|a link>'),
    quote('We will <never> give up & go'),
    {
      type: 'context',
      elements: [mrkdwn('Outlet'), { type: 'image', image_url: 'https://x.example/i', alt_text: 'i' }],
    },
    actions(button({ value: 'v' }), { ...button(), action_id: 'b', url: 'https://news.example/a' }),
    { type: 'divider' },
  ]
  expect(messageProblems({ text: 'A fallback', blocks })).toEqual([])
})

const wrong: readonly (readonly [string, readonly Json[]])[] = [
  ['51 blocks', many(51, () => section('x'))],
  ['a block nobody knows', [{ type: 'poem', text: plain('x') }]],
  ['a key nobody knows', [{ ...section('x'), colour: 'red' }]],
  ['a header with mrkdwn', [{ type: 'header', text: mrkdwn('x') }]],
  ['a header of 151', [{ type: 'header', text: plain('x'.repeat(151)) }]],
  ['a section without anything', [{ type: 'section' }]],
  ['a section with empty text', [section('')]],
  ['a section of 3001', [section('x'.repeat(3001))]],
  ['11 fields', [{ type: 'section', fields: many(11, () => mrkdwn('x')) }]],
  ['a field of 2001', [{ type: 'section', fields: [mrkdwn('x'.repeat(2001))] }]],
  ['11 elements of context', [{ type: 'context', elements: many(11, () => mrkdwn('x')) }]],
  ['26 buttons', [actions(...many(26, (index) => button({ action_id: `a${index}` })))]],
  ['no button', [actions()]],
  ['a label of 76', [actions(button({ text: plain('x'.repeat(76)) }))]],
  ['a label with mrkdwn', [actions(button({ text: mrkdwn('x') }))]],
  ['a value of 2001', [actions(button({ value: 'x'.repeat(2001) }))]],
  ['a url of 3001', [actions(button({ url: `https://x.example/${'x'.repeat(3000)}` }))]],
  ['a style nobody knows', [actions(button({ style: 'loud' }))]],
  ['an action_id of 256', [actions(button({ action_id: 'x'.repeat(256) }))]],
  ['one action_id twice', [actions(button(), button())]],
  ['a block_id of 256', [{ ...section('x'), block_id: 'x'.repeat(256) }]],
  [
    'one block_id twice',
    [
      { ...section('x'), block_id: 'b' },
      { ...section('y'), block_id: 'b' },
    ],
  ],
  ['an image without alt_text', [{ type: 'image', image_url: 'https://x.example/i' }]],
  ['an alt_text of 2001', [{ type: 'image', image_url: 'https://x.example/i', alt_text: 'x'.repeat(2001) }]],
  ['101 options', [actions({ type: 'static_select', action_id: 's', options: options(101) })]],
  ['11 entries of a menu', [actions({ type: 'overflow', action_id: 'o', options: options(11) })]],
  ['a confirmation without text', [actions(button({ confirm: { title: plain('Sure?') } }))]],
  ['an empty quote', [quote('')]],
  ['a quote outside of rich_text', [{ type: 'rich_text_quote', elements: [{ type: 'text', text: 'x' }] }]],
  ['text right in rich_text', [{ type: 'rich_text', elements: [{ type: 'text', text: 'x' }] }]],
  ['markdown of 12,001 in two blocks', many(2, () => ({ type: 'markdown', text: 'x'.repeat(6001) }))],
]

test.each(wrong)('%s: refused', (_name, blocks) => {
  expect(problems(...blocks)).not.toEqual([])
})

test('what is exactly as long as allowed is good', () => {
  const label = button({ text: plain('x'.repeat(75)), value: 'x'.repeat(2000), action_id: 'x'.repeat(255) })
  const blocks = [
    ...many(47, () => section('x'.repeat(3000))),
    { type: 'header', text: plain('x'.repeat(150)) },
    actions(label, ...many(24, (index) => button({ action_id: `a${index}` }))),
    { type: 'section', fields: many(10, () => mrkdwn('x'.repeat(2000))) },
  ]
  expect(problems(...blocks)).toEqual([])
  const menus = [
    { type: 'static_select', action_id: 's', options: options(100) },
    { type: 'overflow', action_id: 'o', options: options(10) },
    button({
      confirm: {
        title: plain('Sure?'),
        text: plain('x'.repeat(300)),
        confirm: plain('Yes'),
        deny: plain('No'),
      },
    }),
  ]
  expect(problems(actions(...menus))).toEqual([])
})

const modal = (more: Json = {}) => ({ type: 'modal', title: plain('Title'), blocks: [], ...more })
const input = {
  type: 'input',
  label: plain('Feed'),
  element: { type: 'plain_text_input', action_id: 'url' },
}

test('views have their own limits', () => {
  expect(viewProblems(modal({ blocks: many(100, () => section('x')) }), 'modal')).toEqual([])
  expect(viewProblems({ type: 'home', blocks: [section('x')] }, 'home')).toEqual([])
  const bad = [
    modal({ title: plain('x'.repeat(25)) }),
    modal({ title: undefined }),
    modal({ private_metadata: 'x'.repeat(3001) }),
    modal({ callback_id: 'x'.repeat(256) }),
    modal({ blocks: [input] }),
    modal({ blocks: many(101, () => section('x')) }),
    modal({ blocks: [{ type: 'poem' }] }),
    modal({ colour: 'red' }),
  ]
  for (const view of bad) expect(viewProblems(view, 'modal')).not.toEqual([])
})

test('metadata is a name and an object', () => {
  expect(metadataProblems({ event_type: 'delivery', event_payload: { key: 'k' } })).toEqual([])
  const bad = [
    null,
    'text',
    { event_type: 'delivery' },
    { event_type: '', event_payload: {} },
    { event_type: 'two words', event_payload: {} },
    { event_type: 'delivery', event_payload: { key: [['deep']] } },
    { event_type: 'delivery', event_payload: { key: 'x'.repeat(8000) } },
  ]
  for (const metadata of bad) expect(metadataProblems(metadata)).not.toEqual([])
})

test('links, mentions, dates, quote marks and entities are markup', () => {
  const text =
    '> <https://a.example/?a=1|A &amp; B> <@U1> <#C1|news> <!date^1700000000^{date_short}|14 Nov> &lt;3 <https://a.example>'
  expect(markupProblems(text, [section(text)])).toEqual([])
})

test.each([
  'a & b',
  'a < b',
  'a > b',
  '&nbsp;',
  '<b>bold</b>',
  '<!channel> look',
  '<!here|here>',
  '<javascript:x|y>',
])('%s is shown wrongly', (text) => {
  expect(markupProblems(text, null)).toHaveLength(1)
  expect(markupProblems('', [section(text)])).toHaveLength(1)
})

test('escaped text is never shown wrongly', () => {
  const escaped = (text: string) =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const text = fc.string({ unit: fc.constantFrom('&', '<', '>', '!', '|', '@', 'a', ';', '\n', 'amp') })
  fc.assert(fc.property(text, (raw) => markupProblems(escaped(raw), null).length === 0))
})

test('any JSON is judged without a crash', () => {
  const name = fc.constantFrom('type', 'text', 'elements', 'fields', 'block_id', 'confirm')
  const type = fc.constantFrom('section', 'actions', 'markdown', 'mrkdwn', 'rich_text', 'button')
  const block = fc.dictionary(
    name,
    fc.oneof(type, fc.jsonValue(), fc.array(fc.dictionary(name, fc.jsonValue()))),
  )
  fc.assert(
    fc.property(fc.array(block), (blocks) => {
      problems(...blocks)
      markupProblems('', blocks)
      metadataProblems(blocks[0])
      viewProblems({ type: 'modal', blocks, ...blocks[0] }, 'modal')
    }),
    { numRuns: 40 },
  )
})
