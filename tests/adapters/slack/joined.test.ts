import { expect, test } from 'vitest'
import { answering, offers, says } from './answering.ts'

const joining = { type: 'member_joined_channel', user: 'UBOT', channel: 'C1', channel_type: 'C', team: 'T1' }

test('a channel it was added to is told once, to everybody, and its buttons work', () =>
  answering(
    async ({ kind }) => (kind === 'joined' ? offers('Hello.', 'starter') : says('a starter pack')),
    async (fake, _, { heard }) => {
      await fake.event({ ...joining, inviter: 'U2' }, 'Ev1')
      await fake.event({ ...joining, inviter: 'U2' }, 'Ev1')
      const greeting = await fake.until(() => fake.messagesIn('C1')[0])
      expect(greeting).toMatchObject({ text: 'Hello.', threadTs: null, unfurlLinks: false })
      expect(await fake.button(greeting, 'pq:starter')).toMatchObject({ text: 'a starter pack' })
      expect(fake.messagesIn('C1')).toHaveLength(1)
      expect(heard.map(({ deed }) => deed.kind)).toEqual(['joined', 'action'])
      expect(heard[0]).toMatchObject({
        actor: { id: 'U2', name: 'bob', locale: 'en-US', mayManage: null },
        channel: { platform: 'slack', workspaceId: 'T1', channelId: 'C1', threadId: null },
        message: null,
      })
    },
  ))

test('a channel somebody else was added to is not', () =>
  answering(
    async () => says('Hello.'),
    async (fake, heard) => {
      await fake.event({ ...joining, user: 'U2' })
      await fake.event(joining)
      await fake.until(() => fake.messagesIn('C1')[0])
      expect(heard).toEqual([{ kind: 'joined' }])
      expect(fake.messagesIn('C1')).toHaveLength(1)
    },
  ))

test('silence says nothing there', () =>
  answering(
    async ({ kind }) => (kind === 'joined' ? { kind: 'silence' } : says('help')),
    async (fake, heard) => {
      await fake.invite('C1')
      await fake.slash('/news', 'help')
      expect(heard.map(({ kind }) => kind)).toEqual(['joined', 'typed'])
      expect(fake.messagesIn('C1')).toEqual([])
    },
  ))

test('a greeting that may not be posted is logged, and nobody is bothered', () =>
  answering(
    async () => says('Hello.'),
    async (fake, _, { logged }) => {
      fake.fail('chat.postMessage', { kind: 'error', error: 'restricted_action' })
      await fake.invite('C1')
      await fake.until(() => logged.some((line) => line.includes('restricted_action')))
      expect(fake.shown).toEqual([])
    },
  ))

test('a core that breaks then says nothing to everybody', () =>
  answering(
    async () => {
      throw new Error('the core broke')
    },
    async (fake, _, { logged }) => {
      await fake.invite('C1')
      await fake.until(() => logged.some((line) => line.includes('the core broke')))
      await fake.slash('/news', 'help')
      expect(fake.messagesIn('C1')).toEqual([])
    },
  ))
