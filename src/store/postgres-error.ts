import { StoreError, type Trouble } from './store-error.ts'

/** Whose store it is, for errors: host, port and database of the address, never its user's password. */
export function placeOf(url: string): string {
  const { host, pathname } = new URL(url)
  return `${host || 'localhost'}${decodeURIComponent(pathname)}`
}

const start = 'start the server, or correct DATABASE_URL'
const login = 'correct user and password in DATABASE_URL'

/** By SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html) or the system's own code. */
const troubles: Readonly<Record<string, Trouble>> = {
  ECONNREFUSED: { found: 'nothing listens there', fix: start },
  ENOTFOUND: { found: 'there is no host of this name', fix: 'correct DATABASE_URL' },
  EAI_AGAIN: {
    found: 'the name of the host cannot be looked up',
    fix: 'look after DNS, or correct DATABASE_URL',
  },
  EHOSTUNREACH: { found: 'the host cannot be reached', fix: 'look after the network and its firewalls' },
  ENETUNREACH: { found: 'the host cannot be reached', fix: 'look after the network and its firewalls' },
  ETIMEDOUT: { found: 'the host does not answer', fix: 'look after the network and its firewalls' },
  '28P01': { found: 'the server refuses user and password', fix: login },
  '28000': { found: 'the server does not let this user in', fix: `${login}, or allow it in pg_hba.conf` },
  '3D000': {
    found: 'there is no database of this name',
    fix: 'create it (createdb), or correct DATABASE_URL',
  },
  '42501': {
    found: 'the user may not create tables or write there',
    fix: 'make the user owner of the database: alter database … owner to …',
  },
  '25006': { found: 'the server only lets read', fix: 'connect to the primary server' },
  '53100': { found: "the server's disk is full", fix: 'free space there' },
  '53200': { found: 'the server is out of memory', fix: 'look after the server' },
  '53300': {
    found: 'the server has no connection left',
    fix: 'raise max_connections, or run fewer processes',
  },
  '55P03': { found: 'another process holds its lock', fix: 'end the other process (an open psql, a backup)' },
  '57014': { found: 'a statement took too long', fix: "look after the server's load" },
  '57P03': { found: 'the server is starting or stopping', fix: 'wait until it is up' },
}

/** The error as an operator can act on it; one that no operator can help stays as it is. */
export function clearPostgresError(tried: string, error: unknown): unknown {
  if (error instanceof StoreError) return error
  const trouble = troubles[codeOf(error)] ?? troubleOfConnection(error)
  return trouble === null ? error : new StoreError(tried, trouble, error)
}

function troubleOfConnection(error: unknown): Trouble | null {
  const message = error instanceof Error ? error.message : ''
  if (/timeout exceeded when trying to connect|timeout expired/.test(message))
    return { found: 'the server does not answer', fix: start }
  if (/SSL|certificate|TLS/i.test(message))
    return {
      found: `no encrypted connection: ${message}`,
      fix: 'see sslmode and sslrootcert in docs/operations.md',
    }
  return isLost(error)
    ? { found: 'the connection broke', fix: 'look after the server and the network' }
    : null
}

const passing = new Set(['40001', '40P01', '55P03', '57P03', '53300', 'ECONNREFUSED'])

/** True for what may go well the next time: the transaction was rolled back because of others, or never began. */
export function isPassing(error: unknown): boolean {
  return passing.has(codeOf(error)) || isLost(error)
}

const ended = new Set([
  '57P01',
  '57P02',
  '08000',
  '08003',
  '08006',
  '25P03',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
])

/** True when the connection is gone, and with it what was not committed. */
export function isLost(error: unknown): boolean {
  if (ended.has(codeOf(error))) return true
  const message = error instanceof Error ? error.message : ''
  return /Connection terminated|Client has encountered a connection error|connection has been discarded|not queryable/.test(
    message,
  )
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
