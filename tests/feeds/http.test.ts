import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { HttpDoor, type HttpOutcome, type HttpProblem, type HttpRequest } from '../../feeds/http.ts'
import { type Site, type SiteRoutes, startSite } from '../fakes/site.ts'

const loopback = { userAgent: 'Pullquote/test', allowNetworks: ['127.0.0.0/8'] }
const feed = '<rss><channel><title>News</title></channel></rss>'

let door: HttpDoor
const sites: Site[] = []

beforeAll(() => {
  door = new HttpDoor(loopback)
})
afterAll(() => door.close())
afterEach(async () => {
  await Promise.all(sites.splice(0).map((site) => site.close()))
})

async function site(routes: SiteRoutes): Promise<Site> {
  const started = await startSite(routes)
  sites.push(started)
  return started
}

function get(url: string, more: Partial<HttpRequest> = {}): Promise<HttpOutcome> {
  return door.get({ url, maxBytes: 1_000_000, timeoutMs: 10_000, ...more })
}

async function body(url: string, more: Partial<HttpRequest> = {}): Promise<string> {
  const outcome = await get(url, more)
  if (outcome.kind === 'failed') throw new Error(outcome.message)
  return Buffer.from(outcome.body).toString()
}

async function problem(url: string, more: Partial<HttpRequest> = {}): Promise<HttpProblem | 'none'> {
  const outcome = await get(url, more)
  return outcome.kind === 'failed' ? outcome.problem : 'none'
}

async function message(url: string, more: Partial<HttpRequest> = {}): Promise<string> {
  const outcome = await get(url, more)
  return outcome.kind === 'failed' ? outcome.message : ''
}

function endless(response: ServerResponse): void {
  const chunk = Buffer.alloc(64 * 1024, 'x')
  const more = () => {
    while (response.write(chunk));
  }
  response.on('drain', more)
  more()
}

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

describe('encodings', () => {
  test.each([
    ['gzip', gzipSync(feed)],
    ['x-gzip', gzipSync(feed)],
    ['GZIP', gzipSync(feed)],
    ['deflate', deflateSync(feed)],
    ['deflate', deflateRawSync(feed)],
    ['br', brotliCompressSync(feed)],
    ['zstd', zstdCompressSync(feed)],
    ['identity', Buffer.from(feed)],
    ['', Buffer.from(feed)],
    ['gzip, br', brotliCompressSync(gzipSync(feed))],
    ['gzip', gzipSync('')],
    ['gzip', Buffer.alloc(0)],
  ])('a body in "%s" is decoded', async (encoding, bytes) => {
    const { url } = await site({ '/': { body: bytes, headers: { 'content-encoding': encoding } } })
    expect([feed, '']).toContain(await body(url('/')))
  })

  test('two gzip members are one body', async () => {
    const bytes = Buffer.concat([gzipSync('<rss>'), gzipSync('</rss>')])
    const { url } = await site({ '/': { body: bytes, headers: { 'content-encoding': 'gzip' } } })
    expect(await body(url('/'))).toBe('<rss></rss>')
  })

  test.each([
    ['gzip', gzipSync(feed).subarray(0, -12)],
    [
      'gzip',
      gzipSync(Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * i * 7919) % 251))).subarray(0, -50),
    ],
    ['br', brotliCompressSync(feed).subarray(0, -5)],
    ['zstd', zstdCompressSync(feed).subarray(0, -5)],
    ['deflate', deflateSync(feed).subarray(0, -8)],
    ['gzip', Buffer.from(feed)],
    ['br', Buffer.from(feed)],
    ['zstd', Buffer.from(feed)],
    ['compress', Buffer.from(feed)],
    ['constructor', Buffer.from(feed)],
    ['gzip, gzip, gzip, gzip', gzipSync(gzipSync(gzipSync(gzipSync(feed))))],
  ])('a damaged, cut off or unknown "%s" body is no body', async (encoding, bytes) => {
    const { url } = await site({ '/': { body: bytes, headers: { 'content-encoding': encoding } } })
    expect(await problem(url('/'))).toBe('bad-encoding')
  })

  test('a body of exactly the limit is read and one byte more is not', async () => {
    const plain = 'x'.repeat(1000)
    const headers = { 'content-encoding': 'gzip' }
    const { url } = await site({
      '/plain': plain,
      '/gzip': { headers, body: gzipSync(plain) },
      '/zstd': { headers: { 'content-encoding': 'zstd' }, body: zstdCompressSync(plain) },
      '/br': { headers: { 'content-encoding': 'br' }, body: brotliCompressSync(plain) },
    })
    for (const path of ['/plain', '/gzip', '/zstd', '/br']) {
      expect(await body(url(path), { maxBytes: 1000 })).toBe(plain)
      expect(await problem(url(path), { maxBytes: 999 })).toBe('too-large')
    }
  })

  test.each([
    ['gzip', gzipSync(Buffer.alloc(200_000_000))],
    ['br', brotliCompressSync(Buffer.alloc(50_000_000))],
    ['zstd', zstdCompressSync(Buffer.alloc(50_000_000))],
    ['gzip, gzip', gzipSync(gzipSync(Buffer.alloc(200_000_000)))],
  ])('a %s bomb stops at the limit', async (encoding, bytes) => {
    const { url } = await site({ '/': { body: bytes, headers: { 'content-encoding': encoding } } })
    expect(await problem(url('/'), { maxBytes: 15 * 1024 * 1024 })).toBe('too-large')
  })
})

describe('hostile bodies', () => {
  test('fifty megabytes are not taken', async () => {
    const { url } = await site({ '/': Buffer.alloc(50_000_000) })
    expect(await get(url('/'))).toMatchObject({
      problem: 'too-large',
      message: `GET ${url('/')}: the body is larger than 1000000 bytes`,
    })
  })

  test('a page that never ends is cut at the limit and its connection closed', async () => {
    const closed = Promise.withResolvers<void>()
    const { url } = await site({
      '/': (_request, response) => {
        response.on('close', closed.resolve)
        endless(response)
      },
    })
    expect(await problem(url('/'))).toBe('too-large')
    await closed.promise
  })

  test('a slow drip ends at the deadline and its connection is closed', async () => {
    const closed = Promise.withResolvers<void>()
    const { url } = await site({
      '/': (_request, response) => {
        const drip = setInterval(() => response.write('x'), 20)
        response.on('close', () => {
          clearInterval(drip)
          closed.resolve()
        })
      },
    })
    expect(await get(url('/'), { timeoutMs: 200 })).toMatchObject({
      problem: 'timeout',
      message: `GET ${url('/')}: no complete answer within 200 ms`,
    })
    await closed.promise
  })

  test('a drip of headers and a chain of drips share one deadline', async () => {
    const { url } = await site({
      '/headers': ({ socket }) => {
        socket.write('HTTP/1.1 200 OK\r\n')
        const drip = setInterval(() => socket.write('x-drip: 1\r\n'), 20)
        socket.on('close', () => clearInterval(drip))
      },
      '/redirect': (_request, response) => {
        response.writeHead(302, { location: '/headers' })
        response.flushHeaders()
      },
    })
    expect(await problem(url('/headers'), { timeoutMs: 200 })).toBe('timeout')
    expect(await problem(url('/redirect'), { timeoutMs: 200 })).toBe('timeout')
  })

  test('early hints without end are no answer', async () => {
    const { url } = await site({
      '/': ({ socket }) => {
        const drip = setInterval(() => socket.write('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'), 5)
        socket.on('close', () => clearInterval(drip))
        socket.on('error', () => clearInterval(drip))
      },
    })
    expect(await problem(url('/'), { timeoutMs: 200 })).toBe('timeout')
  })

  test('a server that takes the request and stays silent is left', async () => {
    const { url } = await site({ '/': () => undefined })
    expect(await problem(url('/'), { timeoutMs: 200 })).toBe('timeout')
  })

  test('ten thousand headers are too many', async () => {
    const { url } = await site({
      '/': ({ socket }) => {
        socket.write('HTTP/1.1 200 OK\r\n')
        for (let i = 0; i < 10_000; i++) socket.write(`x-${i}: 1\r\n`)
        socket.write('\r\n')
        socket.on('error', () => socket.destroy())
      },
    })
    expect(await message(url('/'))).toContain('the headers are larger than any honest answer needs')
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
    let running = 0
    let most = 0
    const { url } = await site({
      '/': (_request, response) => {
        most = Math.max(most, ++running)
        setImmediate(() => {
          running--
          response.end('ok')
        })
      },
    })
    const all = await Promise.all(Array.from({ length: 12 }, () => body(url('/'))))
    expect(all).toEqual(Array(12).fill('ok'))
    expect(most).toBe(2)
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
