import { afterEach, describe, expect, test } from 'vitest'
import type { ChatEvents } from '../../../src/deliver/adapter.ts'
import type { FakeSlack } from '../../fakes/slack/server.ts'
import { inSlack, type Setting } from './setting.ts'

const events: ChatEvents = {
  interact: async () => ({
    kind: 'view',
    view: { blocks: [{ kind: 'text', text: ['here'] }] },
    isPrivate: true,
  }),
  accessChanged: () => undefined,
}
const adapter = { appToken: 'xapp-fake-app' }

const unhandled: unknown[] = []
const note = (error: unknown) => unhandled.push(error)
afterEach(() => {
  process.off('unhandledRejection', note)
  expect(unhandled.splice(0)).toEqual([])
})

async function connected(use: (setting: Setting & { readonly lost: Promise<string> }) => Promise<void>) {
  process.on('unhandledRejection', note)
  await inSlack(
    async (setting) => {
      const connection = await setting.adapter.connect(events)
      if (connection?.kind !== 'connected') throw new Error(JSON.stringify(connection))
      await use({ ...setting, lost: connection.lost })
    },
    { adapter },
  )
}

/** How long until Slack has somebody to send to again. */
async function gapMs({ fake }: Setting, breakIt: () => void): Promise<number> {
  const before = openings(fake)
  const brokenAt = performance.now()
  breakIt()
  while ((await answerNow(fake)) !== 'here' && performance.now() - brokenAt < 10_000)
    await new Promise(setImmediate)
  const ms = performance.now() - brokenAt
  await fake.until(() => openings(fake) > before && fake.openSockets() > 0, { what: 'a new socket' })
  return ms
}

function openings(fake: FakeSlack): number {
  return fake.requests.filter(({ method }) => method === 'apps.connections.open').length
}

async function answerNow(fake: FakeSlack): Promise<string> {
  try {
    return (await fake.slash('/news', 'still there?')).text
  } catch (error) {
    return String(error)
  }
}

describe('a socket', () => {
  test('that Slack wants renewed is replaced at once', () =>
    connected(async (setting) => {
      expect(await gapMs(setting, () => setting.fake.disconnect('refresh_requested'))).toBeLessThan(2_000)
    }))

  test('that Slack warns about loses nothing', () =>
    connected(async ({ fake }) => {
      fake.disconnect('warning')
      for (let count = 0; count < 20; count++) expect(await answerNow(fake)).toBe('here')
      expect(openings(fake)).toBe(2)
    }))

  test('that is cut is replaced at once', () =>
    connected(async (setting) => {
      expect(await gapMs(setting, () => setting.fake.cutSockets())).toBeLessThan(2_000)
    }))

  test('is opened again after Slack answered 500 twice and then with HTML', () =>
    connected(async (setting) => {
      const { fake } = setting
      fake.fail('apps.connections.open', { kind: 'answer', status: 500, body: 'no' }, 2)
      fake.fail('apps.connections.open', { kind: 'answer', status: 200, body: '<p>no</p>' })
      expect(await gapMs(setting, () => fake.cutSockets())).toBeLessThan(5_000)
    }))

  test('is replaced once, however it broke', () =>
    connected(async (setting) => {
      const { fake } = setting
      await gapMs(setting, () => {
        fake.disconnect('refresh_requested')
        fake.disconnect('warning')
        fake.cutSockets()
      })
      expect(openings(fake)).toBe(2)
    }))

  test('that an admin switched off is a lost connection', () =>
    connected(async ({ fake, lost }) => {
      fake.disconnect('link_disabled')
      expect(await lost).toBe('Socket Mode was switched off for the app')
    }))

  test('that Slack refuses to renew is a lost connection', () =>
    connected(async ({ fake, lost }) => {
      fake.fail('apps.connections.open', { kind: 'error', error: 'invalid_auth' })
      fake.cutSockets()
      expect(await lost).toBe('Slack refused a new socket (invalid_auth)')
    }))

  test('is closed when stop resolves, and no other is opened', () =>
    connected(async ({ fake, adapter }) => {
      await adapter.stop()
      await fake.until(() => fake.openSockets() === 0)
      expect(openings(fake)).toBe(1)
    }))

  test('that is just being opened is given up by stop', () =>
    connected(async ({ fake, adapter }) => {
      fake.fail('apps.connections.open', { kind: 'slow', wait: 60_000, commits: 'after' })
      fake.cutSockets()
      await fake.until(() => openings(fake) === 2)
      await adapter.stop()
      expect(fake.openSockets()).toBe(0)
    }))

  test('is one after connecting twice', () =>
    connected(async ({ fake, adapter }) => {
      await adapter.connect(events)
      await fake.until(() => fake.openSockets() === 1)
      expect((await fake.slash('/news', 'help')).text).toBe('here')
    }))

  test('that the event came over twice hears it once', () =>
    connected(async ({ fake, adapter }) => {
      const changes: unknown[] = []
      await adapter.connect({ ...events, accessChanged: (...change) => changes.push(change) })
      const event = { type: 'channel_archive', channel: 'C1', user: 'U1' }
      await fake.event(event)
      await fake.until(() => changes.length === 1)
      expect(changes).toEqual([['T1', 'C1']])
    }))
})

describe('connecting', () => {
  const cases = [
    ['a wrong app token', 'apps.connections.open', 'invalid_auth', true, /SLACK_APP_TOKEN/],
    ['an app token without its scope', 'apps.connections.open', 'missing_scope', true, /connections:write/],
    ['a Slack in trouble', 'apps.connections.open', 'internal_error', false, /tried again/],
    ['a revoked bot token', 'auth.test', 'token_revoked', true, /SLACK_BOT_TOKEN/],
  ] as const

  test.each(cases)('with %s fails and says how to mend it', (_, method, error, isFinal, fix) =>
    inSlack(
      async ({ fake, adapter }) => {
        fake.fail(method, { kind: 'error', error })
        const connection = await adapter.connect(events)
        expect(connection).toMatchObject({ kind: 'failed', isFinal, fix: expect.stringMatching(fix) })
        expect(JSON.stringify(connection)).not.toMatch(/xapp-fake|xoxb-fake/)
      },
      { adapter },
    ),
  )

  test('without a network fails soon, and may be tried again', () =>
    inSlack(
      async ({ fake, adapter }) => {
        await fake.close()
        expect(await adapter.connect(events)).toMatchObject({ kind: 'failed', isFinal: false })
      },
      { adapter },
    ))

  test('to a Slack that keeps silent fails in time', () =>
    inSlack(
      async ({ fake, adapter }) => {
        fake.fail('auth.test', { kind: 'slow', wait: 60_000, commits: 'after' })
        expect(await adapter.connect(events)).toMatchObject({ kind: 'failed', isFinal: false })
        fake.fail('apps.connections.open', { kind: 'slow', wait: 60_000, commits: 'after' })
        expect(await adapter.connect(events)).toMatchObject({ kind: 'failed', isFinal: false })
      },
      { adapter: { ...adapter, sendTimeoutMs: 200 } },
    ))

  test('without app token and signing secret there is nothing to receive', () =>
    inSlack(async ({ adapter }) => {
      expect(await adapter.connect(events)).toBeNull()
      expect(adapter.endpoints).toEqual([])
    }))

  test('logs neither tokens nor tickets', () =>
    connected(async ({ fake, logged, lost }) => {
      fake.fail('apps.connections.open', { kind: 'drop' })
      fake.fail('apps.connections.open', { kind: 'error', error: 'invalid_auth' })
      fake.cutSockets()
      await lost
      expect(logged.length).toBeGreaterThan(0)
      expect(logged.join()).not.toMatch(/xapp-fake|xoxb-fake|ticket=/)
    }))
})
