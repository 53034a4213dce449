import { afterEach, beforeEach, expect, test } from 'vitest'
import { snowflakeAt } from '../../../adapters/discord/find.ts'
import type { Adapter } from '../../../src/deliver/adapter.ts'
import { type FakeDiscord, startDiscord } from '../../fakes/discord/server.ts'
import { adapterFor, channelAt, key, plainPost } from './setting.ts'

let discord: FakeDiscord
let adapter: Adapter
let since: Date
beforeEach(async () => {
  discord = await startDiscord()
  adapter = adapterFor(discord)
  since = new Date(discord.now())
})
afterEach(async () => {
  await adapter.stop()
  await discord.close()
  expect(discord.violations).toEqual([])
})

const text = () => channelAt(discord, discord.textChannelId)
const forum = () => channelAt(discord, discord.forumId)
const publish = (to = text(), as = key) =>
  adapter.publish(to, adapter.render(plainPost, 'headline', { key: as }), as)
const messages = /^\/channels\/\d+\/messages$/

test('an id of a moment is older than every message after it', () => {
  // The example of https://docs.discord.com/developers/reference#snowflakes
  expect(BigInt(snowflakeAt(1_462_015_105_796)) >> 22n).toBe(175928847299117063n >> 22n)
  expect(snowflakeAt(0)).toBe('0')
})

test('a post whose answer was lost is found', async () => {
  discord.fault({ kind: 'commitThenDrop', method: 'POST', path: messages })
  expect(await publish()).toMatchObject({ kind: 'unknown' })
  const [posted] = discord.messagesIn(discord.textChannelId)
  expect(await adapter.find(text(), key, since)).toEqual({
    kind: 'found',
    message: { ...text(), messageId: posted?.id },
  })
})

test('it is found by a clock that is hours ahead, or a year', async () => {
  for (const aheadMs of [3_600_000, 365 * 86_400_000]) {
    const ahead = adapterFor(discord, { clock: () => new Date(discord.now() + aheadMs) })
    const own = `${key.slice(0, -4)}${String(aheadMs).slice(0, 4)}`
    discord.fault({ kind: 'commitThenDrop', method: 'POST', path: messages })
    await ahead.publish(text(), ahead.render(plainPost, 'headline', { key: own }), own)
    const started = new Date(discord.now() + aheadMs)
    expect(await ahead.find(text(), own, started)).toMatchObject({ kind: 'found' })
    await ahead.stop()
  }
})

test('a view is found too', async () => {
  const view = { blocks: [{ kind: 'text' as const, text: ['Paused.'] }] }
  await adapter.publish(text(), adapter.renderView(view, { key }), key)
  expect(await adapter.find(text(), key, since)).toMatchObject({ kind: 'found' })
})

test('a post that never arrived is absent, among others as in an empty channel', async () => {
  expect(await adapter.find(text(), key, since)).toEqual({ kind: 'absent' })
  await publish(text(), 'another')
  expect(await adapter.find(text(), key, since)).toEqual({ kind: 'absent' })
})

test('it is found behind many others', async () => {
  const publishMany = async (count: number) => {
    // The SDK lets one client send fifty requests a second.
    const other = adapterFor(discord)
    for (let index = 0; index < count; index++) {
      const as = `${key} ${discord.messagesIn(discord.textChannelId).length}`
      await other.publish(text(), other.render(plainPost, 'headline', { key: as }), as)
    }
    await other.stop()
  }
  for (const count of [45, 45, 20]) await publishMany(count)
  await publish()
  await publishMany(5)
  expect(discord.messagesIn(discord.textChannelId)).toHaveLength(116)
  const before = discord.requests.length
  expect(await adapter.find(text(), key, since)).toMatchObject({ kind: 'found' })
  expect(discord.requests.slice(before).map(({ path }) => path.split('/').at(-1))).toEqual([
    '@me',
    'messages',
    'messages',
  ])
})

test('a history that is empty because nobody may read it is none', async () => {
  discord.setPermissions(discord.textChannelId, { deny: ['ReadMessageHistory'] })
  await publish()
  expect(await adapter.find(text(), key, since)).toEqual({
    kind: 'unavailable',
    reason: expect.stringContaining('Read Message History'),
  })
})

test('a channel that is closed cannot be looked into', async () => {
  await publish()
  discord.kick(discord.guildId)
  expect(await adapter.find(text(), key, since)).toMatchObject({ kind: 'unavailable' })
})

test.each([
  ['drop', { kind: 'drop' }],
  ['500', { kind: 'answer', status: 500 }],
  ['half an answer', { kind: 'halfBody' }],
  ['a page of a proxy', { kind: 'notJson' }],
] as const)('without an answer it is looked for again: %s', async (_name, fault) => {
  await publish()
  discord.fault({ ...fault, method: 'GET', path: messages })
  expect(await adapter.find(text(), key, since)).toMatchObject({
    kind: 'unknown',
    retryAfterMs: expect.any(Number),
  })
  expect(await adapter.find(text(), key, since)).toMatchObject({ kind: 'found' })
})

test('a short rate limit is waited out, so that a long search ends', async () => {
  await publish()
  discord.fault({ kind: 'rateLimit', retryAfterMs: 50, scope: 'user', method: 'GET', path: messages })
  expect(await adapter.find(text(), key, since)).toMatchObject({ kind: 'found' })
})

test('a rate limit says when to look again', async () => {
  discord.fault({ kind: 'rateLimit', retryAfterMs: 7000, scope: 'user', method: 'GET', path: messages })
  const result = await adapter.find(text(), key, since)
  expect(result).toMatchObject({ kind: 'unknown' })
  expect(result.kind === 'unknown' && result.retryAfterMs).toBeGreaterThanOrEqual(7000)
})

test('in a forum it is found among the threads, also when its thread was archived', async () => {
  discord.fault({ kind: 'commitThenDrop', method: 'POST', path: /\/threads$/ })
  expect(await publish(forum())).toMatchObject({ kind: 'unknown' })
  await publish(forum(), 'another')
  const found = await adapter.find(forum(), key, since)
  if (found.kind !== 'found') throw new Error(`expected a message, found ${JSON.stringify(found)}`)
  expect(found.message.threadId).toBe(found.message.messageId)
  discord.changeThread(found.message.threadId ?? '', { archived: true })
  expect(await adapter.find(forum(), key, since)).toEqual(found)
  expect(await adapter.find(forum(), 'never sent', since)).toEqual({ kind: 'absent' })
})

test('in a thread it is found by the thread', async () => {
  const sent = await publish(forum())
  if (sent.kind !== 'sent') throw new Error('expected a message')
  const thread = { ...forum(), threadId: sent.message.threadId }
  await publish(thread, 'inside')
  expect(await adapter.find(thread, 'inside', since)).toMatchObject({
    kind: 'found',
    message: { threadId: thread.threadId },
  })
})
