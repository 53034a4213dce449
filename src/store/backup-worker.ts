// The thread in which a store is copied: node:sqlite is synchronous, and copying everything may take long.
import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'

/** What became of the copy; the code is SQLite's own (https://sqlite.org/rescode.html). */
export type Copied =
  | { readonly kind: 'copied' }
  | { readonly kind: 'damaged'; readonly verdict: string }
  | { readonly kind: 'failed'; readonly errcode: number; readonly message: string }

/** What is to be copied where; only ever given by src/store/backup.ts. */
export type Job = { readonly from: string; readonly to: string }

/** Somebody may hold the lock for a moment, such as while the log is written back. */
const patienceMs = 5_000

// Nothing else is loaded here: the thread begins in a few milliseconds.
const job: Job = workerData

parentPort?.postMessage(copy(job))

/** One transaction that only reads, so that nobody who writes waits, and the copy is of one moment (https://sqlite.org/lang_vacuum.html). */
function copy({ from, to }: Job): Copied {
  try {
    const source = new DatabaseSync(from, { readOnly: true, timeout: patienceMs })
    try {
      source.prepare('vacuum into ?').run(to)
    } finally {
      source.close()
    }
    const verdict = check(to)
    return verdict === 'ok' ? { kind: 'copied' } : { kind: 'damaged', verdict }
  } catch (error) {
    const errcode = error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0
    return { kind: 'failed', errcode, message: error instanceof Error ? error.message : String(error) }
  }
}

function check(path: string): string {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    const row = database.prepare('pragma integrity_check(1)').get()
    return String(row?.integrity_check ?? 'no answer')
  } finally {
    database.close()
  }
}
