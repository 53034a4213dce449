import { randomBytes, randomUUID } from 'node:crypto'
import type { Logger } from 'pino'
import { fetchFeed } from '../feeds/fetch.ts'
import type { AdminChannel } from './ask/admin-parts.ts'
import type { DeskParts } from './ask/desk-parts.ts'
import type { Config } from './config.ts'
import { alwaysOurs, openTurns, type TakeTurn } from './connection-turns.ts'
import { crashWhenReached } from './crash.ts'
import { openClosures } from './deliver/closures.ts'
import type { DispatcherParts } from './deliver/dispatcher.ts'
import type { GatherParts } from './deliver/gather.ts'
import { routePost } from './deliver/route.ts'
import type { WatchParts } from './deliver/watch.ts'
import { openIntake } from './intake.ts'
import { type Metrics, openMetrics } from './metrics.ts'
import { modelDollars, openModel } from './model.ts'
import { Sweeper } from './operate/sweep.ts'
import { type Adapters, openAdapters } from './platforms.ts'
import { fetchAsKept, type PollerParts } from './poll/poller.ts'
import type { HubParts } from './poll/push-hub.ts'
import { gatherQuietPolls } from './poll/quiet-polls.ts'
import type { ReaderParts } from './read/reader.ts'
import { readSecrets } from './store/access.ts'
import { ensureChannel } from './store/channels.ts'
import { Claims } from './store/claims.ts'
import { followClockBack } from './store/clock-back.ts'
import { watchClock } from './store/clock-watch.ts'
import { holdConnection, releaseConnection } from './store/connection-leases.ts'
import { countUnsettled } from './store/deliveries.ts'
import { endAbandonedLeases } from './store/leases.ts'
import { openStore } from './store/open.ts'
import { noPeers, type Peers } from './store/peers.ts'
import { openSearch } from './store/search/search.ts'
import { type Reached, withSteps } from './store/steps.ts'
import type { Store } from './store/store.ts'

/** How long somebody in chat waits for strangers' servers. */
const chatPatienceMs = 8_000

/** Hubs answer with a word of explanation at most. */
const hubAnswerBytes = 64 * 1024

/** The whole program, composed; nothing runs yet. */
export type Program = {
  readonly store: Store
  /** The other processes on the same store. */
  readonly peers: Peers
  /** Of all processes one at a time hears what people do on a platform. */
  readonly takeTurn: TakeTurn
  readonly metrics: Metrics
  readonly adapters: Adapters
  readonly poller: PollerParts
  /** What hubs are asked and answered with; null when they could not reach us. */
  readonly hubs: HubParts | null
  readonly reader: ReaderParts
  readonly dispatcher: DispatcherParts
  readonly gather: GatherParts
  readonly watch: WatchParts
  /** Deletes what is kept no longer. */
  readonly sweeper: Sweeper
  /** Who answers in chat; the loop that polls is woken by whoever runs it. */
  readonly desk: Omit<DeskParts, 'wakePolling'>
  /** To be called before every step of the work: what waits follows a clock that was set. */
  readonly followClock: () => Promise<void>
  /** Tells how far the work has come. */
  readonly reached: Reached
  /** Breaks off the downloads under way, taken up at the next start, and what a model was asked: the rules have the word. */
  interrupt(): Promise<void>
  close(): Promise<void>
}

export type Surroundings = {
  readonly log: Logger
  /** Where the console channel prints. */
  readonly terminal: NodeJS.WriteStream
  /** Exact origins that are let through the door: the bundled samples. */
  readonly allowOrigins?: readonly string[]
  /** What time it is; the machine's unless given. */
  readonly clock?: () => Date
}

export async function openProgram(config: Config, around: Surroundings): Promise<Program> {
  const reached = crashWhenReached(config.crashAt)
  const store = withSteps(await openStore(config), reached)
  const owner = randomUUID()
  const peers = await openPeers(config, { store, owner, log: around.log })
  const { clock = peers.clock } = around
  const intake = openIntake(config, around.allowOrigins)
  const metrics = openMetrics(
    () => countUnsettled(store),
    config.model === null ? undefined : () => modelDollars(store, clock()),
  )
  const model = await openModel(config.model, { store, metrics, clock, log: around.log })
  const adapters = await openAdapters(config, { ...around, clock })
  const adminChannel = await adminChannelOf(store, config, clock())
  const adminChannelId = adminChannel?.rowId ?? null
  const search = openSearch(store, config.dataFolder)
  const closures = openClosures()
  const followBack = watchClock(clock, async (now) => {
    closures.forget()
    await followClockBack(store, now)
  })
  const shared = { store, owner, clock, log: around.log, reached }
  const quietPolls = gatherQuietPolls(shared)
  const poller: PollerParts = {
    ...shared,
    claims: new Claims({ store, owner, table: 'feeds' }),
    quietPolls,
    fetch: (request) =>
      fetchFeed(
        intake.door,
        request,
        { maxBytes: config.feedMaxBytes, timeoutMs: config.fetchTimeoutMs },
        clock(),
      ),
    parse: (bytes, hints) => intake.pool.parseFeed(bytes, hints),
    limits: config.poll,
    secrets: readSecrets(config.secrets),
    feedsAtOnce: config.poll.feedsAtOnce,
    dice: Math.random,
    onPolled: (polled) => {
      metrics.polls.inc({ outcome: polled.kind })
      metrics.newItems.inc(polled.newItems)
    },
  }
  const reader: ReaderParts = {
    ...shared,
    claims: new Claims({ store, owner, table: 'items' }),
    fetchPage: (url) =>
      intake.door.get({ url, maxBytes: config.pageMaxBytes, timeoutMs: config.fetchTimeoutMs }),
    readPage: (job) => intake.pool.readPage(job),
    improve: model.improve,
    route: routePost,
    pagesAtOnce: config.pagesAtOnce,
    onRead: (outcome) => metrics.readings.inc({ outcome }),
  }
  return {
    store,
    peers,
    takeTurn: config.databaseUrl === null ? alwaysOurs : turnsOf({ store, owner, log: around.log }),
    metrics,
    adapters,
    poller,
    hubs:
      config.publicUrl === null
        ? null
        : {
            ...shared,
            publicUrl: config.publicUrl,
            post: (request) =>
              intake.door.post({ ...request, maxBytes: hubAnswerBytes, timeoutMs: config.fetchTimeoutMs }),
            newToken: () => randomBytes(32).toString('base64url'),
            key: readSecrets(config.secrets).key,
          },
    reader,
    dispatcher: {
      ...shared,
      claims: new Claims({ store, owner, table: 'deliveries' }),
      adapters,
      adminChannelId,
      closures,
      buckets: new Map(),
      unanswered: new Map(),
      onSettled: (platform, state) => metrics.deliveries.inc({ platform, state }),
    },
    gather: {
      ...shared,
      openPlatforms: () => closures.open(Object.keys(adapters), shared.clock().getTime()),
    },
    watch: { ...shared, adapters, adminChannelId },
    sweeper: new Sweeper({
      ...shared,
      keep: config.keep,
      onSwept: (what, removed) => metrics.swept.inc({ what }, removed),
      onFinished: (at) => metrics.sweptAt.set(at.getTime() / 1000),
    }),
    desk: {
      store,
      search,
      linkTo: (message) => adapters[message.platform]?.linkTo(message) ?? null,
      fetchFeed: (request) => fetchAsKept(request, poller),
      parse: poller.parse,
      parseList: (text) => intake.pool.parseList(text),
      fetchPage: reader.fetchPage,
      readPage: reader.readPage,
      checkAccess: async (to) =>
        adapters[to.platform]?.checkAccess(to) ?? {
          kind: 'unknown',
          cause: `no adapter for ${to.platform}`,
        },
      standingIn: async (actor, channel) =>
        (await adapters[channel.platform]?.standingIn(actor, channel)) ?? null,
      tellsCreators: (platform) => adapters[platform]?.tellsCreators ?? false,
      adminChannel,
      patienceMs: chatPatienceMs,
    },
    reached,
    followClock: async () => {
      await peers.checkClock()
      await followBack()
    },
    interrupt: () => {
      model.stop()
      return intake.door.close()
    },
    close: async () => {
      model.stop()
      await Promise.all(Object.values(adapters).map((adapter) => adapter.stop()))
      await search.close()
      await intake.close()
      await quietPolls.flush()
      await peers.close()
      await store.close()
    },
  }
}

type Worker = { readonly store: Store; readonly owner: string; readonly log: Logger }

async function openPeers({ databaseUrl }: Config, { store, owner, log }: Worker): Promise<Peers> {
  if (databaseUrl === null) return noPeers
  try {
    const { joinPeers } = await import('./store/postgres-peers.ts')
    return await joinPeers(databaseUrl, {
      owner,
      onBeat: () => endAbandonedLeases(store),
      onTrouble: (error) =>
        log.warn({ err: error }, 'the connection to the other processes broke; trying again'),
    })
  } catch (error) {
    await store.close()
    throw error
  }
}

/** Longer than a server takes to be started again. */
const turnLeaseMs = 15_000

function turnsOf({ store, owner, log }: Worker): TakeTurn {
  return openTurns({
    leaseMs: turnLeaseMs,
    hold: (platform, leaseMs) => holdConnection(store, { platform, owner }, leaseMs),
    release: (platform) => releaseConnection(store, { platform, owner }),
    onTrouble: (platform, error) => log.warn({ platform, err: error }, 'whose turn it is could not be asked'),
  })
}

async function adminChannelOf(
  store: Store,
  { adminChannel }: Config,
  now: Date,
): Promise<AdminChannel | null> {
  if (adminChannel === null) return null
  const { platform, workspaceId } = adminChannel
  const { id } = await store.write((tx) => ensureChannel(tx, adminChannel, now))
  return { rowId: id, platform, workspaceId }
}
