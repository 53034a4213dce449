import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
} from 'kysely'
import { clearError } from './store-error.ts'

const busyTimeoutMs = 250
/**
 * node:sqlite is synchronous: every wait for a lock stalls the event loop. Once the file is open only those who begin to
 * write ever wait (https://sqlite.org/wal.html#concurrency), one after the other, and they come again by themselves.
 */
const workingTimeoutMs = 10
const cachedStatements = 200

/** Opens (or creates) the database file with WAL and a flush on every commit. */
export function openSqliteFile(path: string): DatabaseSync {
  let database: DatabaseSync | null = null
  try {
    database = new DatabaseSync(path, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true })
    database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma temp_store = memory')
    database.exec(`pragma busy_timeout = ${workingTimeoutMs}`)
    return database
  } catch (error) {
    database?.close()
    throw clearError(`open ${path}`, error)
  }
}

/** Opens a database file that the program has open already, for reading only. */
export function openSqliteToRead(path: string): DatabaseSync {
  return new DatabaseSync(path, { readOnly: true, timeout: busyTimeoutMs })
}

/** node:sqlite for Kysely, with transactions that take the write lock when they begin. */
export class NodeSqliteDialect extends SqliteDialect {
  readonly #database: SqliteDatabase

  constructor(database: DatabaseSync, path: string) {
    const adapted = adapt(database, path)
    super({ database: adapted })
    this.#database = adapted
  }

  override createDriver(): Driver {
    return new ImmediateDriver({ database: this.#database })
  }
}

/** For so long statements may follow each other before others get a turn. */
const longestTurnMs = 15

/**
 * node:sqlite answers at once, so a transaction of a thousand statements would be one long turn of the event loop. Kysely
 * gives the one connection to one transaction at a time, so nobody comes in between.
 */
class ConsiderateConnection implements DatabaseConnection {
  readonly #inner: DatabaseConnection
  #turnSince: number | null = null

  constructor(inner: DatabaseConnection) {
    this.#inner = inner
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#turnSince !== null && performance.now() - this.#turnSince > longestTurnMs) await nextTurn()
    if (this.#turnSince === null) this.#startTurn()
    return this.#inner.executeQuery<Row>(query)
  }

  streamQuery<Row>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<Row>> {
    return this.#inner.streamQuery<Row>(query, chunkSize)
  }

  #startTurn(): void {
    this.#turnSince = performance.now()
    setImmediate(() => {
      this.#turnSince = null
    })
  }
}

/** A deferred BEGIN that reads and then writes fails at once with SQLITE_BUSY_SNAPSHOT when another process wrote in between. */
class ImmediateDriver extends SqliteDriver {
  #considerate: DatabaseConnection | null = null

  override async acquireConnection(): Promise<DatabaseConnection> {
    this.#considerate ??= new ConsiderateConnection(await super.acquireConnection())
    return this.#considerate
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  /** On a full disk SQLite has rolled back by itself; that there is nothing to roll back must not hide the cause. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await super.rollbackTransaction(connection)
    } catch (error) {
      if (!(error instanceof Error) || !error.message.includes('no transaction is active')) throw error
    }
  }
}

function adapt(database: DatabaseSync, path: string): SqliteDatabase {
  const clearly = <T>(ask: () => T): T => {
    try {
      return ask()
    } catch (error) {
      // A lock is waited for; who gives up says so.
      throw isBusy(error) ? error : clearError(`use ${path}`, error)
    }
  }
  const statements = new Map<string, StatementSync>()
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = statements.get(sql) ?? clearly(() => database.prepare(sql))
      // Re-inserting moves the statement to the end: the map is the least-recently-used order.
      statements.delete(sql)
      statements.set(sql, statement)
      const oldest = statements.keys().next().value
      if (statements.size > cachedStatements && oldest !== undefined) statements.delete(oldest)
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => clearly(() => statement.all(...bindable(parameters))),
        run: (parameters) => clearly(() => statement.run(...bindable(parameters))),
        iterate: (parameters) => statement.iterate(...bindable(parameters)),
      }
    },
  }
}

function bindable(parameters: readonly unknown[]): SQLInputValue[] {
  return parameters.map((value) => {
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
      return value
    throw new Error(`sqlite: cannot bind a ${typeof value}; rows hold text, numbers and null`)
  })
}

/** True for the errors that pass by themselves: another process holds the write lock. */
export function isBusy(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error)) return false
  const primaryCode = Number(error.errcode) & 0xff
  return primaryCode === 5 || primaryCode === 6
}
