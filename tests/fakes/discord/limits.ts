import { createHash } from 'node:crypto'
import type { Reply } from './reply.ts'

type Rule = {
  readonly method: string
  readonly path: RegExp
  readonly limit: number
  readonly perMs: number
  readonly scope: 'user' | 'shared'
}

// Discord does not publish its limits; these are the ones bots meet.
const rules: readonly Rule[] = [
  { method: 'POST', path: /^\/channels\/(\d+)\/messages$/, limit: 5, perMs: 5_000, scope: 'user' },
  { method: 'PATCH', path: /^\/channels\/(\d+)\/messages\/\d+$/, limit: 5, perMs: 5_000, scope: 'user' },
  { method: 'DELETE', path: /^\/channels\/(\d+)\/messages\/\d+$/, limit: 5, perMs: 5_000, scope: 'user' },
  { method: 'GET', path: /^\/channels\/(\d+)\/messages/, limit: 5, perMs: 5_000, scope: 'user' },
  {
    method: 'POST',
    path: /^\/channels\/(\d+)\/messages\/\d+\/crosspost$/,
    limit: 10,
    perMs: 3_600_000,
    scope: 'shared',
  },
  {
    method: 'POST',
    path: /^\/channels\/(\d+)\/(?:messages\/\d+\/)?threads$/,
    limit: 5,
    perMs: 5_000,
    scope: 'user',
  },
]

const globalLimit = { limit: 50, perMs: 1_000 }

type Bucket = { left: number; resetAt: number }

export type Limits = {
  /** Counts a request; `refusal` when it came too early. */
  count(
    method: string,
    path: string,
  ): { readonly headers: Readonly<Record<string, string>>; readonly refusal: Reply | null }
}

/** Buckets per route and channel, and the global one, on the server's clock. */
export function createLimits(now: () => number): Limits {
  const buckets = new Map<string, Bucket>()
  const bucketOf = (
    key: string,
    { limit, perMs }: { readonly limit: number; readonly perMs: number },
  ): Bucket => {
    const known = buckets.get(key)
    if (known && known.resetAt > now()) return known
    const fresh = { left: limit, resetAt: now() + perMs }
    buckets.set(key, fresh)
    return fresh
  }
  return {
    count(method, path) {
      const global = bucketOf('global', globalLimit)
      if (!isInteraction(path) && global.left-- <= 0)
        return { headers: {}, refusal: tooMany(global.resetAt - now(), 'global') }
      const rule = rules.find((one) => one.method === method && one.path.test(path))
      if (rule === undefined) return { headers: {}, refusal: null }
      const name = createHash('md5').update(`${method} ${rule.path.source}`).digest('hex')
      const bucket = bucketOf(`${name}:${rule.path.exec(path)?.[1]}`, rule)
      const isTooEarly = bucket.left <= 0
      if (!isTooEarly) bucket.left--
      const waitMs = bucket.resetAt - now()
      const headers = {
        'x-ratelimit-limit': String(rule.limit),
        'x-ratelimit-remaining': String(bucket.left),
        'x-ratelimit-reset': (bucket.resetAt / 1000).toFixed(3),
        'x-ratelimit-reset-after': (waitMs / 1000).toFixed(3),
        'x-ratelimit-bucket': name,
      }
      return { headers, refusal: isTooEarly ? tooMany(waitMs, rule.scope) : null }
    },
  }
}

/** Interaction endpoints are not bound to the bot's global rate limit. */
const isInteraction = (path: string): boolean => /^\/(interactions|webhooks)\//.test(path)

/** https://docs.discord.com/developers/topics/rate-limits#exceeding-a-rate-limit */
export function tooMany(waitMs: number, scope: 'user' | 'shared' | 'global'): Reply {
  const isGlobal = scope === 'global'
  return {
    status: 429,
    body: {
      message: isGlobal ? 'You are being rate limited globally.' : 'You are being rate limited.',
      retry_after: waitMs / 1000,
      global: isGlobal,
    },
    headers: {
      'retry-after': String(Math.ceil(waitMs / 1000)),
      'x-ratelimit-scope': scope,
      ...(isGlobal && { 'x-ratelimit-global': 'true' }),
    },
  }
}
