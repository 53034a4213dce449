import { afterEach, beforeEach, expect, test } from 'vitest'
import { keyOf } from '../../../adapters/discord/endpoint.ts'
import type { Adapter } from '../../../src/deliver/adapter.ts'
import { type FakeDiscord, startDiscord } from '../../fakes/discord/server.ts'
import { adapterFor, desk, says } from './setting.ts'

let discord: FakeDiscord
let adapter: Adapter
beforeEach(async () => {
  discord = await startDiscord()
  adapter = adapterFor(discord, { publicKey: discord.publicKey, patienceMs: 30 })
})
afterEach(async () => {
  await adapter.stop()
  await discord.close()
  expect(discord.violations).toEqual([])
})

const help = { subcommand: 'help' }
const ping = { id: '1', application_id: '2', token: 't', type: 1 }
const call = async (request: Request) => {
  const [endpoint] = adapter.endpoints
  if (endpoint === undefined) throw new Error('expected an endpoint')
  return endpoint.handle(request)
}

test('before it is connected it asks to come back', async () => {
  expect((await call(discord.signedRequest(ping))).status).toBe(503)
})

test('it connects without a gateway, and Discord verifies it', async () => {
  expect(await adapter.connect(desk().events)).toMatchObject({ kind: 'connected', as: 'pullquote' })
  expect(adapter.endpoints.map(({ path }) => path)).toEqual(['/discord/interactions'])
  expect(discord.gateway.identifies()).toBe(0)
  expect(await discord.verifyEndpoint(call)).toBe('verified')
})

test('with a gateway there is no endpoint', () => {
  expect(adapterFor(discord).endpoints).toEqual([])
})

test('people are answered in the response, or after it when it takes longer', async () => {
  await adapter.connect(desk().events)
  expect(await discord.overHttp(call).slash('news', help)).toMatchObject({
    isPrivate: true,
    wasDeferred: false,
    message: { embeds: [{ description: 'Heard.' }] },
  })
  const going = Promise.withResolvers<void>()
  const slow = desk(async () => {
    await going.promise
    return says('At last.')
  })
  await adapter.connect(slow.events)
  const answering = Promise.withResolvers<void>()
  const seeing = discord
    .overHttp(async (request) => {
      const response = await call(request)
      answering.resolve()
      return response
    })
    .slash('news', help)
  await answering.promise
  going.resolve()
  expect(await seeing).toMatchObject({
    isPrivate: true,
    wasDeferred: true,
    message: { embeds: [{ description: 'At last.' }] },
  })
})

test('what is not signed, was changed, or is old, is refused', async () => {
  await adapter.connect(desk().events)
  const statusOf = async (request: Request) => (await call(request)).status
  const seconds = (ms: number) => String(Math.floor((discord.now() + ms) / 1000))
  expect(await statusOf(discord.signedRequest(ping))).toBe(200)
  expect(await statusOf(discord.signedRequest(ping, { tamperedBody: '{"type":2}' }))).toBe(401)
  expect(await statusOf(discord.signedRequest(ping, { timestamp: seconds(-301_000) }))).toBe(401)
  expect(await statusOf(discord.signedRequest(ping, { timestamp: seconds(301_000) }))).toBe(401)
  expect(await statusOf(discord.signedRequest(ping, { timestamp: 'soon' }))).toBe(401)
  expect(await statusOf(new Request('http://x.example/', { method: 'POST', body: '{}' }))).toBe(401)
  const forged = { 'x-signature-ed25519': 'zz'.repeat(64), 'x-signature-timestamp': seconds(0) }
  expect(
    await statusOf(new Request('http://x.example/', { method: 'POST', body: '{}', headers: forged })),
  ).toBe(401)
})

test('a public key that is none lets nothing in', () => {
  expect(keyOf('not a key')).toBeNull()
  expect(keyOf(discord.publicKey)).not.toBeNull()
})
