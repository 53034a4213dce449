import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The bundled feed and pages on a loopback port, so that the program has something to read before it is set up. */
export type SamplesServer = { readonly origin: string; readonly feedUrl: string; close(): Promise<void> }

const folder = new URL('../feeds/samples/', import.meta.url)
const types: Readonly<Record<string, string>> = {
  xml: 'application/rss+xml; charset=utf-8',
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
}

/** Serves the samples from the wanted port, or from any free one when that is taken. */
export async function serveSamples(wantedPort: number | null): Promise<SamplesServer> {
  const files = loadFiles()
  const server = createServer((request, response) => {
    // Not through the URL parser: it throws at what strangers ask for.
    const file = files.get((request.url ?? '/').split('?')[0]?.slice(1) ?? '')
    if (!file) return void response.writeHead(404, { 'content-type': 'text/plain' }).end('no such sample\n')
    response.writeHead(200, { 'content-type': file.type }).end(file.body)
  })
  const port = (wantedPort !== null && (await listen(server, wantedPort))) || (await listen(server, 0))
  if (port === null) throw new Error('serve the samples: no free port on 127.0.0.1')
  const origin = `http://127.0.0.1:${port}`
  return { origin, feedUrl: `${origin}/feed.xml`, close: () => close(server) }
}

/** Everything is in memory: a path in a request is a name to look up, never a path on the disk. */
function loadFiles(): ReadonlyMap<string, { readonly type: string; readonly body: Buffer }> {
  const names = readdirSync(folder).filter((name) => types[name.split('.').at(-1) ?? ''])
  return new Map(
    names.map((name) => [
      name,
      { type: types[name.split('.').at(-1) ?? ''] ?? '', body: readFileSync(new URL(name, folder)) },
    ]),
  )
}

function listen(server: Server, port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const refused = () => resolve(null)
    server.once('error', refused)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', refused)
      // A listening TCP server has an AddressInfo; a string is only for pipes.
      resolve((server.address() as AddressInfo).port)
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
