import type { Logger } from 'pino'
import { failureOf, inWords } from './errors.ts'
import type { Response as ChatResponse } from './interactions.ts'

/**
 * Sends an answer after the ack. It is sent once: nobody can look whether it arrived. `refused` means that it didn't, as
 * the address was too old or used up. Never rejects.
 */
export type Responder = (responseUrl: string | null, response: ChatResponse) => Promise<Responded>
export type Responded = 'taken' | 'refused' | 'unknown'

// https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
const uselessAddress = [403, 404, 410]

export type ResponderOptions = {
  readonly apiUrl: string | null
  readonly timeoutMs: number
  readonly log: Logger
}

export function createResponder({ apiUrl, timeoutMs, log }: ResponderOptions): Responder {
  return async (responseUrl, response) => {
    if (responseUrl === null || !isSlack(responseUrl, apiUrl)) return 'refused'
    try {
      const { status, ok, body } = await fetch(responseUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify(response),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      })
      await body?.cancel()
      if (ok) return 'taken'
      log.warn({ status }, 'slack did not take an answer')
      return uselessAddress.includes(status) ? 'refused' : 'unknown'
    } catch (error) {
      log.warn({ cause: inWords(failureOf(error)) }, 'an answer did not reach slack')
      return 'unknown'
    }
  }
}

/** True for an address of Slack itself, which may be given what is Slack's. */
export function isSlack(url: string, apiUrl: string | null): boolean {
  const { protocol, hostname, origin } = new URL(url)
  if (apiUrl !== null && origin === new URL(apiUrl).origin) return true
  return protocol === 'https:' && /(?:^|\.)slack(?:-gov)?\.com$/.test(hostname)
}

/** What the promise resolves with, or null when it takes longer. */
export async function withinMs<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  const late = Promise.withResolvers<null>()
  const timer = setTimeout(() => late.resolve(null), ms)
  try {
    return await Promise.race([promise, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
