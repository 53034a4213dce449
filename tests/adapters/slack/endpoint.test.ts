import { expect, test } from 'vitest'
import type { Adapter, ChatEvents } from '../../../src/deliver/adapter.ts'
import type { FakeSlack } from '../../fakes/slack/server.ts'
import { inSlack } from './setting.ts'

const secret = 'signing-secret'

/** An endpoint of a connected adapter, and what was told over it. */
async function served(
  use: (parts: {
    readonly fake: FakeSlack
    readonly adapter: Adapter
    readonly post: (request: RequestInit) => Promise<Response>
    readonly changes: readonly unknown[]
  }) => Promise<void>,
) {
  await inSlack(
    async ({ fake, adapter }) => {
      const changes: unknown[] = []
      const events: ChatEvents = {
        interact: async () => ({ kind: 'view', view: { blocks: [] }, isPrivate: true }),
        accessChanged: (...change) => changes.push(change),
      }
      const post = async (request: RequestInit) => {
        const [endpoint] = adapter.endpoints
        if (endpoint === undefined) throw new Error('no endpoint')
        return endpoint.handle(new Request(`https://bot.example${endpoint.path}`, request))
      }
      await adapter.connect(events)
      await use({ fake, adapter, post, changes })
    },
    { fake: { signingSecret: secret }, adapter: { signingSecret: secret } },
  )
}

const archived = {
  type: 'event_callback',
  team_id: 'T1',
  event_id: 'Ev9',
  event: { type: 'channel_archive', channel: 'C1', user: 'U1' },
}

test('a signed event is taken, and its repetition is not taken again', () =>
  served(async ({ fake, post, changes }) => {
    const signed = fake.signedRequest('events_api', archived)
    expect((await post(signed)).status).toBe(200)
    const again = { ...signed, headers: { ...signed.headers, 'x-slack-retry-num': '1' } }
    expect((await post(again)).status).toBe(200)
    expect(changes).toEqual([['T1', 'C1']])
  }))

test('the address is confirmed to Slack', () =>
  served(async ({ fake, post }) => {
    const response = await post(
      fake.signedRequest('events_api', { type: 'url_verification', challenge: 'abc' }),
    )
    expect(await response.json()).toEqual({ challenge: 'abc' })
  }))

test.each([
  ['a wrong signature', { 'x-slack-signature': `v0=${'0'.repeat(64)}` }],
  ['a short signature', { 'x-slack-signature': 'v0=1' }],
  ['no time', { 'x-slack-request-timestamp': '' }],
  ['a time without end', { 'x-slack-request-timestamp': '1e99' }],
])('a request with %s is refused', (_, headers) =>
  served(async ({ fake, post, changes }) => {
    const signed = fake.signedRequest('events_api', archived)
    const response = await post({ ...signed, headers: { ...signed.headers, ...headers } })
    expect(response.status).toBe(401)
    expect(changes).toEqual([])
  }),
)

test('a request without any signature is refused', () =>
  served(async ({ post }) => {
    expect((await post({ method: 'POST', body: JSON.stringify(archived) })).status).toBe(401)
    expect((await post({ method: 'POST' })).status).toBe(401)
  }))

test('a request that is six minutes old is refused', () =>
  served(async ({ fake, post }) => {
    expect((await post(fake.signedRequest('events_api', archived, { ageSeconds: 360 }))).status).toBe(401)
  }))

test('a body that is changed is refused', () =>
  served(async ({ fake, post }) => {
    const signed = fake.signedRequest('events_api', archived)
    expect((await post({ ...signed, body: signed.body.replace('C1', 'C2') })).status).toBe(401)
  }))

test('a body without end is refused', () =>
  served(async ({ post }) => {
    expect((await post({ method: 'POST', body: 'x'.repeat(1_000_001) })).status).toBe(413)
  }))

test('before connecting and after stopping it is not there', () =>
  inSlack(
    async ({ fake, adapter }) => {
      const request = () =>
        new Request('https://bot.example/slack/events', fake.signedRequest('events_api', archived))
      const status = async () => (await adapter.endpoints[0]?.handle(request()))?.status
      expect(await status()).toBe(503)
      await adapter.connect({
        interact: async () => ({ kind: 'view', view: { blocks: [] }, isPrivate: true }),
        accessChanged: () => undefined,
      })
      expect(await status()).toBe(200)
      await adapter.stop()
      expect(await status()).toBe(503)
    },
    { fake: { signingSecret: secret }, adapter: { signingSecret: secret } },
  ))
