import { type QueryExecutorProvider, sql } from 'kysely'
import { type Days, missingDays } from './days.ts'

/** Older deliveries that come from elsewhere are kept with the rest. */
export const longestHistoryDays = 400

/** Where nobody says how many days are kept together. */
export const usualSpan = 7

/** A table in which deliveries of some days are. */
export type Partition = Days & { readonly name: string }

/** Sees to it that deliveries of these days have a place of their own, `span` days in one. */
export async function coverDays(
  db: QueryExecutorProvider,
  wanted: Days,
  { span = usualSpan, table = 'deliveries' }: { readonly span?: number; readonly table?: string } = {},
): Promise<void> {
  for (const { from, to } of missingDays(await partitionsOf(db, table), wanted, span)) {
    const rest = await sql<{ last: number | string | null }>`
      select max(day) as last from deliveries_rest where day >= ${from} and day < ${to}`.execute(db)
    // Days of which the rest has something already stay with it.
    const first = Math.max(from, Number(rest.rows[0]?.last ?? from - 1) + 1)
    if (first < to)
      await sql`create table ${sql.table(`deliveries_${first}`)} partition of ${sql.table(table)}
        for values from (${sql.lit(first)}) to (${sql.lit(to)})`.execute(db)
  }
}

/** The tables for days, the oldest first; the one for the rest is not among them. */
export async function partitionsOf(db: QueryExecutorProvider, table = 'deliveries'): Promise<Partition[]> {
  const { rows } = await sql<{ name: string; bound: string }>`
    select relname as name, pg_get_expr(relpartbound, pg_class.oid) as bound
    from pg_inherits join pg_class on pg_class.oid = inhrelid
    where inhparent = to_regclass(${table})`.execute(db)
  return rows
    .flatMap(({ name, bound }) => {
      const [, from, to] = /FROM \('?(-?\d+)'?\) TO \('?(-?\d+)'?\)/.exec(bound) ?? []
      return from === undefined || to === undefined ? [] : { name, from: Number(from), to: Number(to) }
    })
    .toSorted((one, other) => one.from - other.from)
}
