import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Channel } from '../../../adapters/discord/channels.ts'
import { inviteUrl } from '../../../adapters/discord/invite.ts'
import { missingFor, permissionBits, permissionsIn } from '../../../adapters/discord/permissions.ts'
import { commandTable } from '../../../src/ask/command-table.ts'
import type { Adapter } from '../../../src/deliver/adapter.ts'
import { type FakeDiscord, startDiscord } from '../../fakes/discord/server.ts'
import { adapterFor, channelAt, desk, key, plainPost } from './setting.ts'

let discord: FakeDiscord
let adapter: Adapter
beforeEach(async () => {
  discord = await startDiscord()
  adapter = adapterFor(discord)
})
afterEach(async () => {
  await adapter.stop()
  await discord.close()
})

const text = () => channelAt(discord, discord.textChannelId)

test('an open channel is called by its name', async () => {
  expect(await adapter.checkAccess(text())).toEqual({ kind: 'open', name: '#news' })
  expect(await adapter.checkAccess(channelAt(discord, discord.forumId))).toMatchObject({ kind: 'open' })
})

test.each([
  ['SendMessages', 'Send Messages'],
  ['EmbedLinks', 'Embed Links'],
  ['ReadMessageHistory', 'Read Message History'],
] as const)('without %s a channel is closed, and the fix names it', async (denied, name) => {
  discord.setPermissions(discord.textChannelId, { deny: [denied] })
  expect(await adapter.checkAccess(text())).toEqual({
    kind: 'closed',
    reason: `#news: Pullquote lacks ${name}`,
    fix: expect.stringContaining(name),
  })
})

test('a hidden channel, one that is gone, and a server without us are closed', async () => {
  discord.setPermissions(discord.textChannelId, { deny: ['ViewChannel'] })
  expect(await adapter.checkAccess(text())).toMatchObject({
    kind: 'closed',
    fix: expect.stringContaining('View'),
  })
  expect(await adapter.checkAccess(channelAt(discord, '1'))).toMatchObject({ kind: 'closed' })
  discord.kick(discord.guildId)
  expect(await adapter.checkAccess(channelAt(discord, discord.forumId))).toMatchObject({ kind: 'closed' })
})

test('a thread is open as its parent lets it be', async () => {
  const sent = await adapter.publish(
    channelAt(discord, discord.forumId),
    adapter.render(plainPost, 'brief', { key }),
    key,
  )
  if (sent.kind !== 'sent') throw new Error('expected a message')
  const thread = channelAt(discord, discord.forumId, { threadId: sent.message.threadId })
  expect(await adapter.checkAccess(thread)).toMatchObject({ kind: 'open' })
  discord.setPermissions(discord.forumId, { deny: ['SendMessagesInThreads'] })
  expect(await adapter.checkAccess(thread)).toMatchObject({
    kind: 'closed',
    reason: expect.stringContaining('Send Messages in Threads'),
  })
  discord.setPermissions(discord.forumId, {})
  discord.changeThread(sent.message.threadId ?? '', { locked: true })
  expect(await adapter.checkAccess(thread)).toMatchObject({
    kind: 'closed',
    fix: expect.stringContaining('unlock'),
  })
})

test('without an answer access is unknown', async () => {
  discord.fault({ kind: 'answer', status: 503, path: /^\/guilds/ })
  expect(await adapter.checkAccess(text())).toMatchObject({ kind: 'unknown' })
})

test('the owner and administrators may do everything, denials of a role give way to those of a member', () => {
  const { 'View Channel': view, 'Send Messages': send, Administrator } = permissionBits
  const guild = {
    id: '1',
    ownerId: '9',
    roles: [
      { id: '1', permissions: view },
      { id: '2', permissions: send },
      { id: '3', permissions: Administrator },
    ],
  }
  const deny = (id: string, type: number, bits: bigint) => ({ id, type, allow: 0n, deny: bits })
  const allow = (id: string, type: number, bits: bigint) => ({ id, type, allow: bits, deny: 0n })
  const may = (id: string, roleIds: string[], overwrites: Channel['permission_overwrites']) =>
    permissionsIn(guild, { id, roleIds }, overwrites)
  expect(may('7', ['2'], [])).toBe(view | send)
  expect(may('7', ['2'], [deny('2', 0, send)])).toBe(view)
  expect(may('7', ['2'], [deny('2', 0, send), allow('7', 1, send)])).toBe(view | send)
  expect(may('7', ['2'], [deny('1', 0, send), allow('2', 0, send)])).toBe(view | send)
  expect(may('7', ['2'], [deny('8', 1, send)])).toBe(view | send)
  for (const everything of [may('9', [], [deny('9', 1, view)]), may('7', ['3'], [deny('1', 0, view)])])
    expect(everything & (view | send)).toBe(view | send)
})

test('who cannot see a channel lacks only that', () => {
  const channel: Channel = {
    id: '1',
    type: 0,
    flags: 0,
    permission_overwrites: [],
    available_tags: [],
  }
  expect(missingFor(channel, 0n)).toEqual(['View Channel'])
  expect(missingFor(channel, permissionBits['View Channel'])).toEqual([
    'Send Messages',
    'Embed Links',
    'Read Message History',
  ])
})

test('the invitation asks for what is needed and nothing more', () => {
  expect(inviteUrl('123')).toBe(
    'https://discord.com/oauth2/authorize?client_id=123&scope=bot+applications.commands&permissions=274877991936',
  )
})

const found = async (channels = [text()], changes: Parameters<typeof adapterFor>[1] = {}) => {
  const checks = await adapterFor(discord, changes).doctor(channels)
  return Object.fromEntries(checks.map((check) => [check.name, check]))
}

test('the doctor finds everything in order, also before the first start', async () => {
  const checks = await found()
  expect(Object.values(checks).filter(({ isGood }) => !isGood)).toEqual([])
  expect(Object.keys(checks)).toEqual([
    'token',
    'application',
    'commands',
    'gateway',
    'clock',
    `discord:${discord.guildId}/${discord.textChannelId}`,
  ])
  expect(checks.commands?.found).toBe('/news will be registered when Pullquote starts')
})

test('the doctor tells which commands are registered, and when they could not be', async () => {
  const commandsFound = async (by: Adapter) => (await by.doctor([])).find(({ name }) => name === 'commands')
  const { description, commands } = commandTable()
  const older = adapterFor(discord, { commands: { description, commands: commands.slice(1) } })
  await older.connect(desk().events)
  await older.stop()
  expect(await commandsFound(adapter)).toMatchObject({
    isGood: true,
    found: expect.stringContaining('will be replaced'),
  })
  discord.fault({
    kind: 'answer',
    status: 400,
    body: { code: 30_034, message: 'Max number of daily application command creates has been reached (200)' },
    method: 'PUT',
    path: /\/commands$/,
  })
  await adapter.connect(desk().events)
  expect(await commandsFound(adapter)).toMatchObject({
    isGood: false,
    found: expect.stringContaining('daily application command creates'),
  })
  await adapter.stop()
  const again = adapterFor(discord)
  await again.connect(desk().events)
  await again.stop()
  expect(await commandsFound(adapter)).toMatchObject({ isGood: true, found: '/news is registered' })
})

test('the doctor names a bad token, and nothing that depends on it', async () => {
  const checks = await found([text()], { token: 'WRONG' })
  expect(Object.keys(checks)).toEqual(['token'])
  expect(checks.token).toMatchObject({ isGood: false, fix: expect.stringContaining('DISCORD_TOKEN') })
  expect(JSON.stringify(checks)).not.toContain('WRONG')
})

test('the doctor compares the public key', async () => {
  const wrong = await found([], { publicKey: 'ab'.repeat(32) })
  expect(wrong.application).toMatchObject({
    isGood: false,
    fix: expect.stringContaining('DISCORD_PUBLIC_KEY'),
  })
})

test('the doctor sees a clock that is wrong, and starts that run out', async () => {
  const late = await found([], { clock: () => new Date(discord.now() - 600_000) })
  expect(late.clock).toMatchObject({ isGood: false, found: expect.stringMatching(/^(599|600|601) s behind/) })
  discord.fault({
    kind: 'answer',
    status: 200,
    path: /^\/gateway\/bot$/,
    body: {
      url: 'ws://127.0.0.1:1',
      shards: 1,
      session_start_limit: { total: 1000, remaining: 2, reset_after: 3_600_000, max_concurrency: 1 },
    },
  })
  const worn = await found()
  expect(worn.gateway).toMatchObject({ isGood: false, found: '2 of 1000 starts a day are left' })
})

test('the doctor tells what is wrong with a channel and how to mend it', async () => {
  discord.setPermissions(discord.textChannelId, { deny: ['EmbedLinks'] })
  const checks = await found()
  expect(checks[`discord:${discord.guildId}/${discord.textChannelId}`]).toMatchObject({
    isGood: false,
    fix: expect.stringContaining('Embed Links'),
  })
})
