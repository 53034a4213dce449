import pg from 'pg'
import { z } from 'zod'
import { lockOf } from './leases.ts'
import type { Peers } from './peers.ts'
import { strictAddress } from './postgres-address.ts'
import { clearPostgresError, placeOf } from './postgres-error.ts'

export type PeersOptions = {
  /** The name under which this process takes work. */
  readonly owner: string
  /** Called at once and then again and again: time to look for the work of those who died. */
  readonly onBeat: () => Promise<void>
  readonly onTrouble: (error: unknown) => void
  readonly beatMs?: number
}

const channel = 'pullquote'
const usualBeatMs = 5_000
const retryMs = 1_000
const answerMs = 10_000

/**
 * Joins the processes that work on this database. One connection stands for the process as long as it lives: its lock
 * is free as soon as the process is gone, and over it the others are heard.
 */
export async function joinPeers(url: string, options: PeersOptions): Promise<Peers> {
  const { owner, onBeat, onTrouble, beatMs = usualBeatMs } = options
  const waiting = new Set<string>()
  let listener: (topic: string) => void = () => undefined
  let offsetMs = 0
  let asked = bothClocks()
  let isClosed = false
  let beating: NodeJS.Timeout | undefined
  let client = await connect()
  let resting = Promise.resolve()

  async function connect(): Promise<pg.Client> {
    const fresh = newClient(url)
    try {
      await fresh.connect()
      await fresh.query('select pg_advisory_lock(hashtextextended($1, 0))', [lockOf(owner)])
      await fresh.query(`listen ${channel}`)
      await askTime(fresh)
    } catch (error) {
      await end(fresh)
      throw clearPostgresError(`open ${placeOf(url)}`, error)
    }
    fresh.on('notification', ({ payload }) => {
      const told = readTold(payload)
      if (told !== null && told.from !== owner) listener(told.topic)
    })
    fresh.once('end', () => void rejoin())
    return fresh
  }

  async function askTime(of: pg.Client): Promise<void> {
    offsetMs = await offsetOf(of)
    asked = bothClocks()
  }

  async function rejoin(): Promise<void> {
    if (isClosed) return
    clearTimeout(beating)
    try {
      client = await connect()
      // The others may have lost their connections with ours: who died is looked for when they had time to come back.
      beatLater()
    } catch (error) {
      onTrouble(error)
      beating = setTimeout(() => void rejoin(), retryMs).unref()
    }
  }

  function beatLater(): void {
    if (!isClosed) beating = setTimeout(() => void beat(), beatMs).unref()
  }

  async function beat(): Promise<void> {
    const own = client
    try {
      await askTime(own)
      await onBeat()
    } catch (error) {
      if (!isClosed) onTrouble(error)
    }
    if (own === client) beatLater()
  }

  async function notify(): Promise<void> {
    const topics = [...waiting]
    waiting.clear()
    for (const topic of topics)
      try {
        await client.query('select pg_notify($1, $2)', [channel, JSON.stringify({ from: owner, topic })])
      } catch (error) {
        if (!isClosed) onTrouble(error)
      }
  }

  await onBeat()
  beatLater()
  return {
    clock: () => new Date(Date.now() + offsetMs),
    async checkClock() {
      const { wall, steady } = bothClocks()
      if (Math.abs(wall - asked.wall - (steady - asked.steady)) > setByMs) await askTime(client)
    },
    tell(topic) {
      waiting.add(topic)
      if (waiting.size === 1) resting = resting.then(notify)
    },
    hear(told) {
      listener = told
    },
    async close() {
      isClosed = true
      clearTimeout(beating)
      await resting
      await end(client)
    },
  }
}

function newClient(url: string): pg.Client {
  const client = new pg.Client({
    connectionString: strictAddress(url),
    application_name: 'pullquote peers',
    connectionTimeoutMillis: answerMs,
    query_timeout: answerMs,
    keepAlive: true,
  })
  // A connection that breaks ends, and its end is heard of.
  client.on('error', () => undefined)
  return client
}

async function end(client: pg.Client): Promise<void> {
  try {
    await client.end()
  } catch {
    // It broke before: then it has ended.
  }
}

/** Less is not told from how clocks run. */
const setByMs = 1_000

function bothClocks() {
  return { wall: Date.now(), steady: performance.now() }
}

/** How far the database's clock is ahead of ours. */
async function offsetOf(client: pg.Client): Promise<number> {
  const askedAt = Date.now()
  const { rows } = await client.query('select extract(epoch from clock_timestamp()) * 1000 as now')
  const answeredAt = Date.now()
  return Math.round(clockRow.parse(rows[0]).now - (askedAt + answeredAt) / 2)
}

const clockRow = z.object({ now: z.coerce.number() })
const toldText = z.object({ from: z.string(), topic: z.string() })

/** Others may use the channel, too. */
function readTold(payload: string | undefined): z.infer<typeof toldText> | null {
  try {
    return toldText.safeParse(JSON.parse(payload ?? '')).data ?? null
  } catch {
    return null
  }
}
