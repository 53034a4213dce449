import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'
import { HttpDoor } from '../../feeds/http.ts'
import { startSite } from '../fakes/site.ts'
import { body, get, loopback, problem, site } from './loopback.ts'

const feed = '<rss><channel><title>News</title></channel></rss>'

describe('answers', () => {
  test('a page comes with its status, headers and final address', async () => {
    const { url } = await site({
      '/feed': { body: feed, headers: { ETag: '"a"', 'Set-Cookie': ['a=1', 'b=2'] } },
    })
    expect(await get(`${url('/feed')}#top`)).toMatchObject({
      kind: 'response',
      status: 200,
      headers: { etag: '"a"', 'set-cookie': 'a=1, b=2' },
      body: Buffer.from(feed),
      finalUrl: url('/feed'),
      redirects: [],
    })
  })

  test('the request says who we are, what we take, and nothing that was not asked for', async () => {
    const { url, requests } = await site({ '/': 'ok' })
    await get(url('/'), { accept: 'text/html', headers: { 'If-None-Match': 'W/"é"' } })
    expect(requests[0]?.headers).toEqual({
      host: new URL(url('/')).host,
      connection: 'keep-alive',
      'user-agent': 'Pullquote/test',
      accept: 'text/html',
      'accept-encoding': 'gzip, br, zstd',
      'if-none-match': 'W/"é"',
    })
  })

  test('an error page is an answer like any other', async () => {
    const { url } = await site({ '/gone': { status: 410, body: 'away' } })
    expect(await get(url('/gone'))).toMatchObject({
      kind: 'response',
      status: 410,
      body: Buffer.from('away'),
    })
  })

  test('an error page that is a bomb or broken still tells its status', async () => {
    const { url } = await site({
      '/bomb': {
        status: 404,
        headers: { 'content-encoding': 'gzip' },
        body: gzipSync(Buffer.alloc(2_000_000)),
      },
      '/broken': { status: 410, headers: { 'content-encoding': 'gzip' }, body: 'not gzip' },
    })
    expect(await get(url('/bomb'))).toMatchObject({ status: 404, body: new Uint8Array(0) })
    expect(await get(url('/broken'))).toMatchObject({ status: 410, body: new Uint8Array(0) })
  })

  test('a password in the address is sent as such and is not part of the final address', async () => {
    const { port, requests } = await site({ '/feed': feed })
    const outcome = await get(`http://reader:p%40ss@127.0.0.1:${port}/feed`)
    expect(requests[0]?.headers.authorization).toBe(`Basic ${btoa('reader:p@ss')}`)
    expect(outcome).toMatchObject({ finalUrl: `http://127.0.0.1:${port}/feed` })
  })

  test('header names of JavaScript are only headers', async () => {
    const { url } = await site({ '/': { body: 'ok', headers: { ['__proto__']: 'a', constructor: 'b' } } })
    const outcome = await get(url('/'))
    expect(outcome.kind === 'response' && Object.getPrototypeOf(outcome.headers)).toBe(Object.prototype)
  })
})

describe('broken connections', () => {
  test('a reset before the headers, inside them and inside the body', async () => {
    const { url } = await site({
      '/before': ({ socket }) => socket.resetAndDestroy(),
      '/headers': ({ socket }) => socket.write('HTTP/1.1 200 OK\r\nconte', () => socket.resetAndDestroy()),
      '/body': (_request, response) => {
        response.writeHead(200, { 'content-length': '1000' })
        response.write('half', () => response.socket?.resetAndDestroy())
      },
      '/polite': ({ socket }) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\nhalf'),
      '/chunked': ({ socket }) =>
        socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nhalf\r\n'),
    })
    for (const path of ['/before', '/headers', '/body', '/polite', '/chunked'])
      expect(await problem(url(path)), path).toBe('reset')
  })

  test.each([
    'SSH-2.0-OpenSSH_9.6\r\n',
    'HTTP/9.9 abc\r\n\r\n',
    'HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n',
    'HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab',
    'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
    'HTTP/1.1 200 OK\r\nbad header\0: 1\r\n\r\n',
  ])('an answer that is not HTTP (%j) is a protocol error', async (bytes) => {
    const { url } = await site({ '/': ({ socket }) => socket.end(bytes) })
    expect(await problem(url('/'))).toBe('protocol')
  })

  test('the next request after every kind of failure works', async () => {
    const { url } = await site({ '/bad': ({ socket }) => socket.end('nonsense'), '/': feed })
    expect(await problem(url('/bad'))).toBe('protocol')
    expect(await body(url('/'))).toBe(feed)
  })

  test('a closed port is refused', async () => {
    const started = await startSite({})
    await started.close()
    expect(await get(started.url('/'))).toMatchObject({
      problem: 'refused',
      message: `GET ${started.url('/')}: the server could not be connected to (ECONNREFUSED)`,
    })
  })

  test('a name that does not exist', async () => {
    expect(await get('http://no-such-host.invalid/feed')).toMatchObject({
      problem: 'dns',
      message: expect.stringMatching(
        /^GET http:\/\/no-such-host\.invalid\/feed: the name of the server does not resolve \(E\w+\)$/,
      ),
    })
  })

  test('https to a server that speaks plain http', async () => {
    const { port } = await site({})
    expect(await get(`https://127.0.0.1:${port}/`)).toMatchObject({
      problem: 'tls',
      message: expect.stringContaining('use its http address'),
    })
  })

  test('a TLS handshake that never answers ends at the deadline', async () => {
    const open = new Set<Socket>()
    const server = createServer((socket) => open.add(socket.on('error', () => socket.destroy())))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    expect(await problem(`https://127.0.0.1:${port}/`, { timeoutMs: 200 })).toBe('timeout')
    for (const socket of open) socket.destroy()
    server.close()
  })
})

describe('calling off', () => {
  test('a signal ends a request under way and one that waits for its turn', async () => {
    const narrow = new HttpDoor({ ...loopback, perHost: 1 })
    const arrived = Promise.withResolvers<void>()
    const { url, requests } = await site({ '/': () => arrived.resolve() })
    const stop = new AbortController()
    const asked = { url: url('/'), maxBytes: 1000, timeoutMs: 10_000, signal: stop.signal }
    const both = Promise.all([narrow.get(asked), narrow.get(asked)])
    await arrived.promise
    stop.abort()
    for (const outcome of await both)
      expect(outcome).toEqual({
        kind: 'failed',
        problem: 'aborted',
        message: `GET ${url('/')}: the request was called off`,
      })
    expect(requests).toHaveLength(1)
    expect(await narrow.get(asked)).toMatchObject({ problem: 'aborted' })
    await narrow.close()
  })

  test('closing the door ends what is under way and refuses what comes later', async () => {
    const closing = new HttpDoor(loopback)
    const arrived = Promise.withResolvers<void>()
    const { url } = await site({ '/': () => arrived.resolve() })
    const asked = { url: url('/'), maxBytes: 1000, timeoutMs: 10_000 }
    const outcome = closing.get(asked)
    await arrived.promise
    await closing.close()
    expect(await outcome).toMatchObject({ problem: 'aborted' })
    expect(await closing.get(asked)).toMatchObject({ problem: 'aborted' })
  })
})

describe('turns', () => {
  test('one host gets two requests at a time, and every request its answer', async () => {
    const running: ServerResponse[] = []
    let most = 0
    const { url } = await site({
      '/': (_request, response) => {
        running.push(response)
        most = Math.max(most, running.length)
        if (running.length < 2) return
        setImmediate(() => {
          for (const each of running.splice(0)) each.end('ok')
        })
      },
    })
    const all = await Promise.all(Array.from({ length: 12 }, () => body(url('/'))))
    expect(all).toEqual(Array(12).fill('ok'))
    expect(most).toBe(2)
  })

  test('two connections are all that it takes', async () => {
    const own = new HttpDoor(loopback)
    const { url, connections } = await site({ '/': feed })
    const request = { url: url('/'), maxBytes: 1000, timeoutMs: 5_000 }
    await Promise.all(Array.from({ length: 12 }, () => own.get(request)))
    expect(connections()).toBe(2)
    await own.close()
  })

  test('waiting for a turn does not use up the time of a request', async () => {
    const narrow = new HttpDoor({ ...loopback, perHost: 1 })
    const { url } = await site({ '/silent': () => undefined, '/': feed })
    const silent = narrow.get({ url: url('/silent'), maxBytes: 1000, timeoutMs: 900 })
    const next = narrow.get({ url: url('/'), maxBytes: 1000, timeoutMs: 800 })
    expect(await silent).toMatchObject({ problem: 'timeout' })
    expect(await next).toMatchObject({ status: 200 })
    await narrow.close()
  })
})

test('proxies of the environment are not asked', async () => {
  const proxy = await site({})
  const { url } = await site({ '/': feed })
  for (const name of ['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'NODE_USE_ENV_PROXY'])
    vi.stubEnv(name, name === 'NODE_USE_ENV_PROXY' ? '1' : proxy.origin)
  const fresh = new HttpDoor(loopback)
  expect(await fresh.get({ url: url('/'), maxBytes: 1000, timeoutMs: 10_000 })).toMatchObject({ status: 200 })
  expect(proxy.connections()).toBe(0)
  vi.unstubAllEnvs()
  await fresh.close()
})
