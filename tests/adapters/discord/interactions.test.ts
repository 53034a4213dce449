import fc from 'fast-check'
import { expect, test } from 'vitest'
import { accessChangeOf } from '../../../adapters/discord/changes.ts'
import { readInteraction as read } from '../../../adapters/discord/interactions.ts'
import { actionOf, customIdOf, markedIdOf, whyIdOf } from '../../../adapters/discord/marker.ts'
import { key } from './setting.ts'

const readInteraction = (raw: unknown) =>
  read(raw, async (url) => ({ kind: 'text', text: `content of ${url}` }))

const user = { id: '9', username: 'ann', global_name: 'Ann' }
const asked = {
  id: '1',
  application_id: '2',
  token: 'secret',
  type: 2,
  guild_id: '3',
  channel: { id: '4', type: 0 },
  member: { user, nick: null, permissions: '0' },
  locale: 'de',
  data: { name: 'news', options: [{ type: 1, name: 'help', options: [] }] },
}
const deedOf = (payload: object) => {
  const received = readInteraction({ ...asked, ...payload })
  return received.kind === 'interaction' ? received.interaction.deed : received
}
const actorOf = (payload: object) => {
  const received = readInteraction({ ...asked, ...payload })
  return received.kind === 'interaction' ? received.interaction.actor : received
}

test('a command is read with its words and options', () => {
  const options = [
    {
      type: 2,
      name: 'feed',
      options: [{ type: 1, name: 'edit', options: [{ type: 4, name: 'id', value: 7 }] }],
    },
  ]
  expect(deedOf({ data: { name: 'news', options } })).toEqual({
    kind: 'command',
    command: 'feed edit',
    options: { id: '7' },
  })
})

test('a button is read with its value, a select with the chosen one', () => {
  const data = (custom_id: string, values?: string[]) => ({ type: 3, data: { custom_id, values } })
  expect(deedOf(data(`pq:why:${key}`))).toEqual({ kind: 'action', action: 'why', value: key })
  expect(deedOf(data('pq:page:a:b'))).toEqual({ kind: 'action', action: 'page', value: 'a:b' })
  expect(deedOf(data('pq:topic:', ['sport']))).toEqual({ kind: 'action', action: 'topic', value: 'sport' })
  expect(deedOf(data('somebody else'))).toMatchObject({ kind: 'foreign' })
})

test('files that were sent along are read when they are asked for', async () => {
  const attachment = { filename: 'feeds.opml', size: 12, url: 'https://cdn.discordapp.com/a' }
  const deed = deedOf({ data: { ...asked.data, resolved: { attachments: { 5: attachment } } } })
  if (!('files' in deed) || deed.files === undefined) throw new Error('expected a file')
  expect(deed.files).toMatchObject([{ name: 'feeds.opml', sizeBytes: 12 }])
  expect(await deed.files[0]?.read()).toEqual({ kind: 'text', text: `content of ${attachment.url}` })
})

test('the value of a marked button comes back without the mark', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), (value) => {
      expect(actionOf(customIdOf('page', value) ?? '')).toEqual({ action: 'page', value })
      expect(actionOf(markedIdOf(key, 'page', value) ?? '')).toEqual({ action: 'page', value })
    }),
  )
  expect(customIdOf('page', 'x'.repeat(100))).toBeNull()
  expect(whyIdOf('k'.repeat(200)).length).toBeLessThanOrEqual(100)
})

test('who may manage the channel, the server or everything may configure', () => {
  const may = (permissions: string) => actorOf({ member: { user, permissions } })
  expect(may('0')).toEqual({ id: '9', name: 'Ann', locale: 'de', mayManage: false })
  expect(may('16')).toMatchObject({ mayManage: true })
  expect(may('8')).toMatchObject({ mayManage: true })
  expect(may('32')).toMatchObject({ mayManage: true })
  expect(may('65536')).toMatchObject({ mayManage: false })
  expect(actorOf({ member: undefined, user })).toMatchObject({ mayManage: null })
})

test('whoever names another channel has to manage that one too', () => {
  const may = (permissions: string | null, mine = '16') => {
    const options = [{ type: 1, name: 'subscribe', options: [{ type: 7, name: 'in', value: '5' }] }]
    const resolved = permissions === null ? undefined : { channels: { 5: { id: '5', permissions } } }
    return actorOf({ member: { user, permissions: mine }, data: { name: 'news', options, resolved } })
  }
  expect(may('16')).toMatchObject({ mayManage: true })
  expect(may('8')).toMatchObject({ mayManage: true })
  expect(may('1024')).toMatchObject({ mayManage: false })
  expect(may('32', '32')).toMatchObject({ mayManage: false })
  expect(may('16', '0')).toMatchObject({ mayManage: false })
  expect(may(null)).toMatchObject({ mayManage: false })
  const inside = [
    { type: 7, name: 'in', value: '5' },
    { type: 3, name: 'every', value: 'd', focused: true },
  ]
  const typing = { name: 'news', options: [{ type: 1, name: 'subscribe', options: inside }] }
  expect(actorOf({ type: 4, member: { user, permissions: '16' }, data: typing })).toMatchObject({
    mayManage: true,
  })
})

test('a thread is known by its parent, a private message is no channel', () => {
  const where = (payload: object) => {
    const received = readInteraction({ ...asked, ...payload })
    return received.kind === 'interaction' ? received.interaction.channel : received
  }
  expect(where({})).toEqual({ platform: 'discord', workspaceId: '3', channelId: '4', threadId: null })
  expect(where({ channel: { id: '5', type: 11, parent_id: '4' } })).toMatchObject({
    channelId: '4',
    threadId: '5',
  })
  expect(where({ guild_id: undefined })).toBeNull()
})

test('no payload whatsoever breaks the reader', () => {
  const odd = fc.object({ key: fc.constantFrom('id', 'token', 'type', 'data', 'options', 'member', 'user') })
  fc.assert(fc.property(fc.oneof(odd, fc.anything()), (payload) => readInteraction(payload).kind !== null))
  expect(readInteraction({ ...asked, member: { user, permissions: 'all' } })).toMatchObject({
    kind: 'foreign',
  })
})

test.each([
  ['GUILD_CREATE', { id: '1' }, { workspaceId: '1', channelId: null }],
  ['GUILD_DELETE', { id: '1' }, { workspaceId: '1', channelId: null }],
  ['GUILD_DELETE', { id: '1', unavailable: true }, null],
  ['GUILD_MEMBER_UPDATE', { guild_id: '1' }, { workspaceId: '1', channelId: null }],
  ['GUILD_ROLE_UPDATE', { guild_id: '1' }, { workspaceId: '1', channelId: null }],
  ['CHANNEL_UPDATE', { id: '2', guild_id: '1' }, { workspaceId: '1', channelId: '2' }],
  ['CHANNEL_DELETE', { id: '2', guild_id: '1' }, { workspaceId: '1', channelId: '2' }],
  ['THREAD_UPDATE', { id: '3', guild_id: '1', parent_id: '2' }, { workspaceId: '1', channelId: '2' }],
  ['MESSAGE_CREATE', { id: '2', guild_id: '1' }, null],
  ['CHANNEL_UPDATE', null, null],
])('what %s %o means for our access', (event, data, change) => {
  expect(accessChangeOf(event, data)).toEqual(change)
})
