import { Registry } from 'prom-client'
import { expect, onTestFinished, test } from 'vitest'
import { type StatusServerParts, startStatusServer } from '../src/status-server.ts'

const token = 'a-token-of-twenty-four-and-more'

async function serve(changes: Partial<StatusServerParts> = {}) {
  const started = await startStatusServer(0, {
    registry: new Registry(),
    version: '1.2.3',
    endpoints: [],
    receivePush: null,
    readiness: async () => ({ isReady: true, checks: [] }),
    host: '127.0.0.1',
    adminToken: null,
    ...changes,
  })
  if (started.kind !== 'listening') throw new Error(started.message)
  onTestFinished(started.server.close)
  return (path: string, authorization?: string) =>
    fetch(`http://127.0.0.1:${started.server.port}${path}`, {
      headers: authorization === undefined ? {} : { authorization },
    })
}

test('/readyz names each check with what was found and the fix', async () => {
  const get = await serve({
    readiness: async () => ({
      isReady: false,
      checks: [
        { name: 'store', isGood: true, found: 'writable, 2 ms', fix: null },
        { name: 'disk', isGood: false, found: '3 MB free', fix: 'free space' },
      ],
    }),
  })
  const response = await get('/readyz')
  expect(response.status).toBe(503)
  expect(await response.json()).toEqual({
    status: 'not ready',
    version: '1.2.3',
    checks: [
      { name: 'store', status: 'ok', found: 'writable, 2 ms' },
      { name: 'disk', status: 'failed', found: '3 MB free', fix: 'free space' },
    ],
  })
})

test('/readyz answers 200 when all is well', async () => {
  const response = await (await serve())('/readyz')
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ status: 'ready' })
})

test.each(['/metrics', '/readyz'])('with a token %s answers only who sends it', async (path) => {
  const get = await serve({ adminToken: token })
  for (const wrong of [undefined, token, 'Bearer ', `Bearer ${token}x`, `Bearer ${token.slice(1)}`]) {
    const response = await get(path, wrong)
    expect(response.status).toBe(401)
    expect(await response.text()).not.toContain(token)
  }
  expect((await get(path, `Bearer ${token}`)).status).toBe(200)
})

test('/healthz tells everybody that the process lives, and strangers no more than that', async () => {
  expect(await (await (await serve())('/healthz')).json()).toEqual({ status: 'ok', version: '1.2.3' })
  expect(await (await (await serve({ adminToken: token }))('/healthz')).json()).toEqual({ status: 'ok' })
})

test('an address that is not of this machine is told with the setting', async () => {
  const started = await startStatusServer(0, {
    registry: new Registry(),
    version: '1',
    endpoints: [],
    receivePush: null,
    readiness: null,
    host: '192.0.2.1',
    adminToken: token,
  })
  expect(started).toMatchObject({
    message: expect.stringContaining('192.0.2.1 is no address of this machine'),
  })
})
