import { sql, type Transaction } from 'kysely'
import { dayOf, missingDays } from './days.ts'
import { coverDays, type Partition, partitionsOf, usualSpan } from './partitions.ts'
import type { Swept } from './retention.ts'
import type { Database, DeliveryState } from './schema.ts'
import type { Store } from './store.ts'

/** Makes room for the days to come, before they do; SQLite has one room for all days. */
export async function prepareDays(store: Store, now: Date, span = usualSpan): Promise<void> {
  if (store.engine !== 'postgres') return
  const today = dayOf(now.getTime())
  const wanted = { from: today, to: today + 3 }
  if (missingDays(await partitionsOf(store.db), wanted, span).length === 0) return
  await store.write((tx) => coverDays(tx, wanted, { span }))
}

/** What may go: deliveries of days before this one that were settled for good before that. */
export type PastDays = {
  readonly beforeDay: number
  readonly settledBefore: number
  readonly settled: readonly DeliveryState[]
}

/** More that is to stay is not put elsewhere: then the days go row by row. */
const mostKept = 20_000

/**
 * Drops the oldest days behind `after` with all their deliveries; the few that are not settled stay. Posts go before
 * their items do: both are past.
 */
export async function dropDays(store: Store, after: number, past: PastDays): Promise<Swept> {
  if (store.engine !== 'postgres') return { removed: 0, next: null }
  const [oldest] = (await partitionsOf(store.db)).filter(
    ({ from, to }) => from >= after && to <= past.beforeDay,
  )
  if (oldest === undefined) return { removed: 0, next: null }
  const found = await lookInto(store, oldest, past)
  const removed = found === null ? 0 : await store.write((tx) => drop(tx, oldest, found))
  return { removed, next: oldest.to }
}

type Found = { readonly all: number; readonly lastId: number; readonly kept: readonly number[] }

/** Reads all of it, which may take minutes; null when it cannot be dropped. */
function lookInto(store: Store, { name, from, to }: Partition, past: PastDays): Promise<Found | null> {
  const isOpen = sql`(state in (${sql.join(past.settled)}) and settled_at < ${past.settledBefore}) is not true`
  const withParents = sql`${isOpen} or id in (
    select parent_id from ${sql.table(name)} where parent_id is not null and (${isOpen}))`
  return store.db.transaction().execute(async (tx) => {
    await sql`set local statement_timeout = 0`.execute(tx)
    // A digest stays as long as posts that stand in it.
    const { rows: shown } = await sql`select 1 from ${sql.table(name)} as digests
      join deliveries as posts on posts.parent_id = digests.id
      where digests.kind = 'digest' and (posts.day < ${from} or posts.day >= ${to}) limit 1`.execute(tx)
    const { rows } = await sql<{ all: number; last_id: number | null; kept: number }>`
      select count(*) as all, max(id) as last_id, count(*) filter (where ${isOpen}) as kept
      from ${sql.table(name)}`.execute(tx)
    const { all = 0, last_id = null, kept = 0 } = rows[0] ?? {}
    if (shown.length > 0 || kept > mostKept) return null
    const { rows: stay } = await sql<{ id: number }>`
      select id from ${sql.table(name)} where ${withParents}`.execute(tx)
    return { all, lastId: last_id ?? 0, kept: stay.map(({ id }) => id) }
  })
}

async function drop(tx: Transaction<Database>, { name }: Partition, found: Found): Promise<number> {
  const table = sql.table(name)
  await sql`set local statement_timeout = 0`.execute(tx)
  await sql`alter table deliveries detach partition ${table}`.execute(tx)
  // Also what came since it was read, and what was numbered before and came after.
  const { numAffectedRows } = await sql`insert into deliveries select * from ${table}
    where id = any(cast(${`{${found.kept.join(',')}}`} as bigint[])) or id > ${found.lastId}
      or state in ('pending', 'sending') or state = 'folded'`.execute(tx)
  await sql`drop table ${table}`.execute(tx)
  return Math.max(0, found.all - Number(numAffectedRows ?? 0n))
}
