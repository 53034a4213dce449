import { redactUrl } from '../redact.ts'
import { checkTarget, type Gate, plainHref, shownUrl } from './target.ts'
import type { HttpProblem } from './trouble.ts'

export type Redirect = { readonly status: number; readonly to: string }

export type HttpFailure = {
  readonly kind: 'failed'
  readonly problem: HttpProblem
  /** What was asked, what was found and, when an operator can help it, how. Never a secret. */
  readonly message: string
}

/** One request on the way to the answer: where it goes, what it carries, and how it came there. */
export type Hop = {
  readonly kind: 'hop'
  readonly method: 'GET' | 'POST'
  /** What is posted. */
  readonly content: string | null
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  /** The lower-case names of headers that only the first origin may see. */
  readonly secretHeaders: ReadonlySet<string>
  readonly redirects: readonly Redirect[]
  /** Every address asked so far, this one last. */
  readonly visited: readonly [first: string, ...rest: string[]]
}

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const mostRedirects = 5
const credentials = ['authorization', 'cookie', 'proxy-authorization']

export function isRedirect(status: number): boolean {
  return redirectStatuses.has(status)
}

/** Decides where a redirect leads: the next hop, or why it is not followed. */
export function followRedirect(
  hop: Hop,
  status: number,
  location: string | null,
  gate: Gate,
): Hop | HttpFailure {
  if (location === null || location.trim() === '') return bad(hop, `status ${status} without a Location`)
  const next = URL.parse(utf8(location), hop.url.href)
  if (next === null) return bad(hop, `status ${status} to "${redactUrl(location)}", which is no address`)
  if (hop.url.protocol === 'https:' && next.protocol === 'http:')
    return bad(hop, `status ${status} from https down to ${shownUrl(next)} is not followed`)
  const to = plainHref(next)
  const target = checkTarget(to, gate)
  if (target.kind === 'refused') {
    const problem = target.problem === 'bad-url' ? 'bad-redirect' : target.problem
    return failedHop(hop, problem, `redirects to ${redactUrl(to)}: ${target.detail}`)
  }
  if (hop.visited.includes(to))
    return failedHop(hop, 'too-many-redirects', `redirects in a loop: ${trail(hop, to)}`)
  if (hop.redirects.length === mostRedirects)
    return failedHop(hop, 'too-many-redirects', `more than ${mostRedirects} redirects: ${trail(hop, to)}`)
  return {
    ...hop,
    url: target.url,
    headers: target.url.origin === hop.url.origin ? hop.headers : withoutCredentials(hop),
    redirects: [...hop.redirects, { status, to }],
    visited: [...hop.visited, to],
  }
}

/** A failure that says what was asked and, after redirects, where it was found. */
export function failedHop(hop: Hop, problem: HttpProblem, detail: string): HttpFailure {
  const via = hop.redirects.length === 0 ? '' : ` (redirected to ${shownUrl(hop.url)})`
  return { kind: 'failed', problem, message: `${hop.method} ${redactUrl(hop.visited[0])}${via}: ${detail}` }
}

function bad(hop: Hop, detail: string): HttpFailure {
  return failedHop(hop, 'bad-redirect', detail)
}

function trail(hop: Hop, to: string): string {
  return [...hop.visited, to].map(redactUrl).join(' -> ')
}

// Header bytes arrive as latin1; servers put plain UTF-8 into Location.
function utf8(location: string): string {
  const text = Buffer.from(location, 'latin1').toString('utf8')
  return text.includes('\ufffd') ? location : text
}

function withoutCredentials({ headers, secretHeaders }: Hop): Readonly<Record<string, string>> {
  const isSecret = (name: string) => credentials.includes(name) || secretHeaders.has(name)
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !isSecret(name)))
}
