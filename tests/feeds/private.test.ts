import { expect, onTestFinished, test } from 'vitest'
import { HttpDoor } from '../../feeds/http.ts'
import { startProxy } from '../fakes/proxy.ts'
import { startSite } from '../fakes/site.ts'
import { get, loopback, site } from './loopback.ts'

test('secret headers stay with the origin they are for, on every redirect', async () => {
  const other = await startSite(
    { '/b': { status: 302, headers: { location: '/c' } }, '/c': 'c' },
    '127.0.0.2',
  )
  onTestFinished(() => other.close())
  const { url, requests } = await site({
    '/a': { status: 302, headers: { location: '/a2' } },
    '/a2': { status: 302, headers: { location: other.url('/b') } },
  })
  const secretHeaders = { 'X-Api-Key': 'hunter2', Cookie: 'sid=hunter3' }
  const outcome = await get(url('/a'), { secretHeaders, headers: { 'X-Plain': 'p' } })
  expect(outcome).toMatchObject({ kind: 'response', status: 200 })
  for (const { headers } of requests)
    expect(headers).toMatchObject({ 'x-api-key': 'hunter2', cookie: 'sid=hunter3', 'x-plain': 'p' })
  expect(requests).toHaveLength(2)
  for (const { headers } of other.requests) {
    expect(JSON.stringify(headers)).not.toContain('hunter')
    expect(headers['x-plain']).toBe('p')
  }
  expect(other.requests).toHaveLength(2)
})

test('a secret that has left its origin does not come back with a redirect', async () => {
  const back: { location: string } = { location: '' }
  const other = await startSite((_, response) => response.writeHead(302, back).end(), '127.0.0.2')
  onTestFinished(() => other.close())
  const { url, requests } = await site({
    '/a': { status: 302, headers: { location: other.url('/') } },
    '/end': 'e',
  })
  back.location = url('/end')
  await get(url('/a'), { secretHeaders: { 'X-Api-Key': 'hunter2' } })
  expect(requests.map(({ path, headers }) => [path, headers['x-api-key']])).toEqual([
    ['/a', 'hunter2'],
    ['/end', undefined],
  ])
})

test('the own User-Agent of a feed is sent', async () => {
  const { url, requests } = await site({ '/': 'ok' })
  await get(url('/'), { userAgent: 'Gazette/2' })
  expect(requests[0]?.headers['user-agent']).toBe('Gazette/2')
})

test('a feed is asked through its proxy, with the password of the proxy for the proxy alone', async () => {
  const { url, requests, port } = await site({ '/feed': 'ok' })
  const proxy = await startProxy(port)
  const through = new HttpDoor(loopback)
  onTestFinished(async () => {
    await through.close()
    await proxy.close()
  })
  const withPassword = proxy.url.replace('//', '//desk:hunter2@')
  const outcome = await through.get({
    url: url('/feed'),
    maxBytes: 100,
    timeoutMs: 5_000,
    proxy: withPassword,
  })
  expect(outcome).toMatchObject({ kind: 'response', status: 200 })
  expect(proxy.asked).toEqual([
    { line: `GET ${url('/feed')}`, authorization: `Basic ${btoa('desk:hunter2')}` },
  ])
  expect(JSON.stringify(requests[0]?.headers)).not.toContain(btoa('desk:hunter2'))
})

test('https goes through the proxy as a tunnel', async () => {
  const { port } = await site({})
  const proxy = await startProxy(port)
  const through = new HttpDoor(loopback)
  onTestFinished(async () => {
    await through.close()
    await proxy.close()
  })
  const request = { url: 'https://127.0.0.1/feed', maxBytes: 100, timeoutMs: 5_000, proxy: proxy.url }
  // What is behind the tunnel speaks no TLS.
  expect(await through.get(request)).toMatchObject({ kind: 'failed' })
  expect(proxy.asked[0]?.line).toBe('CONNECT 127.0.0.1:443')
})

test('a proxy opens no private network: addresses and names are checked before it is asked', async () => {
  const proxy = await startProxy(1)
  const closed = new HttpDoor({ userAgent: 'x', allowNetworks: [] })
  onTestFinished(async () => {
    await closed.close()
    await proxy.close()
  })
  for (const url of ['http://10.0.0.1/', 'http://localhost/', 'http://127.0.0.1/', 'http://[::1]/']) {
    const outcome = await closed.get({ url, maxBytes: 100, timeoutMs: 5_000, proxy: proxy.url })
    expect(outcome).toMatchObject({ kind: 'failed', problem: 'blocked-address' })
  }
  expect(proxy.asked).toEqual([])
})

test('a proxy that is not there or refuses is named without its password', async () => {
  const { url } = await site({ '/feed': 'ok' })
  const through = new HttpDoor(loopback)
  onTestFinished(() => through.close())
  const outcome = await through.get({
    url: url('/feed'),
    maxBytes: 100,
    timeoutMs: 5_000,
    proxy: 'http://desk:hunter2@127.0.0.1:1',
  })
  expect(outcome).toMatchObject({ kind: 'failed', problem: 'refused' })
  expect(JSON.stringify(outcome)).not.toContain('hunter')
})
