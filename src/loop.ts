import { setImmediate as othersFirst } from 'node:timers/promises'
import type { Logger } from 'pino'

/** What a step says about the next one: at once, at a time (epoch ms), or when somebody wakes the loop. */
export type NextStep = 'now' | number | null

export type LoopOptions = {
  readonly name: string
  /** One piece of work; it finishes what it started even when a stop was asked. */
  readonly step: () => Promise<NextStep>
  readonly clock: () => Date
  /** The longest sleep, so that a clock that was set back or a lost wake-up never stops the work. */
  readonly longestIdleMs: number
  readonly log: Logger
  readonly onError?: (name: string) => void
}

export type Loop = {
  /** Ends the sleep: there may be work. */
  wake(): void
  /** Starts no further step; resolves when the one in flight has finished. */
  stop(): Promise<void>
}

const afterErrorMs = 1_000
/** There is work that nobody takes: another process has it, or its host. */
const shortestIdleMs = 50

/** Runs the step again and again. A step that throws is logged and tried again after a second. */
export function startLoop(options: LoopOptions): Loop {
  let isStopping = false
  let isWoken = false
  let endSleep: () => void = () => undefined

  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms)
      endSleep = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const run = async () => {
    while (!isStopping) {
      isWoken = false
      const waitMs = await stepOnce(options)
      // The store answers without ever leaving the microtasks: without this, work in a row would starve signals and sockets.
      await othersFirst()
      if (waitMs > 0 && !isWoken && !isStopping) await sleep(waitMs)
    }
  }

  const finished = run()
  return {
    wake() {
      isWoken = true
      endSleep()
    },
    async stop() {
      isStopping = true
      endSleep()
      await finished
    },
  }
}

async function stepOnce(options: LoopOptions): Promise<number> {
  try {
    const next = await options.step()
    if (next === 'now') return 0
    if (next === null) return options.longestIdleMs
    return Math.min(options.longestIdleMs, Math.max(shortestIdleMs, next - options.clock().getTime()))
  } catch (error) {
    options.log.error({ loop: options.name, err: error }, 'a step failed; trying again')
    options.onError?.(options.name)
    return afterErrorMs
  }
}
