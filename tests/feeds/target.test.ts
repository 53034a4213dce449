import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseAllowedNetworks } from '../../feeds/http/addresses.ts'
import { guardedConnect } from '../../feeds/http/connect.ts'
import { checkTarget } from '../../feeds/http/target.ts'
import { HttpDoor, type HttpDoorOptions, type HttpOutcome } from '../../feeds/http.ts'
import { type Site, startSite } from '../fakes/site.ts'
import { notWeb, privateNetworks, thisMachine, unusualPorts } from './forbidden-addresses.ts'

let site: Site

beforeAll(async () => {
  site = await startSite({ '/feed': 'ok' })
})
afterAll(() => site.close())

async function getWith(options: Omit<HttpDoorOptions, 'userAgent'>, url: string): Promise<HttpOutcome> {
  const door = new HttpDoor({ userAgent: 'Pullquote/test', ...options })
  const outcome = await door.get({ url, maxBytes: 1000, timeoutMs: 10_000 })
  await door.close()
  return outcome
}

describe('closed doors', () => {
  test.each([...thisMachine, ...privateNetworks, ...unusualPorts])('%j is blocked', async (form) => {
    const url = form.replace('PORT', String(site.port))
    expect(await getWith({ allowNetworks: [] }, url)).toMatchObject({
      kind: 'failed',
      problem: 'blocked-address',
    })
    expect(site.connections()).toBe(0)
  })

  test.each(notWeb)('%j is a bad address', async (url) => {
    expect(await getWith({ allowNetworks: ['0.0.0.0/0', '::/0'] }, url)).toMatchObject({
      kind: 'failed',
      problem: 'bad-url',
    })
  })

  test('the message says what was found and how an operator opens it', async () => {
    expect(await getWith({ allowNetworks: [] }, 'http://10.0.0.5/feed')).toEqual({
      kind: 'failed',
      problem: 'blocked-address',
      message:
        'GET http://10.0.0.5/feed: 10.0.0.5 is a private address; to follow an intranet feed add 10.0.0.0/8 to PULLQUOTE_ALLOW_NETWORKS',
    })
  })

  test('a name is judged by the addresses it resolves to, at the moment of the connection', async () => {
    const connect = guardedConnect({ networks: [], origins: new Set() })
    const failure = await new Promise<Error | null>((resolve) => {
      const options = { protocol: 'http:', hostname: 'localhost', host: `localhost:${site.port}` }
      connect({ ...options, port: '' }, (...[error]) => resolve(error))
    })
    expect(failure).toMatchObject({ code: 'EBLOCKEDADDRESS' })
    expect(failure?.message).toMatch(
      /^localhost resolves to (127\.0\.0\.1|::1), and .* add .* to PULLQUOTE_ALLOW_NETWORKS$/,
    )
  })

  test('a literal address is judged again at the connection', async () => {
    const connect = guardedConnect({ networks: [], origins: new Set(['http://127.0.0.1:1']) })
    for (const hostname of ['127.0.0.1', '::1', '10.0.0.1']) {
      const failure = await new Promise<Error | null>((resolve) => {
        connect({ protocol: 'http:', hostname, host: hostname, port: '80' }, (...[error]) => resolve(error))
      })
      expect(failure).toMatchObject({ code: 'EBLOCKEDADDRESS' })
    }
  })
})

describe('opened doors', () => {
  test.each([['127.0.0.0/8'], ['127.0.0.1'], ['0.0.0.0/0']])(
    'the network %s opens its addresses on any port',
    async (network) => {
      expect(await getWith({ allowNetworks: [network] }, site.url('/feed'))).toMatchObject({ status: 200 })
      expect(await getWith({ allowNetworks: [network] }, `http://localhost:${site.port}/feed`)).toMatchObject(
        {
          status: 200,
        },
      )
    },
  )

  test('an opened network opens no other and no port outside of it', async () => {
    const refused = { problem: 'blocked-address' }
    expect(await getWith({ allowNetworks: ['10.0.0.0/8'] }, site.url('/feed'))).toMatchObject(refused)
    expect(await getWith({ allowNetworks: ['10.0.0.0/8'] }, `http://localhost:${site.port}/`)).toMatchObject(
      refused,
    )
    expect(await getWith({ allowNetworks: ['127.0.0.0/8'] }, 'http://8.8.8.8:22/')).toMatchObject(refused)
    expect(await getWith({ allowNetworks: ['127.0.0.0/8'] }, 'http://[::1]:80/')).toMatchObject(refused)
  })

  test('an opened origin is let through exactly', async () => {
    const options = { allowNetworks: [], allowOrigins: [site.origin] }
    expect(await getWith(options, site.url('/feed'))).toMatchObject({ status: 200 })
    expect(await getWith(options, `http://localhost:${site.port}/feed`)).toMatchObject({
      problem: 'blocked-address',
    })
    expect(await getWith(options, `https://127.0.0.1:${site.port}/feed`)).toMatchObject({
      problem: 'blocked-address',
    })
    expect(await getWith(options, 'http://127.0.0.1:8080/feed')).toMatchObject({ problem: 'blocked-address' })
  })

  test.each([
    'http://example.org/feed',
    'https://example.org/feed',
    'http://example.org:8080/feed',
    'https://example.org:8443/feed',
    'http://8.8.8.8/feed',
    'https://[2606:4700::1111]/feed',
    'https://bücher.example/feed',
    'https://localhost.example.org/',
    'https://notlocalhost/',
  ])('%s may be asked', (url) => {
    const gate = { networks: parseAllowedNetworks([]), origins: new Set<string>() }
    expect(checkTarget(url, gate)).toEqual({ kind: 'open', url: new URL(url) })
  })
})
