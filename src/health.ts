import { statfs } from 'node:fs/promises'
import { setTimeout as sleepMs } from 'node:timers/promises'
import { Gauge } from 'prom-client'
import type { Adapter } from './deliver/adapter.ts'
import type { Program } from './main.ts'
import {
  type ConnectionState,
  checksOf,
  isReady,
  type Queue,
  type ReadyCheck,
  type ReadyFacts,
} from './operate/readiness.ts'
import type { Adapters } from './platforms.ts'
import { longestWaitMs } from './poll/schedule.ts'
import { nextDeliveryAt } from './store/deliveries.ts'
import { nextFeedDueAt } from './store/feeds.ts'
import { nextReadingAt } from './store/items.ts'
import { countFeeds, probeStore, storeBytes } from './store/probe.ts'

export type Readiness = { readonly isReady: boolean; readonly checks: readonly ReadyCheck[] }

/** Hears from the parts of the program how they are, and tells who asks. */
export type Health = {
  stepped(loop: string): void
  /** The adapters as they are, but that it is known how they are connected. */
  watch(adapters: Adapters): Adapters
  readiness(): Promise<Readiness>
}

export type HealthParts = {
  readonly program: Pick<Program, 'store' | 'adapters' | 'poller' | 'dispatcher' | 'metrics'>
  /** Where the store is on this machine's disk; null when it is elsewhere. */
  readonly dataFolder: string | null
  /** Whose lateness this process is to blame for. */
  readonly queues: readonly Queue[]
  /** A store that answers later than this is as good as none. */
  readonly patienceMs?: number
}

const usualPatienceMs = 5_000

export function openHealth(parts: HealthParts): Health {
  const startedAt = performance.now()
  const steps = new Map<string, number>()
  const connections = new Map<string, ConnectionState>()
  let asking: Promise<Readiness> | null = null
  const ask = async () => {
    const facts = await gatherFacts(parts, { startedAt, steps, connections })
    const checks = checksOf(facts)
    return { isReady: isReady(checks), checks }
  }
  const health: Health = {
    stepped: (loop) => void steps.set(loop, performance.now()),
    watch: (adapters) =>
      Object.fromEntries(
        Object.entries(adapters).map(([platform, adapter]) => [
          platform,
          watched(adapter, (state) =>
            state === null ? connections.delete(platform) : connections.set(platform, state),
          ),
        ]),
      ),
    // However many ask at once, it is looked once.
    readiness() {
      asking ??= ask().finally(() => {
        asking = null
      })
      return asking
    },
  }
  registerGauges(parts, health)
  return health
}

/** Connecting, being connected and losing the connection are told of; what another process hears is no concern of this one. */
function watched(adapter: Adapter, tell: (state: ConnectionState | null) => void): Adapter {
  return {
    ...adapter,
    async connect(events) {
      tell({ kind: 'connecting' })
      const connection = await adapter.connect(events)
      if (connection === null) tell({ kind: 'needsNone' })
      else if (connection.kind === 'failed') tell({ ...connection, kind: 'down' })
      else {
        tell({ kind: 'connected', as: connection.as })
        void connection.lost.then((reason) => tell({ kind: 'down', reason, fix: null }))
      }
      return connection
    },
    async disconnect() {
      await adapter.disconnect()
      tell(null)
    },
  }
}

type Heard = {
  readonly startedAt: number
  readonly steps: ReadonlyMap<string, number>
  readonly connections: ReadonlyMap<string, ConnectionState>
}

async function gatherFacts(parts: HealthParts, heard: Heard): Promise<ReadyFacts> {
  const { store, adapters, poller, dispatcher } = parts.program
  const { patienceMs = usualPatienceMs } = parts
  const now = performance.now()
  const platforms = Object.keys(adapters)
  const open = dispatcher.closures.open(platforms, poller.clock().getTime())
  const facts = {
    connections: Object.fromEntries(heard.connections),
    closed: platforms.filter((platform) => !open.includes(platform)),
    stepAgesMs: Object.fromEntries([...heard.steps].map(([loop, at]) => [loop, now - at])),
    freeBytes: parts.dataFolder === null ? null : await freeBytes(parts.dataFolder),
  }
  const answered = await Promise.race([probeStore(store), sleepMs(patienceMs, null, { ref: false })])
  if (answered === null || answered.kind === 'failed') {
    const found = `no answer within ${patienceMs} ms`
    return { ...facts, store: answered ?? { kind: 'failed', found, fix: 'run doctor' }, lateMs: {} }
  }
  return { ...facts, store: answered, lateMs: await latenessOf(parts, open, now - heard.startedAt) }
}

/** What was late already when the program started is none of its fault. */
async function latenessOf(
  { program, queues }: HealthParts,
  platforms: readonly string[],
  uptimeMs: number,
): Promise<ReadyFacts['lateMs']> {
  const { store, poller } = program
  const now = poller.clock()
  const dueAt: Readonly<Record<Queue, () => Promise<number | null>>> = {
    feeds: () => nextFeedDueAt(store, { now, longestWaitMs: longestWaitMs(poller.limits) }),
    items: () => nextReadingAt(store),
    posts: async () => (platforms.length === 0 ? null : nextDeliveryAt(store, platforms)),
  }
  const late = queues.map(async (queue) => {
    const at = await dueAt[queue]()
    return [queue, at === null ? null : Math.min(uptimeMs, now.getTime() - at)] as const
  })
  return Object.fromEntries(await Promise.all(late))
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

function registerGauges({ program, dataFolder }: HealthParts, health: Health): void {
  const { store, metrics } = program
  const registers = [metrics.registry]
  new Gauge({
    name: 'pullquote_ready',
    help: 'Whether the program can do its work: 1 or 0, by check as in /readyz',
    labelNames: ['check'],
    registers,
    async collect() {
      this.reset()
      for (const { name, isGood } of (await health.readiness()).checks)
        this.set({ check: name }, isGood ? 1 : 0)
    },
  })
  new Gauge({
    name: 'pullquote_feeds',
    help: 'Feeds by how they are: working, failing or gone for good',
    labelNames: ['condition'],
    registers,
    async collect() {
      for (const [condition, count] of Object.entries(await countFeeds(store))) this.set({ condition }, count)
    },
  })
  new Gauge({
    name: 'pullquote_store_bytes',
    help: 'How large the store is',
    registers,
    async collect() {
      this.set(await storeBytes(store))
    },
  })
  if (dataFolder !== null)
    new Gauge({
      name: 'pullquote_disk_free_bytes',
      help: 'What is left on the disk of the store',
      registers,
      async collect() {
        this.set(await freeBytes(dataFolder))
      },
    })
}
