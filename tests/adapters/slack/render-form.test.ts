import fc from 'fast-check'
import { expect, test } from 'vitest'
import { renderForm, sentForm } from '../../../adapters/slack/render-form.ts'
import { formAgain } from '../../../adapters/slack/render-form-again.ts'
import type { Field } from '../../../src/deliver/reply.ts'
import { viewProblems } from '../../fakes/slack/contract.ts'

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom('', '\u200b', 'word '.repeat(900), '\ud83d', '<!channel>'),
)
const named = { name: fc.constant(''), label: anyText, hint: fc.option(anyText), isRequired: fc.boolean() }
const anyField: fc.Arbitrary<Field> = fc.oneof(
  fc.record({
    ...named,
    kind: fc.constant('text' as const),
    value: anyText,
    isLong: fc.boolean(),
    most: fc.integer({ min: 1, max: 10_000 }),
  }),
  fc.record({
    ...named,
    kind: fc.constant('choice' as const),
    options: fc.uniqueArray(fc.record({ value: anyText, label: anyText }), {
      maxLength: 25,
      selector: ({ value }) => value,
    }),
    chosen: fc.option(anyText),
  }),
  fc.record({ ...named, kind: fc.constant('channel' as const), chosen: fc.constantFrom(null, 'C1') }),
  fc.record({ ...named, kind: fc.constant('file' as const) }),
)
const names = ['a', 'b', 'c', 'd', 'e']
const anyFields = fc
  .array(anyField, { minLength: 1, maxLength: 5 })
  .map((fields) => fields.map((field, index) => ({ ...field, name: names[index] ?? '' })))
const memory = {
  state: 's'.repeat(80),
  channel: { platform: 'slack', workspaceId: 'T1', channelId: 'C1', threadId: null },
  responseUrl: 'https://hooks.slack.com/actions/T1/1/abc',
  isOnHome: false,
}

test('a form breaks no limit of a modal, whatever it holds', () => {
  fc.assert(
    fc.property(anyFields, anyText, anyText, (fields, title, submit) => {
      const view = renderForm({ form: 'f', state: memory.state, title, submit, fields }, memory)
      if (view.blocks.length > 0) expect(viewProblems({ ...view }, 'modal')).toEqual([])
    }),
    { numRuns: 200 },
  )
})

test('a form that is opened once more breaks none either, however often', () => {
  fc.assert(
    fc.property(anyFields, anyText, fc.array(anyText), (fields, typed, problems) => {
      const view = renderForm({ form: 'f', state: '', title: 'T', submit: 'S', fields }, memory)
      const entered = fields.map(({ name, kind }) => {
        const value = kind === 'text' ? { value: typed.slice(0, 1) || null } : {}
        return [name, { [name]: kind === 'channel' ? { selected_conversation: 'C9' } : value }]
      })
      const state = { values: Object.fromEntries(entered) }
      const once = formAgain({ view: { ...view, state } }, problems)
      const twice = formAgain({ view: { ...once, state } }, problems)
      expect(twice).toEqual(once)
      if (view.blocks.length > 0) expect(viewProblems({ ...once }, 'modal')).toEqual([])
      expect(once).toMatchObject({ private_metadata: view.private_metadata, callback_id: 'pq:f' })
    }),
    { numRuns: 100 },
  )
})

test('what a form remembers comes back with it', () => {
  const { callback_id, private_metadata } = renderForm(
    { form: 'filter', state: memory.state, title: 'Filter', submit: 'Save', fields: [] },
    memory,
  )
  const payload = {
    user: { id: 'U1', name: 'ann' },
    view: {
      callback_id,
      private_metadata,
      state: { values: { in: { in: { selected_conversation: 'C2' } }, words: { words: { value: null } } } },
    },
  }
  expect(sentForm(payload)).toEqual({
    form: 'filter',
    memory,
    fields: { in: 'C2', words: '' },
    files: [],
    user: { id: 'U1', name: 'ann' },
    triggerId: null,
  })
})

test('a form remembers no address that has no room', () => {
  const long = { ...memory, responseUrl: `https://hooks.slack.com/${'x'.repeat(3_000)}` }
  const form = { form: 'f', state: 's', title: 'T', submit: 'S', fields: [] }
  expect(JSON.parse(renderForm(form, long).private_metadata ?? '')).toEqual({ ...memory, responseUrl: null })
})

test.each([{}, { view: { callback_id: 'pq:x', private_metadata: '{', state: { values: {} } } }])(
  'what is no form of ours is none',
  (payload) => expect(sentForm({ user: { id: 'U1' }, ...payload })).toBeNull(),
)
