import { createHash, timingSafeEqual } from 'node:crypto'
import { type ServerType, serve } from '@hono/node-server'
import { Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Registry } from 'prom-client'
import type { Endpoint } from './deliver/adapter.ts'
import type { ReadyCheck } from './operate/readiness.ts'

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
  /** Whether the program can do its work; null where only the process itself can be asked. */
  readonly readiness: (() => Promise<Ready>) | null
  /** Which address of this machine to listen on. */
  readonly host: string
  /** What /metrics and /readyz ask for; null where only this machine reaches them. */
  readonly adminToken: string | null
}

export type Ready = { readonly isReady: boolean; readonly checks: readonly ReadyCheck[] }

/**
 * /healthz (the process answers), /readyz (it can do its work), /metrics (Prometheus text) and the endpoints of the
 * platforms. A reverse proxy lets in from outside what should be. Port 0 takes any free one.
 */
export async function startStatusServer(
  port: number,
  { registry, version, endpoints, receivePush, readiness, host, adminToken }: StatusServerParts,
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
  const insiders = onlyWith(adminToken)
  app.get('/healthz', (context) =>
    context.json({ status: 'ok', ...(adminToken === null ? { version } : {}) }),
  )
  if (readiness !== null)
    app.get('/readyz', insiders, async (context) => {
      const { isReady, checks } = await readiness()
      return context.json(
        { status: isReady ? 'ready' : 'not ready', version, checks: checks.map(shown) },
        isReady ? 200 : 503,
      )
    })
  app.get('/metrics', insiders, async (context) => {
    context.header('content-type', registry.contentType)
    return context.body(await registry.metrics())
  })
  return listen(app, { port, host })
}

function shown({ name, isGood, found, fix }: ReadyCheck) {
  return { name, status: isGood ? 'ok' : 'failed', found, ...(fix === null ? {} : { fix }) }
}

/** Lets in who sends the token. How long that takes tells nothing about it. */
function onlyWith(token: string | null): MiddlewareHandler {
  return async (context, next) => {
    if (token !== null && !isSame(context.req.header('authorization') ?? '', `Bearer ${token}`))
      return context.text('PULLQUOTE_ADMIN_TOKEN is asked for: Authorization: Bearer ...', 401, {
        'www-authenticate': 'Bearer',
      })
    await next()
    return
  }
}

function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(one), digest(other))
}

/** Far above what Slack and Discord send. */
const largestEndpointBody = 1024 * 1024

const refusals: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use',
  EACCES: 'is not for this user',
  EADDRNOTAVAIL: 'is no address of this machine',
}

function listen(
  app: Hono,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<StatusServerOutcome> {
  return new Promise((resolve, reject) => {
    const server: ServerType = serve({ fetch: app.fetch, port, hostname: host }, (info) =>
      resolve({ kind: 'listening', server: { port: info.port, close: () => close(server) } }),
    )
    server.once('error', (error: NodeJS.ErrnoException) => {
      const found = refusals[error.code ?? '']
      if (found === undefined) return reject(error)
      resolve({
        kind: 'portTaken',
        message: `port ${port} on ${host} ${found}: set PULLQUOTE_HTTP_PORT to a free port above 1023, 0 for any, or off`,
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
