import { onTestFinished } from 'vitest'
import { HttpDoor, type HttpOutcome, type HttpRequest } from '../../feeds/http.ts'
import { type Site, type SiteRoutes, startSite } from '../fakes/site.ts'

export const loopback = { userAgent: 'Pullquote/test', allowNetworks: ['127.0.0.0/8'] }

/** A door that reaches sites on loopback; it has nothing open when their sites are closed. */
export const door = new HttpDoor(loopback)

/** A site that lives as long as the test. */
export async function site(routes: SiteRoutes): Promise<Site> {
  const started = await startSite(routes)
  onTestFinished(() => started.close())
  return started
}

export function get(url: string, more: Partial<HttpRequest> = {}): Promise<HttpOutcome> {
  return door.get({ url, maxBytes: 1_000_000, timeoutMs: 10_000, ...more })
}

/** What went wrong, or 'none'. */
export async function problem(url: string, more: Partial<HttpRequest> = {}): Promise<string> {
  const outcome = await get(url, more)
  return outcome.kind === 'failed' ? outcome.problem : 'none'
}

/** The body as text; a failure throws. */
export async function body(url: string, more: Partial<HttpRequest> = {}): Promise<string> {
  const outcome = await get(url, more)
  if (outcome.kind === 'failed') throw new Error(outcome.message)
  return Buffer.from(outcome.body).toString()
}
