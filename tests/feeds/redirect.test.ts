import { expect, test } from 'vitest'
import { followRedirect, type Hop } from '../../feeds/http/redirect.ts'
import { HttpDoor } from '../../feeds/http.ts'
import type { Page } from '../fakes/site.ts'
import { get, site } from './loopback.ts'

const feed = '<rss/>'
function to(location: string, status = 302): Page {
  return { status, headers: { location } }
}

test('redirects are followed and named, with relative, absolute and UTF-8 addresses', async () => {
  const { url } = await site({
    '/a': to('b?x=1', 301),
    '/b?x=1': { status: 302, headers: { location: Buffer.from('/né').toString('latin1') } },
    '/n%C3%A9': to('/d', 303),
    '/d': to('/e', 307),
    '/e': to('/f#part', 308),
    '/f': feed,
  })
  expect(await get(url('/a'))).toMatchObject({
    kind: 'response',
    status: 200,
    finalUrl: url('/f'),
    redirects: [
      { status: 301, to: url('/b?x=1') },
      { status: 302, to: url('/n%C3%A9') },
      { status: 303, to: url('/d') },
      { status: 307, to: url('/e') },
      { status: 308, to: url('/f') },
    ],
  })
})

test('the sixth redirect is one too many', async () => {
  const routes = Object.fromEntries([0, 1, 2, 3, 4, 5].map((i) => [`/${i}`, to(`/${i + 1}`)]))
  const { url, requests } = await site({ ...routes, '/6': feed })
  expect(await get(url('/0'))).toMatchObject({
    problem: 'too-many-redirects',
    message: expect.stringContaining('more than 5 redirects'),
  })
  expect(requests.map(({ path }) => path)).not.toContain('/6')
})

test('a loop is named with its stations', async () => {
  const { url, requests } = await site({ '/a': to('/b'), '/b': to('/a'), '/self': to('/self') })
  expect(await get(url('/a'))).toMatchObject({
    problem: 'too-many-redirects',
    message: `GET ${url('/a')} (redirected to ${url('/b')}): redirects in a loop: ${url('/a')} -> ${url('/b')} -> ${url('/a')}`,
  })
  expect(requests).toHaveLength(2)
  expect(await get(url('/self'))).toMatchObject({ problem: 'too-many-redirects' })
})

test.each([
  '',
  ' ',
  'http://',
  'http://[bad',
  'ftp://127.0.0.1/x',
  'file:///etc/passwd',
  'data:text/xml,<rss/>',
  'javascript:1',
  'gopher://127.0.0.1:70/_x',
])('a redirect to "%s" is a bad redirect', async (location) => {
  const { url } = await site({ '/': to(location) })
  expect(await get(url('/'))).toMatchObject({ problem: 'bad-redirect' })
})

test('a redirect without a Location is a bad redirect', async () => {
  const { url } = await site({ '/': { status: 301, body: 'moved' } })
  expect(await get(url('/'))).toMatchObject({
    problem: 'bad-redirect',
    message: `GET ${url('/')}: status 301 without a Location`,
  })
})

test('statuses 300, 304 and 305 are answers, not redirects', async () => {
  const { url } = await site({ '/300': to('/', 300), '/304': to('/', 304), '/305': to('/', 305) })
  for (const status of [300, 304, 305]) expect(await get(url(`/${status}`))).toMatchObject({ status })
})

test.each([
  'http://10.0.0.5/feed',
  'http://169.254.169.254/latest/meta-data/',
  'http://[::1]/',
  'http://0x0a.1/',
  '//192.168.1.1/feed',
  'https://[::ffff:10.0.0.1]/',
  'http://8.8.8.8:22/',
  'http://[fd00:ec2::254]/',
])('a redirect to %s is stopped', async (location) => {
  const { url } = await site({ '/': to(location) })
  expect(await get(url('/'))).toMatchObject({ problem: 'blocked-address' })
})

test('a redirect from an opened origin into a network nobody opened is stopped before it connects', async () => {
  const inside = await site({ '/secret': 'secret' })
  const outside = await site({
    '/ip': to(inside.url('/secret')),
    '/name': to(`http://localhost:${inside.port}/secret`),
  })
  const strict = new HttpDoor({ userAgent: 'x', allowNetworks: [], allowOrigins: [outside.origin] })
  for (const path of ['/ip', '/name'])
    expect(await strict.get({ url: outside.url(path), maxBytes: 100, timeoutMs: 10_000 })).toMatchObject({
      problem: 'blocked-address',
      message: expect.stringContaining('add 127.0.0.0/8 to PULLQUOTE_ALLOW_NETWORKS'),
    })
  expect(inside.connections()).toBe(0)
  await strict.close()
})

test('credentials stay with their origin, and a detour does not bring them back', async () => {
  const routes: Record<string, Page> = { '/feed': to('/moved'), '/home': { body: feed } }
  const start = await site(routes)
  const other = await site({ '/detour': to(start.url('/home')) })
  routes['/moved'] = to(other.url('/detour'))
  const headers = { Authorization: 'Bearer x', Cookie: 'a=b', 'If-None-Match': '"v"' }
  await get(start.url('/feed'), { headers })
  const carried = [...start.requests, ...other.requests].map(({ path, headers }) => [
    path,
    headers.authorization,
    headers.cookie,
    headers['if-none-match'],
  ])
  expect(carried).toEqual([
    ['/feed', 'Bearer x', 'a=b', '"v"'],
    ['/moved', 'Bearer x', 'a=b', '"v"'],
    ['/home', undefined, undefined, '"v"'],
    ['/detour', undefined, undefined, '"v"'],
  ])
})

test('a password in the address goes to the same origin only, and one in a redirect goes nowhere', async () => {
  const other = await site({ '/feed': feed })
  const { port, requests } = await site({
    '/same': to('/away'),
    '/away': to(`http://evil:sesame@127.0.0.1:${other.port}/feed`),
  })
  const outcome = await get(`http://reader:hunter2@127.0.0.1:${port}/same`)
  expect(requests.map(({ headers }) => headers.authorization)).toEqual([
    `Basic ${btoa('reader:hunter2')}`,
    `Basic ${btoa('reader:hunter2')}`,
  ])
  expect(other.requests[0]?.headers.authorization).toBeUndefined()
  expect(outcome).toMatchObject({ finalUrl: other.url('/feed'), redirects: [{}, { to: other.url('/feed') }] })
})

test('no secret of an address is in a message', async () => {
  const { port } = await site({
    '/loop?token=hunter2': to('/loop?token=hunter2'),
    '/down?token=hunter2': to('ftp://u:hunter2@host/?key=hunter2'),
    '/bad?token=hunter2': to('http://u:hunter2@[/?token=hunter2'),
    '/reset?token=hunter2': ({ socket }) => socket.destroy(),
    '/junk?token=hunter2': ({ socket }) => socket.end('junk'),
    '/private?token=hunter2': to('http://u:hunter2@10.0.0.1/?sig=hunter2'),
  })
  for (const path of ['loop', 'down', 'bad', 'reset', 'junk', 'private']) {
    const outcome = await get(`http://reader:hunter2@127.0.0.1:${port}/${path}?token=hunter2`, {
      headers: { authorization: 'Bearer hunter2' },
    })
    expect(outcome).toMatchObject({ kind: 'failed', message: expect.stringContaining('token=***') })
    expect(JSON.stringify(outcome)).not.toContain('hunter2')
  }
})

test('a redirect from https down to http is not followed, and up is', () => {
  const gate = { networks: [], origins: new Set<string>() }
  const hop = (url: string): Hop => ({
    kind: 'hop',
    method: 'GET',
    content: null,
    secretHeaders: new Set(),
    url: new URL(url),
    headers: {},
    redirects: [],
    visited: [url],
  })
  expect(followRedirect(hop('https://example.org/'), 301, 'http://example.org/feed', gate)).toMatchObject({
    problem: 'bad-redirect',
    message:
      'GET https://example.org/: status 301 from https down to http://example.org/feed is not followed',
  })
  const up = followRedirect(hop('http://example.org/'), 301, 'https://example.org/', gate)
  expect(up).toMatchObject({ kind: 'hop', redirects: [{ status: 301, to: 'https://example.org/' }] })
})
