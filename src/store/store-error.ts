/** Why a file of the data folder cannot be used: what was tried, what was found, and how to mend it. */
export class StoreError extends Error {
  readonly found: string
  readonly fix: string

  constructor(tried: string, trouble: Trouble, cause?: unknown) {
    super(`${tried}: ${trouble.found}. Fix: ${trouble.fix}`, { cause })
    this.found = trouble.found
    this.fix = trouble.fix
  }
}

export type Trouble = { readonly found: string; readonly fix: string }

const elsewhere = 'or set PULLQUOTE_DATA to another folder'
const damaged = 'stop the program and restore the folder from a backup (a worker.lock can be deleted)'

/** Primary result codes, https://sqlite.org/rescode.html */
const troubleOfSqlite: Readonly<Record<number, Trouble>> = {
  5: {
    found: 'another process holds its lock',
    fix: 'end the other process (an open sqlite3 shell, a backup) and try again',
  },
  8: { found: 'it cannot be written', fix: `give this user the right to write there, ${elsewhere}` },
  10: { found: 'the disk does not read or write it', fix: `look after the disk, ${elsewhere}` },
  11: { found: 'the file is damaged', fix: damaged },
  13: { found: 'the disk is full', fix: `free space there, ${elsewhere}` },
  14: {
    found: 'the file cannot be opened',
    fix: `give this user the right to read and write there, ${elsewhere}`,
  },
  26: { found: 'the file is damaged or no database', fix: damaged },
}

const troubleOfSystem: Readonly<Record<string, Trouble>> = {
  EEXIST: { found: 'a file stands where the folder should be', fix: `move it away, ${elsewhere}` },
  ENOTDIR: { found: 'a file stands where a folder should be', fix: `move it away, ${elsewhere}` },
  EACCES: { found: 'this user may not write there', fix: `give this user the right to write, ${elsewhere}` },
  EPERM: { found: 'this user may not write there', fix: `give this user the right to write, ${elsewhere}` },
  EROFS: { found: 'the disk is read-only', fix: `make it writable, ${elsewhere}` },
  ENOSPC: { found: 'the disk is full', fix: `free space there, ${elsewhere}` },
  ENOENT: { found: 'the folder cannot be made', fix: `make the folder above it, ${elsewhere}` },
}

/** The error as an operator can act on it; one that no operator can help stays as it is. */
export function clearError(tried: string, error: unknown): unknown {
  const trouble = troubleOf(error)
  return trouble === null ? error : new StoreError(tried, trouble, error)
}

function troubleOf(error: unknown): Trouble | null {
  if (!(error instanceof Error)) return null
  // The high bits of SQLite's code only say more about the low ones.
  if ('errcode' in error) return troubleOfSqlite[Number(error.errcode) & 0xff] ?? null
  return 'code' in error ? (troubleOfSystem[String(error.code)] ?? null) : null
}
