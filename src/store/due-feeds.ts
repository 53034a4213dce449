import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Candidate } from './politeness.ts'
import type { Database } from './schema.ts'

export type Asking = {
  readonly now: number
  readonly leaseMs: number
  /** Feeds that are due later than this were put off by a clock that stood ahead. */
  readonly farthest: number
}

/** Feeds that failed last time let the others go first: most who fail take long to do so. Later they have their turn. */
const ailingWaitMs = 60_000
const foreverMs = 1e15

/**
 * The indexes have these very words in them (migration 0014): of a bound value no engine knows whether an index holds
 * all that is asked for.
 */
const healthy = sql`state = 'active' and failures = 0`
const ailing = sql`state = 'active' and failures > 0`

/** The feeds nobody has taken that are due, in their turn, no more of them than `most`. */
export function dueFeeds(db: Kysely<Database>, asking: Asking, most: number): Promise<Candidate[]> {
  const isDue = sql`next_poll_at <= ${asking.now}`
  const isPutOff = sql`next_poll_at > ${asking.farthest}`
  const rows = [isDue, isPutOff].flatMap((when) => [
    inOrder({ which: sql`${healthy} and ${when}`, waitMs: 0 }, asking, most),
    inOrder({ which: sql`${ailing} and ${when}`, waitMs: ailingWaitMs }, asking, most),
  ])
  return inTurn(db, rows, most)
}

/** Every feed nobody has taken, due or not: there is no time to be late by, so what failed comes last. */
export function allFeeds(db: Kysely<Database>, asking: Asking): Promise<Candidate[]> {
  const most = Number.MAX_SAFE_INTEGER
  const rows = [
    inOrder({ which: healthy, waitMs: 0 }, asking, most),
    inOrder({ which: ailing, waitMs: foreverMs }, asking, most),
  ]
  return inTurn(db, rows, most)
}

/** The engine goes through an index from its beginning and stops when it has found enough. */
function inOrder(
  { which, waitMs }: { readonly which: RawBuilder<unknown>; readonly waitMs: number },
  { now, leaseMs }: Asking,
  most: number,
): RawBuilder<unknown> {
  // A lease that ends later than any lease can was taken by a clock that stood ahead.
  return sql`select * from (
    select id, host, next_poll_at + ${sql.lit(waitMs)} as turn from feeds
    where ${which} and (lease_until <= ${now} or lease_until > ${now + 2 * leaseMs})
    order by next_poll_at, id limit ${most}) as due`
}

async function inTurn(
  db: Kysely<Database>,
  some: readonly RawBuilder<unknown>[],
  most: number,
): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`${sql.join(some, sql` union all `)}
    order by turn, id limit ${most}`.execute(db)
  return rows
}

/** When the next feed of another host is due; null when there is none. */
export async function firstDueAt(
  db: Kysely<Database>,
  farthest: number,
  exceptHosts: readonly string[],
): Promise<number | null> {
  const isElsewhere = sql`host not in (${sql.join(['', ...exceptHosts])})`
  const free = sql`lease_until <= next_poll_at and next_poll_at <= ${farthest} and ${isElsewhere}`
  const first = (which: RawBuilder<unknown>) =>
    sql`select * from (
      select next_poll_at as at from feeds where ${which} and ${free} order by next_poll_at limit 1) as one`
  const putOff = (which: RawBuilder<unknown>) =>
    sql`select min(lease_until) from feeds where ${which} and next_poll_at > ${farthest} and ${isElsewhere}`
  const { rows } = await sql<{ at: number | null }>`
    select min(at) as at from (
      ${first(healthy)} union all ${first(ailing)}
      union all ${putOff(healthy)} union all ${putOff(ailing)}
      union all select min(lease_until) from feeds
        where lease_until > 0 and lease_until > next_poll_at and state = 'active' and ${isElsewhere}
    ) as times`.execute(db)
  return rows[0]?.at ?? null
}
