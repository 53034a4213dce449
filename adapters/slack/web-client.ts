import { webApi } from '@slack/bolt'
import type { Logger } from 'pino'
import { sdkLog } from './sdk-log.ts'

export type WebClient = InstanceType<typeof webApi.WebClient>

export type WebClientOptions = {
  readonly token: string
  readonly apiUrl: string | null
  readonly timeoutMs: number
  readonly log: Logger
  /** Sees every answer before the SDK does. */
  readonly onResponse?: (response: Response) => void
}

/** A client that asks once: the outbox owns every retry, and a POST that the SDK repeats may post twice. */
export function openWebClient({ token, apiUrl, timeoutMs, log, onResponse }: WebClientOptions): WebClient {
  return new webApi.WebClient(token, {
    ...(apiUrl === null ? {} : { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    logger: sdkLog(log),
    // A token must not travel to an address that an answer names.
    allowAbsoluteUrls: false,
    fetch: async (input, init) => {
      const response = await fetch(input, init)
      onResponse?.(response)
      return withRetryAfter(response)
    },
  })
}

const usualRetryAfter = '30'

/** Without a number of seconds the SDK doesn't tell a 429 from a broken network. */
function withRetryAfter(response: Response): Response {
  const seconds = response.headers.get('retry-after')
  if (response.status !== 429 || /^\d+/.test(seconds ?? '')) return response
  const headers = new Headers(response.headers)
  headers.set('retry-after', usualRetryAfter)
  return new Response(response.body, { status: response.status, headers })
}
