import { describe, expect, test } from 'vitest'
import type { ChatEvents } from '../../../src/deliver/adapter.ts'
import type { Interaction } from '../../../src/deliver/interaction.ts'
import type { Reply } from '../../../src/deliver/reply.ts'
import type { FakeSlack } from '../../fakes/slack/server.ts'
import { postOf } from './messages.ts'
import { channel, inSlack, type Setting, type SettingOptions } from './setting.ts'

const key = '0d9a1a52-6f5c-5e0e-9d8e-0d1b9a3f4c11'
const secret = 'signing-secret'

type Listening = Setting & {
  readonly heard: readonly Interaction[]
  readonly changes: readonly (readonly [string, string | null])[]
  readonly lost: Promise<string>
}
type Way = 'socket' | 'http'

function says(text: string, isPrivate = true): Reply {
  return { kind: 'view', view: { blocks: [{ kind: 'text', text: [text] }] }, isPrivate }
}

/** Connected over the way, with a core that answers what it heard. */
async function listening(
  way: Way,
  use: (listening: Listening) => Promise<void>,
  answer: (interaction: Interaction) => Promise<Reply> = async ({ deed }) => says(`heard ${deed.kind}`),
) {
  const options: SettingOptions = {
    fake: { signingSecret: secret },
    adapter: way === 'socket' ? { appToken: 'xapp-fake-app' } : { signingSecret: secret },
  }
  await inSlack(async (setting) => {
    const { fake, adapter } = setting
    const heard: Interaction[] = []
    const changes: [string, string | null][] = []
    const events: ChatEvents = {
      interact: (interaction) => {
        heard.push(interaction)
        return answer(interaction)
      },
      accessChanged: (workspaceId, channelId) => changes.push([workspaceId, channelId]),
    }
    const [endpoint] = adapter.endpoints
    if (way === 'http')
      fake.serveOver(
        async (signed) => endpoint?.handle(requestOf(fake, signed)) ?? new Response('', { status: 404 }),
      )
    const connection = await adapter.connect(events)
    if (connection?.kind !== 'connected') throw new Error(JSON.stringify(connection))
    expect(connection.as).toBe('pullquote')
    await use({ ...setting, heard, changes, lost: connection.lost })
    expect(fake.violations).toEqual([])
  }, options)
}

function requestOf(fake: FakeSlack, signed: RequestInit): Request {
  return new Request(`${fake.origin}/slack/events`, signed)
}

describe.each(['socket', 'http'] as const)('over %s', (way) => {
  test('a command is heard as it was typed and answered in private', () =>
    listening(way, async ({ fake, heard }) => {
      const shown = await fake.slash('/news', 'latest ukraine')
      expect(shown).toMatchObject({ isPrivate: true, text: 'heard typed', via: 'ack' })
      expect(heard).toEqual([
        {
          platform: 'slack',
          actor: { id: 'U1', name: 'ann', locale: 'en-US', mayManage: true },
          channel,
          message: null,
          deed: { kind: 'typed', text: 'latest ukraine' },
        },
      ])
    }))

  test('an answer for everybody is seen by everybody', () =>
    listening(
      way,
      async ({ fake }) => {
        expect(await fake.slash('/news', 'help')).toMatchObject({ isPrivate: false })
      },
      async () => says('for all', false),
    ))

  test('the buttons of a post are heard with its key, and the link with nobody', () =>
    listening(way, async ({ fake, adapter, heard }) => {
      await adapter.publish(channel, adapter.render(postOf({ otherQuotes: 2 }), 'full', { key }), key)
      const [message] = fake.messagesIn('C1')
      if (message === undefined) throw new Error('nothing was posted')
      await fake.press(message, 'pq:source')
      expect(await fake.button(message, 'pq:quotes')).toMatchObject({ via: 'responseUrl', isPrivate: true })
      await fake.button(message, 'pq:why')
      expect(heard.map(({ deed }) => deed)).toEqual([
        { kind: 'action', action: 'quotes', value: key },
        { kind: 'action', action: 'why', value: key },
      ])
      expect(heard[0]?.message).toEqual({ ...channel, messageId: message.ts })
      expect(fake.messagesIn('C1')).toHaveLength(1)
    }))

  test('a core that breaks costs a sentence, not the answer', () =>
    listening(
      way,
      async ({ fake, logged }) => {
        const shown = await fake.slash('/news', 'latest')
        expect(shown.text).toBe('Something went wrong here, and it was logged. Please try again.')
        expect(logged.join()).toContain('the core broke')
      },
      async () => {
        throw new Error('the core broke')
      },
    ))

  test('an answer that takes its time comes after the ack', () => {
    const slow = Promise.withResolvers<Reply>()
    return listening(
      way,
      async ({ fake }) => {
        const shown = fake.slash('/news', 'search pier')
        await fake.until(() => fake.deeds.some(({ ack }) => ack?.kind === 'acked'))
        slow.resolve(says('found at last'))
        expect(await shown).toMatchObject({ via: 'responseUrl', text: 'found at last', isPrivate: true })
      },
      () => slow.promise,
    )
  })

  test('an unknown command is answered with a sentence', () =>
    listening(way, async ({ fake, heard }) => {
      expect((await fake.slash('/weather', '')).text).toBe("I don't know /weather. Try /news help.")
      expect(heard).toEqual([])
    }))

  test('a button that is not ours is answered with a sentence', () =>
    listening(way, async ({ fake, adapter, heard }) => {
      await adapter.publish(channel, adapter.render(postOf(), 'full', { key }), key)
      const [message] = fake.messagesIn('C1')
      if (message === undefined) throw new Error('nothing was posted')
      const blocks = JSON.parse(JSON.stringify(message.blocks).replace('pq:why', 'old:why'))
      const shown = await fake.button({ ...message, blocks }, 'old:why')
      expect(shown.text).toBe('This button does nothing any more. Try /news help.')
      expect(heard).toEqual([])
    }))

  test('what nobody listens to is acked', () =>
    listening(way, async ({ fake }) => {
      expect(await fake.event({ type: 'reaction_added', user: 'U1' })).toMatchObject({ kind: 'acked' })
      expect(await fake.suggest('pq:nothing', 'a')).toEqual([])
    }))

  test('channels that open and close are told, and what others do is not', () =>
    listening(way, async ({ fake, changes }) => {
      await fake.archive('C1')
      await fake.unarchive('C1')
      await fake.kick('C1')
      await fake.invite('C1')
      await fake.event({ type: 'member_joined_channel', user: 'U2', channel: 'C1' })
      await fake.deleteChannel('C1')
      await fake.until(() => changes.length === 5)
      expect(changes).toEqual(Array.from({ length: 5 }, () => ['T1', 'C1']))
    }))

  test('a revoked token is a lost connection', () =>
    listening(way, async ({ fake, lost, changes }) => {
      await fake.revokeToken()
      expect(await lost).toBe('the bot token was revoked')
      expect(changes).toEqual([['T1', null]])
    }))

  test('an app that is taken out is a lost connection', () =>
    listening(way, async ({ fake, lost }) => {
      await fake.uninstall()
      expect(await lost).toBe('the app was taken out of the workspace')
    }))
})
