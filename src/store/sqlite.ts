import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
} from 'kysely'

/** node:sqlite is synchronous: every wait for a lock stalls the event loop, so the wait is short and the caller retries. */
const busyTimeoutMs = 250
const cachedStatements = 200

/** Opens (or creates) the database file with WAL and a flush on every commit. */
export function openSqliteFile(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true })
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma temp_store = memory')
  return database
}

/** node:sqlite for Kysely, with transactions that take the write lock when they begin. */
export class NodeSqliteDialect extends SqliteDialect {
  readonly #database: SqliteDatabase

  constructor(database: DatabaseSync) {
    const adapted = adapt(database)
    super({ database: adapted })
    this.#database = adapted
  }

  override createDriver(): Driver {
    return new ImmediateDriver({ database: this.#database })
  }
}

/** A deferred BEGIN that reads and then writes fails at once with SQLITE_BUSY_SNAPSHOT when another process wrote in between. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

function adapt(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, StatementSync>()
  return {
    close: () => database.close(),
    prepare(sql) {
      const statement = statements.get(sql) ?? database.prepare(sql)
      // Re-inserting moves the statement to the end: the map is the least-recently-used order.
      statements.delete(sql)
      statements.set(sql, statement)
      const oldest = statements.keys().next().value
      if (statements.size > cachedStatements && oldest !== undefined) statements.delete(oldest)
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...bindable(parameters)),
        run: (parameters) => statement.run(...bindable(parameters)),
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
