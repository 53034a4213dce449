import { Agent, type Dispatcher } from 'undici'
import { parseAllowedNetworks } from './http/addresses.ts'
import { basicOf } from './http/basic.ts'
import { readBody } from './http/body.ts'
import { closedByName, guardedConnect } from './http/connect.ts'
import { Deadline } from './http/deadline.ts'
import { openProxy } from './http/proxy.ts'
import {
  failedHop,
  followRedirect,
  type Hop,
  type HttpFailure,
  isRedirect,
  type Redirect,
} from './http/redirect.ts'
import { checkTarget, type Gate, plainHref } from './http/target.ts'
import { troubleOf } from './http/trouble.ts'
import { HostTurns } from './http/turns.ts'
import { redactUrl } from './redact.ts'

export type HttpRequest = {
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  /** The most a body may have, counted after decompression. */
  readonly maxBytes: number
  /** For the whole request with its redirects, from the moment its host has a free turn. */
  readonly timeoutMs: number
  readonly signal?: AbortSignal
  readonly accept?: string
  readonly userAgent?: string
  /** Headers that are for the origin of the address alone: no redirect takes them anywhere else. */
  readonly secretHeaders?: Readonly<Record<string, string>>
  /** The hash of the body that is known; '' for none. Without it no hash is made. */
  readonly knownWire?: string
  /** The http proxy to go through, which the operator chose: it may be anywhere, and connects where it likes. */
  readonly proxy?: string
}

export type HttpPost = Omit<HttpRequest, 'proxy' | 'knownWire'> & {
  readonly content: string
  readonly contentType: string
}

export type HttpOutcome =
  | {
      readonly kind: 'response'
      readonly status: number
      /** Lower-case names; values byte for byte as latin1; repeated headers are joined with a comma. */
      readonly headers: Readonly<Record<string, string>>
      /** Decoded. Empty when an error page (status 400 and up) could not be read. */
      readonly body: Uint8Array
      /** The hash of the body as it came, where one was asked for; a body that is known was not decoded and is empty. */
      readonly wire?: { readonly hash: string; readonly isKnown: boolean }
      /** Without user name, password and fragment. */
      readonly finalUrl: string
      readonly redirects: readonly Redirect[]
    }
  | HttpFailure

export type HttpDoorOptions = {
  readonly userAgent: string
  /** Networks opened by the operator, in CIDR notation; any port is open there. */
  readonly allowNetworks: readonly string[]
  /** Exact origins that are let through, such as the bundled demo on http://127.0.0.1:4711. */
  readonly allowOrigins?: readonly string[]
  /** How many requests one host gets at a time. */
  readonly perHost?: number
}

type Response = Dispatcher.ResponseData
type Limits = Pick<HttpRequest, 'maxBytes' | 'timeoutMs' | 'signal' | 'proxy' | 'knownWire'> & {
  readonly deadline: AbortSignal
}

// The default of 16 KB is filled by the content security policies of some honest sites.
const maxHeaderBytes = 64 * 1024
const agentOptions = { allowH2: false, maxHeaderSize: maxHeaderBytes, headersTimeout: 0, bodyTimeout: 0 }
const noBody = new Uint8Array(0)

/** The one door to strangers: every request goes to a public address, ends in time and brings a bounded answer. */
export class HttpDoor {
  readonly #agent: Agent
  readonly #gate: Gate
  readonly #userAgent: string
  readonly #turns: HostTurns
  readonly #proxies = new Map<string, Dispatcher>()

  constructor(options: HttpDoorOptions) {
    this.#gate = {
      networks: parseAllowedNetworks(options.allowNetworks),
      origins: new Set((options.allowOrigins ?? []).map((origin) => new URL(origin).origin)),
    }
    this.#userAgent = options.userAgent
    const perHost = options.perHost ?? 2
    this.#turns = new HostTurns(perHost)
    // An own agent: proxies from the environment would resolve names where nobody checks them.
    // The silence timers are off because one deadline holds for the whole request.
    // undici lets a connection rest for a turn of the event loop before it uses it again, and opens another one meanwhile.
    this.#agent = new Agent({
      connect: guardedConnect(this.#gate),
      connections: perHost,
      ...agentOptions,
    })
  }

  /** Asks for an address and follows its redirects. What the web does wrong is an outcome; it never throws for that. */
  async get(request: HttpRequest): Promise<HttpOutcome> {
    return this.#follow(firstStep(request, this.#userAgent, this.#gate), request)
  }

  /** Posts to an address. A redirect is not followed but is the answer: what was posted is not for others. */
  async post(request: HttpPost): Promise<HttpOutcome> {
    const first = firstStep(request, this.#userAgent, this.#gate, 'POST')
    if (first.kind !== 'hop') return first
    const headers = { ...first.headers, 'content-type': request.contentType }
    return this.#follow({ ...first, content: request.content, headers }, request)
  }

  async #follow(first: Hop | HttpOutcome, request: HttpRequest): Promise<HttpOutcome> {
    let step = first
    const deadline = new Deadline(request)
    try {
      while (step.kind === 'hop') {
        const hop: Hop = step
        step = await this.#inTurn(hop, request.signal, () =>
          this.#ask(hop, { ...request, deadline: deadline.start() }),
        )
      }
      return step
    } finally {
      deadline.end()
    }
  }

  /** Cuts every connection; requests under way end as 'aborted'. */
  async close(): Promise<void> {
    await Promise.all([this.#agent, ...this.#proxies.values()].map((each) => each.destroy()))
  }

  async #inTurn(
    hop: Hop,
    signal: AbortSignal | undefined,
    ask: () => Promise<Hop | HttpOutcome>,
  ): Promise<Hop | HttpOutcome> {
    try {
      return await this.#turns.inTurn(hop.url.hostname, signal, ask)
    } catch (error) {
      if (signal?.aborted !== true) throw error
      return failedHop(hop, 'aborted', 'the request was called off')
    }
  }

  async #ask(hop: Hop, limits: Limits): Promise<Hop | HttpOutcome> {
    const { url, headers, method, content } = hop
    const signal = limits.deadline
    try {
      const closed =
        limits.proxy === undefined ? null : await unlessAborted(closedByName(url, this.#gate), signal)
      if (closed !== null) return failedHop(hop, 'blocked-address', closed)
      const path = `${url.pathname}${url.search}`
      const way = limits.proxy === undefined ? this.#agent : this.#through(limits.proxy)
      const sent = way.request({ origin: url.origin, path, method, headers, body: content, signal })
      const response = await unlessAborted(sent, signal)
      if (method === 'POST' || !isRedirect(response.statusCode)) return await answer(hop, response, limits)
      await response.body.dump({ limit: 16 * 1024, signal })
      return followRedirect(hop, response.statusCode, locationOf(response), this.#gate)
    } catch (error) {
      if (signal.aborted) return stopped(hop, limits)
      const { problem, detail } = troubleOf(error)
      return failedHop(hop, problem, detail)
    }
  }

  #through(proxy: string): Dispatcher {
    const opened = this.#proxies.get(proxy) ?? openProxy(proxy, agentOptions)
    this.#proxies.set(proxy, opened)
    return opened
  }
}

function firstStep(
  request: HttpRequest,
  userAgent: string,
  gate: Gate,
  method: Hop['method'] = 'GET',
): Hop | HttpOutcome {
  const target = checkTarget(request.url, gate)
  if (target.kind === 'refused') {
    const message = `${method} ${redactUrl(request.url)}: ${target.detail}`
    return { kind: 'failed', problem: target.problem, message }
  }
  const secret = lowerCased(request.secretHeaders ?? {})
  const headers = {
    'user-agent': request.userAgent ?? userAgent,
    accept: request.accept ?? '*/*',
    'accept-encoding': 'gzip, br, zstd',
    ...passwordOf(target.url),
    ...lowerCased(request.headers ?? {}),
    ...secret,
  }
  return {
    kind: 'hop',
    method,
    content: null,
    url: target.url,
    headers,
    secretHeaders: new Set(Object.keys(secret)),
    redirects: [],
    visited: [plainHref(target.url)],
  }
}

// Some publishers give subscribers an address with a password in it.
function passwordOf(url: URL): Readonly<Record<string, string>> {
  const authorization = basicOf(url)
  return authorization === null ? {} : { authorization }
}

function lowerCased(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

async function answer(
  hop: Hop,
  response: Response,
  { maxBytes, knownWire }: Pick<Limits, 'maxBytes' | 'knownWire'>,
): Promise<HttpOutcome> {
  const headers = plainHeaders(response)
  const body = await readBody(response.body, headers, maxBytes, knownWire)
  const status = response.statusCode
  // Of an error page the status is the news; that its body is a bomb or broken must not hide a 404 or 410.
  if (body.kind === 'unreadable' && status < 400) return failedHop(hop, body.problem, body.detail)
  return {
    kind: 'response',
    status,
    headers,
    body: body.kind === 'read' ? body.bytes : noBody,
    ...(body.kind === 'unreadable' || body.wire === null ? {} : { wire: body.wire }),
    finalUrl: plainHref(hop.url),
    redirects: hop.redirects,
  }
}

function plainHeaders({ headers }: Response): Readonly<Record<string, string>> {
  const plain: Record<string, string> = {}
  for (const [name, value = ''] of Object.entries(headers))
    plain[name] = typeof value === 'string' ? value : value.join(', ')
  return plain
}

function locationOf({ headers }: Response): string | null {
  return [headers.location].flat()[0] ?? null
}

function stopped(hop: Hop, { signal, timeoutMs }: Limits): HttpOutcome {
  return signal?.aborted === true
    ? failedHop(hop, 'aborted', 'the request was called off')
    : failedHop(hop, 'timeout', `no complete answer within ${timeoutMs} ms`)
}

// undici notices an abort only once it is connected: a silent address would hold the request beyond its deadline.
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    const settled =
      <V>(settle: (value: V) => void) =>
      (value: V) => {
        signal.removeEventListener('abort', stop)
        settle(value)
      }
    work.then(settled(resolve), settled(reject))
  })
}
