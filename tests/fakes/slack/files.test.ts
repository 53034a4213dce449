import { afterEach, expect, test } from 'vitest'
import { clientFor, startBoltApp } from './clients.ts'
import { type FakeSlack, startSlack } from './server.ts'

let slack: FakeSlack
afterEach(() => slack.close())

test('a file goes out in the steps Slack wants, and is shared with its comment', async () => {
  slack = await startSlack()
  const content = '<opml>größer</opml>'
  await clientFor(slack).filesUploadV2({
    channel_id: 'C1',
    filename: 'feeds.opml',
    content,
    initial_comment: 'all feeds',
  })
  expect(slack.files()).toMatchObject([{ name: 'feeds.opml', text: content, channel: 'C1', user: 'UBOT' }])
  expect(slack.messagesIn('C1')).toMatchObject([{ text: 'all feeds', fileIds: [slack.files()[0]?.id] }])
  expect(slack.requests.map(({ method }) => method)).toEqual([
    'files.getUploadURLExternal',
    'upload',
    'files.completeUploadExternal',
  ])
})

test('a file may be sent as plain bytes, and stays unseen where the app may not post', async () => {
  slack = await startSlack({ channels: [{ isMember: false }] })
  const client = clientFor(slack)
  const { upload_url = '', file_id = '' } = await client.files.getUploadURLExternal({
    filename: 'a.txt',
    length: 1,
  })
  expect(await (await fetch(upload_url, { method: 'POST', body: 'abc' })).text()).toBe('OK - 3')
  const shared = client.files.completeUploadExternal({ files: [{ id: file_id }], channel_id: 'C1' })
  await expect(shared).rejects.toThrow('not_in_channel')
  expect(slack.files()).toMatchObject([{ text: 'abc', channel: null }])
})

test('a file in a form is read with the token, and without it there is a page to sign in', async () => {
  slack = await startSlack({ ackMs: 300 })
  const urls: string[] = []
  const stop = await startBoltApp(slack, (app) => {
    app.shortcut('import', async ({ ack, client, shortcut }) => {
      await ack()
      const plain = (text: string) => ({ type: 'plain_text' as const, text })
      const element = { type: 'file_input' as const, action_id: 'opml', filetypes: ['opml'], max_files: 1 }
      await client.views.open({
        trigger_id: shortcut.trigger_id,
        view: {
          type: 'modal',
          callback_id: 'import',
          title: plain('Import'),
          submit: plain('Go'),
          blocks: [{ type: 'input', block_id: 'file', label: plain('File'), element }],
        },
      })
    })
    app.view('import', async ({ ack, view }) => {
      await ack()
      urls.push(view.state.values.file?.opml?.files?.[0]?.url_private_download ?? '')
    })
  })
  const form = await slack.shortcut('import')
  await slack.submit(form, { opml: { files: [slack.upload('feeds.opml', '<opml/>')] } })
  const [url = ''] = urls
  const headers = { authorization: `Bearer ${slack.botToken}` }
  expect(await (await fetch(url, { headers })).text()).toBe('<opml/>')
  expect(await (await fetch(url)).text()).toContain('Sign in')
  expect(slack.violations).toEqual([])
  await stop()
})
