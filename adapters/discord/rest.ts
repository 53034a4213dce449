import { DefaultRestOptions, parseResponse, REST, RequestMethod } from 'discord.js'
import type { Logger } from 'pino'
import { type Failure, failureOf } from './errors.ts'

export type Asked =
  | { readonly kind: 'answered'; readonly body: unknown; readonly date: Date | null }
  | Failure

export type Question = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT'
  readonly route: `/${string}`
  readonly body?: unknown
  readonly query?: Readonly<Record<string, string>>
  readonly files?: readonly { readonly name: string; readonly text: string }[]
  /** Interactions carry their own token in the route. */
  readonly isOpen?: boolean
  readonly timeoutMs?: number
}

/** Discord's API: every question is asked once, and has its answer or its failure within the time. */
export type Api = {
  ask(question: Question): Promise<Asked>
  close(): void
}

export type ApiOptions = {
  readonly token: string
  readonly apiUrl: string | null
  readonly sendTimeoutMs: number
  readonly log: Logger
}

const refusalsInARow = 3
const refusedForMs = 60_000

/** Opens the SDK's REST client without its retries: a repeated POST is a second message. */
export function openApi(options: ApiOptions): Api {
  const { token, sendTimeoutMs } = options
  const client = openClient(options)
  const guard = refusalGuard()
  return {
    ask: async (question) => {
      const refused = question.isOpen ? null : guard.standing()
      if (refused !== null) return refused
      const asked = await request(client.current(), question, {
        token,
        timeoutMs: question.timeoutMs ?? sendTimeoutMs,
      })
      if (!question.isOpen) guard.note(asked)
      return asked
    },
    close: client.close,
  }
}

const setByMs = 2_000

/**
 * The SDK keeps by the wall clock when a limit ends: after the clock was set it might wait for as long as it was ahead, so
 * then it begins anew.
 */
function openClient(options: ApiOptions) {
  let rest = newRest(options)
  let wallAheadMs = Date.now() - performance.now()
  const end = () => {
    rest.clearHashSweeper()
    rest.clearHandlerSweeper()
  }
  return {
    current(): REST {
      const before = wallAheadMs
      wallAheadMs = Date.now() - performance.now()
      if (Math.abs(wallAheadMs - before) > setByMs) {
        end()
        rest = newRest(options)
      }
      return rest
    },
    close: end,
  }
}

function newRest({ apiUrl, sendTimeoutMs, log }: ApiOptions): REST {
  const rest = new REST({
    version: '10',
    ...(apiUrl === null ? {} : { api: apiUrl }),
    retries: 0,
    timeout: sendTimeoutMs,
    rejectOnRateLimit: () => true,
    makeRequest: async (url, init) => DefaultRestOptions.makeRequest(url, await withPlainBody(init)),
    // Discord bans an address after 10,000 invalid requests in ten minutes.
    invalidRequestWarningInterval: 1000,
  })
  rest.on('invalidRequestWarning', (warning) => log.error(warning, 'many requests that Discord refuses'))
  return rest
}

/** A token that was refused again and again is not tried for a while. */
function refusalGuard() {
  let refusals = 0
  let last: { readonly failure: Failure; readonly until: number } | null = null
  return {
    standing: (): Failure | null =>
      refusals >= refusalsInARow && last !== null && performance.now() < last.until ? last.failure : null,
    note: (asked: Asked): void => {
      if (asked.kind === 'refused' && asked.status === 401) {
        refusals++
        last = { failure: asked, until: performance.now() + refusedForMs }
      } else if (asked.kind === 'answered') refusals = 0
    },
  }
}

const methods = {
  GET: RequestMethod.Get,
  POST: RequestMethod.Post,
  PATCH: RequestMethod.Patch,
  PUT: RequestMethod.Put,
} as const

async function request(
  rest: REST,
  { method, route, body, query, files = [], isOpen = false }: Question,
  { token, timeoutMs }: { readonly token: string; readonly timeoutMs: number },
): Promise<Asked> {
  try {
    // After one 401 the SDK forgets its token, and would refuse every later request by itself.
    rest.setToken(token)
    const response = await rest.queueRequest({
      method: methods[method],
      fullRoute: route,
      ...(body === undefined ? {} : { body }),
      ...(query === undefined ? {} : { query: new URLSearchParams(query) }),
      ...(files.length === 0 ? {} : { files: files.map(rawFile) }),
      auth: !isOpen,
      // The SDK's own time-out ends with the headers; this one holds for the whole answer.
      signal: AbortSignal.timeout(timeoutMs),
    })
    return {
      kind: 'answered',
      body: await parseResponse(response),
      date: dateOf(response.headers.get('date')),
    }
  } catch (error) {
    return withoutToken(failureOf(error), token)
  }
}

/** A proxy may say back what it was asked with. */
function withoutToken(failure: Failure, token: string): Failure {
  if (failure.kind === 'refused') return { ...failure, said: failure.said.replaceAll(token, '[secret]') }
  if (failure.kind === 'unanswered') return { ...failure, cause: failure.cause.replaceAll(token, '[secret]') }
  return failure
}

type RequestInit = Parameters<typeof DefaultRestOptions.makeRequest>[1]

/**
 * A form with files as the bytes it is. All copies of undici in a process share one dispatcher, and the one that
 * happens to be there refuses forms that another copy has made.
 */
async function withPlainBody(init: RequestInit): Promise<RequestInit> {
  if (!(init.body instanceof FormData)) return init
  const form = new Response(init.body)
  const headers = { ...init.headers, 'content-type': form.headers.get('content-type') ?? '' }
  return { ...init, headers, body: new Uint8Array(await form.arrayBuffer()) }
}

function rawFile({ name, text }: { readonly name: string; readonly text: string }) {
  return { name, data: Buffer.from(text), contentType: 'text/plain; charset=utf-8' }
}

function dateOf(header: string | null): Date | null {
  const date = new Date(header ?? '')
  return Number.isNaN(date.getTime()) ? null : date
}
