import { describe, expect, test } from 'vitest'
import type { Deed } from '../../../src/deliver/interaction.ts'
import type { Form, Reply } from '../../../src/deliver/reply.ts'
import type { FakeSlack } from '../../fakes/slack/server.ts'
import { answering, says } from './answering.ts'

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

const fileForm: Form = {
  form: 'import',
  state: '',
  title: 'Import',
  submit: 'Import',
  fields: [{ kind: 'file', name: 'opml', label: 'File', hint: null, isRequired: true }],
}

/** What the core finds in the file it is given. */
async function readFile(deed: Deed): Promise<Reply> {
  if (deed.kind !== 'form') return { kind: 'form', form: fileForm }
  const read = await deed.files?.[0]?.read()
  return says(read?.kind === 'text' ? read.text : (read?.reason ?? 'no file'))
}

async function sendFile(fake: FakeSlack): Promise<string> {
  const modal = await fake.slash('/news', 'feed import')
  const from = fake.shown.length
  await fake.submit(modal, { opml: { files: [fake.upload('feeds.opml', 'twelve feeds')] } })
  return (await fake.until(() => fake.shown[from])).text
}

test('a file in a form can be read', () =>
  answering(readFile, async (fake) => {
    expect(await sendFile(fake)).toBe('twelve feeds')
  }))

test('a file that may not be read names the permission', () =>
  answering(readFile, async (fake) => expect(await sendFile(fake)).toContain('files:read'), {
    scopes: ['chat:write', 'commands'],
  }))

const file: Reply = {
  kind: 'file',
  name: 'feeds.opml',
  text: '<opml/>',
  view: { blocks: [{ kind: 'text', text: ['Two feeds.'] }] },
}

test('a file is for the asker alone, in direct messages, and it is said where it was asked for', () =>
  answering(
    async () => file,
    async (fake) => {
      const shown = await fake.slash('/news', 'feed export', { user: 'U2' })
      expect(shown).toMatchObject({
        text: 'feeds.opml is in your direct messages with this app.',
        isPrivate: true,
        user: 'U2',
      })
      expect(fake.files()).toMatchObject([{ name: 'feeds.opml', text: '<opml/>', channel: 'DU2' }])
      expect(fake.messagesIn('DU2')).toMatchObject([{ text: 'Two feeds.', fileIds: [expect.any(String)] }])
      expect(fake.messagesIn('C1')).toEqual([])
    },
  ))

test.each([
  ['files:write', ['chat:write', 'commands', 'im:write']],
  ['im:write', ['chat:write', 'commands', 'files:write']],
])('a file that may not be shared names the permission %s', (missing, scopes) =>
  answering(
    async () => file,
    async (fake) => {
      expect((await fake.slash('/news', 'feed export')).text).toContain(`lacks the permission ${missing}`)
    },
    { scopes },
  ),
)
