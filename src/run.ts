import type { Logger } from 'pino'
import { consolePlatform } from '../adapters/console/index.ts'
import { answer } from './ask/desk.ts'
import type { DeskParts } from './ask/desk-parts.ts'
import { type Chat, startChat } from './chat.ts'
import type { Config } from './config.ts'
import type { ChannelRef } from './deliver/address.ts'
import { prepareSamples, whenSettled } from './demo.ts'
import { type Health, type HealthParts, openHealth } from './health.ts'
import { openProgram, type Program } from './main.ts'
import { openReceiver, type PushReceiver } from './poll/push-receive.ts'
import { startStatusServer } from './status-server.ts'
import { checkChannelsNow, resumeChannels } from './store/channels.ts'
import { endAbandonedLeases } from './store/leases.ts'
import { forgetHubs, pollPushedFeeds } from './store/push.ts'
import { beginCatchUp } from './store/search/catch-up.ts'
import { version } from './version.ts'
import { type LoopName, startLoops, type Wake, type WorkLoop, type WorkLoops, wakerOf } from './work-loops.ts'

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
  const afterDelivering = isDemo ? whenSettled(program, options.onSamplesPosted) : async () => undefined
  const started = startLoops(program, { ...watched, afterDelivering })
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
