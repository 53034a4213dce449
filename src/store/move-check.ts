import { sql } from 'kysely'
import { storable } from './postgres-values.ts'
import type { Store } from './store.ts'

export type CheckedTable = { readonly name: string; readonly columns: readonly string[] }

type Row = Readonly<Record<string, unknown>>

/**
 * The first row, by its id, that is not in both stores as it was stored; null when there is none, and for tables
 * without ids. `interrupted` when it was not looked at to the end.
 */
export async function firstDifference(
  from: Store,
  to: Store,
  table: CheckedTable,
  { limit, signal }: { readonly limit: number; readonly signal: AbortSignal },
): Promise<number | 'interrupted' | null> {
  if (!table.columns.includes('id')) return null
  for (let after = -1; ; ) {
    if (signal.aborted) return 'interrupted'
    const [ours, theirs] = await Promise.all([
      rowsBehind(from, table, after, limit),
      rowsBehind(to, table, after, limit),
    ])
    const at = ours.findIndex((row, index) => !isSame(table.columns, row, theirs[index]))
    const different = ours[at] ?? theirs[ours.length]
    if (different) return Number(different.id)
    const last = ours.at(-1)
    if (last === undefined) return null
    after = Number(last.id)
  }
}

async function rowsBehind(
  { db }: Store,
  { name, columns }: CheckedTable,
  after: number,
  limit: number,
): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`select ${sql.join(columns.map((column) => sql.ref(column)))}
    from ${sql.table(name)} where id > ${after} order by id limit ${limit}`.execute(db)
  return rows
}

function isSame(columns: readonly string[], ours: Row, theirs: Row | undefined): boolean {
  return theirs !== undefined && columns.every((name) => storable(ours[name]) === theirs[name])
}
