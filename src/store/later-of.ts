import { type RawBuilder, sql } from 'kysely'

/** The later of two times in a row; SQLite calls this max and PostgreSQL greatest. */
export function laterOf(one: string, other: string): RawBuilder<number> {
  const [left, right] = [sql.ref(one), sql.ref(other)]
  return sql<number>`case when ${left} > ${right} then ${left} else ${right} end`
}
