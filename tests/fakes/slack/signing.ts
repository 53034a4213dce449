import { createHmac } from 'node:crypto'
import type { EnvelopeType } from './socket.ts'
import type { Json } from './workspace.ts'

/** A request as Slack makes it, for `fetch(url, signed)` and `new Request(url, signed)`. */
export type SignedRequest = {
  readonly method: 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export type Signing = {
  readonly secret: string
  /** Epoch seconds; one that is more than five minutes old is stale. */
  readonly at: number
}

/** The HTTP request that carries what an envelope would; `url_verification` goes as an event. */
export function signRequest(type: EnvelopeType, payload: Json, signing: Signing): SignedRequest {
  const body = bodyOf(type, payload)
  const base = `v0:${signing.at}:${body}`
  return {
    method: 'POST',
    headers: {
      'content-type': type === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded',
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': String(signing.at),
      'x-slack-signature': `v0=${createHmac('sha256', signing.secret).update(base).digest('hex')}`,
    },
    body,
  }
}

function bodyOf(type: EnvelopeType, payload: Json): string {
  if (type === 'events_api') return JSON.stringify(payload)
  if (type === 'interactive') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  const fields = new URLSearchParams()
  for (const [name, value] of Object.entries(payload)) fields.set(name, String(value))
  return fields.toString()
}
