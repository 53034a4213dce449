import { expect, onTestFinished, test } from 'vitest'
import type { FakeDiscord } from '../../fakes/discord/server.ts'
import { startDiscord } from '../../fakes/discord/server.ts'
import { adapterFor, channelAt } from './setting.ts'

const ann = '900000000000000001'
const reads = ['ViewChannel', 'SendMessages'] as const

async function server(): Promise<FakeDiscord> {
  const discord = await startDiscord()
  onTestFinished(() => discord.close())
  return discord
}

async function standing(discord: FakeDiscord, channelId = discord.textChannelId, change = {}) {
  const adapter = adapterFor(discord)
  onTestFinished(() => adapter.stop())
  const actor = { id: ann, name: 'Ann', locale: null, mayManage: true }
  return adapter.standingIn(actor, channelAt(discord, channelId, change))
}

const member = { mayManage: false, isCreator: false, isMember: true }
const nobody = { mayManage: false, isCreator: false, isMember: false }

test('what a person may do in a channel comes of roles, and of what the channel allows and denies them', async () => {
  const discord = await server()
  discord.setMember(discord.guildId, ann, reads)
  expect(await standing(discord)).toEqual(member)
  discord.setPermissions(discord.textChannelId, { of: { userId: ann }, allow: ['ManageChannels'] })
  expect(await standing(discord)).toMatchObject({ mayManage: true })
  expect(await standing(discord, discord.announcementChannelId)).toEqual(member)
  discord.setMember(discord.guildId, ann, [...reads, 'ManageChannels'])
  discord.setPermissions(discord.textChannelId, { of: { userId: ann }, deny: ['ManageChannels'] })
  expect(await standing(discord)).toEqual(member)
  expect(await standing(discord, discord.announcementChannelId)).toMatchObject({ mayManage: true })
  discord.setMember(discord.guildId, ann, ['Administrator'])
  expect(await standing(discord)).toMatchObject({ mayManage: true })
})

test('who cannot see a channel may not manage it', async () => {
  const discord = await server()
  discord.setMember(discord.guildId, ann, [...reads, 'ManageChannels'])
  discord.setPermissions(discord.textChannelId, { of: { userId: ann }, deny: ['ViewChannel'] })
  expect(await standing(discord)).toEqual(nobody)
})

test('strangers, channels of other servers and channels that are gone are for nobody', async () => {
  const discord = await server()
  expect(await standing(discord)).toEqual(nobody)
  discord.setMember(discord.guildId, ann, ['Administrator'])
  expect(await standing(discord, '1')).toEqual(nobody)
  expect(await standing(discord, discord.textChannelId, { workspaceId: '77' })).toEqual(nobody)
})

test('what Discord does not answer is not known', async () => {
  const discord = await server()
  discord.setMember(discord.guildId, ann, reads)
  discord.fault({ method: 'GET', path: /\/members\//, kind: 'answer', status: 502 })
  expect(await standing(discord)).toBe(null)
})
