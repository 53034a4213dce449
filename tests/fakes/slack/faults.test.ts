import { afterEach, expect, test } from 'vitest'
import { clientFor } from './clients.ts'
import { type FakeSlack, type SlackOptions, startSlack } from './server.ts'

let slack: FakeSlack
afterEach(() => slack.close())

async function start(options: SlackOptions = {}) {
  slack = await startSlack(options)
  return clientFor(slack)
}

const message = { channel: 'C1', text: 'x' }
const outcomeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'sent',
    (error) => error.code,
  )
const posted = () => slack.messagesIn('C1').length

test('a dropped call did nothing, one dropped after its commit did', async () => {
  const client = await start()
  slack.fail('chat.postMessage', { kind: 'drop' }, 2)
  slack.fail('chat.postMessage', { kind: 'commitThenDrop' })
  const outcome = () => outcomeOf(client.chat.postMessage(message))
  expect([await outcome(), posted()]).toEqual(['slack_webapi_request_error', 0])
  expect([await outcome(), posted()]).toEqual(['slack_webapi_request_error', 0])
  expect([await outcome(), posted()]).toEqual(['slack_webapi_request_error', 1])
  expect([await outcome(), posted()]).toEqual(['sent', 2])
  expect(slack.requests.map(({ isCommitted, status }) => [isCommitted, status])).toEqual([
    [false, null],
    [false, null],
    [true, null],
    [true, 200],
  ])
})

test('a late call is held until the test lets it go', async () => {
  const client = await start()
  const before = Promise.withResolvers<void>()
  slack.fail('chat.postMessage', { kind: 'slow', wait: before.promise, commits: 'after' })
  const first = outcomeOf(client.chat.postMessage(message))
  await slack.until(() => slack.requests.length === 1)
  expect(posted()).toBe(0)
  before.resolve()
  expect(await first).toBe('sent')
  const after = Promise.withResolvers<void>()
  slack.fail('*', { kind: 'slow', wait: after.promise, commits: 'before' })
  const second = outcomeOf(client.chat.postMessage(message))
  await slack.until(() => posted() === 2)
  expect(slack.requests.at(-1)?.status).toBeNull()
  after.resolve()
  expect(await second).toBe('sent')
})

test('a client that gave up leaves its message behind', async () => {
  await start()
  slack.fail('chat.postMessage', { kind: 'slow', wait: 30, commits: 'after' })
  const hasty = clientFor(slack, slack.botToken, { timeout: 10 })
  expect(await outcomeOf(hasty.chat.postMessage(message))).toBe('slack_webapi_request_error')
  await slack.until(() => posted() === 1)
})

test('any answer can be given: an error, 429, 503, HTML, half a body', async () => {
  const client = await start()
  const html = {
    kind: 'answer',
    status: 200,
    body: '<html>',
    headers: { 'content-type': 'text/html' },
  } as const
  slack.fail('chat.postMessage', { kind: 'error', error: 'fatal_error' })
  slack.fail('chat.postMessage', { kind: 'rateLimited', retryAfterSeconds: 7 })
  slack.fail('chat.postMessage', { kind: 'answer', status: 503, body: 'busy' })
  slack.fail('chat.postMessage', html)
  slack.fail('chat.postMessage', { ...html, commits: true })
  slack.fail('chat.postMessage', { kind: 'halfBody' })
  const outcome = () => outcomeOf(client.chat.postMessage(message))
  expect(await outcome()).toBe('slack_webapi_platform_error')
  expect(await outcome()).toBe('slack_webapi_rate_limited_error')
  expect(await outcome()).toBe('slack_webapi_http_error')
  expect(await outcome()).not.toBe('sent')
  expect(posted()).toBe(0)
  expect(await outcome()).not.toBe('sent')
  expect(posted()).toBe(1)
  expect(await outcome()).not.toBe('sent')
  expect(posted()).toBe(2)
  expect(await outcome()).toBe('sent')
})

test('faults of one method leave the others alone, and calm ends them', async () => {
  const client = await start()
  slack.fail('chat.postMessage', { kind: 'drop' }, 9)
  expect(await outcomeOf(client.auth.test())).toBe('sent')
  slack.calm()
  expect(await outcomeOf(client.chat.postMessage(message))).toBe('sent')
})

test('chaos is the same for the same seed, and what it commits is known', async () => {
  const run = async () => {
    const client = await start()
    slack.chaos({ seed: 7, lagMs: 3, serverErrors: 0.3, rateLimits: 0.2, resets: 0.2 })
    const outcomes: string[] = []
    for (let turn = 0; turn < 40; turn++) outcomes.push(await outcomeOf(client.chat.postMessage(message)))
    const committed = slack.requests.filter(({ isCommitted }) => isCommitted).length
    expect(posted()).toBe(committed)
    expect(committed).toBeGreaterThan(outcomes.filter((outcome) => outcome === 'sent').length)
    return outcomes
  }
  const first = await run()
  expect(new Set(first).size).toBe(4)
  await slack.close()
  expect(await run()).toEqual(first)
})

test('a default client that retries posts twice, which is why ours does not', async () => {
  await start()
  const retryConfig = { retries: 1, minTimeout: 1, maxTimeout: 1 }
  const retrying = clientFor(slack, slack.botToken, { retryConfig })
  slack.fail('chat.postMessage', { kind: 'commitThenDrop' })
  expect(await outcomeOf(retrying.chat.postMessage(message))).toBe('sent')
  expect(posted()).toBe(2)
})

test('closing cuts open calls and ends waits', async () => {
  const client = await start()
  slack.fail('chat.postMessage', { kind: 'slow', wait: 60_000, commits: 'after' })
  const open = outcomeOf(client.chat.postMessage(message))
  await slack.until(() => slack.requests.length === 1)
  const waiting = slack.until(() => false, { what: 'nothing' }).catch((error: Error) => error.message)
  await slack.close()
  expect(await open).toBe('slack_webapi_request_error')
  expect(await waiting).toBe('the fake was closed while waiting for nothing')
})
