import { STATUS_CODES } from 'node:http'
import { fingerprint } from './fingerprint.ts'
import { botWall } from './http/bot-wall.ts'
import { retryAfterMs, waitMs } from './http/freshness.ts'
import type { HttpProblem } from './http/trouble.ts'
import type { HttpDoor, HttpOutcome, HttpRequest } from './http.ts'
import { redactUrl } from './redact.ts'

/** What we know of a feed from the last time: its validators byte for byte as they came, and the hashes of its body. */
export type FetchRequest = {
  readonly url: string
  readonly etag: string | null
  readonly lastModified: string | null
  /** Of what it says (feeds/fingerprint.ts). */
  readonly bodyHash: string | null
  /** Of the bytes as they came. */
  readonly wireHash?: string | null
  /** How a feed is asked that is not for everybody. */
  readonly access?: Pick<HttpRequest, 'secretHeaders' | 'userAgent' | 'proxy'>
}

export type FetchLimits = {
  readonly maxBytes: number
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

export type FetchProblem = HttpProblem | 'http-status' | 'rate-limited' | 'bot-wall' | 'empty'

export type FetchOutcome =
  | {
      readonly kind: 'fetched'
      readonly bytes: Uint8Array
      readonly contentType: string | null
      readonly etag: string | null
      readonly lastModified: string | null
      readonly bodyHash: string
      readonly wireHash?: string
      /** What relative links in the document are relative to. */
      readonly finalUrl: string
      /** Where the feed says it has moved for good: every redirect on the way was a 301 or 308. */
      readonly permanentUrl: string | null
      /** How long the server asks us to wait; at most a day. */
      readonly waitMs: number | null
      /** Of the answer, when it has one. */
      readonly linkHeader?: string
    }
  | {
      readonly kind: 'unchanged'
      readonly etag: string | null
      readonly lastModified: string | null
      readonly bodyHash: string | null
      readonly wireHash?: string | null
      readonly permanentUrl: string | null
      readonly waitMs: number | null
    }
  /** 410: the publisher took the feed away and wants nobody to ask again. */
  | { readonly kind: 'gone'; readonly message: string }
  | {
      readonly kind: 'failed'
      readonly problem: FetchProblem
      readonly status: number | null
      readonly retryAfterMs: number | null
      readonly message: string
    }

type Response = Extract<HttpOutcome, { kind: 'response' }>

const accept =
  'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.5'

// 203 is a 200 that a proxy has touched; 226 lists only what is new, which is all we look for.
const documentStatuses: ReadonlySet<number> = new Set([200, 203, 226])

/** Asks for a feed, and for nothing but a "still the same" when it has not changed since `request`. */
export async function fetchFeed(
  door: Pick<HttpDoor, 'get'>,
  request: FetchRequest,
  limits: FetchLimits,
  now: Date,
): Promise<FetchOutcome> {
  const answer = await door.get({
    ...limits,
    ...request.access,
    url: request.url,
    headers: validators(request),
    knownWire: request.bodyHash === null ? '' : (request.wireHash ?? ''),
    accept,
  })
  if (answer.kind === 'failed') return { ...answer, status: null, retryAfterMs: null }
  return readAnswer(answer, request, now)
}

function readAnswer(answer: Response, request: FetchRequest, now: Date): FetchOutcome {
  const { status } = answer
  if (documentStatuses.has(status)) return readDocument(answer, request, now)
  if (status === 304 && hasSeen(request)) return unchanged(answer, request, request.bodyHash, now)
  if (status === 410)
    return { kind: 'gone', message: `GET ${redactUrl(request.url)}: 410 Gone, the feed was taken away` }
  if (status === 204 || status === 205) return empty(answer, request)
  const wall = botWall(answer.headers, answer.body)
  return {
    kind: 'failed',
    problem: statusProblem(status, wall),
    status,
    retryAfterMs: status === 429 || status === 503 ? retryAfterMs(answer.headers, now) : null,
    message: statusMessage(answer, request, wall),
  }
}

function readDocument(answer: Response, request: FetchRequest, now: Date): FetchOutcome {
  const { headers, body, wire } = answer
  if (wire?.isKnown) return unchanged(answer, fresh(answer, request), request.bodyHash, now)
  if (isBlank(body)) return empty(answer, request)
  // The decoded body: the same document comes as gzip today and br tomorrow, with another time stamp inside.
  const bodyHash = fingerprint(body)
  if (bodyHash === request.bodyHash) return unchanged(answer, fresh(answer, request), bodyHash, now)
  return {
    kind: 'fetched',
    bytes: body,
    contentType: headers['content-type'] ?? null,
    etag: headers.etag ?? null,
    lastModified: headers['last-modified'] ?? null,
    bodyHash,
    ...(wire === undefined ? {} : { wireHash: wire.hash }),
    finalUrl: answer.finalUrl,
    permanentUrl: permanentUrl(answer, request),
    waitMs: waitMs(headers, now),
    ...(headers.link === undefined ? {} : { linkHeader: headers.link }),
  }
}

/** What this answer alone is known by: the validators of an older one may be out of date. */
function fresh({ headers, wire }: Response, request: FetchRequest): FetchRequest {
  const validators = { etag: headers.etag ?? null, lastModified: headers['last-modified'] ?? null }
  return { ...request, ...validators, wireHash: wire?.hash ?? null }
}

function unchanged(answer: Response, seen: FetchRequest, bodyHash: string | null, now: Date): FetchOutcome {
  return {
    kind: 'unchanged',
    etag: answer.headers.etag ?? seen.etag,
    lastModified: answer.headers['last-modified'] ?? seen.lastModified,
    bodyHash,
    wireHash: seen.wireHash ?? null,
    permanentUrl: permanentUrl(answer, seen),
    waitMs: waitMs(answer.headers, now),
  }
}

function validators({ etag, lastModified }: FetchRequest): Readonly<Record<string, string>> {
  return {
    ...(isHeaderValue(etag) ? { 'if-none-match': etag } : {}),
    ...(isHeaderValue(lastModified) ? { 'if-modified-since': lastModified } : {}),
  }
}

function isHeaderValue(text: string | null): text is string {
  return text !== null && text !== '' && /^[\t\x20-\x7e\x80-\xff]+$/.test(text)
}

// A 304 to a question without validators tells us nothing.
function hasSeen(request: FetchRequest): boolean {
  return Object.keys(validators(request)).length > 0
}

function permanentUrl({ redirects, finalUrl }: Response, request: FetchRequest): string | null {
  const isPermanent =
    redirects.length > 0 && redirects.every(({ status }) => status === 301 || status === 308)
  // The new address comes without the password and the secrets of the old one, and would lock us out.
  return isPermanent && request.access === undefined && !hasPassword(request.url) ? finalUrl : null
}

function hasPassword(address: string): boolean {
  const url = URL.parse(address)
  return url !== null && (url.username !== '' || url.password !== '')
}

function isBlank(body: Uint8Array): boolean {
  return body.length < 1024 && Buffer.from(body).toString('latin1').trim() === ''
}

function empty(answer: Response, request: FetchRequest): FetchOutcome {
  const message = `GET ${redactUrl(request.url)}: expected a feed, found status ${answer.status} with an empty body`
  return { kind: 'failed', problem: 'empty', status: answer.status, retryAfterMs: null, message }
}

function statusProblem(status: number, wall: string | null): FetchProblem {
  if (status === 429) return 'rate-limited'
  return wall === null ? 'http-status' : 'bot-wall'
}

function statusMessage({ status }: Response, request: FetchRequest, wall: string | null): string {
  const stopped =
    wall === null ? '' : `; a bot wall (${wall}) answered, ask the publisher to let feed readers through`
  const name = STATUS_CODES[status] ?? 'unknown status'
  return `GET ${redactUrl(request.url)}: ${status} ${name}${stopped}`
}
