import type { App } from '@slack/bolt'
import { afterEach, expect, test } from 'vitest'
import { WebSocket as PlainSocket } from 'ws'
import { clientFor, startBoltApp } from './clients.ts'
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

test('a command nobody acks fails for the person, and so does one that nobody hears', async () => {
  await start(() => undefined, { ackMs: 50 })
  await expect(slack.slash('/news', 'help')).rejects.toThrow(
    '/news help failed with "dispatch_failed": no ack in time',
  )
  slack.cutSockets()
  await slack.until(() => slack.openSockets() === 0)
  await expect(slack.slash('/news', 'help')).rejects.toThrow('no connection is open')
})

test('a command that is acked and shows nothing is told apart', async () => {
  await start((app) => app.command('/news', ({ ack }) => ack()), { shownMs: 50 })
  await expect(slack.slash('/news', 'help')).rejects.toThrow('something to be seen after /news help')
  expect(slack.deeds[0]?.ack).toMatchObject({ kind: 'acked' })
})

test('what happens to channels and tokens is told as events', async () => {
  const heard: string[] = []
  await start(
    (app) => {
      for (const type of [
        'channel_archive',
        'channel_unarchive',
        'member_left_channel',
        'member_joined_channel',
      ])
        app.event(type, async ({ event }) => void heard.push(event.type))
      for (const type of ['channel_deleted', 'group_archive', 'tokens_revoked', 'app_uninstalled'])
        app.event(type, async ({ event }) => void heard.push(event.type))
    },
    { channels: [{}, { id: 'G1', isPrivate: true }] },
  )
  await slack.archive('C1')
  await slack.unarchive('C1')
  await slack.kick('C1')
  await slack.invite('C1')
  await slack.archive('G1')
  await slack.deleteChannel('C1')
  await slack.revokeToken()
  await slack.uninstall()
  await slack.until(() => heard.length === 8)
  expect(heard).toEqual([
    'channel_archive',
    'channel_unarchive',
    'member_left_channel',
    'member_joined_channel',
    'group_archive',
    'channel_deleted',
    'tokens_revoked',
    'app_uninstalled',
  ])
})

test('after a refresh the app connects again, and commands in between are lost', async () => {
  await start((app) => app.command('/news', ({ ack }) => ack('heard')))
  slack.disconnect('refresh_requested')
  await expect(slack.slash('/news', 'in the gap')).rejects.toThrow('dispatch_failed')
  const opened = () => slack.requests.filter(({ method }) => method === 'apps.connections.open').length
  await slack.until(() => opened() === 2 && slack.openSockets() === 1)
  expect(await slack.slash('/news', 'again')).toMatchObject({ text: 'heard' })
})

test('of two connections any one gets a command, and only one', async () => {
  const heard: string[] = []
  await start((app) =>
    app.command('/news', async ({ ack, command }) => {
      heard.push(command.text)
      await ack('heard')
    }),
  )
  const opened = await fetch(`${slack.apiUrl}apps.connections.open`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.appToken}` },
  })
  const { url }: { url: string } = JSON.parse(await opened.text())
  const other = new WebSocket(url)
  const taken: string[] = []
  other.addEventListener('message', ({ data }) => {
    const { envelope_id, payload } = JSON.parse(String(data))
    if (envelope_id === undefined) return
    taken.push(payload.text)
    other.send(JSON.stringify({ envelope_id, payload: { text: 'by the other' } }))
  })
  await slack.until(() => slack.openSockets() === 2)
  const texts = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
  for (const text of texts) await slack.slash('/news', text)
  expect([...heard, ...taken].sort()).toEqual(texts)
  expect(Math.min(heard.length, taken.length)).toBeGreaterThan(0)
  other.close()
  await slack.until(() => slack.openSockets() === 1)
})

test('an address of a connection works once', async () => {
  await start(() => undefined)
  const refused = new WebSocket(`${slack.origin.replace('http', 'ws')}/link?ticket=old`)
  await new Promise((resolve) => refused.addEventListener('error', resolve))
  expect(slack.openSockets()).toBe(1)
})

test('an event without an ack comes once more', async () => {
  slack = await startSlack({ ackMs: 30 })
  stop = async () => undefined
  const { url = '' } = await clientFor(slack, slack.appToken).apps.connections.open()
  const socket = new WebSocket(url)
  const heard: unknown[] = []
  socket.addEventListener('message', ({ data }) => {
    const { type, envelope_id, retry_attempt, retry_reason, payload } = JSON.parse(String(data))
    if (type !== 'events_api') return
    heard.push([payload.event.type, retry_attempt, retry_reason])
    if (retry_attempt === 1) socket.send(JSON.stringify({ envelope_id }))
  })
  await slack.until(() => slack.openSockets() === 1)
  expect(await slack.event({ type: 'channel_rename' })).toMatchObject({ kind: 'acked' })
  expect(heard).toEqual([
    ['channel_rename', 0, ''],
    ['channel_rename', 1, 'timeout'],
  ])
})

test('connections are pinged, and lost ones are not counted', async () => {
  slack = await startSlack({ pingMs: 5 })
  stop = async () => undefined
  const { url = '' } = await clientFor(slack, slack.appToken).apps.connections.open()
  const socket = new PlainSocket(url)
  let pings = 0
  socket.on('ping', () => pings++)
  await slack.until(() => pings >= 2)
  slack.cutSockets()
  await slack.until(() => slack.openSockets() === 0)
})

test('no more than ten connections are open', async () => {
  await start(() => undefined)
  const client = clientFor(slack, slack.appToken)
  const sockets: WebSocket[] = []
  for (let count = 2; count <= 10; count++) {
    const { url = '' } = await client.apps.connections.open()
    sockets.push(new WebSocket(url))
  }
  await slack.until(() => slack.openSockets() === 10)
  const { url = '' } = await client.apps.connections.open()
  const eleventh = new WebSocket(url)
  const said = await new Promise<string>((resolve) => {
    eleventh.addEventListener('message', ({ data }) => resolve(String(data)))
  })
  expect(said).toContain('too_many_websockets')
  for (const socket of sockets) socket.close()
})
