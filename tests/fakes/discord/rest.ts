import { once } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ContractName, loadContract } from './contract.ts'
import type { Faults, Trouble } from './faults.ts'
import { type Limits, tooMany } from './limits.ts'
import { emptyMessage } from './lint.ts'
import { invalidForm, isJson, type Reply, refuse } from './reply.ts'
import type { Asked, Route } from './routes.ts'
import { sentWith } from './sent.ts'
import type { SentFile } from './shapes.ts'
import type { World } from './world.ts'

/** A request as it arrived; `status` is null while it has no answer, and stays so when the socket was destroyed. */
export type RestRequest = {
  readonly method: string
  /** Without /api/v10 and query, percent-decoding done. */
  readonly path: string
  readonly query: string
  /** Parsed JSON; undefined without a body. */
  readonly body: unknown
  /** What came along in a form. */
  readonly files: readonly SentFile[]
  readonly at: number
  status: number | null
  /** It has its answer, or its end without one. */
  isSettled: boolean
}

/** A body that Discord would not take. */
export type Violation = {
  readonly method: string
  readonly path: string
  /** Such as `embeds.0.title: Must be 256 or fewer in length.` */
  readonly problems: readonly string[]
  readonly body: unknown
}

export type RestParts = {
  readonly world: World
  readonly routes: readonly Route[]
  readonly faults: Faults
  /** null: no request is ever too early. */
  readonly limits: Limits | null
  readonly requests: RestRequest[]
  readonly violations: Violation[]
  /** Called when a request has its answer, or its end without one. */
  readonly settled: () => void
  /** Ends what waits. */
  readonly signal: AbortSignal
}

/** Answers one HTTP request. What takes effect does so even when the client is gone by then. */
export async function answerRest(
  parts: RestParts,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const sent = await sentWith(request)
  // Of a client that died while it was writing, a server never gets a whole request.
  if (sent === null) return
  const url = new URL(request.url ?? '/', 'http://discord')
  const entry: RestRequest = {
    method: request.method ?? 'GET',
    path: decoded(url.pathname.replace(/^\/api(\/v\d+)?/, '')),
    query: url.search,
    ...sent,
    at: parts.world.now(),
    status: null,
    isSettled: false,
  }
  parts.requests.push(entry)
  const troubles = parts.faults.take(entry.method, entry.path)
  if (await meet(parts, troubles, 'before')) {
    const { authorization } = request.headers
    const reply =
      instead(troubles) ?? (await takeEffect(parts, entry, authorization).catch(own(parts, entry)))
    if (await meet(parts, troubles, 'after')) send(entry, reply, troubles, response)
    else response.destroy()
  } else response.destroy()
  entry.isSettled = true
  parts.settled()
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** Waits as the troubles say; false when the connection ends here. */
async function meet(
  parts: RestParts,
  troubles: readonly Trouble[],
  when: 'before' | 'after',
): Promise<boolean> {
  for (const trouble of troubles) if (!(await passed(trouble, when, parts.signal))) return false
  const end = when === 'before' ? 'drop' : 'commitThenDrop'
  return !troubles.some(({ kind }) => kind === end)
}

/** Waits if this trouble is a wait at this point; false when the server ends meanwhile. */
async function passed(trouble: Trouble, when: 'before' | 'after', signal: AbortSignal): Promise<boolean> {
  if (trouble.kind === 'slow' && trouble.when === when)
    return trouble.ms <= 0 || sleep(trouble.ms, true, { signal }).catch(() => false)
  if (trouble.kind === 'held' && trouble.when === when)
    return Promise.race([
      trouble.until.then(
        () => true,
        () => true,
      ),
      once(signal, 'abort').then(() => false),
    ])
  return true
}

/** A bug of this server: told by the violations, so that no test passes over it. */
const own =
  (parts: RestParts, { method, path, body }: RestRequest) =>
  (error: unknown): Reply => {
    parts.violations.push({ method, path, body, problems: [`fake Discord failed: ${String(error)}`] })
    return { status: 500, body: { message: '500: Internal Server Error', code: 0 } }
  }

/** The answer that comes without effect. */
function instead(troubles: readonly Trouble[]): Reply | null {
  for (const trouble of troubles) {
    if (trouble.kind === 'rateLimit') return tooMany(trouble.retryAfterMs, trouble.scope)
    if (trouble.kind === 'answer') return failure(trouble)
  }
  return null
}

const failure = ({
  status,
  body,
  headers,
}: {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Reply['headers']
}): Reply => ({
  status,
  body: body ?? { message: `${status}: fault`, code: 0 },
  ...(headers && { headers }),
})

async function takeEffect(
  parts: RestParts,
  entry: RestRequest,
  authorization: string | undefined,
): Promise<Reply> {
  const route = parts.routes.find(({ method, path }) => method === entry.method && path.test(entry.path))
  const { token } = parts.world
  const isAllowed = route?.isOpen || (token !== null && authorization === `Bot ${token}`)
  if (!isAllowed) return refuse('unauthorized')
  const { headers, refusal } = parts.limits?.count(entry.method, entry.path) ?? { headers: {}, refusal: null }
  const reply = refusal ?? (route ? await answer(parts, entry, route) : refuse('notFound'))
  return { ...reply, headers: { ...headers, ...reply.headers } }
}

async function answer(parts: RestParts, entry: RestRequest, route: Route): Promise<Reply> {
  const [, first = '', second = '', third = ''] = route.path.exec(entry.path) ?? []
  const asked: Asked = {
    world: parts.world,
    ids: [first, second, third],
    query: new URLSearchParams(entry.query),
    body: entry.files.length === 0 ? entry.body : withFiles(entry),
  }
  const contract = typeof route.contract === 'function' ? route.contract(asked) : route.contract
  const refusal = contract ? await violationOf(parts, entry, contract) : null
  return refusal ?? route.answer(asked)
}

const withFiles = ({ body, files }: RestRequest): unknown => ({ ...(isJson(body) ? body : {}), files })

async function violationOf(parts: RestParts, entry: RestRequest, name: ContractName): Promise<Reply | null> {
  const problems = (await loadContract())(name, entry.body)
  if (problems.length === 0) return null
  parts.violations.push({
    method: entry.method,
    path: entry.path,
    problems: problems.map(({ at, message }) => `${at.join('.')}: ${message}`),
    body: entry.body,
  })
  return problems.some(({ message }) => message === emptyMessage)
    ? refuse('emptyMessage')
    : invalidForm(problems)
}

function send(
  entry: RestRequest,
  reply: Reply,
  troubles: readonly Trouble[],
  response: ServerResponse,
): void {
  const { status, body, headers } = spoiled(reply, troubles)
  entry.status = status
  for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value)
  if (body === undefined) {
    response.writeHead(status).end()
    return
  }
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  response.setHeader('content-type', typeof body === 'string' ? 'text/html' : 'application/json')
  response.setHeader('content-length', Buffer.byteLength(text))
  response.writeHead(status)
  if (!troubles.some(({ kind }) => kind === 'halfBody')) response.end(text)
  else response.write(text.slice(0, Math.floor(text.length / 2)), () => response.destroy())
}

/** The answer after the effect, as the troubles leave it. */
function spoiled(reply: Reply, troubles: readonly Trouble[]): Reply {
  for (const trouble of troubles) {
    if (trouble.kind === 'commitThenAnswer') return failure(trouble)
    if (trouble.kind === 'notJson')
      return { status: trouble.status ?? 200, body: '<html><body>Bad gateway</body></html>' }
  }
  return reply
}
