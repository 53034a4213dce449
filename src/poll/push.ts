import type { HttpOutcome } from '../../feeds/http.ts'
import { clip, redactUrl } from '../../feeds/redact.ts'
import type { HubCall } from '../../feeds/websub/request.ts'
import type { HubUpdate } from '../store/push.ts'
import type { HubSubscriptionRow } from '../store/push-schema.ts'

/** For how long a hub is asked to push; it may promise less. */
export const leaseSeconds = 10 * 24 * 3600
/** So often notice is given to a hub; then its lease ends by itself. */
export const mostNotices = 3

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const firstRetryMs = 5 * minuteMs
const mostMoves = 5
const shortestLeaseSeconds = 60
const longestLeaseSeconds = 365 * 24 * 3600
/** A hub that did not hear our answer asks again. */
const asksAgainMs = 10 * minuteMs

/** When to ask again a hub that has not agreed: after 5 min, 10, 20 ... at most a day. */
export function retryHubAt(failures: number, now: Date): number {
  return now.getTime() + Math.min(dayMs, firstRetryMs * 2 ** Math.min(failures - 1, 16))
}

/** What is written about a hub after it answered a request: what is wrong, or where it has moved to. */
export function settleAsked(row: HubSubscriptionRow, answer: HttpOutcome, now: Date): HubUpdate {
  if (answer.kind === 'failed') return { last_problem: answer.message }
  const { status, headers } = answer
  if (status >= 200 && status < 300) return { last_problem: 'not verified yet' }
  const last_problem = `POST ${redactUrl(row.ask_url)}: status ${status}`
  // Other redirects would turn the question into another one (RFC 9110, section 15.4).
  if ((status !== 307 && status !== 308) || row.failures > mostMoves) return { last_problem }
  const moved = URL.parse(headers.location ?? '', row.ask_url)
  if (moved === null || isDowngrade(row.ask_url, moved)) return { last_problem }
  return { last_problem, ask_url: moved.href, next_at: now.getTime() }
}

function isDowngrade(from: string, to: URL): boolean {
  return !/^https?:$/.test(to.protocol) || (/^https:/i.test(from) && to.protocol !== 'https:')
}

/** What a hub gets to hear when it asks us, and what is written about it. */
export type CallDecision =
  | {
      readonly kind: 'agreed'
      readonly challenge: string
      readonly update: HubUpdate
      readonly pollsAgainAt: null
    }
  | {
      readonly kind: 'denied'
      readonly reason: string
      readonly update: HubUpdate
      readonly pollsAgainAt: number
    }
  | { readonly kind: 'refused' }

/** Agrees to what we asked for ourselves, and to nothing else (WebSub, section 5.3). */
export function decideCall(row: HubSubscriptionRow, call: HubCall, now: Date): CallDecision {
  const at = now.getTime()
  if (call.kind === 'unclear' || call.topic !== row.topic) return { kind: 'refused' }
  if (call.kind === 'denied') {
    if (row.state === 'leaving' || row.state === 'left') return { kind: 'refused' }
    const reason = clip(call.reason)
    return {
      kind: 'denied',
      reason,
      update: {
        state: 'denied',
        asked_mode: null,
        lease_until: 0,
        last_problem: reason === '' ? 'denied by the hub' : `denied by the hub: ${reason}`,
        next_at: at + dayMs,
      },
      pollsAgainAt: at,
    }
  }
  if (row.asked_mode !== call.mode || at >= row.asked_until) return { kind: 'refused' }
  const update = call.mode === 'subscribe' ? subscribed(call.leaseSeconds, at) : unsubscribed(at)
  return { kind: 'agreed', challenge: call.challenge, update, pollsAgainAt: null }
}

function subscribed(promisedSeconds: number | null, at: number): HubUpdate {
  const seconds = Math.min(
    longestLeaseSeconds,
    Math.max(shortestLeaseSeconds, promisedSeconds ?? leaseSeconds),
  )
  const leaseMs = seconds * 1000
  return {
    state: 'active',
    lease_until: at + leaseMs,
    // With a third of the lease left for a hub that is down.
    next_at: at + Math.max(minuteMs, Math.round((leaseMs * 2) / 3)),
    asked_until: at + Math.min(asksAgainMs, leaseMs),
    failures: 0,
    last_problem: null,
  }
}

function unsubscribed(at: number): HubUpdate {
  return { state: 'left', next_at: at + asksAgainMs, asked_until: at + asksAgainMs, failures: 0 }
}
