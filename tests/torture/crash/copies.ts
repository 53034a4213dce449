import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Started } from '../../e2e/pullquote.ts'
import { countPosts } from '../count.ts'
import { isWhole, lookInto } from '../look.ts'
import { until } from '../until.ts'
import { backlog, openOutbox } from './outbox.ts'
import { countOpen, type Stage } from './stage.ts'

type Outbox = Awaited<ReturnType<typeof openOutbox>>

/** A backup that replaces the one before. Whatever stands there afterwards is brought back and posts once. */
export async function openBackupStage(): Promise<Stage> {
  const outbox = await openOutbox()
  const { workplace, rack } = outbox
  const file = join(workplace.folder, 'backup.db')
  await workplace.run('backup', file)
  const wrong: string[] = []
  return {
    start: (settings) => workplace.startWith(settings, 'backup', '--force', file),
    goOn: () => false,
    heal() {
      if (!isWholeFile(file)) wrong.push('the backup is not whole')
    },
    async count() {
      if (existsSync(`${file}.part`)) wrong.push('half a backup was left behind')
      await workplace.run('restore', file)
      await postEverything(outbox)
      return {
        counts: countPosts(rack, backlog),
        wrong: [...wrong, ...(isWhole(workplace.data) ? [] : ['the store is damaged'])],
      }
    },
    close: outbox.close,
  }
}

/** A backup that is brought back after all that it has waiting was posted. The program is started whatever came of it. */
export async function openRestoreStage(): Promise<Stage> {
  const outbox = await openOutbox()
  const { workplace, rack } = outbox
  const file = join(workplace.folder, 'backup.db')
  await workplace.run('backup', file)
  await postEverything(outbox)
  return {
    start: (settings) => workplace.startWith(settings, 'restore', file),
    goOn: () => false,
    async heal() {
      // Somebody who does not know that it broke off starts the program; then it is told and done again.
      if (!(await postEverything(outbox))) await workplace.run('restore', file)
    },
    async count() {
      await postEverything(outbox)
      const feeds = lookInto(workplace.data, 'select id from feeds').length
      return {
        counts: countPosts(rack, backlog),
        wrong: [
          ...(isWhole(workplace.data) ? [] : ['the store is damaged']),
          ...(feeds > 0 ? [] : ['the feeds are gone']),
        ],
      }
    },
    close: outbox.close,
  }
}

/** Runs the program until nothing waits any more; false when it refused to start. */
async function postEverything({ workplace, states }: Outbox): Promise<boolean> {
  const life = workplace.start('run')
  const isRunning = await life.printed('is running').then(
    () => true,
    () => false,
  )
  if (isRunning) await until('all is settled', () => countOpen(states()) === 0)
  await end(life)
  return isRunning
}

async function end(life: Started): Promise<void> {
  life.process.kill('SIGTERM')
  await life.ended
}

function isWholeFile(path: string): boolean {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    return database.prepare('pragma integrity_check').get()?.integrity_check === 'ok'
  } finally {
    database.close()
  }
}
