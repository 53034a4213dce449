import { afterEach, expect, test } from 'vitest'
import { type Endpoint, modelAt } from '../../../src/read/model/model.ts'
import { countedTokens, type FakeModel, type ModelTurn, startModel } from '../../fakes/model.ts'
import { startSite } from '../../fakes/site.ts'
import { goodAnswer } from './story.ts'

const key = 'sk-not-to-be-told'
const question = { instructions: 'Choose.', material: '{"article":"words"}' }
const good = JSON.stringify(goodAnswer)

let server: FakeModel | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

async function ask(turns: readonly ModelTurn[], changes: Partial<Endpoint> & { timeoutMs?: number } = {}) {
  server = await startModel(...turns)
  const { timeoutMs = 10_000, ...endpoint } = changes
  const asking = modelAt({ provider: 'openai-compatible', url: server.url, model: 'small', key, ...endpoint })
  return asking(question, { timeoutMs, stop: new AbortController().signal })
}

test('the question goes out once with the key and the shape of the answer', async () => {
  expect(await ask([good])).toEqual({ kind: 'answered', answer: goodAnswer, charges: [countedTokens] })
  expect(server?.requests).toHaveLength(1)
  const [request] = server?.requests ?? []
  expect(request).toMatchObject({ path: '/v1/chat/completions', authorization: `Bearer ${key}` })
  expect(JSON.parse(request?.body ?? '')).toMatchObject({
    model: 'small',
    max_tokens: 2_000,
    messages: [
      { role: 'system', content: question.instructions },
      { role: 'user', content: question.material },
    ],
    response_format: { type: 'json_schema' },
  })
})

test('a server that wants no key gets none', async () => {
  await ask([good], { key: null })
  expect(server?.requests[0]?.authorization).toBeUndefined()
})

test.each<[string, string]>([
  ['words that are no JSON', 'Sure! Here is your summary: the bank is bankrupt.'],
  ['a refusal', 'I’m sorry, but I can’t help with that.'],
  ['JSON that ends early', good.slice(0, 40)],
  ['JSON of another shape', '{"quotes":"q1","sentences":[1]}'],
  ['a list', '[]'],
  ['nothing', ''],
])('%s is no answer, and is paid for', async (_, text) => {
  expect(await ask([text])).toEqual({ kind: 'failed', reason: 'malformed', charges: [countedTokens] })
  expect(server?.requests).toHaveLength(1)
})

test.each<[string, ModelTurn]>([
  [
    'a page instead of JSON',
    { status: 200, headers: { 'content-type': 'text/html' }, body: '<h1>It works!</h1>' },
  ],
  ['JSON that is no completion', { status: 200, body: '{"choices":[]}' }],
  ['an answer without a body', { status: 204, body: '' }],
])('%s is no answer, and nobody knows what it cost', async (_, turn) => {
  expect(await ask([turn])).toEqual({ kind: 'failed', reason: 'malformed', charges: ['unknown'] })
})

test('a server that is slow is not waited for', async () => {
  const started = performance.now()
  expect(await ask([() => undefined], { timeoutMs: 60 })).toEqual({ kind: 'slow', charges: ['unknown'] })
  expect(performance.now() - started).toBeLessThan(4_000)
})

test('an answer that drips is not waited for either', async () => {
  const drip: ModelTurn = (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    const drops = setInterval(() => response.write(' '), 5)
    response.on('close', () => clearInterval(drops))
  }
  expect(await ask([drip], { timeoutMs: 80 })).toMatchObject({ kind: 'slow' })
})

test('an answer without end is cut off', async () => {
  const flood: ModelTurn = (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
    }
    response.on('drain', more)
    more()
  }
  expect(await ask([flood])).toEqual({ kind: 'failed', reason: 'too large', charges: ['unknown'] })
})

test('a server that is busy is asked once more, when it wants', async () => {
  const busy = { status: 429, headers: { 'retry-after': '0.02' } }
  expect(await ask([busy, good])).toMatchObject({ kind: 'answered', charges: ['nothing', countedTokens] })
  expect(server?.requests).toHaveLength(2)
})

test('a server that stays busy is asked twice and no more', async () => {
  const busy = { status: 429, headers: { 'retry-after': '0' } }
  expect(await ask([busy])).toEqual({
    kind: 'failed',
    reason: 'status 429',
    charges: ['nothing', 'nothing'],
  })
  expect(server?.requests).toHaveLength(2)
})

test.each([
  ['later than there is time', { status: 429, headers: { 'retry-after': '60' } }],
  ['at a date', { status: 503, headers: { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' } }],
])('a server that wants to be asked %s is left alone', async (_, busy) => {
  const started = performance.now()
  expect(await ask([busy, good])).toMatchObject({ kind: 'failed', reason: `status ${busy.status}` })
  expect(server?.requests).toHaveLength(1)
  expect(performance.now() - started).toBeLessThan(4_000)
})

test('a server out of order is asked once more', async () => {
  const out = { status: 500, headers: { 'retry-after': '0' } }
  expect(await ask([out, good])).toMatchObject({ kind: 'answered' })
})

test.each([400, 401, 403, 404])('after status %i asking again would change nothing', async (status) => {
  expect(await ask([{ status }, good])).toEqual({
    kind: 'failed',
    reason: `status ${status}`,
    charges: ['nothing'],
  })
  expect(server?.requests).toHaveLength(1)
})

test('a connection that breaks is a failure', async () => {
  const reset: ModelTurn = (request) => request.socket.resetAndDestroy()
  expect(await ask([reset])).toEqual({ kind: 'failed', reason: 'broken off', charges: ['unknown'] })
})

test('a server that is not there costs nothing', async () => {
  const gone = await startModel(good)
  await gone.close()
  expect(await ask([], { url: gone.url })).toEqual({
    kind: 'failed',
    reason: 'no connection',
    charges: ['nothing'],
  })
})

test('a redirect is not followed: the key goes nowhere else', async () => {
  const elsewhere = await startSite({})
  const moved = { status: 307, headers: { location: elsewhere.url('/v1/chat/completions') } }
  expect(await ask([moved])).toMatchObject({ kind: 'failed' })
  expect(elsewhere.requests).toEqual([])
  await elsewhere.close()
})

test('what is under way is broken off at once', async () => {
  const arrived = Promise.withResolvers<void>()
  server = await startModel(() => arrived.resolve())
  const stopping = new AbortController()
  const asking = modelAt({ provider: 'openai-compatible', url: server.url, model: 'small', key })
  const asked = asking(question, { timeoutMs: 60_000, stop: stopping.signal })
  await arrived.promise
  stopping.abort()
  expect(await asked).toEqual({ kind: 'failed', reason: 'stopped', charges: ['unknown'] })
})

test('what a server says of the key is told to nobody', async () => {
  const body = JSON.stringify({ error: { message: `Incorrect API key provided: ${key}` } })
  for (const turn of [{ status: 401, body }, { status: 200, body }, `Your key is ${key}`]) {
    const asked = await ask([turn])
    await server?.close()
    expect(asked.kind).toBe('failed')
    expect(JSON.stringify(asked)).not.toContain(key)
  }
})

test('Anthropic is asked over its own protocol', async () => {
  const anthropic = { provider: 'anthropic', model: 'claude-sonnet-4-5' } as const
  expect(await ask([good], anthropic)).toEqual({
    kind: 'answered',
    answer: goodAnswer,
    charges: [countedTokens],
  })
  expect(server?.requests).toHaveLength(1)
  expect(server?.requests[0]).toMatchObject({ path: '/v1/messages', apiKey: key })
  expect(JSON.parse(server?.requests[0]?.body ?? '')).toMatchObject({ model: 'claude-sonnet-4-5' })
})

test('Anthropic’s refusals and overloads are failures like any other', async () => {
  const anthropic = { provider: 'anthropic', model: 'claude-sonnet-4-5' } as const
  expect(await ask(['I cannot help with that.'], anthropic)).toMatchObject({ reason: 'malformed' })
  await server?.close()
  const overloaded = { status: 529, headers: { 'retry-after': '0' } }
  expect(await ask([overloaded], anthropic)).toMatchObject({ reason: 'status 529' })
  expect(server?.requests).toHaveLength(2)
})
