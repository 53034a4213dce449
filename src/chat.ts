import { setTimeout as sleepMs } from 'node:timers/promises'
import type { Logger } from 'pino'
import { alwaysOurs, type TakeTurn, type Turn } from './connection-turns.ts'
import type { Adapter, ChatEvents } from './deliver/adapter.ts'

export type ChatOptions = {
  readonly adapters: Readonly<Record<string, Adapter>>
  /** What happens on each platform. */
  readonly events: (platform: string) => ChatEvents
  readonly log: Logger
  /** Of several processes one at a time is connected. */
  readonly takeTurn?: TakeTurn
  /** The wait after the first failure; it doubles with each further one. */
  readonly firstRetryMs?: number
}

export type Chat = { stop(): Promise<void> }

const usualFirstRetryMs = 1_000
const longestRetryMs = 5 * 60_000

/** Keeps every platform connected, each on its own: one that refuses us never stops the others. */
export function startChat(options: ChatOptions): Chat {
  const stopping = new AbortController()
  const all = Object.values(options.adapters).map((adapter) =>
    stayConnected(adapter, options, stopping.signal),
  )
  return {
    async stop() {
      stopping.abort()
      // What is being connected ends, too.
      await Promise.all(Object.values(options.adapters).map((adapter) => adapter.disconnect()))
      await Promise.all(all)
    },
  }
}

async function stayConnected(
  adapter: Adapter,
  { events, log, takeTurn = alwaysOurs, firstRetryMs = usualFirstRetryMs }: ChatOptions,
  stopping: AbortSignal,
): Promise<void> {
  let failures = 0
  while (!stopping.aborted) {
    // A platform that calls us reaches whichever process it is led to.
    const turn = await (adapter.endpoints.length > 0 ? alwaysOurs : takeTurn)(adapter.platform, stopping)
    if (turn === null) return
    const ended = await connectOnce(adapter, { events: events(adapter.platform), turn, log }, stopping)
    await turn.end()
    if (ended.kind === 'nothingToReceive') return
    failures = ended.kind === 'lost' ? 0 : failures + 1
    const waitMs = ended.isFinal ? longestRetryMs : Math.min(longestRetryMs, firstRetryMs * 2 ** failures)
    await pause(waitMs, stopping)
  }
}

type Ended =
  | { readonly kind: 'nothingToReceive' }
  | { readonly kind: 'lost' | 'failed'; readonly isFinal: boolean }

/** Resolves when there is no connection any more, with how it ended. */
async function connectOnce(
  adapter: Adapter,
  { events, turn, log }: { readonly events: ChatEvents; readonly turn: Turn; readonly log: Logger },
  stopping: AbortSignal,
): Promise<Ended> {
  const { platform } = adapter
  try {
    const connection = await adapter.connect(events)
    if (connection === null) return { kind: 'nothingToReceive' }
    if (connection.kind === 'failed') {
      const { reason, fix, isFinal } = connection
      if (stopping.aborted) return { kind: 'lost', isFinal: false }
      log.error({ platform, reason, fix }, 'no connection; commands are not heard, posts go on if they can')
      return { kind: 'failed', isFinal }
    }
    log.info({ platform, as: connection.as }, 'connected')
    const reason = await Promise.race([connection.lost, turn.lost, aborted(stopping)])
    if (!stopping.aborted) log.error({ platform, reason }, 'the connection is lost')
    await adapter.disconnect()
    return { kind: 'lost', isFinal: false }
  } catch (error) {
    log.error({ platform, err: error }, 'connecting broke off')
    return { kind: 'failed', isFinal: false }
  }
}

function aborted(signal: AbortSignal): Promise<string> {
  if (signal.aborted) return Promise.resolve('stopped')
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve('stopped'), { once: true }))
}

async function pause(ms: number, stopping: AbortSignal): Promise<void> {
  // The end of the wait is all that counts, however it ends.
  await Promise.race([sleepMs(ms, undefined, { ref: false }), aborted(stopping)])
}
