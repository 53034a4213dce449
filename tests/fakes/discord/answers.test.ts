import { afterEach, beforeEach, expect, test } from 'vitest'
import { schemaOf } from './contract.ts'
import { type FakeDiscord, startDiscord } from './server.ts'

let discord: FakeDiscord
beforeEach(async () => {
  discord = await startDiscord()
})
afterEach(() => discord.close())

async function ask(request: string, body?: object): Promise<Record<string, unknown>> {
  const [method = '', path = ''] = request.split(' ')
  const response = await fetch(`${discord.apiUrl}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  return JSON.parse(await response.text())
}

/** What Discord's specification says against an answer. */
async function objections(schema: string, answer: unknown): Promise<readonly string[]> {
  const outcome = (await schemaOf(schema)).safeParse(answer)
  return outcome.success
    ? []
    : outcome.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
}

const body = {
  content: 'x',
  nonce: 'n',
  embeds: [
    {
      title: 't',
      url: 'https://news.example',
      fields: [{ name: 'a', value: 'b' }],
      image: { url: 'https://news.example/i.png' },
      author: { name: 'a' },
      footer: { text: 'f' },
    },
  ],
  components: [{ type: 1, components: [{ type: 2, style: 5, label: 'a', url: 'https://news.example' }] }],
}

test('messages are what the specification says, new, answered, changed and listed', async () => {
  const at = `/channels/${discord.textChannelId}/messages`
  const message = await ask(`POST ${at}`, body)
  expect(await objections('MessageResponseSchema', message)).toEqual([])
  const reply = await ask(`POST ${at}`, { content: 'x', message_reference: { message_id: message.id } })
  expect(await objections('MessageResponseSchema', reply)).toEqual([])
  const changed = await ask(`PATCH ${at}/${message.id}`, { content: 'y' })
  expect(await objections('MessageResponseSchema', changed)).toEqual([])
  for (const listed of Object.values(await ask(`GET ${at}`)))
    expect(await objections('MessageResponseSchema', listed)).toEqual([])
})

test('channels, threads, guilds and the application are what the specification says', async () => {
  const commands = [{ name: 'news', description: 'News' }]
  const forumThread = await ask(`POST /channels/${discord.forumId}/threads`, {
    name: 'x',
    message: { content: 'x' },
  })
  const rows: readonly (readonly [string, unknown])[] = [
    ['GuildChannelResponseSchema', await ask(`GET /channels/${discord.textChannelId}`)],
    ['GuildChannelResponseSchema', await ask(`GET /channels/${discord.announcementChannelId}`)],
    ['GuildChannelResponseSchema', await ask(`GET /channels/${discord.forumId}`)],
    ['CreatedThreadResponseSchema', forumThread],
    ['ThreadResponseSchema', await ask(`GET /channels/${forumThread.id}`)],
    ['ThreadsResponseSchema', await ask(`GET /guilds/${discord.guildId}/threads/active`)],
    ['ThreadsResponseSchema', await ask(`GET /channels/${discord.forumId}/threads/archived/public`)],
    ['GuildWithCountsResponseSchema', await ask(`GET /guilds/${discord.guildId}`)],
    ['GuildMemberResponseSchema', await ask(`GET /guilds/${discord.guildId}/members/${discord.botId}`)],
    ['GuildRoleResponseSchema', (await ask(`GET /guilds/${discord.guildId}/roles`))[0]],
    ['UserPIIResponseSchema', await ask('GET /users/@me')],
    ['MyGuildResponseSchema', (await ask('GET /users/@me/guilds'))[0]],
    ['PrivateApplicationResponseSchema', await ask('GET /applications/@me')],
    ['GatewayBotResponseSchema', await ask('GET /gateway/bot')],
    [
      'ApplicationCommandResponseSchema',
      (await ask(`PUT /applications/${discord.applicationId}/commands`, commands))[0],
    ],
    ['ErrorResponseSchema', await ask('GET /channels/1')],
  ]
  for (const [schema, answer] of rows)
    expect([schema, await objections(schema, answer)]).toEqual([schema, []])
})
