import { Client, Events, GatewayIntentBits, type GuildTextBasedChannel } from 'discord.js'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { PermissionName } from './permissions.ts'
import { type FakeDiscord, startDiscord } from './server.ts'

let discord: FakeDiscord
let client: Client<true>
beforeEach(async () => {
  discord = await startDiscord()
  const starting = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
    rest: { api: discord.apiUrl, retries: 0 },
  })
  const ready = new Promise<Client<true>>((resolve) => starting.once(Events.ClientReady, resolve))
  await starting.login(discord.token)
  client = await ready
})
afterEach(async () => {
  expect(discord.violations).toEqual([])
  await client.destroy()
  await discord.close()
})

async function textChannel(channelId: string): Promise<GuildTextBasedChannel> {
  const channel = await client.channels.fetch(channelId)
  if (!channel || channel.isDMBased() || !channel.isTextBased()) throw new Error('expected a text channel')
  return channel
}

test('the objects of discord.js send, answer, change, find, publish and delete messages', async () => {
  const channel = await textChannel(discord.announcementChannelId)
  const arrived = new Promise((resolve) => client.once(Events.MessageCreate, resolve))
  const message = await channel.send({ embeds: [{ title: ' News ' }], nonce: 'n1', enforceNonce: true })
  await arrived
  expect(message).toMatchObject({ nonce: 'n1', embeds: [{ title: 'News' }], author: { id: discord.botId } })
  const answer = await message.reply('answer')
  expect(await answer.fetchReference()).toMatchObject({ id: message.id })
  expect(await message.edit('changed')).toMatchObject({ content: 'changed' })
  await message.crosspost()
  expect(discord.messagesIn(channel.id)[0]?.flags).toBe(1)
  expect((await channel.messages.fetch({ after: message.id })).map(({ id }) => id)).toEqual([answer.id])
  await message.delete()
  expect(discord.messagesIn(channel.id).map(({ id }) => id)).toEqual([answer.id])
})

test('the objects of discord.js start, list and find threads', async () => {
  const forum = await client.channels.fetch(discord.forumId)
  if (!forum?.isThreadOnly()) throw new Error('expected a forum')
  const [tag] = forum.availableTags
  const thread = await forum.threads.create({
    name: 'A story',
    message: { content: 'first' },
    appliedTags: tag ? [tag.id] : [],
  })
  expect(await thread.fetchStarterMessage()).toMatchObject({ content: 'first' })
  expect((await forum.threads.fetchActive()).threads.has(thread.id)).toBe(true)
  await thread.setArchived(true)
  expect((await forum.threads.fetchArchived()).threads.has(thread.id)).toBe(true)
  const channel = await textChannel(discord.textChannelId)
  const message = await channel.send('hello')
  expect(await message.startThread({ name: 'More' })).toMatchObject({ id: message.id, parentId: channel.id })
})

const names: readonly PermissionName[] = ['ViewChannel', 'SendMessages', 'EmbedLinks', 'ReadMessageHistory']
const some = fc.subarray([...names])
const change = fc.record({
  of: fc.constantFrom('bot' as const, 'role' as const, 'everyone' as const),
  allow: some,
  deny: some,
})

test('who may post is decided as discord.js computes it', async () => {
  const channel = await textChannel(discord.textChannelId)
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
      for (const one of changes) {
        const updated = new Promise((resolve) => client.once(Events.ChannelUpdate, resolve))
        discord.setPermissions(channel.id, one)
        await updated
      }
      const mine = channel.permissionsFor(client.user)
      const isOpen = mine?.has(['ViewChannel', 'SendMessages', 'EmbedLinks'])
      const send = client.rest.post(`/channels/${channel.id}/messages`, {
        body: { embeds: [{ title: 'x' }] },
      })
      expect(
        await send.then(
          () => true,
          () => false,
        ),
      ).toBe(isOpen)
    }),
    { numRuns: 40 },
  )
})
