import { type ServerType, serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { Registry } from 'prom-client'

export type StatusServer = { readonly port: number; close(): Promise<void> }

export type StatusServerOutcome =
  | { readonly kind: 'listening'; readonly server: StatusServer }
  | { readonly kind: 'portTaken'; readonly message: string }

/** /healthz (the process answers) and /metrics (Prometheus text), on 127.0.0.1 only. Port 0 takes any free one. */
export async function startStatusServer(
  port: number,
  registry: Registry,
  version: string,
): Promise<StatusServerOutcome> {
  const app = new Hono()
  app.get('/healthz', (context) => context.json({ status: 'ok', version }))
  app.get('/metrics', async (context) => {
    context.header('content-type', registry.contentType)
    return context.body(await registry.metrics())
  })
  return listen(app, port)
}

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
