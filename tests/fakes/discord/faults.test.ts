import { once } from 'node:events'
import { connect } from 'node:net'
import { REST, Routes } from 'discord.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FakeDiscord, startDiscord } from './server.ts'

let discord: FakeDiscord
let rest: REST
beforeEach(async () => {
  discord = await startDiscord()
  rest = clientOf(discord)
})
afterEach(() => discord.close())

const clientOf = ({ apiUrl, token }: FakeDiscord) =>
  new REST({ api: apiUrl, retries: 0, rejectOnRateLimit: () => true }).setToken(token)

const post = (body: object = { content: 'hello' }) =>
  rest.post(Routes.channelMessages(discord.textChannelId), { body })

const failureOf = (asking: Promise<unknown>) =>
  asking.then(
    () => null,
    (error: unknown) => error,
  )

const posted = () => discord.messagesIn(discord.textChannelId).length
const patient = { interval: 2, timeout: 10_000 }
const messages = { method: 'POST', path: /\/messages$/ }

test('a dropped request had no effect, one dropped after the commit had', async () => {
  discord.fault({ ...messages, kind: 'drop' })
  expect(await failureOf(post())).toMatchObject({ code: 'UND_ERR_SOCKET' })
  expect(posted()).toBe(0)
  discord.fault({ ...messages, kind: 'commitThenDrop' })
  expect(await failureOf(post())).toMatchObject({ code: 'UND_ERR_SOCKET' })
  expect(posted()).toBe(1)
  await post()
  expect(posted()).toBe(2)
})

test('answers can be any status, half a body or no JSON', async () => {
  discord.fault({
    ...messages,
    kind: 'answer',
    status: 403,
    body: { message: 'Missing Access', code: 50001 },
  })
  expect(await failureOf(post())).toMatchObject({ status: 403, code: 50001 })
  discord.fault({ ...messages, kind: 'answer', status: 502, times: 2 })
  expect(await failureOf(post())).toMatchObject({ status: 502 })
  expect(await failureOf(post())).toMatchObject({ status: 502 })
  expect(posted()).toBe(0)
  discord.fault({ ...messages, kind: 'halfBody' })
  expect(await failureOf(post())).toBeInstanceOf(Error)
  discord.fault({ ...messages, kind: 'notJson' })
  expect(await post()).not.toHaveProperty('id')
  discord.fault({ ...messages, kind: 'commitThenAnswer', status: 500 })
  expect(await failureOf(post())).toMatchObject({ status: 500 })
  expect(posted()).toBe(3)
})

test('a request takes effect although the client has given up', async () => {
  const impatient = new REST({ api: discord.apiUrl, retries: 0, timeout: 30 }).setToken(discord.token)
  const gate = Promise.withResolvers<void>()
  discord.fault({ ...messages, kind: 'held', until: gate.promise, when: 'before' })
  const path = Routes.channelMessages(discord.textChannelId)
  const failure = await failureOf(impatient.post(path, { body: { content: 'x' } }))
  expect(failure).toMatchObject({ name: 'AbortError' })
  expect(posted()).toBe(0)
  gate.resolve()
  await discord.requested(messages)
  expect(posted()).toBe(1)
})

test('a slow answer comes when its time is over', async () => {
  const startedAt = performance.now()
  discord.fault({ ...messages, kind: 'slow', ms: 40, when: 'after' })
  await post()
  expect(performance.now() - startedAt).toBeGreaterThan(35)
})

test('a 429 by route and a global one carry what discord.js needs', async () => {
  discord.fault({ ...messages, kind: 'rateLimit', retryAfterMs: 700, scope: 'user' })
  expect(await failureOf(post())).toMatchObject({
    name: expect.stringMatching(/^RateLimitError/),
    global: false,
    retryAfter: 1050,
  })
  rest = clientOf(discord)
  discord.fault({ ...messages, kind: 'rateLimit', retryAfterMs: 700, scope: 'global' })
  expect(await failureOf(post())).toMatchObject({
    name: expect.stringMatching(/^RateLimitError/),
    global: true,
  })
  expect(posted()).toBe(0)
})

test('buckets are told in headers and enforced for who ignores them', async () => {
  await discord.close()
  discord = await startDiscord({ hasRateLimits: true })
  const say = () =>
    fetch(`${discord.apiUrl}/v10${Routes.channelMessages(discord.textChannelId)}`, {
      method: 'POST',
      headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ content: 'x' }),
    })
  const answers = []
  for (let times = 0; times < 6; times++) answers.push(await say())
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429])
  expect(answers[0]?.headers.get('x-ratelimit-remaining')).toBe('4')
  expect(answers[5]?.headers.get('x-ratelimit-scope')).toBe('user')
  expect(await answers[5]?.json()).toMatchObject({ global: false, retry_after: expect.any(Number) })
  discord.advance(5_000)
  expect((await say()).status).toBe(200)
  expect(posted()).toBe(6)
})

test('more than 50 requests in a second meet the global limit', async () => {
  await discord.close()
  discord = await startDiscord({ hasRateLimits: true, clock: () => 1_790_000_000_000 })
  const ask = () =>
    fetch(`${discord.apiUrl}/v10/users/@me`, { headers: { authorization: `Bot ${discord.token}` } })
  const answers = await Promise.all(Array.from({ length: 51 }, ask))
  const refused = answers.filter(({ status }) => status === 429)
  expect(refused).toHaveLength(1)
  expect(refused[0]?.headers.get('x-ratelimit-global')).toBe('true')
})

test('chaos is the same for one seed, and a stable nonce makes it harmless', async () => {
  const chaos = { seed: 7, lagMs: 2, errorShare: 0.3, rateLimitShare: 0.1, resetShare: 0.2 }
  const tries = async () => {
    discord.chaos(chaos)
    rest = clientOf(discord)
    const path = Routes.channelMessages(discord.textChannelId)
    for (let index = 0; index < 20; index++) {
      const send = () =>
        clientOf(discord).post(path, {
          body: { content: `${index}`, nonce: `${index}`, enforce_nonce: true },
        })
      while ((await failureOf(send())) !== null);
    }
    return discord.requests.map(({ status }) => status)
  }
  const first = await tries()
  expect(discord.messagesIn(discord.textChannelId).map(({ content }) => Number(content))).toEqual([
    ...Array(20).keys(),
  ])
  await discord.close()
  discord = await startDiscord()
  expect(await tries()).toEqual(first)
  expect(new Set(first).size).toBeGreaterThan(3)
})

test('closing ends requests that wait', async () => {
  discord.fault({ ...messages, kind: 'slow', ms: 60_000, when: 'before' })
  const waiting = failureOf(post())
  await expect.poll(() => discord.requests.length, patient).toBe(1)
  await discord.close()
  expect(await waiting).toBeInstanceOf(Error)
  await discord.close()
})

test('a request can be held at a point and let go', async () => {
  const gate = Promise.withResolvers<void>()
  discord.fault({ ...messages, kind: 'held', until: gate.promise, when: 'after' })
  const posting = post()
  await expect.poll(posted, patient).toBe(1)
  expect(discord.requests).toMatchObject([{ status: null, isSettled: false }])
  gate.resolve()
  expect(await posting).toMatchObject({ content: 'hello' })
})

test('a request that was cut off while it was written is none', async () => {
  const socket = connect(discord.port, '127.0.0.1')
  const head = `POST /api/v10${Routes.channelMessages(discord.textChannelId)} HTTP/1.1\r\nhost: x\r\ncontent-length: 99\r\n`
  socket.end(`${head}authorization: Bot ${discord.token}\r\n\r\n{"content":`)
  await once(socket.resume(), 'close')
  expect(discord.requests).toEqual([])
  await post()
  expect(discord.violations).toEqual([])
})
