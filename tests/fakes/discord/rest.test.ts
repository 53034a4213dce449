import { DiscordAPIError, REST, Routes } from 'discord.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FakeDiscord, startDiscord } from './server.ts'

let discord: FakeDiscord
let rest: REST
beforeEach(async () => {
  discord = await startDiscord()
  rest = new REST({ api: discord.apiUrl, retries: 0 }).setToken(discord.token)
})
afterEach(() => discord.close())

const post = (body: object, channelId = discord.textChannelId) =>
  rest.post(Routes.channelMessages(channelId), { body })

const codeOf = (asking: Promise<unknown>) =>
  asking.then(
    () => null,
    (error: unknown) => (error instanceof DiscordAPIError ? error.code : error),
  )

test('a message with the same enforced nonce is created once within the window', async () => {
  const body = { content: 'hello', nonce: 'n1', enforce_nonce: true }
  const first = await post(body)
  expect(await post(body)).toEqual(first)
  expect(discord.messagesIn(discord.textChannelId)).toHaveLength(1)
  discord.advance(300_000)
  await post(body)
  expect(discord.messagesIn(discord.textChannelId)).toHaveLength(2)
  expect(discord.violations).toEqual([])
})

test('a nonce whose message was deleted answers Unknown Message', async () => {
  const body = { content: 'hello', nonce: 'n1', enforce_nonce: true }
  await post(body)
  discord.deleteMessage(discord.textChannelId, discord.messagesIn(discord.textChannelId)[0]?.id ?? '')
  expect(await codeOf(post(body))).toBe(10008)
})

test('application, bot, commands, guild and channels are there', async () => {
  expect(await rest.get(Routes.user())).toMatchObject({ id: discord.botId })
  expect(await rest.get(Routes.currentApplication())).toMatchObject({ id: discord.applicationId })
  const put = () =>
    rest.put(Routes.applicationCommands(discord.applicationId), {
      body: [{ name: 'news', description: 'News', default_member_permissions: '16' }],
    })
  const first = await put()
  expect(first).toMatchObject([{ name: 'news', id: expect.any(String) }])
  expect(await put()).toMatchObject([{ id: discord.commands('global')[0]?.id }])
  expect(await rest.get(Routes.guild(discord.guildId))).toMatchObject({ roles: [{}, {}] })
  expect(await rest.get(Routes.guildChannels(discord.guildId))).toHaveLength(3)
  expect(await rest.get(Routes.guildMember(discord.guildId, discord.botId))).toMatchObject({
    roles: [expect.any(String)],
  })
  expect(await rest.get(Routes.channel(discord.forumId))).toMatchObject({
    type: 15,
    available_tags: [{}, {}],
  })
  expect(discord.violations).toEqual([])
})

test('history pages with before, after and around, newest first and without nonces', async () => {
  for (const content of ['1', '2', '3', '4', '5']) await post({ content, nonce: content })
  const ids = discord.messagesIn(discord.textChannelId).map(({ id }) => id)
  const read = async (query: Record<string, string>) => {
    const messages = await rest.get(Routes.channelMessages(discord.textChannelId), {
      query: new URLSearchParams(query),
    })
    return (messages as { content: string }[]).map(({ content }) => content).join('')
  }
  expect(await read({})).toBe('54321')
  expect(await read({ limit: '2' })).toBe('54')
  expect(await read({ after: ids[1] ?? '', limit: '2' })).toBe('43')
  expect(await read({ before: ids[3] ?? '', limit: '2' })).toBe('32')
  expect(await read({ around: ids[2] ?? '', limit: '3' })).toBe('432')
  expect(await codeOf(read({ limit: '101' }))).toBe(50035)
  expect(JSON.stringify(await rest.get(Routes.channelMessages(discord.textChannelId)))).not.toContain('nonce')
})

test('without the right to read the history it is empty and no error', async () => {
  await post({ content: 'hello' })
  discord.setPermissions(discord.textChannelId, { deny: ['ReadMessageHistory'] })
  expect(await rest.get(Routes.channelMessages(discord.textChannelId))).toEqual([])
})

test('permissions, kicks, deleted channels and revoked tokens are refused as Discord does', async () => {
  discord.setPermissions(discord.textChannelId, { deny: ['SendMessages'] })
  expect(await codeOf(post({ content: 'x' }))).toBe(50013)
  discord.setPermissions(discord.textChannelId, { deny: ['EmbedLinks'] })
  expect(await codeOf(post({ embeds: [{ title: 'x' }] }))).toBe(50013)
  discord.setPermissions(discord.textChannelId, { deny: ['ViewChannel'] })
  expect(await codeOf(post({ content: 'x' }))).toBe(50001)
  discord.setPermissions(discord.textChannelId, {})
  discord.setRolePermissions(discord.guildId, ['ViewChannel'])
  expect(await codeOf(post({ content: 'x' }))).toBe(50013)
  discord.kick(discord.guildId)
  expect(await codeOf(post({ content: 'x' }))).toBe(50001)
  discord.invite(discord.guildId)
  discord.deleteChannel(discord.textChannelId)
  expect(await codeOf(post({ content: 'x' }))).toBe(10003)
  expect(await codeOf(post({ content: 'x' }, discord.forumId))).toBe(50008)
  discord.revokeToken()
  expect(await codeOf(post({ content: 'x' }))).toBe(0)
})

test('a message is edited, answered, crossposted once and deleted', async () => {
  const channelId = discord.announcementChannelId
  await post({ content: 'hello', components: [row] }, channelId)
  const id = discord.messagesIn(channelId)[0]?.id ?? ''
  await rest.patch(Routes.channelMessage(channelId, id), { body: { content: 'changed' } })
  expect(discord.messagesIn(channelId)).toMatchObject([
    {
      content: 'changed',
      edited_timestamp: expect.any(String),
      components: [{ id: 1, components: [{ id: 2 }] }],
    },
  ])
  await post({ content: 'answer', message_reference: { message_id: id } }, channelId)
  expect(discord.messagesIn(channelId)[1]).toMatchObject({ message_reference: { message_id: id }, type: 19 })
  expect(await codeOf(post({ content: 'x', message_reference: { message_id: '1' } }, channelId))).toBe(50035)
  await rest.post(Routes.channelMessageCrosspost(channelId, id))
  expect(discord.messagesIn(channelId)[0]?.flags).toBe(1)
  expect(await codeOf(rest.post(Routes.channelMessageCrosspost(channelId, id)))).toBe(40033)
  await rest.delete(Routes.channelMessage(channelId, id))
  expect(await codeOf(rest.get(Routes.channelMessage(channelId, id)))).toBe(10008)
  expect(await codeOf(rest.patch(Routes.channelMessage(channelId, id), { body: { content: 'x' } }))).toBe(
    10008,
  )
})

const row = { type: 1, components: [{ type: 2, style: 1, label: 'More', custom_id: 'more' }] }

test('an edit may neither empty a message nor mix components v2 with content', async () => {
  await post({ content: 'hello' })
  const id = discord.messagesIn(discord.textChannelId)[0]?.id ?? ''
  const edit = (body: object) => rest.patch(Routes.channelMessage(discord.textChannelId, id), { body })
  expect(await codeOf(edit({ content: '' }))).toBe(50006)
  const display = { flags: 1 << 15, components: [{ type: 10, content: 'x' }] }
  expect(await codeOf(edit(display))).toBe(50035)
  await edit({ ...display, content: null })
  await edit({ flags: 0 })
  expect(discord.messagesIn(discord.textChannelId)).toMatchObject([{ flags: 1 << 15, content: '' }])
})

test('threads of announcements are of type 10; private ones need their right', async () => {
  await post({ content: 'hello' }, discord.announcementChannelId)
  const messageId = discord.messagesIn(discord.announcementChannelId)[0]?.id ?? ''
  const body = { name: 'More' }
  const thread = await rest.post(Routes.threads(discord.announcementChannelId, messageId), { body })
  expect(thread).toMatchObject({ type: 10, parent_id: discord.announcementChannelId })
  const start = () => rest.post(Routes.threads(discord.textChannelId), { body })
  expect(await codeOf(start())).toBe(50013)
  discord.setPermissions(discord.textChannelId, { allow: ['CreatePrivateThreads'] })
  expect(await start()).toMatchObject({ type: 12 })
})

test('a forum that requires a tag takes no thread without one', async () => {
  const forumId = discord.addChannel({ name: 'tagged', type: 'forum', tags: ['news'], requiresTag: true })
  const start = (tags: string[]) =>
    rest.post(Routes.threads(forumId), { body: { name: 'x', message: { content: 'x' }, applied_tags: tags } })
  expect(await codeOf(start([]))).toBe(40067)
  expect(await codeOf(start(['1']))).toBe(50035)
  expect(await start([discord.channel(forumId)?.available_tags?.[0]?.id ?? ''])).toMatchObject({ type: 11 })
})

test('threads are started in forums and from messages; archived ones wake up, locked ones refuse', async () => {
  const tag = discord.channel(discord.forumId)?.available_tags?.[0]?.id ?? ''
  const thread = await rest.post(Routes.threads(discord.forumId), {
    body: { name: 'A story', applied_tags: [tag], message: { content: 'first' } },
  })
  const { id } = thread as { id: string }
  expect(thread).toMatchObject({ type: 11, applied_tags: [tag], message: { id, content: 'first' } })
  expect(await rest.get(Routes.guildActiveThreads(discord.guildId))).toMatchObject({ threads: [{ id }] })
  discord.changeThread(id, { archived: true })
  expect(await rest.get(Routes.channelThreads(discord.forumId, 'public'))).toMatchObject({
    threads: [{ id }],
  })
  await post({ content: 'second' }, id)
  expect(discord.channel(id)).toMatchObject({ message_count: 1, thread_metadata: { archived: false } })
  discord.changeThread(id, { archived: true, locked: true })
  expect(await codeOf(post({ content: 'third' }, id))).toBe(160005)
  await post({ content: 'hello' })
  const messageId = discord.messagesIn(discord.textChannelId)[0]?.id ?? ''
  const fromMessage = () =>
    rest.post(Routes.threads(discord.textChannelId, messageId), { body: { name: 'More' } })
  expect(await fromMessage()).toMatchObject({ id: messageId, type: 11 })
  expect(await codeOf(fromMessage())).toBe(160004)
  expect(discord.violations).toEqual([])
})
