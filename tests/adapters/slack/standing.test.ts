import { expect, test } from 'vitest'
import type { Adapter } from '../../../src/deliver/adapter.ts'
import type { Actor } from '../../../src/deliver/interaction.ts'
import { channel, inSlack } from './setting.ts'

const bob: Actor = { id: 'U2', name: 'bob', locale: null, mayManage: null }
const standing = (adapter: Adapter, who: Partial<Actor> = {}, channelId = 'C1') =>
  adapter.standingIn({ ...bob, ...who }, { ...channel, channelId })

test('a member, who made the channel, and an admin are told apart', () =>
  inSlack(async ({ fake, adapter }) => {
    fake.addChannel({ id: 'C2', members: ['U1'] })
    fake.addChannel({ id: 'C3', creator: 'U2', members: [] })
    expect(await standing(adapter)).toEqual({ mayManage: null, isCreator: false, isMember: true })
    expect(await standing(adapter, {}, 'C2')).toEqual({ mayManage: null, isCreator: false, isMember: false })
    expect(await standing(adapter, {}, 'C3')).toMatchObject({ isCreator: true })
    expect(await standing(adapter, { mayManage: true }, 'C2')).toMatchObject({ mayManage: true })
    expect(await standing(adapter, { mayManage: false })).toMatchObject({ mayManage: false })
  }))

test('a person is found on the second page of a large channel', () =>
  inSlack(async ({ fake, adapter }) => {
    const many = Array.from({ length: 250 }, (_, index) => `U1${index}`)
    fake.addChannel({ id: 'C2', members: [...many, 'U2'] })
    expect(await standing(adapter, {}, 'C2')).toMatchObject({ isMember: true })
    expect(fake.requests.filter(({ method }) => method === 'conversations.members')).toHaveLength(2)
  }))

test('a channel that we cannot see is nobody’s', () =>
  inSlack(async ({ fake, adapter }) => {
    fake.addChannel({ id: 'C2', isPrivate: true, isMember: false })
    expect(await standing(adapter, { mayManage: true }, 'C2')).toMatchObject({
      mayManage: false,
      isMember: false,
    })
    expect(await standing(adapter, {}, 'C99')).toMatchObject({ isMember: false })
  }))

test('what Slack does not answer is not known', () =>
  inSlack(async ({ fake, adapter }) => {
    fake.fail('conversations.members', { kind: 'answer', status: 500, body: '' })
    expect(await standing(adapter)).toBe(null)
    fake.setScopes(['chat:write'])
    expect(await standing(adapter)).toBe(null)
  }))
