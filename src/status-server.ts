import { type ServerType, serve } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Registry } from 'prom-client'
import type { Endpoint } from './deliver/adapter.ts'

export type StatusServer = { readonly port: number; close(): Promise<void> }

export type StatusServerOutcome =
  | { readonly kind: 'listening'; readonly server: StatusServer }
  | { readonly kind: 'portTaken'; readonly message: string }

export type StatusServerParts = {
  readonly registry: Registry
  readonly version: string
  /** What chat platforms call, when they have no open connection to us. */
  readonly endpoints: readonly Endpoint[]
  /** Who answers the hubs that push feeds; null when nobody is reached from outside. */
  readonly receivePush: ((request: Request, token: string) => Promise<Response>) | null
}

/**
 * /healthz (the process answers), /metrics (Prometheus text) and the endpoints of the platforms, on 127.0.0.1 only:
 * a reverse proxy lets in from outside what should be. Port 0 takes any free one.
 */
export async function startStatusServer(
  port: number,
  { registry, version, endpoints, receivePush }: StatusServerParts,
): Promise<StatusServerOutcome> {
  const app = new Hono()
  for (const endpoint of endpoints) {
    app.post(endpoint.path, bodyLimit({ maxSize: largestEndpointBody }), (context) =>
      endpoint.handle(context.req.raw),
    )
  }
  if (receivePush !== null)
    app.on(['GET', 'POST'], '/websub/:token', (context) =>
      receivePush(context.req.raw, context.req.param('token')),
    )
  app.get('/healthz', (context) => context.json({ status: 'ok', version }))
  app.get('/metrics', async (context) => {
    context.header('content-type', registry.contentType)
    return context.body(await registry.metrics())
  })
  return listen(app, port)
}

/** Far above what Slack and Discord send. */
const largestEndpointBody = 1024 * 1024

const refusals: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use',
  EACCES: 'is not for this user',
}

function listen(app: Hono, port: number): Promise<StatusServerOutcome> {
  return new Promise((resolve, reject) => {
    const server: ServerType = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (info) =>
      resolve({ kind: 'listening', server: { port: info.port, close: () => close(server) } }),
    )
    server.once('error', (error: NodeJS.ErrnoException) => {
      const found = refusals[error.code ?? '']
      if (found === undefined) return reject(error)
      resolve({
        kind: 'portTaken',
        message: `port ${port} on 127.0.0.1 ${found}: set PULLQUOTE_HTTP_PORT to a free port above 1023, 0 for any, or off`,
      })
    })
  })
}

function close(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    // Keep-alive connections of a scraper would hold the close for a minute.
    if ('closeAllConnections' in server) server.closeAllConnections()
  })
}
