import { setTimeout as sleepMs } from 'node:timers/promises'
import pg from 'pg'
import type { Fault } from '../fault.ts'
import { runWhileLocked } from '../locked.ts'

const tables = ['feeds', 'items', 'deliveries'] as const
/** Longer than the program waits for a lock at a time. */
const forms = {
  short: { itemsOfFeed: 3, lockedMs: 2_000 },
  full: { itemsOfFeed: 12, lockedMs: 15_000 },
} as const

const patienceMs = 90_000

export const lockedPostgres: Fault = {
  name: 'locked-postgres',
  mustHold:
    'While somebody keeps a table of the database locked for seconds the event loop is never held up for 0.3 s, and afterwards everything goes on by itself.',
  async run({ newDatabase, ...how }) {
    const { itemsOfFeed, lockedMs } = forms[how.form]
    const databaseUrl = await newDatabase()
    const locks = tables.map((what) => ({ what, ms: lockedMs }))
    const keep = ({ what, ms }: { readonly what: string; readonly ms: number }) => lock(databaseUrl, what, ms)
    return runWhileLocked({ databaseUrl, itemsOfFeed, locks, keep, patienceMs, claims: () => ({}) }, how)
  },
}

async function lock(url: string, table: string, forMs: number): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query('begin')
    await client.query(`lock table ${table} in access exclusive mode`)
    await sleepMs(forMs)
    await client.query('rollback')
  } finally {
    await client.end()
  }
}
