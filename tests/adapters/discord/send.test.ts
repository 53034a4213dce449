import { afterEach, beforeEach, expect, test } from 'vitest'
import { nonceOf } from '../../../adapters/discord/marker.ts'
import { tagsFor } from '../../../adapters/discord/send.ts'
import type { Adapter, SendResult } from '../../../src/deliver/adapter.ts'
import { type FakeDiscord, startDiscord } from '../../fakes/discord/server.ts'
import { startSite } from '../../fakes/site.ts'
import { adapterFor, channelAt, key, plainPost } from './setting.ts'

let discord: FakeDiscord
let adapter: Adapter
beforeEach(async () => {
  discord = await startDiscord({ token: 'secret.of.the.bot' })
  adapter = adapterFor(discord)
})
afterEach(async () => {
  await adapter.stop()
  await discord.close()
  expect(discord.violations).toEqual([])
})

const message = () => adapter.render(plainPost, 'full', { key })
const toText = () => channelAt(discord, discord.textChannelId)
const publish = (to = toText()) => adapter.publish(to, message(), key)
const posts = /^\/channels\/\d+\/messages$/

test('a post arrives with its title, buttons and nonce, and mentions nobody', async () => {
  const result = await publish()
  const [posted] = discord.messagesIn(discord.textChannelId)
  expect(result).toEqual({ kind: 'sent', message: { ...toText(), messageId: posted?.id } })
  expect(posted).toMatchObject({ nonce: nonceOf(key), allowed_mentions: { parse: [] } })
  expect(posted?.embeds[0]).toMatchObject({ title: plainPost.headline })
})

test('the nonce is the key in 22 characters, and of other keys their hash', () => {
  expect(nonceOf(key)).toMatch(/^[\w-]{22}$/)
  expect(Buffer.from(nonceOf(key), 'base64url').toString('hex')).toBe(key.replaceAll('-', ''))
  expect(nonceOf('no uuid at all')).toMatch(/^[\w-]{22}$/)
  expect(nonceOf('no uuid at all')).not.toBe(nonceOf('another one'))
})

test('the same key posts once', async () => {
  expect(await publish()).toEqual(await publish())
  expect(discord.messagesIn(discord.textChannelId)).toHaveLength(1)
})

test('what a moderator removed in the meantime is not posted again', async () => {
  await publish()
  const [posted] = discord.messagesIn(discord.textChannelId)
  discord.deleteMessage(discord.textChannelId, posted?.id ?? '')
  expect(await publish()).toMatchObject({ kind: 'sent' })
  expect(discord.messagesIn(discord.textChannelId)).toEqual([])
})

test('an answer refers to its message, also when that is gone', async () => {
  const first = await publish()
  const replyTo = first.kind === 'sent' ? first.message.messageId : ''
  expect(await adapter.publish({ ...toText(), replyTo }, message(), 'reply')).toMatchObject({ kind: 'sent' })
  expect(discord.messagesIn(discord.textChannelId)[1]).toMatchObject({
    message_reference: { message_id: replyTo },
  })
  expect(await adapter.publish({ ...toText(), replyTo: '1' }, message(), 'lost')).toMatchObject({
    kind: 'sent',
  })
})

test('an announcement is handed on to its followers, and twice is once', async () => {
  const sent = await publish(channelAt(discord, discord.announcementChannelId))
  if (sent.kind !== 'sent') throw new Error('expected a message')
  expect(await adapter.crosspost?.(sent.message)).toEqual(sent)
  expect(await adapter.crosspost?.(sent.message)).toEqual(sent)
  expect(discord.messagesIn(discord.announcementChannelId)[0]?.flags).toBe(1)
})

test('only announcements are handed on', async () => {
  const sent = await publish()
  if (sent.kind !== 'sent') throw new Error('expected a message')
  expect(await adapter.crosspost?.(sent.message)).toMatchObject({ kind: 'rejected' })
})

test('in a forum a post becomes a thread that is called like it, with the tags of its topics', async () => {
  const forum = channelAt(discord, discord.forumId)
  const tagged = adapter.render({ ...plainPost, topics: ['NEWS', 'Harbour'] }, 'full', { key })
  const sent = await adapter.publish(forum, tagged, key)
  if (sent.kind !== 'sent') throw new Error('expected a message')
  const { threadId } = sent.message
  expect(sent.message).toEqual({ ...forum, threadId, messageId: threadId })
  expect(discord.channel(threadId ?? '')).toMatchObject({
    name: plainPost.headline,
    applied_tags: [discord.channel(discord.forumId)?.available_tags?.[0]?.id],
  })
})

test('an answer to a thread of a forum goes into the thread', async () => {
  const sent = await publish(channelAt(discord, discord.forumId))
  if (sent.kind !== 'sent') throw new Error('expected a message')
  const reply = { ...channelAt(discord, discord.forumId), replyTo: sent.message.messageId }
  expect(await adapter.publish(reply, message(), 'reply')).toMatchObject({
    kind: 'sent',
    message: { threadId: sent.message.threadId },
  })
  expect(discord.messagesIn(sent.message.threadId ?? '')).toHaveLength(2)
})

test('where a tag is required and none fits, the first is taken', async () => {
  const forumId = discord.addChannel({ name: 'strict', type: 'forum', tags: ['all'], requiresTag: true })
  const sent = await publish(channelAt(discord, forumId))
  if (sent.kind !== 'sent') throw new Error('expected a message')
  const [tag] = discord.channel(forumId)?.available_tags ?? []
  expect(discord.channel(sent.message.threadId ?? '')?.applied_tags).toEqual([tag?.id])
})

test('a forum that requires a tag and has none is told to have one', async () => {
  const forumId = discord.addChannel({ name: 'strict', type: 'forum', requiresTag: true })
  expect(await publish(channelAt(discord, forumId))).toMatchObject({
    kind: 'rejected',
    about: 'channel',
    reason: expect.stringContaining('add a tag to the forum'),
  })
})

test('at most five tags are set, and none that only moderators may set', () => {
  const tags = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => ({
    id: name,
    name,
    moderated: name === 'a',
  }))
  expect(tagsFor(['G', 'F', 'E', 'D', 'C', 'B', 'A'], { available_tags: tags, flags: 0 })).toEqual([
    'b',
    'c',
    'd',
    'e',
    'f',
  ])
})

test('a thread takes posts, by its parent and by its own id', async () => {
  const sent = await publish(channelAt(discord, discord.forumId))
  if (sent.kind !== 'sent') throw new Error('expected a message')
  const threadId = sent.message.threadId ?? ''
  expect(
    await adapter.publish(channelAt(discord, discord.forumId, { threadId }), message(), 'a'),
  ).toMatchObject({
    kind: 'sent',
    message: { threadId },
  })
  expect(await adapter.publish(channelAt(discord, threadId), message(), 'b')).toMatchObject({ kind: 'sent' })
})

test('a locked thread is closed, an archived one opens by itself', async () => {
  const sent = await publish(channelAt(discord, discord.forumId))
  if (sent.kind !== 'sent') throw new Error('expected a message')
  const thread = sent.message
  discord.changeThread(thread.threadId ?? '', { archived: true })
  expect(await adapter.publish(thread, message(), 'a')).toMatchObject({ kind: 'sent' })
  discord.changeThread(thread.threadId ?? '', { archived: true })
  expect(await adapter.update(thread, message())).toMatchObject({ kind: 'sent' })
  discord.changeThread(thread.threadId ?? '', { archived: true, locked: true })
  expect(await adapter.publish(thread, message(), 'b')).toMatchObject({
    kind: 'rejected',
    about: 'channel',
    reason: expect.stringContaining('unlock the thread'),
  })
})

test('a message is changed, twice as once; one that is gone is told', async () => {
  const sent = await publish()
  if (sent.kind !== 'sent') throw new Error('expected a message')
  const corrected = adapter.render({ ...plainPost, headline: 'Corrected' }, 'full', { key })
  expect(await adapter.update(sent.message, corrected)).toEqual(sent)
  expect(await adapter.update(sent.message, corrected)).toEqual(sent)
  expect(discord.messagesIn(discord.textChannelId)[0]?.embeds[0]).toMatchObject({ title: 'Corrected' })
  expect(await adapter.update({ ...sent.message, messageId: '1' }, corrected)).toMatchObject({
    kind: 'rejected',
    about: 'message',
  })
})

test.each([
  ['drop', { kind: 'drop' }, 0],
  ['commit, then drop', { kind: 'commitThenDrop' }, 1],
  ['half an answer', { kind: 'halfBody' }, 1],
  ['a page of a proxy', { kind: 'notJson' }, 1],
  ['502', { kind: 'answer', status: 502 }, 0],
  ['500 after the effect', { kind: 'commitThenAnswer', status: 500 }, 1],
  ['silence', { kind: 'slow', ms: 5000, when: 'after' }, 1],
] as const)(
  'without an answer the outcome is unknown, and nothing is sent twice: %s',
  async (_name, fault, count) => {
    discord.fault({ ...fault, method: 'POST', path: posts })
    expect(await publish()).toMatchObject({ kind: 'unknown', cause: expect.any(String) })
    expect(discord.requests.filter(({ method }) => method === 'POST')).toHaveLength(1)
    expect(discord.messagesIn(discord.textChannelId)).toHaveLength(count)
    // With the same nonce it is posted once, whatever happened.
    expect(await publish()).toMatchObject({ kind: 'sent' })
    expect(discord.messagesIn(discord.textChannelId)).toHaveLength(1)
  },
)

test('an answer that never ends is none', async () => {
  const site = await startSite((request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    if (request.method === 'GET') response.end(JSON.stringify(discord.channel(discord.textChannelId)))
    else response.write('{"id":')
  })
  const sender = adapterFor(discord, { apiUrl: `${site.origin}/api` })
  expect(await sender.publish(toText(), message(), key)).toEqual({
    kind: 'unknown',
    cause: 'no answer in time',
  })
  await sender.stop()
  await site.close()
})

test.each([
  ['user', 'channel'],
  ['shared', 'channel'],
  ['global', 'platform'],
] as const)('a rate limit is passed on at once with its time: %s', async (scope, about) => {
  discord.fault({ kind: 'rateLimit', retryAfterMs: 30_000, scope, path: posts })
  const startedAt = performance.now()
  const result = await publish()
  expect(result).toMatchObject({ kind: 'rateLimited', scope: about })
  const { retryAfterMs } = result as Extract<SendResult, { kind: 'rateLimited' }>
  expect(retryAfterMs).toBeGreaterThanOrEqual(30_000)
  expect(retryAfterMs).toBeLessThan(31_000)
  expect(performance.now() - startedAt).toBeLessThan(1000)
})

test.each([
  [404, 10003, 'Unknown Channel', 'channel'],
  [404, 10004, 'Unknown Guild', 'channel'],
  [403, 50001, 'Missing Access', 'channel'],
  [403, 50013, 'Missing Permissions', 'channel'],
  [400, 50008, 'Cannot send messages in a non-text channel', 'channel'],
  [400, 50024, 'Cannot execute action on this channel type', 'channel'],
  [400, 50083, 'Thread is archived', 'channel'],
  [400, 160005, 'Thread is locked', 'channel'],
  [400, 160006, 'Maximum number of active threads reached', 'channel'],
  [403, 0, 'Forbidden', 'channel'],
  [404, 0, '404: Not Found', 'channel'],
  [400, 50035, 'Invalid Form Body', 'message'],
  [400, 200000, 'Message was blocked by automatic moderation', 'message'],
  [403, 240000, 'Message blocked by harmful links filter', 'message'],
  [400, 0, 'Bad Request', 'message'],
  [405, 0, '405: Method Not Allowed', 'message'],
  [401, 0, '401: Unauthorized', 'platform'],
] as const)('a definite no is told apart: %i %i %s is about the %s', async (status, code, said, about) => {
  discord.fault({ kind: 'answer', status, body: { code, message: said }, method: 'POST', path: posts })
  const result = await publish()
  expect(result).toMatchObject({ kind: 'rejected', about, reason: expect.stringContaining(said) })
  expect(JSON.stringify(result)).not.toContain(discord.token)
})

test.each([
  [429, 20016, 'Slowmode'],
  [400, 20028, 'write rate limit'],
  [403, 40333, 'Cloudflare'],
  [403, undefined, 'a page of a proxy'],
])('a no that passes is waited out: %i %s %s', async (status, code, said) => {
  const body = code === undefined ? '<html>' : { code, message: said }
  discord.fault({ kind: 'answer', status, body, method: 'POST', path: posts })
  expect(await publish()).toMatchObject({ kind: 'rateLimited' })
})

test('one 401 does not lose the token for the next post', async () => {
  const body = { code: 0, message: '401: Unauthorized' }
  discord.fault({ kind: 'answer', status: 401, body, method: 'POST', path: posts })
  expect(await publish()).toMatchObject({
    kind: 'rejected',
    about: 'platform',
    reason: expect.stringContaining('set DISCORD_TOKEN'),
  })
  expect(await publish()).toMatchObject({ kind: 'sent' })
})

test('a token that is refused again and again is not tried for a while', async () => {
  discord.revokeToken()
  for (let attempt = 0; attempt < 20; attempt++)
    expect(await publish()).toMatchObject({ kind: 'rejected', about: 'platform' })
  expect(discord.requests.length).toBeLessThan(5)
})

test('a channel is looked at once, and again after it was closed', async () => {
  await publish()
  await adapter.publish(toText(), message(), 'second')
  const looks = () =>
    discord.requests.filter(({ path }) => path === `/channels/${discord.textChannelId}`).length
  expect(looks()).toBe(1)
  discord.setPermissions(discord.textChannelId, { deny: ['SendMessages'] })
  expect(await adapter.publish(toText(), message(), 'third')).toMatchObject({
    kind: 'rejected',
    about: 'channel',
  })
  discord.setPermissions(discord.textChannelId, {})
  expect(await adapter.publish(toText(), message(), 'third')).toMatchObject({ kind: 'sent' })
  expect(looks()).toBe(2)
})

test('when the channel cannot be looked at, nothing was sent, and it is tried later', async () => {
  discord.fault({ kind: 'drop', path: /^\/channels\/\d+$/ })
  expect(await publish()).toMatchObject({ kind: 'rateLimited', scope: 'channel' })
  expect(discord.messagesIn(discord.textChannelId)).toEqual([])
})

test('a channel that is gone or hidden is closed', async () => {
  discord.setPermissions(discord.textChannelId, { deny: ['ViewChannel'] })
  expect(await publish()).toMatchObject({ kind: 'rejected', about: 'channel' })
  expect(await publish(channelAt(discord, '1'))).toMatchObject({ kind: 'rejected', about: 'channel' })
})

test('a channel of another server is closed, however it got here', async () => {
  const elsewhere = { ...toText(), workspaceId: discord.addGuild('Elsewhere') }
  for (const to of [elsewhere, { ...elsewhere, threadId: discord.textChannelId }])
    expect(await publish(to)).toMatchObject({
      kind: 'rejected',
      about: 'channel',
      reason: expect.stringContaining('not on the server'),
    })
  expect(discord.messagesIn(discord.textChannelId)).toEqual([])
})

test('a tag that is gone does not lose the post', async () => {
  const body = { code: 50035, message: 'Invalid Form Body' }
  discord.fault({ kind: 'answer', status: 400, body, method: 'POST', path: /threads$/ })
  expect(await publish(channelAt(discord, discord.forumId))).toMatchObject({ kind: 'sent' })
  discord.fault({ kind: 'answer', status: 400, body, method: 'POST', path: /threads$/, times: 2 })
  expect(await publish(channelAt(discord, discord.forumId))).toMatchObject({
    kind: 'rejected',
    about: 'message',
  })
})

test('what is no id never becomes part of a request', async () => {
  const wrong = channelAt(discord, '../users/@me')
  expect(await publish(wrong)).toMatchObject({ kind: 'rejected', about: 'channel' })
  expect(await adapter.find(wrong, key, new Date())).toMatchObject({ kind: 'unavailable' })
  expect(await adapter.checkAccess(wrong)).toMatchObject({ kind: 'closed' })
  expect(discord.requests).toEqual([])
})

test('the limits of a busy channel are kept without waiting inside', async () => {
  const busy = await startDiscord({ hasRateLimits: true })
  const sender = adapterFor(busy)
  const results: SendResult[] = []
  for (let index = 0; index < 8; index++)
    results.push(await sender.publish(channelAt(busy, busy.textChannelId), message(), `post ${index}`))
  expect(results.filter(({ kind }) => kind === 'sent').length).toBe(5)
  expect(results.filter(({ kind }) => kind === 'rateLimited').length).toBe(3)
  await sender.stop()
  await busy.close()
})

test('what was kept and is no message is given up', async () => {
  for (const kept of ['', '{', '{"text":"for Slack"}'])
    expect(await adapter.publish(toText(), kept, key)).toMatchObject({ kind: 'rejected', about: 'message' })
  expect(discord.requests).toEqual([])
})

test('in the worst weather each post arrives once, in a channel as in a forum', async () => {
  discord.chaos({
    seed: 7,
    errorShare: 0.2,
    rateLimitShare: 0.1,
    resetShare: 0.1,
    path: /messages$|threads$/,
  })
  const places = [toText(), channelAt(discord, discord.forumId)]
  for (let index = 0; index < 12; index++) {
    const [place, as] = [places[index % 2] ?? toText(), `${key} ${index}`]
    await arrive(place, as)
  }
  discord.chaos(null)
  const ids = discord
    .allMessages()
    .flatMap(({ components }) => JSON.stringify(components).match(/pq:why:[^"]*/)?.[0])
  expect(new Set(ids).size).toBe(12)
  expect(ids).toHaveLength(12)
})

/** Sends and looks as the outbox does, but without its patience. */
async function arrive(place: ReturnType<typeof toText>, as: string): Promise<void> {
  const since = new Date(discord.now())
  const body = adapter.render(plainPost, 'brief', { key: as })
  for (let isUnknown = false; ; ) {
    const found = isUnknown ? await adapter.find(place, as, since) : null
    if (found?.kind === 'found') return
    if (found?.kind === 'unknown') continue
    const sent = await adapter.publish(place, body, as)
    if (sent.kind === 'sent') return
    if (sent.kind === 'rejected') throw new Error(sent.reason)
    isUnknown = sent.kind === 'unknown'
  }
}
