import type { App, BlockStaticSelectAction } from '@slack/bolt'
import { afterEach, expect, test } from 'vitest'
import { startBoltApp } from './clients.ts'
import { type FakeSlack, type SlackOptions, startSlack } from './server.ts'

let slack: FakeSlack
let stop: () => Promise<void>
afterEach(async () => {
  await stop()
  await slack.close()
})

async function start(wire: (app: App) => void, options: SlackOptions = {}) {
  slack = await startSlack({ ackMs: 300, shownMs: 500, ...options })
  stop = await startBoltApp(slack, wire)
}

const section = (text: string) => ({ type: 'section' as const, text: { type: 'mrkdwn' as const, text } })
const button = (action_id: string, value: string) => ({
  type: 'actions' as const,
  elements: [
    { type: 'button' as const, action_id, value, text: { type: 'plain_text' as const, text: value } },
  ],
})

test('a command is answered with its ack', async () => {
  await start((app) => {
    app.command('/news', ({ ack, command }) =>
      ack({ response_type: 'ephemeral', text: `heard ${command.text}` }),
    )
  })
  expect(await slack.slash('/news', 'help')).toMatchObject({
    via: 'ack',
    text: 'heard help',
    isPrivate: true,
    user: 'U1',
  })
})

test('a command is answered later at its response_url, also for everybody', async () => {
  await start((app) => {
    app.command('/news', async ({ ack, respond }) => {
      await ack()
      await respond({ response_type: 'in_channel', text: 'look here', blocks: [section('look here')] })
    })
  })
  expect(await slack.slash('/news', 'latest')).toMatchObject({ via: 'responseUrl', isPrivate: false })
  expect(slack.messagesIn('C1')).toMatchObject([{ text: 'look here' }])
})

test('a response_url works five times', async () => {
  const failures: unknown[] = []
  await start((app) => {
    app.command('/news', async ({ ack, respond }) => {
      await ack()
      for (let turn = 1; turn <= 6; turn++)
        await respond(`turn ${turn}`).catch((error: unknown) => failures.push(error))
    })
  })
  await slack.slash('/news', 'much')
  await slack.until(() => failures.length === 1)
  expect(slack.shown.map(({ text }) => text)).toEqual(['turn 1', 'turn 2', 'turn 3', 'turn 4', 'turn 5'])
  expect(slack.requests.at(-1)).toMatchObject({ method: 'response_url', status: 404, error: 'used_url' })
})

test('a response_url ends after half an hour', async () => {
  let now = 1_700_000_000_000
  await start(() => undefined, { clock: () => now })
  const { response_url } = slack.slashPayload('/news', 'slow')
  const respond = () =>
    fetch(String(response_url), { method: 'POST', body: new URLSearchParams({ text: 'x' }) })
  expect((await respond()).status).toBe(200)
  now += 30 * 60_000 + 1
  expect(await (await respond()).text()).toContain('expired_url')
  expect(slack.shown).toHaveLength(1)
})

test('a button of a message answers privately, replaces or deletes', async () => {
  await start((app) => {
    app.action('more', async ({ ack, respond, action }) => {
      await ack()
      const value = 'value' in action ? action.value : undefined
      if (value === 'replace') await respond({ replace_original: true, text: 'replaced' })
      else if (value === 'delete') await respond({ delete_original: true })
      else await respond({ replace_original: false, response_type: 'ephemeral', text: `about ${value}` })
    })
    app.action('source', ({ ack }) => ack())
    app.command('/post', async ({ ack, client }) => {
      await ack('posted')
      const blocks = [button('more', 'one'), button('more', 'replace'), button('source', 'link')]
      await client.chat.postMessage({ channel: 'C1', text: 'a post', blocks })
    })
  })
  await slack.slash('/post', '')
  const posted = await slack.until(() => slack.messagesIn('C1')[0])
  expect(await slack.button(posted, 'more', { value: 'one', user: 'U2' })).toMatchObject({
    text: 'about one',
    isPrivate: true,
    user: 'U2',
  })
  await slack.press(posted, 'source')
  await expect(slack.button(posted, 'more', { value: 'none' })).rejects.toThrow('no button more=none')
  expect(await slack.button(posted, 'more', { value: 'replace' })).toMatchObject({ change: 'replaces' })
  expect(slack.messagesIn('C1')).toMatchObject([{ ts: posted.ts, text: 'replaced' }])
  await expect(slack.button(posted, 'gone')).rejects.toThrow('no button gone')
})

test('a choice in a select is told with its value', async () => {
  const option = (value: string) => ({ text: { type: 'plain_text' as const, text: value }, value })
  const select = {
    type: 'static_select' as const,
    action_id: 'style',
    options: [option('brief'), option('full')],
  }
  await start((app) => {
    app.command('/news', ({ ack }) =>
      ack({ text: 'style?', blocks: [{ type: 'actions', elements: [select] }] }),
    )
    app.action<BlockStaticSelectAction>(
      { type: 'block_actions', action_id: 'style' },
      async ({ ack, respond, action }) => {
        await ack()
        await respond(`now ${action.selected_option.value}`)
      },
    )
  })
  const answer = await slack.slash('/news', 'style')
  expect(await slack.button(answer, 'style', { value: 'full' })).toMatchObject({ text: 'now full' })
  await expect(slack.button(answer, 'style', { value: 'loud' })).rejects.toThrow(
    'only: style=brief, style=full',
  )
})

test('an answer with a button can delete itself', async () => {
  await start((app) => {
    app.command('/news', ({ ack }) => ack({ text: 'sure?', blocks: [section('sure?'), button('done', 'x')] }))
    app.action('done', async ({ ack, respond }) => {
      await ack()
      await respond({ delete_original: true })
    })
  })
  const answer = await slack.slash('/news', 'remove')
  expect(await slack.button(answer, 'done')).toMatchObject({ change: 'deletes', isPrivate: true })
})

const form = {
  type: 'modal' as const,
  callback_id: 'subscribe',
  title: { type: 'plain_text' as const, text: 'Subscribe' },
  submit: { type: 'plain_text' as const, text: 'Save' },
  blocks: [
    {
      type: 'input' as const,
      block_id: 'feed',
      label: { type: 'plain_text' as const, text: 'Feed' },
      element: { type: 'plain_text_input' as const, action_id: 'url' },
    },
  ],
}

test('a form is opened, refused, sent and closed', async () => {
  const closed: string[] = []
  await start((app) => {
    app.command('/news', async ({ ack, client, command }) => {
      await ack()
      await client.views.open({ trigger_id: command.trigger_id, view: { ...form, notify_on_close: true } })
    })
    app.view({ callback_id: 'subscribe', type: 'view_closed' }, async ({ ack, view }) => {
      await ack()
      closed.push(view.id)
    })
    app.view('subscribe', async ({ ack, view }) => {
      const url = view.state.values.feed?.url?.value
      if (url === 'bad') await ack({ response_action: 'errors', errors: { feed: 'not an address' } })
      else if (url === 'next') await ack({ response_action: 'update', view: { ...form, callback_id: 'two' } })
      else await ack()
    })
  })
  const shown = await slack.slash('/news', 'subscribe')
  expect(shown).toMatchObject({ via: 'modal', user: 'U1' })
  expect(await slack.submit(shown, { url: 'bad' })).toEqual({
    kind: 'errors',
    errors: { feed: 'not an address' },
  })
  expect(await slack.submit(shown, { url: 'good' })).toEqual({ kind: 'closed' })
  const again = await slack.slash('/news', 'subscribe')
  expect(await slack.submit(again, { url: 'next' })).toMatchObject({
    kind: 'view',
    view: { view: { callback_id: 'two' } },
  })
  const third = await slack.slash('/news', 'subscribe')
  await slack.closeForm(third)
  expect(closed).toEqual([third.viewId])
  expect(slack.violations).toEqual([])
})

test('a trigger opens one form, and none when it is old', async () => {
  const errors: unknown[] = []
  let now = 1_700_000_000_000
  await start(
    (app) => {
      app.command('/news', async ({ ack, client, command }) => {
        await ack('opening')
        if (command.text === 'late') now += 3001
        const open = () => client.views.open({ trigger_id: command.trigger_id, view: form })
        await open().catch((error: Error) => errors.push(error.message))
        await open().catch((error: Error) => errors.push(error.message))
      })
    },
    { clock: () => now },
  )
  await slack.slash('/news', 'twice')
  await slack.until(() => errors.length === 1)
  await slack.slash('/news', 'late')
  await slack.until(() => errors.length === 3)
  expect(errors[0]).toContain('exchanged_trigger_id')
  expect(errors[1]).toContain('expired_trigger_id')
})

test('suggestions, a shortcut and the Home tab', async () => {
  await start((app) => {
    app.options('topic', ({ ack, payload }) =>
      ack({ options: [{ text: { type: 'plain_text', text: payload.value }, value: payload.value }] }),
    )
    app.shortcut('add', async ({ ack, client, shortcut }) => {
      await ack()
      await client.views.open({ trigger_id: shortcut.trigger_id, view: form })
    })
    app.event('app_home_opened', async ({ event, client }) => {
      await client.views.publish({
        user_id: event.user,
        view: { type: 'home', blocks: [button('list', 'all')] },
      })
    })
    app.action('list', async ({ ack, client, body }) => {
      await ack()
      await client.views.publish({
        user_id: body.user.id,
        view: { type: 'home', blocks: [section('two feeds')] },
      })
    })
  })
  expect(await slack.suggest('topic', 'ukr')).toMatchObject([{ value: 'ukr' }])
  expect(await slack.shortcut('add')).toMatchObject({ via: 'modal' })
  const home = await slack.home({ user: 'U2' })
  expect(home).toMatchObject({ via: 'home', user: 'U2' })
  expect(await slack.button(home, 'list', { user: 'U2' })).toMatchObject({
    view: { blocks: [section('two feeds')] },
  })
})
