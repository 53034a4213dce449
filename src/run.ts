import type { Logger } from 'pino'
import { consoleChannel, consolePlatform } from '../adapters/console/index.ts'
import { followFeed } from './ask/follow.ts'
import type { Config } from './config.ts'
import { dispatchOnce } from './deliver/dispatcher.ts'
import { type Loop, type LoopOptions, startLoop } from './loop.ts'
import { openProgram, type Program } from './main.ts'
import { pollFeeds } from './poll/poller.ts'
import { readItems } from './read/reader.ts'
import { type SamplesServer, serveSamples } from './samples.ts'
import { startStatusServer } from './status-server.ts'
import { resumeChannels } from './store/channels.ts'
import { nextDeliveryAt } from './store/deliveries.ts'
import { listFeeds, moveFeed, nextFeedDueAt, removeFeed } from './store/feeds.ts'
import { nextReadingAt } from './store/items.ts'
import { endAbandonedLeases } from './store/leases.ts'
import type { FeedRow } from './store/schema.ts'
import { openSqliteStore, type Store } from './store/store.ts'
import { version } from './version.ts'

export const loopNames = ['poll', 'read', 'deliver'] as const
export type LoopName = (typeof loopNames)[number]

export type RunOptions = {
  readonly only: ReadonlySet<LoopName>
  readonly log: Logger
  readonly terminal: NodeJS.WriteStream
  /** Called once, when the bundled samples have been posted. */
  readonly onSamplesPosted: () => void
}

export type Running = { readonly statusPort: number | null; stop(): Promise<void> }

export type RunOutcome =
  | { readonly kind: 'running'; readonly running: Running; readonly isDemo: boolean }
  | { readonly kind: 'failed'; readonly message: string }

const longestIdleMs = 30_000

/** Starts the loops. Whoever calls holds the worker lock of the data folder. */
export async function run(config: Config, options: RunOptions): Promise<RunOutcome> {
  const samples = await prepareSamples(config)
  const program = await openProgram(config, {
    log: options.log,
    terminal: options.terminal,
    allowOrigins: samples ? [samples.origin] : [],
  })
  await endAbandonedLeases(program.store)
  await resumeChannels(program.store, consolePlatform)

  const port = samples && config.httpPort !== null ? 0 : config.httpPort
  const status = port === null ? null : await startStatusServer(port, program.metrics.registry, version)
  if (status?.kind === 'portTaken') {
    await program.close()
    await samples?.close()
    return { kind: 'failed', message: status.message }
  }

  const loops = startLoops(program, options, samples !== null)
  return {
    kind: 'running',
    isDemo: samples !== null,
    running: {
      statusPort: status?.server.port ?? null,
      async stop() {
        const stopped = loops.map((loop) => loop.stop())
        await program.interrupt()
        await Promise.all(stopped)
        await status?.server.close()
        await program.close()
        await samples?.close()
      },
    },
  }
}

/** The loops wake each other: an item that was found is read at once, a post that was saved is sent at once. */
function startLoops(program: Program, options: RunOptions, isDemo: boolean): Loop[] {
  const { store, metrics } = program
  const tellOnce = isDemo ? whenSettled(store, options.onSamplesPosted) : async () => undefined
  const shared: Pick<LoopOptions, 'clock' | 'longestIdleMs' | 'log' | 'onError'> = {
    clock: program.poller.clock,
    longestIdleMs,
    log: options.log,
    onError: (loop) => metrics.loopErrors.inc({ loop }),
  }
  const loops: Partial<Record<LoopName, Loop>> = {}
  const steps: Record<LoopName, LoopOptions['step']> = {
    async poll() {
      const polled = await pollFeeds(program.poller)
      if (polled.some(({ newItems }) => newItems > 0)) loops.read?.wake()
      return polled.length > 0 ? 'now' : nextFeedDueAt(store)
    },
    async read() {
      const outcomes = await readItems(program.reader)
      if (outcomes.length > 0) loops.deliver?.wake()
      return outcomes.length > 0 ? 'now' : nextReadingAt(store)
    },
    async deliver() {
      const taken = await dispatchOnce(program.dispatcher)
      if (taken > 0) return 'now'
      await tellOnce()
      return nextDeliveryAt(store)
    },
  }
  for (const name of loopNames)
    if (options.only.has(name)) loops[name] = startLoop({ ...shared, name, step: steps[name] })
  return Object.values(loops)
}

function whenSettled(store: Store, tell: () => void): () => Promise<void> {
  let isTold = false
  return async () => {
    const [feed] = await listFeeds(store)
    const isWaiting = (await nextReadingAt(store)) !== null || (await nextDeliveryAt(store)) !== null
    if (isTold || isWaiting || feed?.baselined_at == null) return
    isTold = true
    tell()
  }
}

/** With no feed of the operator's own the bundled samples are followed; with one they are taken away again. */
async function prepareSamples(config: Config): Promise<SamplesServer | null> {
  const store = await openSqliteStore(config.dataFolder)
  try {
    const feeds = await listFeeds(store)
    const sampleFeed = feeds.find((feed) => feed.source === 'samples')
    if (feeds.some((feed) => feed.source === 'added')) {
      if (sampleFeed) await removeFeed(store, sampleFeed.id)
      return null
    }
    return await followSamples(store, sampleFeed)
  } finally {
    await store.close()
  }
}

async function followSamples(store: Store, known: FeedRow | undefined): Promise<SamplesServer> {
  const samples = await serveSamples(known ? Number(new URL(known.url).port) : null)
  if (known) await moveFeed(store, known, samples.origin)
  else
    await followFeed(
      store,
      {
        url: samples.feedUrl,
        source: 'samples',
        channel: consoleChannel,
        style: 'full',
        firstPosts: 20,
        actor: 'demo',
      },
      new Date(),
    )
  return samples
}
