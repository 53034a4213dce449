import { Client, Events, GatewayIntentBits, type Interaction } from 'discord.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Seen } from './interactions.ts'
import { type DiscordOptions, type FakeDiscord, startDiscord } from './server.ts'

let discord: FakeDiscord
let client: Client
beforeEach(() => start())
afterEach(async () => {
  expect(discord.violations).toEqual([])
  await client.destroy()
  await discord.close()
})

async function start(options: DiscordOptions = {}): Promise<void> {
  discord = await startDiscord(options)
  client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discord.apiUrl, retries: 0 } })
  await client.login(discord.token)
  await discord.gateway.until({ identifies: 1 })
}

const on = (answer: (interaction: Interaction) => Promise<unknown>) =>
  client.on(Events.InteractionCreate, answer)

function messageOf(seen: Seen) {
  if (seen.kind !== 'message') throw new Error(`expected a message, found ${seen.kind}`)
  return seen.message
}

const menu = {
  type: 1,
  components: [{ type: 3, custom_id: 'topic', options: [{ label: 'World', value: 'world' }] }],
}

test('the actor is told with locale and permissions, in a guild and in a direct message', async () => {
  on(async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    const may = interaction.memberPermissions?.has('ManageChannels')
    await interaction.reply(
      `${interaction.user.username} ${interaction.locale} ${interaction.guildId} ${may}`,
    )
  })
  const by = { name: 'bea', locale: 'de', may: ['ManageChannels'] } as const
  const seen = await discord.slash('news', { by })
  expect(messageOf(seen).content).toBe(`bea de ${discord.guildId} true`)
  const direct = await discord.slash('news', { channelId: null, by: { name: 'bea' } })
  expect(messageOf(direct).content).toMatch(/^bea en-US null/)
})

test('an option of a menu is chosen, one that is not there is not', async () => {
  on(async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply({ components: [menu] })
    if (interaction.isStringSelectMenu())
      await interaction.update({ content: interaction.values.join(), components: [] })
  })
  const message = messageOf(await discord.slash('news'))
  await expect(discord.select(message, 'topic', ['sport'])).rejects.toThrow('topic has no option sport')
  expect(await discord.select(message, 'topic', ['world'])).toMatchObject({
    kind: 'changed',
    message: { content: 'world' },
  })
  await expect(discord.select(message, 'topic', ['world'])).rejects.toThrow('has no component topic')
})

test('the first follow-up of a deferred answer is the answer', async () => {
  on(async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    await interaction.deferReply()
    await interaction.followUp('here')
  })
  const seen = await discord.slash('news')
  expect(seen).toMatchObject({ wasDeferred: true, isPrivate: false, message: { content: 'here', flags: 0 } })
  expect(discord.messagesIn(discord.textChannelId)).toHaveLength(1)
})

test('who defers and says nothing more leaves people watching it think', async () => {
  await client.destroy()
  await discord.close()
  await start({ thinkWithinMs: 50 })
  on(async (interaction) => interaction.isChatInputCommand() && interaction.deferReply())
  await expect(discord.slash('news')).rejects.toThrow('still thinking')
})

test('a second answer is refused, and so is everything after 15 minutes', async () => {
  const errors: Promise<unknown>[] = []
  on(async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    await interaction.reply('here')
    const again = client.rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, {
      body: { type: 4, data: { content: 'again' } },
      auth: false,
    })
    errors.push(again.catch((error: unknown) => error))
    await errors[0]
    discord.advance(15 * 60_000)
    errors.push(interaction.editReply('late').catch((error: unknown) => error))
  })
  await discord.slash('news')
  await discord.requested({ method: 'PATCH', path: /@original$/ })
  expect(await Promise.all(errors)).toMatchObject([{ code: 40060 }, { code: 50027 }])
})

test('an answer is deleted, and then its button is gone', async () => {
  on(async (interaction) => {
    if (!interaction.isChatInputCommand()) return
    await interaction.reply({ components: [menu] })
    await interaction.deleteReply()
  })
  const seen = await discord.slash('news')
  await discord.requested({ method: 'DELETE', path: /@original$/ })
  expect(seen.kind === 'message' && seen.current()).toBe(null)
  await expect(discord.select(messageOf(seen), 'topic', ['world'])).rejects.toThrow('not there any more')
})
