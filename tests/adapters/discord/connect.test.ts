import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Adapter, Connection } from '../../../src/deliver/adapter.ts'
import type { Form } from '../../../src/deliver/reply.ts'
import type { Seen } from '../../fakes/discord/interactions.ts'
import { type FakeDiscord, startDiscord } from '../../fakes/discord/server.ts'
import { adapterFor, channelAt, desk, key, plainPost, says } from './setting.ts'

let discord: FakeDiscord
let adapter: Adapter
beforeEach(async () => {
  discord = await startDiscord()
  adapter = adapterFor(discord, { patienceMs: 30 })
})
afterEach(async () => {
  await adapter.stop()
  await discord.gateway.untilGone()
  await discord.close()
  expect(discord.violations).toEqual([])
})

const help = { subcommand: 'help' }
const textOf = (seen: Seen) =>
  seen.kind === 'message' ? (seen.current() ?? seen.message).embeds[0]?.description : seen.kind
const inAnother: Form = {
  form: 'elsewhere',
  state: '',
  title: 'Another channel',
  submit: 'Save',
  fields: [{ kind: 'channel', name: 'in', label: 'Channel', hint: null, isRequired: true, chosen: null }],
}
const lostOf = (connection: Connection | null) =>
  connection?.kind === 'connected' ? connection.lost : Promise.reject(new Error('not connected'))

test('it connects with its name, registers its commands once, and answers them privately', async () => {
  const { events, asked } = desk()
  expect(await adapter.connect(events)).toMatchObject({ kind: 'connected', as: 'pullquote' })
  const seen = await discord.slash('news', { ...help, by: { locale: 'de', may: ['ManageChannels'] } })
  expect(seen).toMatchObject({ isPrivate: true, wasDeferred: false })
  expect(textOf(seen)).toBe('Heard.')
  expect(asked).toEqual([
    {
      platform: 'discord',
      actor: { id: expect.any(String), name: expect.any(String), locale: 'de', mayManage: true },
      channel: channelAt(discord, discord.textChannelId),
      message: null,
      deed: { kind: 'command', command: 'help', options: {} },
    },
  ])
  await adapter.stop()
  await adapter.connect(events)
  expect(discord.requests.filter(({ method }) => method === 'PUT')).toHaveLength(1)
})

test('every kind of command comes back with its words and options', async () => {
  const { events, asked } = desk()
  await adapter.connect(events)
  await discord.slash('news', { subcommand: 'latest', options: { topic: 'pier', count: 5 } })
  await discord.slash('news', { subcommand: 'digest', options: { span: '24h' } })
  await discord.slash('news', { group: 'feed', subcommand: 'pause', options: { feed: '7' } })
  expect(asked.map(({ deed }) => deed)).toEqual([
    { kind: 'command', command: 'latest', options: { topic: 'pier', count: '5' } },
    { kind: 'command', command: 'digest', options: { span: '24h' } },
    { kind: 'command', command: 'feed pause', options: { feed: '7' } },
  ])
})

test('in another channel only those may configure who manage that one', async () => {
  const { events, asked } = desk(async ({ deed }) =>
    deed.kind === 'command' && deed.command === 'settings'
      ? { kind: 'form', form: inAnother }
      : says('Heard.'),
  )
  await adapter.connect(events)
  const options = { url: 'https://x.example/', in: discord.announcementChannelId }
  const manages = { may: ['ManageChannels'] } as const
  const elsewhere = { ...manages, mayThere: ['ViewChannel'], locale: 'uk' } as const
  await discord.slash('news', { subcommand: 'subscribe', options, by: manages })
  await discord.slash('news', { subcommand: 'subscribe', options, by: elsewhere })
  const opened = await discord.slash('news', { subcommand: 'settings', by: manages })
  await discord.modalSubmit(opened, { in: discord.announcementChannelId }, { by: manages })
  await discord.modalSubmit(opened, { in: discord.announcementChannelId }, { by: elsewhere })
  expect(asked.map(({ actor }) => actor.mayManage)).toEqual([true, false, true, true, false])
  expect(asked[1]).toMatchObject({ actor: { locale: 'uk' }, deed: { options: { in: options.in } } })
})

test('the buttons of a post bring its key back', async () => {
  const { events, asked } = desk()
  await adapter.connect(events)
  await adapter.publish(
    channelAt(discord, discord.textChannelId),
    adapter.render(plainPost, 'headline', { key }),
    key,
  )
  const [posted] = discord.messagesIn(discord.textChannelId)
  if (posted === undefined) throw new Error('expected a post')
  await discord.button(posted, `pq:quotes:${key}`)
  await discord.button(posted, `pq:why:${key}`)
  expect(asked.map(({ deed }) => deed)).toEqual([
    { kind: 'action', action: 'quotes', value: key },
    { kind: 'action', action: 'why', value: key },
  ])
  expect(asked[0]?.message?.messageId).toBe(posted.id)
})

test('an answer for everybody is seen by everybody', async () => {
  await adapter.connect(desk(async () => says('For all.', false)).events)
  expect(await discord.slash('news', help)).toMatchObject({ isPrivate: false })
})

/** A desk that takes its time until it is let go. */
function slowDesk(isPrivate: boolean) {
  const going = Promise.withResolvers<void>()
  const slow = desk(async () => {
    await going.promise
    return says('At last.', isPrivate)
  })
  return { events: slow.events, finish: going.resolve }
}

test('an answer that takes its time follows "is thinking"', async () => {
  const { events, finish } = slowDesk(true)
  await adapter.connect(events)
  const seeing = discord.slash('news', help)
  await discord.requested({ method: 'POST', path: /callback$/ })
  finish()
  const seen = await seeing
  expect(seen).toMatchObject({ isPrivate: true, wasDeferred: true })
  expect(textOf(seen)).toBe('At last.')
})

test('a late answer for everybody is a message of its own', async () => {
  const { events, finish } = slowDesk(false)
  await adapter.connect(events)
  const seeing = discord.slash('news', help)
  await discord.requested({ method: 'POST', path: /callback$/ })
  finish()
  const seen = await seeing
  await discord.requested({ method: 'POST', path: /^\/webhooks/ })
  if (seen.kind !== 'message') throw new Error(`expected a message, found ${seen.kind}`)
  expect(seen.isPrivate).toBe(true)
  expect(seen.followUps[0]?.embeds[0]?.description).toBe('At last.')
})

test('a late answer is given again when its request breaks', async () => {
  const { events, finish } = slowDesk(true)
  await adapter.connect(events)
  discord.fault({ kind: 'drop', method: 'PATCH', path: /@original$/ })
  const seeing = discord.slash('news', help)
  await discord.requested({ method: 'POST', path: /callback$/ })
  finish()
  expect(textOf(await seeing)).toBe('At last.')
})

test('a desk that breaks says sorry, and only to whoever asked', async () => {
  await adapter.connect(
    desk(async () => {
      throw new Error('broken')
    }).events,
  )
  const seen = await discord.slash('news', help)
  expect(seen).toMatchObject({ isPrivate: true })
  expect(textOf(seen)).toContain('Pullquote made a mistake')
})

test('an acknowledgement that gets lost is given again', async () => {
  await adapter.connect(desk().events)
  discord.fault({ kind: 'commitThenDrop', method: 'POST', path: /callback$/ })
  expect(textOf(await discord.slash('news', help))).toBe('Heard.')
  discord.fault({ kind: 'drop', method: 'POST', path: /callback$/ })
  expect(textOf(await discord.slash('news', help))).toBe('Heard.')
})

test('payloads of a form nobody knows are survived', async () => {
  const { events, changes } = desk()
  await adapter.connect(events)
  for (const name of [
    'INTERACTION_CREATE',
    'GUILD_CREATE',
    'CHANNEL_UPDATE',
    'GUILD_ROLE_UPDATE',
    'THREAD_LIST_SYNC',
  ])
    discord.gateway.dispatch(name, { type: 3, message: { application: { install_params: null } }, roles: 7 })
  expect(textOf(await discord.slash('news', help))).toBe('Heard.')
  expect(changes.every(([workspaceId]) => workspaceId === discord.guildId)).toBe(true)
})

test('what may change our access is told', async () => {
  const { events, changes } = desk()
  await adapter.connect(events)
  discord.setPermissions(discord.textChannelId, { deny: ['SendMessages'] })
  discord.setRolePermissions(discord.guildId, ['ViewChannel'])
  discord.setBotRoles(discord.guildId, [])
  discord.deleteChannel(discord.textChannelId)
  discord.kick(discord.guildId)
  await discord.slash('news', { ...help, channelId: null }).catch(() => undefined)
  expect(changes).toContainEqual([discord.guildId, discord.textChannelId])
  expect(changes.filter(([, channelId]) => channelId === null).length).toBeGreaterThanOrEqual(3)
})

test('when all starts of the day are used up it says so, and tries later', async () => {
  const limit = { total: 1000, remaining: 0, reset_after: 3_600_000, max_concurrency: 1 }
  const body = { url: 'ws://127.0.0.1:1', shards: 1, session_start_limit: limit }
  discord.fault({ kind: 'answer', status: 200, body, path: /^\/gateway\/bot$/ })
  expect(await adapter.connect(desk().events)).toMatchObject({
    kind: 'failed',
    isFinal: false,
    reason: expect.stringContaining('Not enough sessions remaining'),
  })
})

test('a token that is reset ends the connection with the reason', async () => {
  const connection = await adapter.connect(desk().events)
  discord.revokeToken()
  discord.gateway.drop()
  expect(await lostOf(connection)).toContain('set DISCORD_TOKEN')
})

test('a wrong token is final', async () => {
  const wrong = adapterFor(discord, { token: 'WRONG' })
  expect(await wrong.connect(desk().events)).toMatchObject({
    kind: 'failed',
    isFinal: true,
    fix: expect.stringContaining('DISCORD_TOKEN'),
  })
  await wrong.stop()
})

test('a token that only the gateway refuses is final too', async () => {
  discord.fault({ kind: 'answer', status: 401, body: { code: 0, message: 'no' }, path: /^\/gateway\/bot$/ })
  expect(await adapter.connect(desk().events)).toMatchObject({ kind: 'failed', isFinal: true })
})

test('without a network it fails in time, and a later attempt succeeds', async () => {
  discord.gateway.refuse(1000)
  const startedAt = performance.now()
  expect(await adapter.connect(desk().events)).toMatchObject({ kind: 'failed', isFinal: false })
  expect(performance.now() - startedAt).toBeLessThan(4000)
  const nowhere = adapterFor(discord, { apiUrl: 'http://127.0.0.1:1/api' })
  expect(await nowhere.connect(desk().events)).toMatchObject({ kind: 'failed', isFinal: false })
  await nowhere.stop()
  discord.gateway.refuse(0)
  expect(await adapter.connect(desk().events)).toMatchObject({ kind: 'connected' })
})

test('when the commands cannot be registered it connects all the same', async () => {
  discord.fault({ kind: 'answer', status: 500, path: /\/commands$/, times: 2 })
  expect(await adapter.connect(desk().events)).toMatchObject({ kind: 'connected' })
})

test.each([
  ['before it has asked anything', null],
  ['while it registers its commands', { path: /^\/applications\/@me$/ }],
  ['while it asks where the gateway is', { method: 'PUT', path: /\/commands$/ }],
])('it stops %s, and nothing connects afterwards', async (_when, last) => {
  for (const path of [/\/commands$/, /^\/gateway\/bot$/])
    discord.fault({ kind: 'slow', ms: 50, when: 'before', method: 'GET', path })
  const connecting = adapter.connect(desk().events)
  if (last !== null) await discord.requested(last)
  await adapter.stop()
  expect(await connecting).toMatchObject({ kind: 'failed', isFinal: false, reason: 'it was stopped' })
  expect(discord.gateway.identifies()).toBe(0)
})

test('stopping twice, or without a connection, is fine', async () => {
  await adapter.stop()
  await adapter.stop()
  await adapter.connect(desk().events)
  await Promise.all([adapter.stop(), adapter.stop()])
  expect(discord.gateway.connections()).toBe(0)
})
