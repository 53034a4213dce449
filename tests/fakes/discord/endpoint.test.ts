import { createPublicKey, verify } from 'node:crypto'
import { REST, Routes } from 'discord.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Endpoint } from './endpoint.ts'
import { type FakeDiscord, startDiscord } from './server.ts'

let discord: FakeDiscord
beforeEach(async () => {
  discord = await startDiscord()
})
afterEach(() => discord.close())

/** An application that checks signatures, answers PING itself and leaves the rest to `answer`. */
const application =
  (answer: (interaction: { type: number; token: string }) => object | number): Endpoint =>
  async (request) => {
    const body = await request.text()
    if (!isSigned(request.headers, body)) return new Response('', { status: 401 })
    const interaction = JSON.parse(body)
    const answered = interaction.type === 1 ? { type: 1 } : answer(interaction)
    return typeof answered === 'number' ? new Response('', { status: answered }) : Response.json(answered)
  }

function isSigned(headers: Headers, body: string): boolean {
  const x = Buffer.from(discord.publicKey, 'hex').toString('base64url')
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
  const said = Buffer.from(`${headers.get('x-signature-timestamp')}${body}`)
  return verify(null, said, key, Buffer.from(headers.get('x-signature-ed25519') ?? '', 'hex'))
}

test('an endpoint is verified when it answers PING and refuses a wrong signature', async () => {
  expect(discord.publicKey).toMatch(/^[0-9a-f]{64}$/)
  expect(await discord.verifyEndpoint(application(() => 500))).toBe('verified')
  expect(await discord.verifyEndpoint(async () => Response.json({ type: 1 }))).toBe('refused')
})

test('people over HTTP see the answer, also when it follows a deferral', async () => {
  const quick = discord.overHttp(application(() => ({ type: 4, data: { content: 'here', flags: 64 } })))
  expect(await quick.slash('news')).toMatchObject({ message: { content: 'here' }, isPrivate: true })
  const rest = new REST({ api: discord.apiUrl, retries: 0 })
  const slow = discord.overHttp(
    application(({ token }) => {
      const path = Routes.webhookMessage(discord.applicationId, token)
      setImmediate(() => rest.patch(path, { body: { content: 'later' }, auth: false }))
      return { type: 5 }
    }),
  )
  expect(await slow.slash('news')).toMatchObject({ message: { content: 'later' }, wasDeferred: true })
  expect(discord.violations).toEqual([])
})

test('an endpoint that fails or answers nonsense leaves people without an answer', async () => {
  const failing = discord.overHttp(application(() => 500))
  await expect(failing.slash('news')).rejects.toThrow('did not respond: status 500')
  const wrong = discord.overHttp(application(() => ({ type: 4, data: { content: 'x'.repeat(2001) } })))
  await expect(wrong.slash('news')).rejects.toThrow('data.content')
  expect(discord.violations).toHaveLength(1)
})

test('an endpoint that is silent leaves people without an answer', async () => {
  await discord.close()
  discord = await startDiscord({ answerWithinMs: 50 })
  const silent = discord.overHttp(() => new Promise(() => undefined))
  await expect(silent.slash('news')).rejects.toThrow('The application did not respond')
})
