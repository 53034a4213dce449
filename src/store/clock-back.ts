import { sql, type Transaction } from 'kysely'
import { laterOf } from './later-of.ts'
import type { Database } from './schema.ts'
import type { Store } from './store.ts'

/** Clocks are set right by seconds all the time. */
export const clockSlackMs = 60_000
/** Longer than work is leased, a reading is put off or an attempt settles. */
const longestLeaseMs = 15 * 60_000
const longestRestMs = 60_000
const dayMs = 24 * 3_600_000
/** A digest waits for a week at most. */
const longestFoldMs = 8 * dayMs
/** A channel that shut us out is looked at every six hours. */
const longestCheckMs = 7 * 3_600_000

/**
 * Lets what waits follow a clock that was set back, or nothing would move for as long as the clock was ahead. Waits of
 * what was tried begin anew; nobody knows when that really was, so it is looked for among the messages of a whole day.
 */
export async function followClockBack(store: Store, now: Date): Promise<void> {
  const at = now.getTime()
  const anew = (column: 'not_before' | 'lease_until') =>
    sql<number>`case when ${sql.ref(column)} > ${at} then ${sql.ref(column)} - started_at + ${at} else ${sql.ref(column)} end`
  await store.write(async (tx) => {
    await tx
      .updateTable('deliveries')
      .set({
        not_before: anew('not_before'),
        lease_until: anew('lease_until'),
        first_started_at: sql<number>`case when first_started_at > ${at} then ${at - dayMs} else first_started_at end`,
        started_at: at,
      })
      .where('state', 'in', ['pending', 'sending'])
      .where('started_at', '>', at + clockSlackMs)
      .execute()
    await tx
      .updateTable('deliveries')
      .set({ lease_until: at })
      .where('state', 'in', ['pending', 'sending'])
      .where('lease_until', '>', at + longestLeaseMs)
      .execute()
    await tx
      .updateTable('deliveries')
      .set({ not_before: at })
      .where('state', 'in', ['pending', 'sending'])
      .where('not_before', '>', at + dayMs)
      .execute()
    await tx
      .updateTable('deliveries')
      .set({ not_before: at })
      .where('state', '=', 'folded')
      .where('not_before', '>', at + longestFoldMs)
      .execute()
    await tx
      .updateTable('channels')
      .set({ rest_until: at })
      .where('rest_until', '>', at + longestRestMs)
      .execute()
    await tx
      .updateTable('channels')
      .set({ check_at: at })
      .where('state', '=', 'paused')
      .where('check_at', '>', at + longestCheckMs)
      .execute()
    await tx
      .updateTable('items')
      .set({ read_not_before: at, lease_until: 0 })
      .where('reading', '=', 'waiting')
      .where(sql<boolean>`${laterOf('read_not_before', 'lease_until')} > ${at + longestLeaseMs}`)
      .execute()
  })
}

/**
 * A feed that was asked later than now: the clock was set back. Its waits begin anew, so that it is neither asked too
 * soon nor left alone for as long as the clock was ahead.
 */
export async function letFeedsFollow(tx: Transaction<Database>, now: number): Promise<void> {
  const ahead = now + clockSlackMs
  const polledAhead = sql<boolean>`last_polled_at > ${ahead}`
  const madeAhead = sql<boolean>`last_polled_at is null and created_at > ${ahead} and next_poll_at > ${now}`
  const { rows } = await sql<{ found: number }>`
    select 1 as found where exists (select 1 from feeds where ${polledAhead})
      or exists (select 1 from feeds where ${madeAhead})`.execute(tx)
  if (rows.length === 0) return
  await sql`update feeds set next_poll_at = next_poll_at - last_polled_at + ${now},
    asked_until = asked_until - last_polled_at + ${now}, last_polled_at = ${now} where ${polledAhead}`.execute(
    tx,
  )
  await sql`update feeds set next_poll_at = ${now} where ${madeAhead}`.execute(tx)
}
