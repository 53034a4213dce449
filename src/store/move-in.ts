import { type Kysely, sql, type Transaction } from 'kysely'
import { firstDifference } from './move-check.ts'
import { coverDays, longestHistoryDays } from './partitions.ts'
import type { Database } from './schema.ts'
import { reindex } from './search/reindex.ts'
import type { Store } from './store.ts'
import { StoreError } from './store-error.ts'

/** What came of moving a store: rows by table, as they are in both now. */
export type Moved =
  | { readonly kind: 'moved'; readonly rows: ReadonlyMap<string, number> }
  /** It goes on from here when it is asked for again. */
  | { readonly kind: 'interrupted' }

export type MoveInOptions = {
  /** How the target is called in errors. */
  readonly place: string
  readonly signal: AbortSignal
  readonly onTable: (table: string, rows: number) => void
  readonly rowsAtOnce?: number
}

/** What belongs to the database and not to what is moved. */
const notMoved = new Set(['migrations', 'moving_in', 'connection_leases', 'item_words'])

/**
 * Copies all that a store in a folder holds into an empty one in PostgreSQL: in batches, each with how far it has come
 * in one transaction, so that it goes on after any interruption. Nobody writes to the source meanwhile.
 */
export async function moveIn(from: Store, to: Store, options: MoveInOptions): Promise<Moved> {
  // Others may read it meanwhile; who wants to write waits in vain and is told so.
  await sql`pragma busy_timeout = 1000`.execute(from.db)
  await sql`begin immediate`.execute(from.db)
  try {
    return await copyAll(from, to, options)
  } finally {
    await sql`rollback`.execute(from.db)
  }
}

async function copyAll(from: Store, to: Store, options: MoveInOptions): Promise<Moved> {
  const tables = await tablesInOrder(to.db)
  const moved = await movedBefore(from, to, tables)
  if (moved !== null) return { kind: 'moved', rows: moved }
  await begin(to, tables, options.place)
  const batch = { limit: options.rowsAtOnce ?? 200, signal: options.signal }
  await coverOldDays(from, to)
  for (const table of tables) {
    const copy = (tx: Transaction<Database>, after: number) =>
      copyRows(from, tx, { table, after, limit: batch.limit })
    if (!(await inBatches(to, table.name, copy, batch))) return { kind: 'interrupted' }
    options.onTable(table.name, await countRows(to.db, table.name))
  }
  // A post points to the digest it is in, which is younger: that is noted when both are there.
  const link = (tx: Transaction<Database>, after: number) =>
    linkParents(from, tx, { after, limit: batch.limit })
  if (!(await inBatches(to, 'parents of deliveries', link, batch))) return { kind: 'interrupted' }
  const index = (tx: Transaction<Database>, after: number) => reindex(tx, { after, limit: batch.limit })
  if (!(await inBatches(to, 'words of items', index, batch))) return { kind: 'interrupted' }
  const rows = await verify(from, to, tables, batch)
  if (rows === null) return { kind: 'interrupted' }
  await finish(from, to, tables)
  return { kind: 'moved', rows }
}

/** What stands there when a move has come to its end and nobody was told; null when there is something to move. */
async function movedBefore(
  from: Store,
  to: Store,
  tables: readonly Table[],
): Promise<ReadonlyMap<string, number> | null> {
  if (await isBegun(to)) return null
  const counts = new Map<string, number>()
  for (const { name } of tables) {
    const rows = await countRows(to.db, name)
    if (rows !== (await countRows(from.db, name))) return null
    counts.set(name, rows)
  }
  return [...counts.values()].some((rows) => rows > 0) ? counts : null
}

type Table = { readonly name: string; readonly columns: readonly string[] }

/** Those that others point to come first. */
async function tablesInOrder(db: Kysely<Database>): Promise<Table[]> {
  const { rows } = await sql<{ name: string; columns: string; targets: string }>`
    select relname as name,
      (select json_agg(attname order by attnum) from pg_attribute
        where attrelid = pg_class.oid and attnum > 0 and not attisdropped)::text as columns,
      (select coalesce(json_agg(target.relname), '[]') from pg_constraint join pg_class target on target.oid = confrelid
        where conrelid = pg_class.oid and contype = 'f' and confrelid <> conrelid)::text as targets
    from pg_class where relkind in ('r', 'p') and not relispartition and relnamespace = current_schema()::regnamespace order by relname`.execute(
    db,
  )
  const waiting = rows
    .filter(({ name }) => !notMoved.has(name))
    .map(({ name, columns, targets }) => ({ name, columns: namesIn(columns), targets: namesIn(targets) }))
  const ordered: Table[] = []
  while (waiting.length > 0) {
    const at = waiting.findIndex(({ targets }) => !waiting.some(({ name }) => targets.includes(name)))
    const [table] = waiting.splice(Math.max(0, at), 1)
    if (table) ordered.push(table)
  }
  return ordered
}

function namesIn(json: string): string[] {
  const names: unknown = JSON.parse(json)
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : []
}

async function begin(to: Store, tables: readonly Table[], place: string): Promise<void> {
  if (await isBegun(to)) return
  const { rows } = await sql<{ others: number }>`
    select count(*) as others from pg_stat_activity
    where datname = current_database() and application_name = 'pullquote peers'`.execute(to.db)
  if ((rows[0]?.others ?? 0) > 0)
    throw new StoreError(`move to ${place}`, {
      found: 'a pullquote process works on it',
      fix: 'stop it, and start it again when the store has moved',
    })
  await to.write(async (tx) => {
    for (const { name } of tables)
      if ((await countRows(tx, name)) > 0)
        throw new StoreError(`move to ${place}`, {
          found: `it is not empty: there are rows in ${name}`,
          fix: 'name an empty database (createdb)',
        })
    await sql`create table moving_in (step text primary key, done_to bigint)`.execute(tx)
  })
}

async function isBegun({ db }: Store): Promise<boolean> {
  const { rows } = await sql<{
    found: boolean
  }>`select to_regclass('moving_in') is not null as found`.execute(db)
  return rows[0]?.found ?? false
}

/** What was delivered long ago is kept by its days, too. */
async function coverOldDays(from: Store, to: Store): Promise<void> {
  const { first, last } = await from.db
    .selectFrom('deliveries')
    .select((each) => [each.fn.min('day').as('first'), each.fn.max('day').as('last')])
    .executeTakeFirstOrThrow()
  if (first === null) return
  const days = { from: Math.max(first, last - longestHistoryDays), to: last + 1 }
  await to.write((tx) => coverDays(tx, days))
}

type Step = (tx: Transaction<Database>, after: number) => Promise<number | null>

/** Takes the step again and again until it has come to its end; false when it was interrupted. */
async function inBatches(
  to: Store,
  name: string,
  step: Step,
  { signal }: { readonly signal: AbortSignal },
): Promise<boolean> {
  for (;;) {
    if (signal.aborted) return false
    const isDone = await to.write(async (tx) => {
      const { rows } = await sql<{
        done_to: number | null
      }>`select done_to from moving_in where step = ${name}`.execute(tx)
      const [progress] = rows
      if (progress?.done_to === null) return true
      const doneTo = await step(tx, progress?.done_to ?? firstPlace)
      await sql`insert into moving_in (step, done_to) values (${name}, ${doneTo})
        on conflict (step) do update set done_to = excluded.done_to`.execute(tx)
      return doneTo === null
    })
    if (isDone) return true
  }
}

const firstPlace = -1

type Batch = { readonly after: number; readonly limit: number }

/** Every table of SQLite has numbered rows (https://sqlite.org/lang_createtable.html#rowid). */
async function copyRows(
  from: Store,
  tx: Transaction<Database>,
  { table, after, limit }: Batch & { readonly table: Table },
): Promise<number | null> {
  const columns = sql.join(table.columns.map((name) => sql.ref(name)))
  const { rows } = await sql<Readonly<Record<string, unknown>> & { readonly row_number: number }>`
    select rowid as row_number, ${columns} from ${sql.table(table.name)}
    where rowid > ${after} order by rowid limit ${limit}`.execute(from.db)
  if (rows.length === 0) return null
  const values = rows.map((row) => {
    const cells = table.columns.map((name) => (isLinkedLater(table.name, name) ? null : row[name]))
    return sql`(${sql.join(cells)})`
  })
  await sql`insert into ${sql.table(table.name)} (${columns}) values ${sql.join(values)}`.execute(tx)
  return rows.at(-1)?.row_number ?? null
}

function isLinkedLater(table: string, column: string): boolean {
  return table === 'deliveries' && column === 'parent_id'
}

async function linkParents(
  from: Store,
  tx: Transaction<Database>,
  { after, limit }: Batch,
): Promise<number | null> {
  const rows = await from.db
    .selectFrom('deliveries')
    .select(['id', 'parent_id'])
    .where('id', '>', after)
    .where('parent_id', 'is not', null)
    .orderBy('id')
    .limit(limit)
    .execute()
  for (const { id, parent_id } of rows)
    await tx.updateTable('deliveries').set({ parent_id }).where('id', '=', id).execute()
  return rows.at(-1)?.id ?? null
}

async function countRows(db: Kysely<Database>, table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(db)
  return rows[0]?.count ?? 0
}

/** How many rows arrived, when all of them did as they were; null when it was interrupted. */
async function verify(
  from: Store,
  to: Store,
  tables: readonly Table[],
  batch: { readonly limit: number; readonly signal: AbortSignal },
): Promise<ReadonlyMap<string, number> | null> {
  const again = 'empty the new database and move again, with nothing else running'
  const counts = new Map<string, number>()
  for (const table of tables) {
    const { name } = table
    const [before, after] = [await countRows(from.db, name), await countRows(to.db, name)]
    if (before !== after)
      throw new StoreError(`move ${name}`, {
        found: `${after} rows arrived of ${before}`,
        fix: again,
      })
    const different = await firstDifference(from, to, table, batch)
    if (different === 'interrupted') return null
    if (different !== null)
      throw new StoreError(`move ${name}`, { found: `row ${different} is not as it was`, fix: again })
    counts.set(name, after)
  }
  return counts
}

/** Numbers that were given before are given to nobody else, not even those of rows that are gone. */
async function finish(from: Store, to: Store, tables: readonly Table[]): Promise<void> {
  const { rows } = await sql<{ name: string; seq: number }>`select name, seq from sqlite_sequence`.execute(
    from.db,
  )
  const given = new Map(rows.map(({ name, seq }) => [name, seq]))
  await to.write(async (tx) => {
    for (const { name, columns } of tables) {
      if (!columns.includes('id')) continue
      await sql`select setval(sequence, greatest(${given.get(name) ?? 0}, (select max(id) from ${sql.table(name)}), 1))
        from (select pg_get_serial_sequence(quote_ident(${name}), 'id') as sequence) own
        where sequence is not null`.execute(tx)
    }
    await sql`drop table moving_in`.execute(tx)
  })
}
