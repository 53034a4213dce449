import { expect, onTestFinished, test } from 'vitest'
import type { Adapter } from '../../src/deliver/adapter.ts'
import { startDiscord } from '../fakes/discord/server.ts'
import { adapterFor, key } from './discord/setting.ts'
import { inSlack, channel as slackChannel } from './slack/setting.ts'

const note = { blocks: [{ kind: 'text', text: ['Only for you.'] } as const] }
const ann = '900000000000000001'

async function discord() {
  const server = await startDiscord()
  onTestFinished(() => server.close())
  const adapter = adapterFor(server)
  onTestFinished(() => adapter.stop())
  server.setMember(server.guildId, ann, ['ViewChannel'])
  return { server, adapter }
}

async function directOf(adapter: Adapter, userId: string): Promise<string> {
  const direct = await adapter.openDirect(userId)
  if (direct.kind !== 'open') throw new Error(`expected a channel, found ${JSON.stringify(direct)}`)
  return direct.channelId
}

test('on Discord a note reaches one person, is found again, and is sent once with one key', async () => {
  const { server, adapter } = await discord()
  const channelId = await directOf(adapter, ann)
  expect(await directOf(adapter, ann)).toBe(channelId)
  const to = { platform: 'discord', workspaceId: server.guildId, channelId, threadId: null }
  expect(await adapter.find(to, key, new Date(0))).toEqual({ kind: 'absent' })
  expect(await adapter.checkAccess(to)).toMatchObject({ kind: 'open' })
  for (let time = 0; time < 2; time++)
    expect(await adapter.publish(to, adapter.renderView(note, { key }), key)).toMatchObject({ kind: 'sent' })
  expect(server.messagesIn(channelId)).toHaveLength(1)
  expect(await adapter.find(to, key, new Date(0))).toMatchObject({ kind: 'found' })
  expect(server.violations).toEqual([])
})

test('on Discord who takes no direct messages costs that message, and is no channel to look at again', async () => {
  const { server, adapter } = await discord()
  const channelId = await directOf(adapter, ann)
  server.refuseDirect(ann)
  const to = { platform: 'discord', workspaceId: server.guildId, channelId, threadId: null }
  const sent = await adapter.publish(to, adapter.renderView(note, { key }), key)
  expect(sent).toMatchObject({ kind: 'rejected', about: 'message' })
})

test('on Discord a stranger cannot be written to, and silence is not a no', async () => {
  const { server, adapter } = await discord()
  expect(await adapter.openDirect('77')).toMatchObject({ kind: 'closed' })
  server.fault({ path: /\/users\/@me\/channels/, kind: 'drop' })
  expect(await adapter.openDirect(ann)).toMatchObject({ kind: 'unknown' })
})

test('on Slack a note reaches one person, and who is not there cannot be written to', () =>
  inSlack(async ({ fake, adapter }) => {
    const channelId = await directOf(adapter, 'U2')
    const to = { ...slackChannel, channelId }
    expect(await adapter.publish(to, adapter.renderView(note, { key }), key)).toMatchObject({ kind: 'sent' })
    expect(fake.messagesIn(channelId)).toHaveLength(1)
    expect(await adapter.openDirect('U99')).toMatchObject({ kind: 'closed' })
    fake.fail('conversations.open', { kind: 'answer', status: 500, body: '' })
    expect(await adapter.openDirect('U2')).toMatchObject({ kind: 'unknown' })
    expect(fake.violations).toEqual([])
  }))
