import { setTimeout as sleepMs } from 'node:timers/promises'

/** The right to be the one process that hears what people do on a platform, for as long as it is renewed. */
export type Turn = {
  /** Resolves with the reason when another process may have it. */
  readonly lost: Promise<string>
  end(): Promise<void>
}

/** Waits for the turn; null when it was told to stop before. */
export type TakeTurn = (platform: string, stopping: AbortSignal) => Promise<Turn | null>

/** Where there is only one process it is always its turn. */
export const alwaysOurs: TakeTurn = async () => ({
  lost: new Promise(() => undefined),
  end: async () => undefined,
})

export type TurnOptions = {
  /** Takes or keeps it for so long, on a clock that all share; false while somebody else has it. */
  readonly hold: (platform: string, leaseMs: number) => Promise<boolean>
  readonly release: (platform: string) => Promise<void>
  readonly onTrouble: (platform: string, error: unknown) => void
  readonly leaseMs: number
}

/** Turns that are renewed every third of a lease. One that cannot be renewed is lost before another process may take it. */
export function openTurns(options: TurnOptions): TakeTurn {
  const { leaseMs, hold, release, onTrouble } = options
  const pauseMs = leaseMs / 3

  const tryToHold = async (platform: string): Promise<boolean | null> => {
    try {
      return await hold(platform, leaseMs)
    } catch (error) {
      onTrouble(platform, error)
      return null
    }
  }

  return async (platform, stopping) => {
    while (!stopping.aborted) {
      const askedAt = performance.now()
      if (await tryToHold(platform)) return keep(platform, askedAt)
      await untilAborted(pauseMs, stopping)
    }
    return null
  }

  function keep(platform: string, heldSince: number): Turn {
    const ended = new AbortController()
    const lost = Promise.withResolvers<string>()
    let deadline: NodeJS.Timeout | undefined
    const lose = (reason: string) => {
      clearTimeout(deadline)
      ended.abort()
      lost.resolve(reason)
    }
    // What is asked counts from when it was asked: the database cannot have begun the lease earlier.
    const holdUntil = (since: number) => {
      clearTimeout(deadline)
      const leftMs = since + leaseMs - pauseMs / 2 - performance.now()
      deadline = setTimeout(() => lose('the store could not be asked for too long'), Math.max(0, leftMs))
    }
    const renew = async () => {
      for (;;) {
        await untilAborted(pauseMs, ended.signal)
        if (ended.signal.aborted) return
        const askedAt = performance.now()
        const isHeld = await tryToHold(platform)
        if (ended.signal.aborted) return
        if (isHeld === false) return lose('another process has it')
        if (isHeld) holdUntil(askedAt)
      }
    }
    holdUntil(heldSince)
    void renew()
    return {
      lost: lost.promise,
      async end() {
        clearTimeout(deadline)
        ended.abort()
        try {
          await release(platform)
        } catch (error) {
          // It ends by itself.
          onTrouble(platform, error)
        }
      },
    }
  }
}

async function untilAborted(ms: number, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<void>()
  const end = () => aborted.resolve()
  signal.addEventListener('abort', end, { once: true })
  if (!signal.aborted) await Promise.race([sleepMs(ms, undefined, { ref: false }), aborted.promise])
  signal.removeEventListener('abort', end)
}
