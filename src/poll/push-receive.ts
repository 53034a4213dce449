import type { Logger } from 'pino'
import { redactUrl } from '../../feeds/redact.ts'
import { readHubCall } from '../../feeds/websub/request.ts'
import { isSignedWith } from '../../feeds/websub/signature.ts'
import { openHubSecret } from '../store/hub-secrets.ts'
import { findHubByToken, noteHub } from '../store/push.ts'
import type { HubSubscriptionRow } from '../store/push-schema.ts'
import { savePushed } from '../store/pushed.ts'
import type { SecretKey } from '../store/secrets.ts'
import type { Reached } from '../store/steps.ts'
import type { Store } from '../store/store.ts'
import { decideCall } from './push.ts'

/** What became of a call from outside. */
export type PushOutcome =
  | 'agreed'
  | 'denied'
  | 'refused'
  | 'accepted'
  | 'forged'
  | 'limited'
  | 'too-large'
  | 'unknown'

export type ReceiverParts = {
  readonly store: Store
  readonly clock: () => Date
  readonly log: Logger
  /** What the secrets of hubs are opened with. */
  readonly key: SecretKey | null
  readonly maxBytes: number
  /** Something can be read, or a hub has to be asked. */
  readonly onPushed: () => void
  readonly onOutcome?: (outcome: PushOutcome) => void
  readonly reached?: Reached
}

/** Answers a call to a callback; `token` is the end of its path. */
export type PushReceiver = (request: Request, token: string) => Promise<Response>

/** Documents are kept until they are read, in the turn in which they come; larger ones are polled. */
const largestPush = 4_000_000
const pollsAfterMs = 2 * 60_000

/** So many calls a callback may get at once, and so many a minute. */
const burst = 30
const perMinute = 30

/** Opens the place hubs call: they have intentions confirmed there with GET and push documents with POST. */
export function openReceiver(parts: ReceiverParts): PushReceiver {
  const turns = new Map<number, Turns>()
  return async (request, token) => {
    const tell = (outcome: PushOutcome, status: number, text = '') => {
      parts.onOutcome?.(outcome)
      return new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } })
    }
    const row = await findHubByToken(parts.store, token)
    // 410 tells a hub to end what it still holds for us (WebSub, section 7).
    if (row === undefined) return tell('unknown', request.method === 'POST' ? 410 : 404)
    const left = takeTurn(turns.get(row.id), parts.clock())
    if (left === null) return tell('limited', 429)
    turns.set(row.id, left)
    if (request.method === 'POST') return receiveDocument(request, row, parts, tell)
    return confirm(new URL(request.url).searchParams, row, parts, tell)
  }
}

type Tell = (outcome: PushOutcome, status: number, text?: string) => Response

async function confirm(
  query: URLSearchParams,
  row: HubSubscriptionRow,
  parts: ReceiverParts,
  tell: Tell,
): Promise<Response> {
  const decision = decideCall(row, readHubCall(query), parts.clock())
  const about = { feed: row.feed_id, hub: redactUrl(row.ask_url), topic: redactUrl(row.topic) }
  if (decision.kind === 'refused') {
    parts.log.warn(about, 'a hub wanted confirmed what it was not asked for')
    return tell('refused', 404)
  }
  await noteHub(parts.store, row, decision.update, decision)
  parts.reached?.('hub-confirmed')
  parts.onPushed()
  if (decision.kind === 'denied') {
    parts.log.warn({ ...about, reason: decision.reason }, 'a hub pushes the feed no more; it is polled')
    return tell('denied', 200)
  }
  parts.log.info({ ...about, mode: row.asked_mode }, 'a hub agreed')
  return tell('agreed', 200, decision.challenge)
}

async function receiveDocument(
  request: Request,
  row: HubSubscriptionRow,
  parts: ReceiverParts,
  tell: Tell,
): Promise<Response> {
  if (row.feed_id === null || row.state === 'leaving' || row.state === 'left') return tell('unknown', 410)
  const about = { feed: row.feed_id, hub: redactUrl(row.ask_url) }
  const bytes = await readBytes(request, Math.min(largestPush, parts.maxBytes))
  if (bytes === null) {
    parts.log.warn(about, 'a pushed document is too large; the feed is polled instead')
    const pollsAgainAt = parts.clock().getTime() + pollsAfterMs
    await noteHub(parts.store, row, { last_problem: 'pushed a document that is too large' }, { pollsAgainAt })
    return tell('too-large', 413)
  }
  const opened = openHubSecret(row, parts.key)
  const signature = request.headers.get('x-hub-signature')
  if (opened.kind === 'closed' || !isSignedWith(opened.secret, bytes, signature)) {
    parts.log.warn(about, 'a pushed document was not signed by the hub and is dropped')
    // Whoever guesses signatures learns nothing (WebSub, section 7.1.1).
    return tell('forged', 202)
  }
  const now = parts.clock()
  const content_type = request.headers.get('content-type')
  const document = { feed_id: row.feed_id, topic: row.topic, content_type, received_at: now.getTime(), bytes }
  await savePushed(parts.store, document)
  parts.reached?.('push-saved')
  await noteHub(parts.store, row, { last_push_at: now.getTime() }, { pollsAgainAt: null })
  parts.onPushed()
  return tell('accepted', 202)
}

/** null when there is more than is allowed; the rest is left where it is. */
async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body ?? []) {
    length += chunk.length
    if (length > maxBytes) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, length)
}

type Turns = { readonly left: number; readonly at: number }

/** What is left after this call; null when there is nothing. A clock that was set back costs nobody a turn. */
function takeTurn(before: Turns | undefined, now: Date): Turns | null {
  const at = now.getTime()
  if (before === undefined) return { left: burst - 1, at }
  const earned = (Math.max(0, at - before.at) / 60_000) * perMinute
  const left = Math.min(burst, before.left + earned) - 1
  return left < 0 ? null : { left, at }
}
