import { SocketModeClient } from '@slack/socket-mode'
import type { Logger } from 'pino'
import { z } from 'zod'
import { type Failure, failureOf, isAboutToken } from './errors.ts'
import type { Delivery } from './reception.ts'
import { withinMs } from './respond.ts'
import { sdkLog } from './sdk-log.ts'

export type SocketParts = {
  readonly appToken: string
  readonly apiUrl: string | null
  readonly timeoutMs: number
  readonly log: Logger
  take(delivery: Delivery): Promise<void>
  /** Called once when no socket will be opened any more. */
  lost(reason: string): void
}

export type Sockets = {
  /** null when the first socket is open; the later ones are opened as they are needed. */
  start(): Promise<Failure | null>
  /** Resolves when all are closed. */
  stop(): Promise<void>
}

const firstPauseMs = 250
const longestPauseMs = 15_000
const shortLifeMs = 10_000
const closingMs = 2_000
// Slack waits so long for an ack.
const lingerMs = 3_000

/**
 * Keeps a socket open. The SDK would do so too, but it closes the old one first, waits 5 s before it opens the next,
 * and gives up with an unhandled rejection when that fails. So each client opens one socket, and the next is opened here.
 */
export function createSockets(parts: SocketParts): Sockets {
  const stopping = new AbortController()
  const open = new Set<SocketModeClient>()
  let replacing: Promise<void> = Promise.resolve()
  let shortLives = 0
  const track = (work: Promise<void>) => {
    replacing = Promise.all([replacing, work]).then(() => undefined)
  }

  const openOne = async (): Promise<Failure | null> => {
    let isCurrent = false
    let openedAt = 0
    const replace = async (): Promise<void> => {
      if (!isCurrent || stopping.signal.aborted) return
      isCurrent = false
      shortLives = performance.now() - openedAt < shortLifeMs ? shortLives + 1 : 0
      // The first one is replaced at once; sockets that die young one after the other are not chased.
      if (shortLives > 1) await pause(pauseMs(shortLives - 2), stopping.signal)
      await keepOpen()
      // What came over the old socket is acked over it.
      await pause(lingerMs, stopping.signal)
      await close(client)
    }
    const client = newClient(parts, stopping.signal, (reason) => {
      if (reason === 'link_disabled') stop('Socket Mode was switched off for the app')
      else track(replace())
    })
    open.add(client)
    client.on('slack_event', (event: unknown) => void deliver(event, parts))
    client.on('disconnected', () => {
      open.delete(client)
      track(replace())
    })
    const failure = await startWithin(client, parts.timeoutMs)
    isCurrent = failure === null && !stopping.signal.aborted
    openedAt = performance.now()
    if (!isCurrent) await close(client)
    // It may have been lost before it counted.
    else if (!open.has(client)) track(replace())
    return failure
  }
  const keepOpen = async (): Promise<void> => {
    for (let failures = 0; !stopping.signal.aborted; failures++) {
      const failure = await openOne()
      if (failure === null || stopping.signal.aborted) return
      if (isFinalForSocket(failure)) return stop(`Slack refused a new socket (${failure.code})`)
      parts.log.warn({ failures: failures + 1, failure }, 'no socket to slack yet')
      await pause(waitAfter(failure, failures), stopping.signal)
    }
  }
  const stop = (reason: string) => {
    if (stopping.signal.aborted) return
    stopping.abort()
    parts.lost(reason)
  }
  return {
    start: openOne,
    stop: async () => {
      stopping.abort()
      await Promise.all([replacing, ...[...open].map(close)])
    },
  }
}

function newClient(
  { appToken, apiUrl, timeoutMs, log }: SocketParts,
  stopping: AbortSignal,
  endIsNear: (reason: string) => void,
): SocketModeClient {
  const options = {
    appToken,
    autoReconnectEnabled: false,
    logger: sdkLog(log),
    // Its own object: the client writes into it.
    clientOptions: {
      ...(apiUrl === null ? {} : { slackApiUrl: apiUrl }),
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout: timeoutMs,
      fetch: (input: string | URL | Request, init?: RequestInit) =>
        fetch(input, {
          ...init,
          signal: AbortSignal.any([stopping, ...(init?.signal ? [init.signal] : [])]),
        }),
    },
  }
  return new PatientClient(options, { endIsNear, log })
}

type Told = { readonly endIsNear: (reason: string) => void; readonly log: Logger }

/** The SDK's client, but a coming end is told instead of closing at once, and a broken message breaks nothing. */
class PatientClient extends SocketModeClient {
  readonly #told: Told

  constructor(options: ConstructorParameters<typeof SocketModeClient>[0], told: Told) {
    super(options)
    this.#told = told
  }

  protected override async onWebSocketMessage(data: string | ArrayBuffer, isBinary: boolean): Promise<void> {
    const reason = disconnectReason(data)
    if (reason !== null) return this.#told.endIsNear(reason)
    try {
      await super.onWebSocketMessage(data, isBinary)
    } catch (error) {
      this.#told.log.warn({ err: error }, 'a message on the socket was not understood')
    }
  }
}

/** Resolves when Slack has said hello; a socket that stays silent is a failure after the time. */
async function startWithin(client: SocketModeClient, ms: number): Promise<Failure | null> {
  const silent: Failure = { kind: 'unanswered', cause: 'no hello on the socket' }
  try {
    return (await withinMs(client.start(), ms)) === null ? silent : null
  } catch (error) {
    // The SDK rejects with nothing when the socket closes before it said hello.
    return error === undefined ? silent : failureOf(error)
  }
}

/** Resolves when the socket is closed; one whose other side is silent is cut. */
async function close(client: SocketModeClient): Promise<void> {
  const closed = client.disconnect().then(() => true)
  if ((await withinMs(closed, closingMs)) === null) void client.disconnect()
}

const finalCodes = ['missing_scope', 'user_removed_from_team', 'team_disabled']

/** True when another try with this app token will fail too. */
export function isFinalForSocket(
  failure: Failure,
): failure is Extract<Failure, { readonly kind: 'refused' }> {
  return failure.kind === 'refused' && (isAboutToken(failure.code) || finalCodes.includes(failure.code))
}

function pauseMs(failures: number): number {
  return Math.min(longestPauseMs, firstPauseMs * 2 ** failures)
}

function waitAfter(failure: Failure, failures: number): number {
  return Math.max(pauseMs(failures), failure.kind === 'rateLimited' ? failure.retryAfterMs : 0)
}

async function pause(ms: number, stopping: AbortSignal): Promise<void> {
  if (stopping.aborted) return
  const stopped = Promise.withResolvers<true>()
  const end = () => stopped.resolve(true)
  stopping.addEventListener('abort', end, { once: true })
  await withinMs(stopped.promise, ms)
  stopping.removeEventListener('abort', end)
}

// https://docs.slack.dev/apis/events-api/using-socket-mode#disconnect
const disconnect = z.object({ type: z.literal('disconnect'), reason: z.string().default('') })

function disconnectReason(data: unknown): string | null {
  if (typeof data !== 'string' || !data.includes('disconnect')) return null
  try {
    return disconnect.safeParse(JSON.parse(data)).data?.reason ?? null
  } catch {
    return null
  }
}

const envelope = z.object({
  body: z.record(z.string(), z.unknown()),
  retry_num: z.number().optional(),
  ack: z.custom<(response?: unknown) => Promise<void>>((value) => typeof value === 'function'),
})

async function deliver(event: unknown, { take, log }: SocketParts): Promise<void> {
  const read = envelope.safeParse(event)
  if (!read.success) return log.warn('an envelope of slack was not understood')
  const { body, retry_num, ack } = read.data
  await take({ body, ack, ...(retry_num === undefined ? {} : { retryNum: retry_num }) })
}
