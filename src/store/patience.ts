import { setTimeout as sleepMs } from 'node:timers/promises'
import type { Logger } from 'pino'
import { StoreError } from './store-error.ts'

const retryMs = 250

/**
 * Writes what is known, again and again while the store takes nothing: somebody has to act on a full disk, and until
 * then what was found must not be given up.
 */
export async function patiently<T>(
  write: () => Promise<T>,
  { patienceMs, log }: { readonly patienceMs: number; readonly log: Logger },
): Promise<T> {
  const givenUpAt = performance.now() + patienceMs
  for (let failures = 0; ; failures++) {
    try {
      return await write()
    } catch (error) {
      if (!(error instanceof StoreError) || performance.now() > givenUpAt) throw error
      if (failures === 0) log.error({ err: error }, 'the store takes nothing; trying again')
      await sleepMs(retryMs)
    }
  }
}
