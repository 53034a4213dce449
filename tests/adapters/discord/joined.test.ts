import { afterEach, beforeEach, expect, test } from 'vitest'
import { openArrivals } from '../../../adapters/discord/arrivals.ts'
import type { Adapter } from '../../../src/deliver/adapter.ts'
import type { Interaction } from '../../../src/deliver/interaction.ts'
import type { Reply } from '../../../src/deliver/reply.ts'
import { type FakeDiscord, startDiscord } from '../../fakes/discord/server.ts'
import { adapterFor, channelAt, desk, says } from './setting.ts'

let discord: FakeDiscord
let adapter: Adapter
beforeEach(async () => {
  discord = await startDiscord()
  adapter = adapterFor(discord)
})
afterEach(async () => {
  await adapter.stop()
  await discord.close()
  expect(discord.violations).toEqual([])
})

const posts = { method: 'POST', path: /^\/channels\/\d+\/messages$/ }
const help = { subcommand: 'help' }

/** A server that the bot was on once, so that it can be prepared before the bot comes back. */
function elsewhere() {
  const guildId = discord.addGuild('Elsewhere')
  const first = discord.addChannel({ name: 'general', guildId })
  const second = discord.addChannel({ name: 'news', guildId })
  discord.kick(guildId)
  return { guildId, first, second }
}

/** A desk that greets, and answers everything else. */
const greeting = (reply: Reply = says('Hello.')) =>
  desk(async ({ deed }) => (deed.kind === 'joined' ? reply : says('Heard.')))

const arrivals = (asked: readonly Interaction[]) => asked.filter(({ deed }) => deed.kind === 'joined')

test('added to a server it greets in the first text channel, for everybody', async () => {
  const { guildId, first } = elsewhere()
  const { events, asked } = greeting()
  await adapter.connect(events)
  discord.invite(guildId)
  await discord.requested(posts)
  expect(arrivals(asked)).toEqual([
    {
      platform: 'discord',
      actor: { id: discord.botId, name: null, locale: 'en-US', mayManage: null },
      channel: channelAt(discord, first, { workspaceId: guildId }),
      message: null,
      deed: { kind: 'joined' },
    },
  ])
  expect(discord.messagesIn(first)).toMatchObject([
    { embeds: [{ description: 'Hello.' }], components: [], allowed_mentions: { parse: [] } },
  ])
})

test('it greets where the server does, unless it may not post there', async () => {
  const { guildId, first, second } = elsewhere()
  const { events } = greeting()
  await adapter.connect(events)
  discord.setSystemChannel(guildId, second)
  discord.invite(guildId)
  await discord.requested(posts)
  expect(discord.messagesIn(second)).toHaveLength(1)
  discord.kick(guildId)
  discord.setPermissions(second, { deny: ['SendMessages'] })
  discord.advance(60_000)
  discord.invite(guildId)
  await discord.requested({ ...posts, times: 2 })
  expect(discord.messagesIn(first)).toHaveLength(1)
})

test('where it may post nowhere, or there is nothing to say, nothing is posted', async () => {
  const { guildId, first, second } = elsewhere()
  const { events, asked } = greeting({ kind: 'silence' })
  await adapter.connect(events)
  for (const id of [first, second]) discord.setPermissions(id, { deny: ['EmbedLinks'] })
  discord.invite(guildId)
  await discord.slash('news', help)
  expect(arrivals(asked)).toEqual([])
  discord.kick(guildId)
  discord.setPermissions(first, {})
  discord.invite(guildId)
  await discord.slash('news', help)
  expect(arrivals(asked)).toHaveLength(1)
  expect(discord.allMessages()).toEqual([])
})

test('servers that come back are not greeted: at a start, after an outage, in an old or a new session', async () => {
  const { events, asked } = greeting()
  await adapter.connect(events)
  discord.failGuild(discord.guildId)
  discord.recoverGuild(discord.guildId)
  discord.gateway.askToReconnect()
  await discord.gateway.until({ resumes: 1 })
  await adapter.connect(events)
  await discord.slash('news', help)
  expect(arrivals(asked)).toEqual([])
})

test('a desk that breaks over a new server breaks nothing else', async () => {
  const { guildId } = elsewhere()
  const { events } = desk(async ({ deed }) => {
    if (deed.kind === 'joined') throw new Error('broken')
    return says('Heard.')
  })
  await adapter.connect(events)
  discord.invite(guildId)
  expect(await discord.slash('news', help)).toMatchObject({
    message: { embeds: [{ description: 'Heard.' }] },
  })
})

test('before the list of servers is there, or when it cannot be read, no server is new', () => {
  const created = { id: '1', owner_id: '2', roles: [], members: [], channels: [7], joined_at: '', name: '' }
  const there = openArrivals()
  expect(there.take('GUILD_CREATE', created)).toBeNull()
  there.take('READY', { guilds: 'many' })
  expect(there.take('GUILD_CREATE', created)).toBeNull()
  there.take('READY', { user: { id: '9' }, guilds: [] })
  expect(there.take('GUILD_CREATE', { ...created, unavailable: true })).toBeNull()
  expect(there.take('GUILD_CREATE', { id: '1' })).toBeNull()
  expect(there.take('GUILD_CREATE', created)).toMatchObject({ workspaceId: '1', channelId: null })
  expect(there.take('GUILD_CREATE', created)).toBeNull()
  there.take('READY', { user: { id: '9' }, guilds: [{ id: '1' }] })
  expect(there.take('GUILD_CREATE', created)).toBeNull()
})
