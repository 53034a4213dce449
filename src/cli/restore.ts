import type { Config } from '../config.ts'
import { crashWhenReached } from '../crash.ts'
import { restoreStore } from '../store/restore.ts'
import { elsewhere } from './backup.ts'
import { waitForWorkerLock, workerLockMessage } from './worker-lock.ts'

/** Makes a backup the store. */
export async function restoreCommand(
  config: Pick<Config, 'dataFolder' | 'databaseUrl' | 'crashAt'>,
  file: string,
): Promise<0 | 1> {
  if (config.databaseUrl !== null) {
    process.stderr.write(elsewhere)
    return 1
  }
  const worker = await waitForWorkerLock(config.dataFolder, 0)
  if (worker === null) {
    process.stderr.write(workerLockMessage(config.dataFolder))
    return 1
  }
  try {
    const reached = crashWhenReached(config.crashAt)
    const { feeds, items, before } = await restoreStore(config.dataFolder, file, new Date(), reached)
    const aside = before === null ? '' : `The store that stood there is now ${before}.\n`
    process.stdout.write(
      `Restored ${feeds} feeds and ${items} items from ${file}.\n${aside}What the feeds list beyond that is remembered at the next poll and not posted.\n`,
    )
    return 0
  } finally {
    worker.release()
  }
}
