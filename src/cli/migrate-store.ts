import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { crashWhenReached } from '../crash.ts'
import { type Moved, moveIn } from '../store/move-in.ts'
import { openToMoveIn } from '../store/postgres.ts'
import { placeOf } from '../store/postgres-error.ts'
import { type Reached, withSteps } from '../store/steps.ts'
import { databaseFileName, openSqliteStore } from '../store/store.ts'
import { waitForWorkerLock, workerLockMessage } from './worker-lock.ts'

/** Copies a store and leaves the source as it is. */
export async function migrateStoreCommand(
  config: Config,
  asked: { readonly from: string; readonly to: string | undefined },
): Promise<0 | 1 | 2> {
  const folder = /^sqlite:(.+)$/.exec(asked.from)?.[1]
  if (folder === undefined) return refuse(`${asked.from}: expected sqlite:FOLDER, such as sqlite:./data`)
  if (!existsSync(join(folder, databaseFileName))) return refuse(`${folder}: there is no ${databaseFileName}`)
  const url = asked.to ?? config.databaseUrl
  if (url === null || !/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url))
    return refuse('expected postgres://USER:PASSWORD@HOST/DATABASE, or DATABASE_URL to be set')
  const worker = await waitForWorkerLock(folder, 0)
  if (worker === null) {
    process.stderr.write(workerLockMessage(folder))
    return 1
  }
  try {
    return report(await move(folder, url, crashWhenReached(config.crashAt)), url)
  } finally {
    worker.release()
  }
}

async function move(folder: string, url: string, reached: Reached): Promise<Moved> {
  const stopping = new AbortController()
  const stop = () => stopping.abort()
  process.on('SIGINT', stop).on('SIGTERM', stop)
  const from = await openSqliteStore(folder)
  try {
    const to = withSteps(await openToMoveIn(url), reached)
    try {
      return await moveIn(from, to, {
        place: placeOf(url),
        signal: stopping.signal,
        onTable: (table, rows) => void process.stderr.write(`${table}: ${rows}\n`),
      })
    } finally {
      await to.close()
    }
  } finally {
    await from.close()
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
}

function report(moved: Moved, url: string): 0 | 1 {
  if (moved.kind === 'interrupted') {
    process.stderr.write('Interrupted. Run the same command again: it goes on from here.\n')
    return 1
  }
  const all = [...moved.rows.values()].reduce((sum, rows) => sum + rows, 0)
  process.stdout.write(
    `Moved ${all} rows of ${moved.rows.size} tables to ${placeOf(url)}; there are as many there as here.\n` +
      'Set DATABASE_URL, start pullquote, and put the old folder away when it runs.\n',
  )
  return 0
}

function refuse(message: string): 2 {
  process.stderr.write(`${message}\n`)
  return 2
}
