import { setTimeout as sleepMs } from 'node:timers/promises'
import pg from 'pg'
import { startPostgres } from '../../store/postgres-server.ts'
import { type Fault, reportOf } from '../fault.ts'
import { claimsOf, endInOrder, secondsSince } from '../life.ts'
import { openNewsroom } from '../newsroom.ts'
import { racks } from '../platforms.ts'
import { openStatus } from '../status.ts'
import { until } from '../until.ts'

const forms = {
  short: { itemsOfFeed: 4, times: 2, downMs: 1_000 },
  full: { itemsOfFeed: 40, times: 20, downMs: 8_000 },
} as const
const feeds = 4
/** Far less than any lease: who waits for the end of one has forgotten something. */
const patienceMs = 30_000

export const postgresRestart: Fault = {
  name: 'postgres-restart',
  mustHold:
    'When the database server is restarted, or ends all connections, the running program goes on by itself: nothing is lost or posted twice.',
  async run({ form, onProgress }) {
    const { itemsOfFeed, times, downMs } = forms[form]
    const server = await startPostgres()
    const rack = await racks.discord(feeds, {
      seed: 3,
      lagMs: 150,
      serverErrors: 0,
      rateLimits: 0,
      resets: 0,
    })
    const room = await openNewsroom({
      rack,
      feeds,
      itemsOfFeed,
      databaseUrl: server.url,
      settings: { PULLQUOTE_HTTP_PORT: '0' },
    })
    try {
      const life = room.workplace.start('run')
      const status = await openStatus(life)
      let longest = 0
      for (let time = 1; time <= times; time++) {
        const wanted = Math.ceil((itemsOfFeed * time) / times)
        room.publisher.publish(wanted)
        await until('it is at work', () => room.missing() < feeds * (itemsOfFeed - wanted + 1))
        if (time % 2 === 0) await server.restart(downMs)
        else await endConnections(server.url)
        const backAt = performance.now()
        await until('it has caught up', () => room.missing() <= feeds * (itemsOfFeed - wanted), {
          withinMs: patienceMs,
        })
        longest = Math.max(longest, secondsSince(backAt))
        onProgress(
          `${time % 2 === 0 ? `down for ${downMs / 1000} s` : 'all connections ended'}: caught up after ${secondsSince(backAt)} s`,
        )
      }
      await room.finished(patienceMs)
      await until('it is ready', async () => (await status.problems()).length === 0)
      const wrong = await endInOrder(life)
      return reportOf(
        room.count(),
        {
          restarts: Math.floor(times / 2),
          'connections ended': Math.ceil(times / 2),
          'caught up in s': longest,
        },
        claimsOf(wrong),
      )
    } finally {
      await room.close()
      await server.stop()
    }
  },
}

/** Again and again for a moment, so that it meets whatever is being done. */
async function endConnections(url: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  for (let time = 0; time < 10; time++) {
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()')
    await sleepMs(50)
  }
  await client.end()
}
