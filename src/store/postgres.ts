import { setTimeout as sleepMs } from 'node:timers/promises'
import {
  type Driver,
  Kysely,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
  sql,
  type Transaction,
} from 'kysely'
import PQueue from 'p-queue'
import pg from 'pg'
import { migrate } from './migrate.ts'
import { migrations } from './migrations.ts'
import { prepareDays } from './past-days.ts'
import { strictAddress } from './postgres-address.ts'
import { clearPostgresError, isLost, isPassing, placeOf } from './postgres-error.ts'
import { storableValues } from './postgres-values.ts'
import type { Database } from './schema.ts'
import type { Store } from './store.ts'
import { StoreError } from './store-error.ts'

const oldestVersion = 15
const connections = 12
/** The others are for reading: answers in chat do not wait for those who write. */
const writersAtOnce = 8
const connectTimeoutMs = 10_000
const statementTimeoutMs = 60_000
const lockTimeoutMs = 10_000
/** A process that hangs inside a transaction must not keep the others from writing. */
const idleInTransactionMs = 20_000
const patienceMs = 30_000
const firstRetryMs = 10
const longestRetryMs = 1_000

/** Opens the store in a PostgreSQL database, creating and migrating its tables when needed. */
export function openPostgresStore(url: string): Promise<Store> {
  return open(url, { isToMoveIn: false })
}

/** Opens the database that a store is moved into, which nobody works with before all of it has arrived. */
export function openToMoveIn(url: string): Promise<Store> {
  return open(url, { isToMoveIn: true })
}

async function open(url: string, { isToMoveIn }: { readonly isToMoveIn: boolean }): Promise<Store> {
  const place = placeOf(url)
  const pool = openPool(url)
  const db = new Kysely<Database>({ dialect: new ReconnectingDialect({ pool }), plugins: [storableValues] })
  const room = new PQueue({ concurrency: writersAtOnce })
  const writing =
    (lock: Lock): Store['write'] =>
    (work) =>
      room.add(() => writeTo(db, { place, lock }, work))
  const store: Store = {
    engine: 'postgres',
    db,
    write: writing(alone),
    writeBeside: writing(beside),
    close: () => db.destroy(),
  }
  try {
    const isHalfMoved = await checkServer(db, place)
    if (isHalfMoved && !isToMoveIn) throw halfMoved(place)
    await migrate(store, migrations, place)
    await prepareDays(store, new Date())
  } catch (error) {
    await store.close()
    throw clearPostgresError(`open ${place}`, error)
  }
  return store
}

function openPool(url: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: strictAddress(url),
    max: connections,
    application_name: 'pullquote',
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    lock_timeout: lockTimeoutMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    keepAlive: true,
    types: { getTypeParser },
  })
  // Who uses a connection that breaks hears of it; one that breaks unused is only replaced.
  const replaced = () => undefined
  pool.on('error', replaced)
  pool.on('connect', (client) => client.on('error', replaced))
  return pool
}

const wholeNumbers = new Set<number>([pg.types.builtins.INT8, pg.types.builtins.NUMERIC])

/** Ids and times stay below 2^53, so that they are numbers here as on SQLite. */
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  wholeNumbers.has(oid) ? Number : pg.types.getTypeParser(oid, format)

/** Whether a store has begun to move in and has not arrived. */
async function checkServer(db: Kysely<Database>, place: string): Promise<boolean> {
  const { rows } = await sql<{ version: string; encoding: string; is_half_moved: boolean }>`
    select current_setting('server_version') as version, current_setting('server_encoding') as encoding,
      to_regclass('moving_in') is not null as is_half_moved`.execute(db)
  const { version = '', encoding = '', is_half_moved = false } = rows[0] ?? {}
  if (Number.parseInt(version, 10) < oldestVersion)
    throw new StoreError(`open ${place}`, {
      found: `PostgreSQL ${version}`,
      fix: `update the server to ${oldestVersion} or newer`,
    })
  if (encoding !== 'UTF8')
    throw new StoreError(`open ${place}`, {
      found: `the database is kept as ${encoding}`,
      fix: "create it anew with encoding 'UTF8' (createdb -E UTF8 -T template0)",
    })
  return is_half_moved
}

function halfMoved(place: string): StoreError {
  const found = 'a store is being moved into it and has not arrived'
  return new StoreError(`open ${place}`, { found, fix: 'run the same migrate-store again; it goes on' })
}

/** Who writes alone waits for all others, who writes beside others only for those who write alone. */
type Lock = 'pg_advisory_xact_lock' | 'pg_advisory_xact_lock_shared'
const alone: Lock = 'pg_advisory_xact_lock'
const beside: Lock = 'pg_advisory_xact_lock_shared'

type Writing = { readonly place: string; readonly lock: Lock }

/** Tries again what was rolled back because of others or because the connection broke. */
async function writeTo<T>(
  db: Kysely<Database>,
  { place, lock }: Writing,
  work: (tx: Transaction<Database>) => Promise<T>,
): Promise<T> {
  const givenUpAt = performance.now() + patienceMs
  for (let failures = 0; ; failures++) {
    let isCommitting = false
    try {
      return await db.transaction().execute(async (tx) => {
        await takeLock(tx, lock)
        const result = await work(tx)
        isCommitting = true
        return result
      })
    } catch (error) {
      if (isCommitting && isLost(error)) throw unknownOutcome(place, error)
      if (!isPassing(error) || performance.now() > givenUpAt)
        throw clearPostgresError(`write ${place}`, error)
      await sleepMs(Math.min(longestRetryMs, firstRetryMs * 2 ** failures))
    }
  }
}

/** The lock is one of the schema's own, so that several installations may share a database. */
async function takeLock(tx: Transaction<Database>, lock: Lock): Promise<void> {
  await sql`select ${sql.raw(lock)}(hashtextextended('pullquote ' || current_schema(), 0))`.execute(tx)
}

function unknownOutcome(place: string, cause: unknown): StoreError {
  const found = 'the connection broke during a commit, so that nobody knows whether it happened'
  return new StoreError(
    `write ${place}`,
    { found, fix: 'nothing: it is looked up and, where it did not happen, done again' },
    cause,
  )
}

class ReconnectingDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig

  constructor(config: PostgresDialectConfig) {
    super(config)
    this.#config = config
  }

  override createDriver(): Driver {
    return new ReconnectingDriver(this.#config)
  }
}

class ReconnectingDriver extends PostgresDriver {
  /** A broken connection has rolled back by itself; that nobody can tell it to must not hide the cause. */
  override async rollbackTransaction(
    connection: Parameters<PostgresDriver['rollbackTransaction']>[0],
  ): Promise<void> {
    try {
      await super.rollbackTransaction(connection)
    } catch (error) {
      if (!isLost(error)) throw error
    }
  }
}
