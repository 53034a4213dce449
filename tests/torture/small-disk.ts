import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { databaseFileName } from '../../src/store/store.ts'

/** A folder whose disk can be filled up and freed while a program works in it. */
export type SmallDisk = {
  readonly folder: string
  readonly how: 'tmpfs' | 'limit of the file size'
  /** Nothing more can be written, by the process with this id at least. */
  fill(pid: number): void
  free(pid: number): void
  close(): void
}

/** More than the program wants to see free. */
const tmpfsMb = 260

/** A disk of its own in memory where this user may mount one; otherwise a limit that stands for it. */
export function openSmallDisk(): SmallDisk {
  const root = mkdtempSync(join(tmpdir(), 'pullquote-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${tmpfsMb}m`, 'tmpfs', root], { stdio: 'ignore' })
  } catch {
    return limited(root)
  }
  const folder = join(root, 'data')
  mkdirSync(folder)
  const filler = join(root, 'filler')
  return {
    folder,
    how: 'tmpfs',
    fill() {
      emptyLog(folder)
      fillUp(filler)
    },
    free: () => rmSync(filler, { force: true }),
    close() {
      execFileSync('umount', ['-l', root])
      rmSync(root, { recursive: true, force: true })
    },
  }
}

/** What is written next takes new room: a log that is long already is filled anew from its beginning. */
function emptyLog(folder: string): void {
  const database = new DatabaseSync(join(folder, databaseFileName), { timeout: 5_000 })
  try {
    database.exec('pragma wal_checkpoint(truncate)')
  } finally {
    database.close()
  }
}

const chunk = Buffer.alloc(64 * 1024)

function fillUp(path: string): void {
  for (const size of [chunk.length, 512]) {
    try {
      for (;;) writeFileSync(path, chunk.subarray(0, size), { flag: 'a' })
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error) || error.code !== 'ENOSPC') throw error
    }
  }
}

/** No file of the store may grow beyond what the write-ahead log has by now (setrlimit(2), RLIMIT_FSIZE). */
function limited(root: string): SmallDisk {
  const limit = (pid: number, bytes: string) =>
    execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`])
  return {
    folder: root,
    how: 'limit of the file size',
    fill(pid) {
      emptyLog(root)
      limit(pid, String(statSync(join(root, `${databaseFileName}-wal`)).size))
    },
    free: (pid) => limit(pid, 'unlimited'),
    close: () => rmSync(root, { recursive: true, force: true }),
  }
}
