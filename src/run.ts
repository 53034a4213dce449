import type { Logger } from 'pino'
import { consoleChannel, consolePlatform } from '../adapters/console/index.ts'
import { answer } from './ask/desk.ts'
import type { DeskParts } from './ask/desk-parts.ts'
import { followFeed } from './ask/following/follow.ts'
import { type Chat, startChat } from './chat.ts'
import type { Config } from './config.ts'
import type { Crew } from './crew.ts'
import {
  deliveringCrew,
  gatheringCrew,
  pollingCrew,
  pushCrew,
  readingCrew,
  tellingCrew,
  watchingCrew,
} from './crews.ts'
import type { ChannelRef } from './deliver/address.ts'
import { type Health, type HealthParts, openHealth } from './health.ts'
import { startLoop } from './loop.ts'
import { openProgram, type Program } from './main.ts'
import { openReceiver, type PushReceiver } from './poll/push-receive.ts'
import { type SamplesServer, serveSamples } from './samples.ts'
import { startStatusServer } from './status-server.ts'
import { checkChannelsNow, resumeChannels } from './store/channels.ts'
import { nextDeliveryAt } from './store/deliveries.ts'
import { listFeeds, removeFeed } from './store/feeds.ts'
import { nextReadingAt } from './store/items.ts'
import { endAbandonedLeases } from './store/leases.ts'
import { openStore } from './store/open.ts'
import { forgetHubs, pollPushedFeeds } from './store/push.ts'
import { moveSamples, removeSamples } from './store/samples.ts'
import type { FeedRow } from './store/schema.ts'
import { beginCatchUp } from './store/search/catch-up.ts'
import type { Store } from './store/store.ts'
import { version } from './version.ts'

export const loopNames = ['poll', 'read', 'deliver', 'chat'] as const
export type LoopName = (typeof loopNames)[number]

export type RunOptions = {
  readonly only: ReadonlySet<LoopName>
  readonly log: Logger
  readonly terminal: NodeJS.WriteStream
  /** Channels beside the console that get the sample stories. */
  readonly samplesAlsoIn: readonly ChannelRef[]
  /** Called once, when the bundled samples have been posted. */
  readonly onSamplesPosted: () => void
  /** What time it is; the machine's unless given. */
  readonly clock?: () => Date
}

export type Running = { readonly statusPort: number | null; stop(): Promise<void> }

export type RunOutcome =
  | { readonly kind: 'running'; readonly running: Running; readonly isDemo: boolean }
  | { readonly kind: 'failed'; readonly message: string }

const longestIdleMs = 30_000

/** Starts the loops. Whoever calls holds the worker lock of the data folder. What was opened is closed when it fails. */
export async function run(config: Config, options: RunOptions): Promise<RunOutcome> {
  const opened: (() => Promise<void>)[] = []
  const closeAll = async () => {
    for (const close of opened.toReversed()) await close()
  }
  try {
    const outcome = await start(config, options, opened)
    if (outcome.kind === 'failed') {
      await closeAll()
      return outcome
    }
    const { statusPort, isDemo, loops, program, chat } = outcome
    const stop = async () => {
      const stopped = [chat.stop(), ...loops.map((loop) => loop.stop())]
      await program.interrupt()
      await Promise.all(stopped)
      await closeAll()
    }
    return { kind: 'running', isDemo, running: { statusPort, stop } }
  } catch (error) {
    await closeAll()
    throw error
  }
}

type Started = {
  readonly kind: 'started'
  readonly statusPort: number | null
  readonly isDemo: boolean
  readonly program: Program
  readonly chat: Chat
  readonly loops: readonly WorkLoop[]
}

async function start(
  config: Config,
  options: RunOptions,
  opened: (() => Promise<void>)[],
): Promise<Started | { readonly kind: 'failed'; readonly message: string }> {
  const samples = await prepareSamples(config, options.samplesAlsoIn, opened)
  const program = await openProgram(config, {
    log: options.log,
    terminal: options.terminal,
    allowOrigins: samples ? [samples.origin] : [],
    ...(options.clock === undefined ? {} : { clock: options.clock }),
  })
  opened.push(program.close)
  await endAbandonedLeases(program.store)
  await resumeChannels(program.store, consolePlatform)
  opened.push(beginCatchUp(program.store, options.log))

  if (options.only.has('poll'))
    await (program.hubs === null ? forgetHubs : pollPushedFeeds)(program.store, program.poller.clock())
  let loops: WorkLoops | null = null
  const health = openHealth({ program, ...whatIsWatched(config, options) })
  const watched: Watched = { ...options, health }
  const port = samples && config.httpPort !== null ? 0 : config.httpPort
  const endpoints = Object.values(program.adapters).flatMap((adapter) => adapter.endpoints)
  const status =
    port === null
      ? null
      : await startStatusServer(port, {
          registry: program.metrics.registry,
          version,
          endpoints,
          receivePush: receiverOf(program, config, () => loops?.push?.wake()),
          readiness: health.readiness,
          host: config.httpHost,
          adminToken: config.adminToken,
        })
  if (status !== null && status.kind !== 'listening') return { kind: 'failed', message: status.message }
  if (status !== null) opened.push(status.server.close)
  const isDemo = samples !== null
  const started = startLoops(program, watched, isDemo)
  loops = started
  const chat = startChatting(
    program,
    watched,
    wakerOf(program, () => started),
  )
  return {
    kind: 'started',
    statusPort: status?.server.port ?? null,
    isDemo,
    program,
    chat,
    loops: Object.values(loops),
  }
}

type Watched = RunOptions & { readonly health: Health }

/** A process that runs some loops only is to blame for their queues alone. */
function whatIsWatched(config: Config, { only }: RunOptions): Pick<HealthParts, 'dataFolder' | 'queues'> {
  const queues = [
    ...(only.has('poll') ? (['feeds'] as const) : []),
    ...(only.has('read') ? (['items'] as const) : []),
    ...(only.has('deliver') ? (['posts'] as const) : []),
  ]
  return { dataFolder: config.databaseUrl === null ? config.dataFolder : null, queues }
}

/** Hubs are answered from the start; what they push is kept until the loop runs. */
function receiverOf(program: Program, config: Config, onPushed: () => void): PushReceiver | null {
  if (program.hubs === null) return null
  return openReceiver({
    ...program.hubs,
    maxBytes: config.feedMaxBytes,
    onPushed,
    onOutcome: (outcome) => program.metrics.pushes.inc({ outcome }),
  })
}

type WorkLoops = Readonly<
  Partial<Record<LoopName | 'push' | 'digest' | 'watch' | 'tell' | 'sweep', WorkLoop>>
>

/** What has no name of its own for `--only`. */
const belongsTo: Readonly<Record<keyof WorkLoops, LoopName>> = {
  poll: 'poll',
  read: 'read',
  deliver: 'deliver',
  chat: 'chat',
  push: 'poll',
  digest: 'deliver',
  watch: 'deliver',
  tell: 'deliver',
  sweep: 'poll',
}

type WorkLoop = { wake(): void; stop(): Promise<void> }

type Wake = (name: keyof WorkLoops) => void

/** Wakes a loop here and those of the same name in other processes. */
function wakerOf({ peers }: Program, loops: () => WorkLoops): Wake {
  return (name) => {
    loops()[name]?.wake()
    peers.tell(name)
  }
}

/** The loops wake each other: an item that was found is read at once, a post that was saved is sent at once. */
function startLoops(program: Program, options: Watched, isDemo: boolean): WorkLoops {
  const loops: { -readonly [Name in keyof WorkLoops]: WorkLoop } = {}
  const wake = wakerOf(program, () => loops)
  program.peers.hear((told) => {
    for (const [name, loop] of Object.entries(loops)) if (name === told) loop.wake()
  })
  const tell = isDemo ? whenSettled(program, options.onSamplesPosted) : async () => undefined
  const start = (name: keyof WorkLoops, crew: Pick<Crew<unknown>, 'step' | 'allEnd'>, afterStep = tell) => {
    if (options.only.has(belongsTo[name]))
      loops[name] = startCrew(name, crew, { ...options, program, afterStep })
  }
  const silently = async () => undefined
  start(
    'poll',
    pollingCrew(program, ({ newItems }) => newItems > 0 && wake('read')),
    silently,
  )
  if (program.hubs !== null)
    start(
      'push',
      pushCrew(program, program.hubs, () => wake('read')),
      silently,
    )
  program.poller.quietPolls?.whenWritten(() => loops.poll?.wake())
  start(
    'read',
    readingCrew(program, () => wake('deliver')),
    silently,
  )
  start('deliver', deliveringCrew(program))
  start(
    'digest',
    gatheringCrew(program, () => wake('deliver')),
    silently,
  )
  start(
    'watch',
    watchingCrew(program, () => wake('deliver')),
    silently,
  )
  start(
    'tell',
    tellingCrew(program, () => wake('deliver')),
    silently,
  )
  start('sweep', program.sweeper, silently)
  return loops
}

/** Listens on every platform; a channel that may have let us in again is looked at at once. */
function startChatting(program: Program, options: Watched, wake: Wake): Chat {
  if (!options.only.has('chat')) return { stop: async () => undefined }
  const { store, adapters, poller } = program
  const desk: DeskParts = { ...program.desk, wakePolling: () => wake('poll') }
  return startChat({
    adapters: options.health.watch(adapters),
    takeTurn: program.takeTurn,
    log: options.log,
    events: (platform) => ({
      interact: (interaction) => answer(interaction, desk, poller.clock()),
      accessChanged: (workspaceId, channelId) =>
        void checkChannelsNow(store, { platform, workspaceId, channelId }).then(
          () => wake('watch'),
          (error) => options.log.error({ platform, err: error }, 'a change of access could not be noted'),
        ),
    }),
  })
}

function startCrew(
  name: keyof WorkLoops,
  crew: Pick<Crew<unknown>, 'step' | 'allEnd'>,
  around: Pick<Watched, 'log' | 'health'> & {
    readonly program: Program
    readonly afterStep: () => Promise<void>
  },
): WorkLoop {
  const { program, log, health, afterStep } = around
  const loop = startLoop({
    name,
    clock: program.poller.clock,
    longestIdleMs,
    log,
    onError: () => program.metrics.loopErrors.inc({ loop: name }),
    async step() {
      const next = await crew.step(() => loop.wake())
      health.stepped(name)
      if (next !== 'now') await afterStep()
      return next
    },
  })
  return {
    wake: loop.wake,
    async stop() {
      await loop.stop()
      await crew.allEnd()
    },
  }
}

/** Tells once, when the samples have been polled, read and posted. */
function whenSettled({ store, adapters }: Program, tell: () => void): () => Promise<void> {
  let isTold = false
  return async () => {
    if (isTold) return
    const [feed] = await listFeeds(store)
    const open = await nextDeliveryAt(store, Object.keys(adapters))
    if (feed?.baselined_at == null || open !== null || (await nextReadingAt(store)) !== null) return
    isTold = true
    tell()
  }
}

/** With no feed of the operator's own the bundled samples are followed; with one they are taken away again. */
async function prepareSamples(
  config: Config,
  alsoIn: readonly ChannelRef[],
  opened: (() => Promise<void>)[],
): Promise<SamplesServer | null> {
  const store = await openStore(config)
  try {
    // Processes that share a store have no demo: each would serve samples of its own.
    if (config.databaseUrl !== null) {
      await removeSamples(store)
      return null
    }
    const feeds = await listFeeds(store)
    const sampleFeed = feeds.find((feed) => feed.source === 'samples')
    if (feeds.some((feed) => feed.source === 'added')) {
      if (sampleFeed) await removeFeed(store, sampleFeed.id)
      return null
    }
    return await followSamples(store, { known: sampleFeed, alsoIn }, opened)
  } finally {
    await store.close()
  }
}

async function followSamples(
  store: Store,
  wanted: { readonly known: FeedRow | undefined; readonly alsoIn: readonly ChannelRef[] },
  opened: (() => Promise<void>)[],
): Promise<SamplesServer> {
  const { known, alsoIn } = wanted
  const samples = await serveSamples(known ? Number(new URL(known.url).port) : null)
  opened.push(samples.close)
  if (known) await moveSamples(store, known, samples.origin)
  const about = {
    url: samples.feedUrl,
    source: 'samples',
    style: 'full',
    firstPosts: 20,
    actor: 'demo',
  } as const
  for (const channel of [consoleChannel, ...alsoIn])
    await followFeed(store, { ...about, channel }, new Date())
  return samples
}
