import type { ServerResponse } from 'node:http'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { body, get, problem, site } from './loopback.ts'

const feed = '<rss><channel><title>News</title></channel></rss>'

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
    expect(await get(url('/'))).toMatchObject({
      problem: 'protocol',
      message: `GET ${url('/')}: the headers are larger than any honest answer needs`,
    })
  })
})

function endless(response: ServerResponse): void {
  const chunk = Buffer.alloc(64 * 1024, 'x')
  const more = () => {
    while (response.write(chunk));
  }
  response.on('drain', more)
  more()
}
