import type { App } from '@slack/bolt'
import { afterEach, expect, test } from 'vitest'
import { startBoltServer } from './clients.ts'
import { type FakeSlack, startSlack } from './server.ts'

let slack: FakeSlack
let app: { readonly url: string; stop(): Promise<unknown> }
afterEach(async () => {
  await app.stop()
  await slack.close()
})

async function start(wire: (app: App) => void) {
  slack = await startSlack({ ackMs: 200, shownMs: 200 })
  app = await startBoltServer(slack, wire)
  slack.serveOver((signed) => fetch(app.url, signed))
}

test('commands, buttons, forms and events come over HTTP as they do over the socket', async () => {
  const heard: string[] = []
  await start((app) => {
    app.command('/news', ({ ack, command }) =>
      ack({
        text: `heard ${command.text}`,
        blocks: [
          {
            type: 'actions',
            elements: [{ type: 'button', action_id: 'more', text: { type: 'plain_text', text: 'More' } }],
          },
        ],
      }),
    )
    app.action('more', async ({ ack, respond }) => {
      await ack()
      await respond('more of it')
    })
    app.event('channel_archive', async ({ event }) => void heard.push(event.channel))
  })
  const answer = await slack.slash('/news', 'a & b=c')
  expect(answer).toMatchObject({ via: 'ack', text: 'heard a & b=c' })
  expect(await slack.button(answer, 'more')).toMatchObject({ text: 'more of it', change: 'replaces' })
  expect(await slack.archive('C1')).toMatchObject({ kind: 'acked' })
  expect(heard).toEqual(['C1'])
  expect(slack.violations).toMatchObject([{ problems: [expect.stringContaining('unescaped &')] }])
})

test('a wrong or old signature is refused by the app, and the person is told', async () => {
  await start((app) => app.command('/news', ({ ack }) => ack('heard')))
  slack.serveOver((signed) => fetch(app.url, signed), { secret: 'wrong' })
  await expect(slack.slash('/news', 'help')).rejects.toThrow('dispatch_failed": HTTP status 401')
  slack.serveOver((signed) => fetch(app.url, signed), { ageSeconds: 600 })
  await expect(slack.slash('/news', 'help')).rejects.toThrow('HTTP status 401')
  const request = slack.signedRequest('slash_commands', slack.slashPayload('/news', 'help'), {
    ageSeconds: 200,
  })
  expect(await (await fetch(app.url, request)).text()).toBe('heard')
})

test('an address is verified', async () => {
  await start(() => undefined)
  const request = slack.signedRequest('events_api', { type: 'url_verification', challenge: 'abc' })
  expect(await (await fetch(app.url, request)).text()).toContain('abc')
})

test('an app that is not there or too slow is told apart from one that answers', async () => {
  await start((app) => app.command('/news', ({ ack }) => ack('heard')))
  slack.serveOver(() => Promise.reject(new Error('refused')))
  await expect(slack.slash('/news', 'help')).rejects.toThrow('no answer: Error: refused')
  slack.serveOver(() => new Promise(() => undefined))
  await expect(slack.slash('/news', 'help')).rejects.toThrow('no ack in time')
  slack.serveOver(null)
  await expect(slack.slash('/news', 'help')).rejects.toThrow('no connection is open')
})
