import { type RawBuilder, sql } from 'kysely'

/** The latest of the times in a row; SQLite calls this max and PostgreSQL greatest. */
export function laterOf(first: string, ...others: readonly string[]): RawBuilder<number> {
  return others.reduce<RawBuilder<number>>((latest, name) => {
    const other = sql.ref(name)
    return sql<number>`case when ${latest} > ${other} then ${latest} else ${other} end`
  }, sql.ref(first))
}
