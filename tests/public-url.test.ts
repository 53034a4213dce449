import { pino } from 'pino'
import { Registry } from 'prom-client'
import { expect, onTestFinished, test } from 'vitest'
import { checkPublicUrl } from '../src/cli/check-public-url.ts'
import { type Config, readConfig } from '../src/config.ts'
import { openReceiver } from '../src/poll/push-receive.ts'
import { startStatusServer } from '../src/status-server.ts'
import { freePort } from './fakes/free-port.ts'
import { startSite } from './fakes/site.ts'
import { openTestStore } from './store/engines.ts'

function configOf(settings: Readonly<Record<string, string>>): Config {
  const outcome = readConfig({ PULLQUOTE_ALLOW_NETWORKS: '127.0.0.0/8', ...settings })
  if (outcome.kind === 'invalid') throw new Error(outcome.problems.join('\n'))
  return outcome.config
}

const reachedAt = async (port: number, settings: Readonly<Record<string, string>> = {}) =>
  configOf({
    PULLQUOTE_PUBLIC_URL: `http://127.0.0.1:${port}`,
    PULLQUOTE_HTTP_PORT: String(await freePort()),
    ...settings,
  })

test('without the setting nothing is asked', async () => {
  expect(await checkPublicUrl(configOf({}))).toBeNull()
})

test('before the first start what the reverse proxy hands on is answered for the program', async () => {
  const port = await freePort()
  const config = await reachedAt(port, { PULLQUOTE_HTTP_PORT: String(port) })
  expect(await checkPublicUrl(config)).toEqual({
    name: 'public URL',
    isGood: true,
    found: `hubs reach this program at http://127.0.0.1:${port}/websub/`,
    fix: null,
  })
})

test('beside the running program it is the program that answers', async () => {
  const store = await openTestStore()
  const log = pino({ level: 'silent' })
  const around = {
    store,
    clock: () => new Date(),
    log,
    key: null,
    maxBytes: 1_000,
    onPushed: () => undefined,
  }
  const running = await startStatusServer(0, {
    registry: new Registry(),
    version: '0',
    endpoints: [],
    receivePush: openReceiver(around),
    readiness: null,
    host: '127.0.0.1',
    adminToken: null,
  })
  if (running.kind !== 'listening') throw new Error(running.message)
  onTestFinished(async () => {
    await running.server.close()
    await store.close()
  })
  const { port } = running.server
  const config = await reachedAt(port, { PULLQUOTE_HTTP_PORT: String(port) })
  expect(await checkPublicUrl(config)).toMatchObject({ isGood: true })
})

test.each([
  [
    'a site that knows nothing of us',
    { status: 404, headers: {} },
    'answers 404',
    'hand /websub/ on to 127.0.0.1:',
  ],
  [
    'a reverse proxy with nothing behind it',
    { status: 502, headers: {} },
    'answers 502',
    'hand /websub/ on to',
  ],
  ['a redirect', { status: 308, headers: { location: '/' } }, 'answers 308', 'that it redirects to'],
])('%s is told with its fix', async (_, page, found, fix) => {
  const site = await startSite(
    (_request, response) => void response.writeHead(page.status, page.headers).end(),
  )
  const check = await checkPublicUrl(await reachedAt(site.port))
  await site.close()
  expect(check).toMatchObject({ isGood: false })
  expect(check?.found).toContain(found)
  expect(check?.fix).toContain(fix)
})

test('an address that is not public, not there or without a server is told with its fix', async () => {
  const port = await freePort()
  const inside = await checkPublicUrl(await reachedAt(port, { PULLQUOTE_ALLOW_NETWORKS: '' }))
  expect(inside).toMatchObject({
    isGood: false,
    fix: expect.stringContaining('hubs on the internet can reach'),
  })
  expect(inside?.found).toContain('127.0.0.1 is an address of this machine')
  const closed = await checkPublicUrl(await reachedAt(port))
  expect(closed).toMatchObject({ isGood: false, fix: expect.stringContaining('start the reverse proxy') })
  const nowhere = configOf({ PULLQUOTE_PUBLIC_URL: 'https://bot.invalid', PULLQUOTE_HTTP_PORT: '0' })
  expect(await checkPublicUrl(nowhere)).toMatchObject({
    isGood: false,
    fix: expect.stringContaining('correct the name'),
  })
})
