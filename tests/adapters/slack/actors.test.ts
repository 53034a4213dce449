import { describe, expect, test } from 'vitest'
import { createActors } from '../../../adapters/slack/actors.ts'
import { openWebClient } from '../../../adapters/slack/web-client.ts'
import type { Actor } from '../../../src/deliver/interaction.ts'
import { type FakeSlack, type SlackOptions, startSlack } from '../../fakes/slack/server.ts'
import { silentLog } from './setting.ts'

const unknown = (id: string): Actor => ({ id, name: 'as payload', locale: null, mayManage: null })

async function people(
  use: (fake: FakeSlack, actors: (id: string) => Promise<Actor>, pass: (ms: number) => void) => Promise<void>,
  options: SlackOptions = {},
) {
  const fake = await startSlack(options)
  let now = 0
  const client = openWebClient({
    token: fake.botToken,
    apiUrl: fake.apiUrl,
    timeoutMs: 5_000,
    log: silentLog,
  })
  const actors = createActors({ client, clock: () => new Date(now), log: silentLog })
  try {
    await use(
      fake,
      (id) => actors(unknown(id)),
      (ms) => {
        now += ms
      },
    )
  } finally {
    await fake.close()
  }
}

describe('a person', () => {
  test('has a name, a language, and a say when an admin or owner', () =>
    people(
      async (_, actors) => {
        expect(await actors('U1')).toEqual({ id: 'U1', name: 'ann', locale: 'en-US', mayManage: true })
        expect(await actors('U2')).toEqual({ id: 'U2', name: 'bob', locale: 'de-DE', mayManage: null })
        expect(await actors('U3')).toMatchObject({ mayManage: true })
      },
      {
        users: [
          { isAdmin: true },
          { id: 'U2', name: 'bob', locale: 'de-DE' },
          { id: 'U3', name: 'eve', isOwner: true },
        ],
      },
    ))

  test('is asked for once in ten minutes, however much they do', () =>
    people(async (fake, actors, pass) => {
      await Promise.all(Array.from({ length: 20 }, () => actors('U1')))
      pass(9 * 60_000)
      await actors('U1')
      expect(fake.requests).toHaveLength(1)
      pass(60_000)
      await actors('U1')
      expect(fake.requests).toHaveLength(2)
    }))

  test('Slack does not tell about stays as they came, and is asked for a minute later', () =>
    people(async (fake, actors, pass) => {
      fake.fail('users.info', { kind: 'answer', status: 500, body: '' })
      expect(await actors('U1')).toEqual(unknown('U1'))
      expect(await actors('U1')).toEqual(unknown('U1'))
      expect(fake.requests).toHaveLength(1)
      pass(60_000)
      expect(await actors('U1')).toMatchObject({ name: 'ann' })
    }))

  test('stays as they came without the permission', () =>
    people(async (_, actors) => expect(await actors('U1')).toEqual(unknown('U1')), {
      scopes: ['chat:write'],
    }))
})
