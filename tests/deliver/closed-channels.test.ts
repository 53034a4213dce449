import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkChannel, nextCheckAt, takeClosedChannels, type WatchParts } from '../../src/deliver/watch.ts'
import { checkChannelsNow, nextChannelCheckAt } from '../../src/store/channels.ts'
import { type FakePlatform, fakePlatform, type Outbox, openOutbox } from './bed.ts'
import { countDeliveries } from './counts.ts'

let outbox: Outbox
beforeEach(async () => {
  outbox = await openOutbox()
})
afterEach(() => outbox.store.close())

const closed = { kind: 'rejected', about: 'channel', reason: 'the bot was removed' } as const

const watchOf = (platform: FakePlatform, adminChannelId: number | null = null): WatchParts => ({
  store: outbox.store,
  adapters: { fake: platform },
  adminChannelId,
  clock: () => new Date(outbox.clock.now),
  log: pino({ level: 'silent' }),
})

async function lookAtClosedChannels(parts: WatchParts) {
  const channels = await takeClosedChannels(parts, 10, [])
  for (const channel of channels) await checkChannel(channel, parts)
  return channels.length
}

async function pausedChannel() {
  const rows = await outbox.store.db
    .selectFrom('channels')
    .selectAll()
    .where('state', '=', 'paused')
    .execute()
  return rows[0]
}

test('a channel that closed goes on in order when it lets us in again', async () => {
  await outbox.queue(['one', 'two'])
  const platform = fakePlatform([closed])
  const parts = outbox.parts([platform.adapter])
  await outbox.drain(parts)
  expect(platform.messages()).toEqual([])
  outbox.clock.now += 60_000
  expect(await lookAtClosedChannels(watchOf(platform))).toBe(1)
  await outbox.drain(parts)
  expect(platform.messages()).toEqual(['one', 'two'])
})

test('a channel that stays closed is looked at less and less often, and its reason is kept up to date', async () => {
  await outbox.queue(['one'])
  const platform = fakePlatform([closed])
  await outbox.drain(outbox.parts([platform.adapter]))
  platform.state.access = { kind: 'closed', reason: 'Missing Access', fix: 'Invite me.' }
  const gaps: number[] = []
  for (let look = 0; look < 6; look++) {
    const at = (await nextChannelCheckAt(outbox.store, ['fake'], [])) ?? 0
    gaps.push(Math.round((at - outbox.clock.now) / 60_000))
    outbox.clock.now = at
    await lookAtClosedChannels(watchOf(platform))
  }
  expect(gaps).toEqual([1, 5, 15, 60, 360, 360])
  expect((await pausedChannel())?.paused_reason).toBe('Missing Access. Invite me.')
  expect(nextCheckAt(1000, 0)).toBe(6 * 3_600_000)
})

test('word from the platform that something changed makes us look at once', async () => {
  await outbox.queue(['one'])
  const platform = fakePlatform([closed])
  await outbox.drain(outbox.parts([platform.adapter]))
  const changed = { platform: 'fake', workspaceId: 'w' }
  expect(await takeClosedChannels(watchOf(platform), 10, [])).toEqual([])
  await checkChannelsNow(outbox.store, { ...changed, channelId: 'another' })
  expect(await takeClosedChannels(watchOf(platform), 10, [])).toEqual([])
  await checkChannelsNow(outbox.store, { ...changed, channelId: null })
  expect(await takeClosedChannels(watchOf(platform), 10, [])).toHaveLength(1)
})

test('the admin channel is told once that a channel closed, and once that it is open again', async () => {
  await outbox.queue(['one', 'two', 'three'])
  const admin = await outbox.channel('admin')
  const platform = fakePlatform([closed])
  const parts = outbox.parts([platform.adapter], { adminChannelId: admin })
  await outbox.drain(parts)
  await outbox.drain(parts)
  expect(platform.messages('admin')).toEqual(['I cannot post in fake:w/c'])
  outbox.clock.now += 60_000
  await lookAtClosedChannels(watchOf(platform, admin))
  await outbox.drain(parts)
  expect(platform.messages('admin')).toEqual(['I cannot post in fake:w/c', 'I can post in #news again'])
  expect(platform.messages()).toEqual(['one', 'two', 'three'])
})

test('a closed admin channel is not told about itself', async () => {
  await outbox.queue(['one'])
  const platform = fakePlatform([closed])
  const parts = outbox.parts([platform.adapter], { adminChannelId: await outbox.channel('c') })
  await outbox.drain(parts)
  expect(await countDeliveries(outbox.store)).toMatchObject({ pending: 1, sent: 0 })
})

test('other channels go on while one is closed', async () => {
  await outbox.queue(['one'], 'a')
  await outbox.queue(['uno', 'dos'], 'b')
  const platform = fakePlatform([closed])
  await outbox.drain(outbox.parts([platform.adapter]))
  expect(platform.messages('a')).toEqual([])
  expect(platform.messages('b')).toEqual(['uno', 'dos'])
})

test('a look that throws is a bug of the adapter: the channel is looked at again later', async () => {
  await outbox.queue(['one'])
  const platform = fakePlatform([closed])
  await outbox.drain(outbox.parts([platform.adapter]))
  outbox.clock.now += 60_000
  const broken = { ...platform, checkAccess: () => Promise.reject(new Error('a bug')) }
  await lookAtClosedChannels(watchOf(broken))
  expect(await pausedChannel()).toMatchObject({ checks: 1, paused_reason: 'the bot was removed' })
})

test('the admin channel is told in its own language', async () => {
  const admin = await outbox.channel('admin')
  await outbox.set({ locale: 'de' }, 'admin')
  await outbox.queue(['one'])
  const platform = fakePlatform([closed])
  const parts = outbox.parts([platform.adapter], { adminChannelId: admin })
  await outbox.drain(parts)
  outbox.clock.now += 60_000
  await lookAtClosedChannels(watchOf(platform, admin))
  await outbox.drain(parts)
  expect(platform.messages('admin')).toEqual([
    'In fake:w/c kann ich nicht posten',
    'In #news kann ich wieder posten',
  ])
})
