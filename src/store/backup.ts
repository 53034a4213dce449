import { existsSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Copied, Job } from './backup-worker.ts'
import { flushToDisk } from './data-folder.ts'
import type { Reached } from './steps.ts'
import { databaseFileName } from './store.ts'
import { clearError, StoreError, type Trouble } from './store-error.ts'

export type BackupOptions = {
  /** Whether a file that stands there may be replaced. */
  readonly force: boolean
  /** Called now and then with the bytes written so far. */
  readonly onProgress?: (bytes: number) => void
  readonly signal?: AbortSignal
  readonly reached?: Reached
}

export type BackupOutcome =
  | { readonly kind: 'saved'; readonly bytes: number }
  /** Nothing was left behind. */
  | { readonly kind: 'failed'; readonly trouble: Trouble }

const progressMs = 200

/** Copies the store of the folder into a file of its own, while others work with it; the file is whole or not there. */
export async function backUp(
  folder: string,
  target: string,
  { force, ...copying }: BackupOptions,
): Promise<BackupOutcome> {
  const from = resolve(join(folder, databaseFileName))
  const to = resolve(target)
  const trouble = troubleBefore(from, to, force)
  if (trouble !== null) return { kind: 'failed', trouble }
  try {
    return await copyTo(from, to, copying)
  } catch (error) {
    return { kind: 'failed', trouble: troubleOfFile(error, to) }
  }
}

async function copyTo(
  from: string,
  to: string,
  { onProgress, signal, reached }: Omit<BackupOptions, 'force'>,
): Promise<BackupOutcome> {
  const part = `${to}.part`
  // Whoever reads the copy reads everything.
  writeFileSync(part, '', { mode: 0o600 })
  try {
    const watch = setInterval(() => onProgress?.(sizeOf(part)), progressMs)
    const copied = await inThread({ from, to: part }, signal).finally(() => clearInterval(watch))
    if (copied.kind !== 'copied') return { kind: 'failed', trouble: troubleOf(copied, to) }
    flushToDisk(part)
    reached?.('backup-copied')
    renameSync(part, to)
    flushToDisk(dirname(to))
    reached?.('backup-saved')
    return { kind: 'saved', bytes: sizeOf(to) }
  } finally {
    rmSync(part, { force: true })
    rmSync(`${part}-journal`, { force: true })
  }
}

function troubleBefore(from: string, to: string, force: boolean): Trouble | null {
  if (!existsSync(from))
    return { found: `there is no store at ${from}`, fix: 'set PULLQUOTE_DATA to the folder it is in' }
  if (from === to) return { found: 'that is the store itself', fix: 'name another file' }
  if (!existsSync(to)) return null
  if (!statSync(to).isFile())
    return { found: `${to} is no file`, fix: 'name a file, such as one in that folder' }
  return force
    ? null
    : { found: `${to} is there already`, fix: 'name another file, or replace it with --force' }
}

function inThread(job: Job, signal?: AbortSignal): Promise<Copied> {
  return new Promise((done, reject) => {
    const worker = new Worker(new URL('./backup-worker.ts', import.meta.url), { workerData: job })
    const stop = () => void worker.terminate()
    signal?.addEventListener('abort', stop, { once: true })
    worker.once('message', done)
    worker.once('error', reject)
    worker.once('exit', () => {
      signal?.removeEventListener('abort', stop)
      done({ kind: 'failed', errcode: 0, message: 'it was broken off' })
    })
  })
}

const diskFull = 13

function troubleOf(copied: Exclude<Copied, { kind: 'copied' }>, to: string): Trouble {
  if (copied.kind === 'damaged')
    return {
      found: `the copy is damaged (${copied.verdict})`,
      fix: 'run doctor; look after the disk, and keep the backup before this one',
    }
  if ((copied.errcode & 0xff) === diskFull) return { found: `the disk of ${to} is full`, fix: noRoom }
  const error = Object.assign(new Error(copied.message), { errcode: copied.errcode })
  return troubleOfFile(error, to)
}

const noRoom = 'free as much space as the store takes, or name a file on another disk'

function troubleOfFile(error: unknown, to: string): Trouble {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const place = `${to} cannot be written`
  if (code === 'ENOENT')
    return { found: `${place}: there is no folder ${dirname(to)}`, fix: 'make the folder' }
  if (code === 'ENOTDIR') return { found: `${place}: ${dirname(to)} is no folder`, fix: 'name another file' }
  if (code === 'EACCES' || code === 'EPERM')
    return { found: `${place}: this user may not`, fix: 'give this user the right to write there' }
  if (code === 'EROFS')
    return { found: `${place}: the disk is read-only`, fix: 'name a file on another disk' }
  if (code === 'ENOSPC') return { found: `the disk of ${to} is full`, fix: noRoom }
  const clear = clearError(`copy to ${to}`, error)
  if (clear instanceof StoreError) return { found: clear.found, fix: clear.fix }
  return { found: error instanceof Error ? error.message : String(error), fix: 'look into the message' }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}
