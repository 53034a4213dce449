// A publisher that does everything wrong, on a loopback address of its own for each kind of trouble.
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { gzipSync } from 'node:zlib'

const rssType = { 'content-type': 'application/rss+xml' }
const rss = '<rss version="2.0"><channel><title>x</title></channel></rss>'
const bomb = gzipSync(Buffer.alloc(200_000_000))
const cutGzip = gzipSync(rss.repeat(1_000)).subarray(0, 200)
const manyHeaders = Object.fromEntries(Array.from({ length: 10_000 }, (_, number) => [`x-${number}`, 'y']))

/** What each kind of trouble answers. */
const troubles: Readonly<Record<string, RequestListener>> = {
  reset: ({ socket }) => void socket.resetAndDestroy(),
  'half-open': () => undefined,
  'slow drip': (_, response) => {
    response.writeHead(200, rssType)
    const drip = setInterval(() => response.write(' '), 200)
    response.on('close', () => clearInterval(drip))
  },
  'truncated gzip': (_, response) =>
    void response.writeHead(200, { ...rssType, 'content-encoding': 'gzip' }).end(cutGzip),
  'gzip bomb': (_, response) =>
    void response.writeHead(200, { ...rssType, 'content-encoding': 'gzip' }).end(bomb),
  'endless body': (_, response) => {
    response.writeHead(200, rssType)
    const chunk = Buffer.alloc(65_536, 32)
    const pour = () => {
      while (!response.destroyed && response.write(chunk));
    }
    response.on('drain', pour)
    pour()
  },
  'redirect loop': ({ url }, response) => void response.writeHead(302, { location: `${url}x` }).end(),
  '10,000 headers': (_, response) => void response.writeHead(200, manyHeaders).end(rss),
}

const sites = await Promise.all(
  Object.entries(troubles).map(async ([name, answer], index) => {
    const server = createServer((request, response) => {
      response.on('error', ignoreClosed)
      request.socket.on('error', ignoreClosed)
      answer(request, response)
    })
    await new Promise<void>((resolve) => server.listen(0, `127.0.1.${index + 1}`, resolve))
    return { name, origin: `http://127.0.1.${index + 1}:${(server.address() as AddressInfo).port}` }
  }),
)
process.send?.({ sites })

/** Whoever asked has had enough; nothing else can happen to a server that pours. */
function ignoreClosed(this: Pick<Socket, 'destroy'>): void {
  this.destroy()
}
