import { once } from 'node:events'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type FakeDiscord, startDiscord } from './server.ts'

let discord: FakeDiscord
beforeEach(async () => {
  discord = await startDiscord()
})
afterEach(() => discord.close())

type Payload = {
  readonly op: number
  readonly t?: string
  readonly s?: number
  readonly d: Record<string, unknown>
}

/** A bare client: what it got, in order. */
async function connect(path = '') {
  const socket = new WebSocket(`ws://127.0.0.1:${discord.port}${path}`)
  const inbox: Payload[] = []
  socket.on('message', (text) => inbox.push(JSON.parse(String(text))))
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  await once(socket, 'message')
  const send = (op: number, d: unknown) => socket.send(JSON.stringify({ op, d }))
  const got = (is: (payload: Payload) => boolean) =>
    expect
      .poll(() => inbox.find(is), { interval: 2, timeout: 10_000 })
      .toBeDefined()
      .then(() => inbox.find(is))
  return { socket, inbox, closed, send, got }
}

const identity = (token = discord.token, intents = 1) => ({ token, intents, properties: {} })

test('HELLO, READY and GUILD_CREATE come in order, and heartbeats are acknowledged', async () => {
  const { inbox, send, got } = await connect()
  send(2, identity())
  await got(({ t }) => t === 'GUILD_CREATE')
  expect(inbox.map(({ op, t }) => t ?? op)).toEqual([10, 'READY', 'GUILD_CREATE'])
  send(1, 2)
  await got(({ op }) => op === 11)
})

test('a wrong token and a privileged intent are refused for good', async () => {
  const stranger = await connect()
  stranger.send(2, identity('WRONG'))
  expect(await stranger.closed).toBe(4004)
  const curious = await connect()
  curious.send(2, identity(discord.token, 1 | (1 << 15)))
  expect(await curious.closed).toBe(4014)
  expect(discord.gateway.identifies()).toBe(0)
})

test('a revoked token ends the connection', async () => {
  const { send, got, closed } = await connect()
  send(2, identity())
  await got(({ t }) => t === 'READY')
  discord.revokeToken()
  expect(await closed).toBe(4004)
})

test('a resume replays what was missed, and only that', async () => {
  const first = await connect()
  first.send(2, identity())
  const ready = await first.got(({ t }) => t === 'READY')
  first.socket.terminate()
  await discord.gateway.untilGone()
  discord.renameChannel(discord.textChannelId, 'renamed')
  const again = await connect('/resume')
  again.send(6, { token: discord.token, session_id: ready?.d.session_id, seq: 2 })
  await again.got(({ t }) => t === 'RESUMED')
  expect(again.inbox.map(({ t, s }) => [t, s])).toEqual([
    [undefined, undefined],
    ['CHANNEL_UPDATE', 3],
    ['RESUMED', 4],
  ])
  expect(discord.gateway.resumes()).toBe(1)
})

test('a session that was forgotten or given up cannot be resumed', async () => {
  const first = await connect()
  first.send(2, identity())
  const ready = await first.got(({ t }) => t === 'READY')
  discord.gateway.invalidate({ isResumable: false })
  expect(await first.got(({ op }) => op === 9)).toMatchObject({ d: false })
  const again = await connect('/resume')
  again.send(6, { token: discord.token, session_id: ready?.d.session_id, seq: 2 })
  expect(await again.got(({ op }) => op === 9)).toMatchObject({ d: false })
  again.send(2, identity())
  const second = await again.got(({ t }) => t === 'READY')
  again.socket.close(1000)
  await again.closed
  const last = await connect('/resume')
  last.send(6, { token: discord.token, session_id: second?.d.session_id, seq: 2 })
  await last.got(({ op }) => op === 9)
})

test('unanswered heartbeats and refused connections can be had', async () => {
  const { inbox, send, got } = await connect()
  discord.gateway.acknowledge(false)
  send(1, null)
  send(2, identity())
  await got(({ t }) => t === 'READY')
  expect(inbox.some(({ op }) => op === 11)).toBe(false)
  discord.gateway.refuse(1)
  await expect(connect()).rejects.toThrow()
  await connect()
})

test('messages come only with their intent, the member of the bot always', async () => {
  const { inbox, send, got } = await connect()
  send(2, identity(discord.token, 1 << 9))
  await got(({ t }) => t === 'READY')
  discord.setBotRoles(discord.guildId, [])
  discord.renameChannel(discord.textChannelId, 'x')
  await got(({ t }) => t === 'GUILD_MEMBER_UPDATE')
  expect(discord.gateway.dispatch('MESSAGE_CREATE', {})).toBe(1)
  await got(({ t }) => t === 'MESSAGE_CREATE')
  expect(inbox.flatMap(({ t }) => t ?? [])).toEqual(['READY', 'GUILD_MEMBER_UPDATE', 'MESSAGE_CREATE'])
})
