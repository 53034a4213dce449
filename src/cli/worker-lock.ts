import { setTimeout as sleepMs } from 'node:timers/promises'
import { ensureFolder } from '../store/data-folder.ts'
import { becomeSoleWorker, type SoleWorker } from '../store/leases.ts'
import type { StorePlace } from '../store/open.ts'

const retryMs = 100

/** As `waitForWorkerLock`, where the store is in a folder; on PostgreSQL several processes may work. */
export async function becomeWorker(
  { dataFolder, databaseUrl = null }: StorePlace,
  patienceMs: number,
): Promise<SoleWorker | null> {
  return databaseUrl === null ? waitForWorkerLock(dataFolder, patienceMs) : { release: () => undefined }
}

/** Waits a little for a predecessor that is still closing; null when another process keeps working the folder. */
export async function waitForWorkerLock(folder: string, patienceMs: number): Promise<SoleWorker | null> {
  ensureFolder(folder)
  const givenUpAt = performance.now() + patienceMs
  for (;;) {
    const worker = becomeSoleWorker(folder)
    if (worker !== null || performance.now() > givenUpAt) return worker
    await sleepMs(retryMs)
  }
}

/** What to tell the person who started a second one. */
export function workerLockMessage(folder: string): string {
  return `Another pullquote process works on ${folder}.\nStop it first, or give this one a folder of its own with PULLQUOTE_DATA.\n`
}
