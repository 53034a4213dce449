import { setTimeout as sleepMs } from 'node:timers/promises'
import pg from 'pg'
import { type Fault, reportOf } from '../fault.ts'
import { claimsOf, endInOrder } from '../life.ts'
import { openNewsroom } from '../newsroom.ts'
import { racks } from '../platforms.ts'
import { openStatus } from '../status.ts'
import { until } from '../until.ts'

const tables = ['feeds', 'items', 'deliveries'] as const
/** Longer than the program waits for a lock at a time. */
const forms = {
  short: { itemsOfFeed: 3, lockedMs: 2_000 },
  full: { itemsOfFeed: 12, lockedMs: 15_000 },
} as const
const feeds = 4
/** In the test suite the machine has much else to do. */
const lagAllowedMs = { short: 1_000, full: 300 } as const
const patienceMs = 90_000

export const lockedPostgres: Fault = {
  name: 'locked-postgres',
  mustHold:
    'While somebody keeps a table of the database locked for seconds the event loop is never held up for 0.3 s, and afterwards everything goes on by itself.',
  async run({ form, onProgress, newDatabase }) {
    const { itemsOfFeed, lockedMs } = forms[form]
    const databaseUrl = await newDatabase()
    const room = await openNewsroom({
      rack: await racks.discord(feeds),
      feeds,
      itemsOfFeed,
      databaseUrl,
      settings: { PULLQUOTE_HTTP_PORT: '0' },
    })
    try {
      const life = room.workplace.start('run')
      const status = await openStatus(life)
      await until('the first questions', () => room.publisher.askedAt(0).length > 0)
      await status.longestLagMs()
      let lagMs = 0
      for (const [index, table] of tables.entries()) {
        room.publisher.publish(Math.ceil((itemsOfFeed * (index + 1)) / tables.length))
        await lock(databaseUrl, table, lockedMs)
        const longest = await status.longestLagMs()
        lagMs = Math.max(lagMs, longest)
        onProgress(`${table} locked for ${lockedMs / 1000} s: held up for ${longest} ms at most`)
      }
      await room.finished(patienceMs)
      const problems = await status.problems()
      const wrong = [...(await endInOrder(life)), ...problems]
      return reportOf(
        room.count(),
        { locks: tables.length, 'longest lag in ms': lagMs },
        { ...claimsOf(wrong), [`the event loop was held up for ${lagMs} ms`]: lagMs < lagAllowedMs[form] },
      )
    } finally {
      await room.close()
    }
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
