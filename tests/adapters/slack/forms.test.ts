import { describe, expect, test } from 'vitest'
import type { Form, Reply } from '../../../src/deliver/reply.ts'
import { answering, offers, says } from './answering.ts'

const form: Form = {
  form: 'filter',
  state: 'draft-7',
  title: 'Only some items, please, of this feed',
  submit: 'Save',
  fields: [
    {
      kind: 'text',
      name: 'words',
      label: 'Words',
      hint: '+budget -rumour',
      isRequired: true,
      value: '+pier',
      isLong: false,
      most: 200,
    },
    {
      kind: 'choice',
      name: 'style',
      label: 'Style',
      hint: null,
      isRequired: false,
      options: [
        { value: 'brief', label: 'Brief' },
        { value: 'full', label: 'Everything' },
      ],
      chosen: 'full',
    },
    { kind: 'channel', name: 'in', label: 'Channel', hint: null, isRequired: false, chosen: 'C1' },
  ],
}

describe('a form', () => {
  test('opens, is filled in, and is answered where it was asked for', () =>
    answering(
      async ({ kind }) => (kind === 'form' ? says('saved') : { kind: 'form', form }),
      async (fake, heard) => {
        const modal = await fake.slash('/news', 'feed edit 7')
        expect(modal).toMatchObject({ via: 'modal' })
        expect(await fake.submit(modal, { words: '+budget', style: 'brief' })).toEqual({ kind: 'closed' })
        const answer = await fake.until(() => fake.shown.find(({ text }) => text === 'saved'))
        expect(answer).toMatchObject({ via: 'responseUrl', isPrivate: true, channel: 'C1' })
        expect(heard[1]).toEqual({
          kind: 'form',
          form: 'filter',
          state: 'draft-7',
          fields: { words: '+budget', style: 'brief', in: expect.any(String) },
          files: [],
        })
      },
    ))

  test('stays open and says what is wrong at its fields', () =>
    answering(
      async ({ kind }) =>
        kind === 'form'
          ? { kind: 'invalid', problems: { words: 'A word is missing behind +.' } }
          : { kind: 'form', form },
      async (fake) => {
        const modal = await fake.slash('/news', 'feed edit 7')
        expect(await fake.submit(modal, { words: '+' })).toEqual({
          kind: 'errors',
          errors: { words: 'A word is missing behind +.' },
        })
      },
    ))

  test('shows a problem that is about no field at the first one', () =>
    answering(
      async ({ kind }) =>
        kind === 'form'
          ? { kind: 'invalid', problems: { '': 'It is paused.', style: 'Not here.', gone: 'Ask again.' } }
          : { kind: 'form', form },
      async (fake) => {
        const modal = await fake.slash('/news', 'feed edit 7')
        expect(await fake.submit(modal, { words: 'x' })).toEqual({
          kind: 'errors',
          errors: { words: 'It is paused. Ask again.', style: 'Not here.' },
        })
      },
    ))

  test('comes back as it was opened when nothing was changed', () =>
    answering(
      async ({ kind }) => (kind === 'form' ? says('saved') : { kind: 'form', form }),
      async (fake, heard) => {
        await fake.submit(await fake.slash('/news', 'feed edit 7'), {})
        expect(heard[1]).toMatchObject({ fields: { words: '+pier', style: 'full', in: 'C1' } })
      },
    ))

  test('opened from another answer of its kind changes that answer when it is sent', () =>
    answering(
      async ({ kind }) => {
        if (kind === 'typed') return offers('the list', 'edit')
        return kind === 'form' ? says('the new list', { replaces: true }) : { kind: 'form', form }
      },
      async (fake) => {
        const list = await fake.slash('/news', 'list')
        await fake.submit(await fake.button(list, 'pq:edit'), { words: 'x' })
        const changed = await fake.until(() => fake.shown.find(({ text }) => text === 'the new list'))
        expect(changed).toMatchObject({ change: 'replaces', isPrivate: true })
      },
    ))

  test('that was kept by an earlier run is asked for again', () =>
    answering(
      async () => offers('That took too long to open by itself.', 'slack-late-form'),
      async (fake, heard) => {
        const late = await fake.slash('/news', 'settings')
        const shown = await fake.button(late, 'pq:slack-late-form')
        expect(shown.text).toBe('That form is not here any more. Please ask for it again.')
        expect(heard).toHaveLength(1)
      },
    ))

  test('that Slack does not take is a sentence with the reason', () =>
    answering(
      async () => ({ kind: 'form', form }),
      async (fake) => {
        fake.fail('views.open', { kind: 'error', error: 'invalid_arguments' })
        expect((await fake.slash('/news', 'settings')).text).toContain(
          'could not be opened (invalid_arguments',
        )
      },
    ))

  test('can be followed by the next one', () =>
    answering(
      async (deed) => ({
        kind: 'form',
        form: { ...form, title: deed.kind === 'form' ? 'Second' : 'First' },
      }),
      async (fake) => {
        const modal = await fake.slash('/news', 'settings')
        const next = await fake.submit(modal, { words: 'x' })
        expect(next.kind === 'view' ? next.view.view?.title : next.kind).toMatchObject({ text: 'Second' })
      },
    ))

  test('that comes too late is opened with a button', () => {
    const slow = Promise.withResolvers<Reply>()
    return answering(
      ({ kind }) => (kind === 'form' ? Promise.resolve(says('saved')) : slow.promise),
      async (fake, heard) => {
        const shown = fake.slash('/news', 'settings')
        await fake.until(() => fake.deeds.some(({ ack }) => ack?.kind === 'acked'))
        fake.fail('views.open', { kind: 'error', error: 'expired_trigger_id' })
        slow.resolve({ kind: 'form', form })
        const late = await shown
        expect(late).toMatchObject({ text: 'That took too long to open by itself.', isPrivate: true })
        const modal = await fake.button(late, 'pq:slack-late-form')
        expect(await fake.submit(modal, { words: '+pier' })).toEqual({ kind: 'closed' })
        expect(heard).toHaveLength(2)
      },
    )
  })
})

test('a button may change the answer it stands in', () =>
  answering(
    async (deed) =>
      deed.kind === 'action'
        ? says('page 2', { replaces: true })
        : {
            kind: 'view',
            isPrivate: true,
            view: {
              blocks: [
                { kind: 'text', text: ['page 1'] },
                {
                  kind: 'buttons',
                  buttons: [{ kind: 'action', action: 'page', value: '2', label: 'Next', tone: 'plain' }],
                },
              ],
            },
          },
    async (fake) => {
      const first = await fake.slash('/news', 'list')
      expect(await fake.button(first, 'pq:page')).toMatchObject({ text: 'page 2', change: 'replaces' })
    },
  ))

test('a choice in a select is heard as an action', () =>
  answering(
    async (deed) =>
      deed.kind === 'action'
        ? says(`${deed.action} ${deed.value}`)
        : {
            kind: 'view',
            isPrivate: true,
            view: {
              blocks: [
                {
                  kind: 'select',
                  action: 'style',
                  placeholder: 'Style',
                  options: [{ value: 'brief', label: 'Brief' }],
                  chosen: null,
                },
              ],
            },
          },
    async (fake) => {
      const shown = await fake.slash('/news', 'settings')
      expect((await fake.button(shown, 'pq:style', { value: 'brief' })).text).toBe('style brief')
    },
  ))

test('silence is acked, and nothing is shown', () =>
  answering(
    async () => ({ kind: 'silence' }),
    async (fake) => {
      await expect(fake.slash('/news', 'cancel')).rejects.toThrow('something to be seen')
      expect(fake.deeds.map(({ ack }) => ack?.kind)).toEqual(['acked'])
    },
    { shownMs: 50 },
  ))
