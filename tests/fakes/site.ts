import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What one path answers; a string or bytes alone mean status 200. */
export type Page = {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: string | Uint8Array
}

/** The raw door to node:http, for faults: half an answer, a reset, a drip that never ends. */
export type SiteHandler = (request: IncomingMessage, response: ServerResponse) => void

/** Path with query -> page or handler; a path that is not listed answers 404. */
export type SiteRoutes = Readonly<Record<string, string | Uint8Array | Page | SiteHandler>>

export type SiteRequest = { readonly path: string; readonly headers: IncomingHttpHeaders }

export type Site = {
  readonly origin: string
  readonly port: number
  url(path: string): string
  /** Every request that arrived, in order; also the ones that got a 404. */
  readonly requests: readonly SiteRequest[]
  /** How many TCP connections were opened, with or without a request on them. */
  connections(): number
  /** Cuts what is still open, so a handler that never ends does not hold the test. */
  close(): Promise<void>
}

/** Starts a web site with a free port on a loopback address; another address is another host. Routes are read at each request, so a test may change them. */
export async function startSite(
  routes: SiteRoutes | SiteHandler,
  address: `127.0.0.${number}` = '127.0.0.1',
): Promise<Site> {
  const requests: SiteRequest[] = []
  let connections = 0
  const server = createServer((request, response) => {
    const path = request.url ?? '/'
    requests.push({ path, headers: request.headers })
    if (typeof routes === 'function') routes(request, response)
    else answer(routes, path, request, response)
  })
  server.on('connection', () => {
    connections++
  })
  await new Promise<void>((resolve) => server.listen(0, address, resolve))
  // A TCP server that listens always has an AddressInfo; a string is only for pipes.
  const { port } = server.address() as AddressInfo
  const origin = `http://${address}:${port}`
  return {
    origin,
    port,
    url: (path) => `${origin}${path}`,
    requests,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function answer(routes: SiteRoutes, path: string, request: IncomingMessage, response: ServerResponse): void {
  const route = Object.hasOwn(routes, path) ? routes[path] : undefined
  if (typeof route === 'function') route(request, response)
  else send(response, pageOf(route))
}

function pageOf(route: string | Uint8Array | Page | undefined): Page {
  if (route === undefined) return { status: 404, body: 'not found' }
  if (typeof route === 'string' || route instanceof Uint8Array) return { body: route }
  return route
}

function send(response: ServerResponse, page: Page): void {
  for (const [name, value] of Object.entries(page.headers ?? {})) response.setHeader(name, value)
  response.writeHead(page.status ?? 200)
  response.end(page.body)
}
