import { Client, Events, GatewayIntentBits, MessageFlags } from 'discord.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type DiscordOptions, type FakeDiscord, startDiscord } from './server.ts'

let discord: FakeDiscord
let client: Client<true>
beforeEach(() => start())
afterEach(async () => {
  await client.destroy()
  await discord.close()
})

async function start(options: DiscordOptions = {}): Promise<void> {
  discord = await startDiscord(options)
  client = await connect(discord)
}

async function restart(options: DiscordOptions): Promise<void> {
  await client.destroy()
  await discord.close()
  await start(options)
}

async function connect({ apiUrl, token }: FakeDiscord): Promise<Client<true>> {
  const starting = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: apiUrl, retries: 0 } })
  const ready = new Promise<Client<true>>((resolve) => starting.once(Events.ClientReady, resolve))
  await starting.login(token)
  return ready
}

test('a client is ready with guild, channels and computed permissions', async () => {
  const channel = await client.channels.fetch(discord.textChannelId)
  expect(client.guilds.cache.get(discord.guildId)?.available).toBe(true)
  if (!channel || channel.isDMBased()) throw new Error('expected a guild channel')
  const may = () => channel.permissionsFor(client.user)?.has(['SendMessages', 'EmbedLinks'])
  expect(may()).toBe(true)
  const updated = new Promise((resolve) => client.once(Events.ChannelUpdate, resolve))
  discord.setPermissions(discord.textChannelId, { deny: ['SendMessages'] })
  await updated
  expect(may()).toBe(false)
})

test('a command is answered after a deferral, only for who asked', async () => {
  client.once(Events.InteractionCreate, async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    await interaction.deferReply({ flags: MessageFlags.Ephemeral })
    await interaction.editReply(
      `${interaction.options.getSubcommand()} ${interaction.options.getString('topic')}`,
    )
    await interaction.followUp({ content: 'more', flags: MessageFlags.Ephemeral })
  })
  const seen = await discord.slash('news', { subcommand: 'latest', options: { topic: 'ukraine' } })
  expect(seen).toMatchObject({
    kind: 'message',
    isPrivate: true,
    wasDeferred: true,
    message: { content: 'latest ukraine', flags: 64 },
  })
  await discord.requested({ method: 'POST', path: /^\/webhooks\/\d+\/[^/]+$/ })
  expect(seen).toMatchObject({ followUps: [{ content: 'more' }] })
  expect(discord.messagesIn(discord.textChannelId)).toEqual([])
  expect(discord.violations).toEqual([])
})

test('an answer may be public, without deferral, and changed later', async () => {
  client.once(Events.InteractionCreate, async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    const answer = await interaction.reply({ content: 'first', withResponse: true })
    await interaction.editReply(`message ${answer.resource?.message?.id}`)
  })
  const seen = await discord.slash('news')
  await discord.requested({ method: 'PATCH', path: /@original$/ })
  if (seen.kind !== 'message') throw new Error(`expected a message, found ${seen.kind}`)
  expect(seen).toMatchObject({ isPrivate: false, wasDeferred: false, message: { content: 'first' } })
  expect(seen.current()?.content).toBe(`message ${seen.message.id}`)
  expect(discord.messagesIn(discord.textChannelId)).toMatchObject([{ id: seen.message.id }])
})

test('whoever gets no answer in time is told so, and the answer then comes too late', async () => {
  await restart({ answerWithinMs: 50 })
  const late = new Promise<unknown>((resolve) => {
    client.once(Events.InteractionCreate, async (interaction) => {
      await asked.catch(() => undefined)
      if (interaction.isChatInputCommand())
        resolve(interaction.reply('late').catch((error: unknown) => error))
    })
  })
  const asked = discord.slash('news')
  await expect(asked).rejects.toThrow('The application did not respond')
  expect(await late).toMatchObject({ code: 10062 })
})

test('a button changes its message, opens a form, and the form is answered', async () => {
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isChatInputCommand())
      await interaction.reply({ content: 'choose', components: [row], flags: 64 })
    if (interaction.isButton() && interaction.customId === 'next') await interaction.update('page 2')
    if (interaction.isButton() && interaction.customId === 'edit') await interaction.showModal(modal)
    if (interaction.isModalSubmit()) await interaction.reply(interaction.fields.getTextInputValue('url'))
  })
  const seen = await discord.slash('news')
  if (seen.kind !== 'message') throw new Error(`expected a message, found ${seen.kind}`)
  expect(await discord.button(seen.message, 'next')).toMatchObject({
    kind: 'changed',
    message: { content: 'page 2' },
  })
  expect(seen.current()?.content).toBe('page 2')
  const form = await discord.button(seen.message, 'edit')
  expect(form).toMatchObject({ kind: 'form', customId: 'feed', title: 'Feed' })
  expect(await discord.modalSubmit(form, { url: 'https://news.example' })).toMatchObject({
    message: { content: 'https://news.example' },
  })
  await expect(discord.modalSubmit(form, { other: 'x' })).rejects.toThrow('no field other')
  await expect(discord.button(seen.message, 'gone')).rejects.toThrow('it has: next, edit')
  expect(discord.violations).toEqual([])
})

const row = {
  type: 1,
  components: [
    { type: 2, style: 1, label: 'Next', custom_id: 'next' },
    { type: 2, style: 2, label: 'Edit', custom_id: 'edit' },
  ],
}
const modal = {
  custom_id: 'feed',
  title: 'Feed',
  components: [{ type: 18, label: 'URL', component: { type: 4, custom_id: 'url', style: 1 } }],
}

test('suggestions and deferred updates are seen, and registered commands are held to', async () => {
  await restart({ thinkWithinMs: 50 })
  await client.rest.put(`/applications/${discord.applicationId}/commands`, { body: [newsCommand] })
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isAutocomplete())
      await interaction.respond([{ name: interaction.options.getFocused(), value: 'v' }])
    if (interaction.isChatInputCommand())
      await interaction.reply({ content: `${interaction.options.getChannel('in')?.id}`, components: [row] })
    if (interaction.isButton()) await interaction.deferUpdate()
  })
  const focused = { option: 'topic', value: 'ukr' }
  expect(await discord.autocomplete('news', { subcommand: 'latest', focused })).toEqual({
    kind: 'choices',
    choices: [{ name: 'ukr', value: 'v' }],
  })
  const use = { subcommand: 'latest', options: { in: discord.forumId } }
  const seen = await discord.slash('news', use)
  if (seen.kind !== 'message') throw new Error(`expected a message, found ${seen.kind}`)
  expect(seen.message.content).toBe(discord.forumId)
  expect(await discord.button(seen.message, 'next')).toMatchObject({ kind: 'acknowledged' })
  await expect(discord.slash('news', { subcommand: 'none' })).rejects.toThrow('/news has no none')
})

const newsCommand = {
  name: 'news',
  description: 'News',
  options: [
    {
      type: 1,
      name: 'latest',
      description: 'Latest',
      options: [
        { type: 3, name: 'topic', description: 'Topic', autocomplete: true },
        { type: 7, name: 'in', description: 'Channel' },
      ],
    },
  ],
}

test('a cut connection resumes with what was missed; interactions meanwhile are lost', async () => {
  discord.gateway.drop()
  await discord.gateway.untilGone()
  const deleted = new Promise((resolve) => client.once(Events.ChannelDelete, resolve))
  discord.deleteChannel(discord.textChannelId)
  await expect(discord.slash('news', { channelId: discord.forumId })).rejects.toThrow('is not connected')
  await discord.gateway.until({ resumes: 1 })
  await deleted
  expect(discord.gateway.identifies()).toBe(1)
})

test('a client that is asked to reconnect resumes', async () => {
  discord.gateway.askToReconnect()
  await discord.gateway.until({ resumes: 1 })
})

test('an invalid session resumes when it may', async () => {
  discord.gateway.invalidate({ isResumable: true })
  await discord.gateway.until({ resumes: 1 })
})

test('kicks and invitations arrive', async () => {
  const gone = new Promise((resolve) => client.once(Events.GuildDelete, resolve))
  discord.kick(discord.guildId)
  await gone
  const back = new Promise((resolve) => client.once(Events.GuildCreate, resolve))
  discord.invite(discord.guildId)
  await back
})
