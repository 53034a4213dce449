import { expect, test } from 'vitest'
import type { Deed } from '../../../src/deliver/interaction.ts'
import type { Form, Reply } from '../../../src/deliver/reply.ts'
import type { FakeSlack } from '../../fakes/slack/server.ts'
import { answering, says } from './answering.ts'

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

test.each([
  ['larger than 5 MB', (bytes: string) => bytes.repeat(5_000_001)],
  ['could not be read', () => ''],
])('a file that is %s is not read to its end', (reason, text) =>
  answering(readFile, async (fake) => {
    const modal = await fake.slash('/news', 'feed import')
    const from = fake.shown.length
    // Slack says that it is small.
    const file = { ...fake.upload('feeds.opml', text('x')), size: 3 }
    if (reason === 'could not be read') fake.fail('download', { kind: 'drop' })
    await fake.submit(modal, { opml: { files: [file] } })
    expect((await fake.until(() => fake.shown[from])).text).toContain(reason)
  }),
)

test.each([
  'https://evil.example/files/F1/feeds.opml',
  'https://files.slack.com.evil.example/x',
  'http://files.slack.com/x',
  null,
])('a file at %s is left alone', (url_private_download) =>
  answering(readFile, async (fake) => {
    const modal = await fake.slash('/news', 'feed import')
    const from = fake.shown.length
    await fake.submit(modal, {
      opml: { files: [{ ...fake.upload('feeds.opml', 'x'), url_private_download }] },
    })
    expect((await fake.until(() => fake.shown[from])).text).toBe('feeds.opml is not at Slack')
    expect(fake.requests.map(({ method }) => method)).not.toContain('download')
  }),
)

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

test('a file that is asked for in the direct messages needs no more words', () =>
  answering(
    async () => file,
    async (fake) => {
      fake.addChannel({ id: 'DU1', name: 'du1', isPrivate: true })
      await expect(fake.slash('/news', 'feed export', { channel: 'DU1' })).rejects.toThrow(
        'something to be seen',
      )
      expect(fake.messagesIn('DU1')).toMatchObject([{ text: 'Two feeds.' }])
    },
    { shownMs: 100 },
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
