import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { loadContract } from './contract.ts'
import { createSigning, type Signing } from './endpoint.ts'
import { type Chaos, createFaults, type Fault } from './faults.ts'
import { createGateway, type Gateway } from './gateway.ts'
import { interactionRoutes } from './interaction-routes.ts'
import { createInteractions } from './interactions.ts'
import { createLimits } from './limits.ts'
import { type Moderation, moderate } from './moderation.ts'
import { createPeople, type People } from './people.ts'
import { ok, refuse } from './reply.ts'
import { answerRest, type RestParts, type RestRequest, type Violation } from './rest.ts'
import { pathOf, type Route, routes } from './routes.ts'
import type { Channel, Json, Message } from './shapes.ts'
import { createWatch } from './watch.ts'
import { addChannel, addGuild, createWorld, messagesIn, type StoredCommand, type World } from './world.ts'

export type DiscordOptions = {
  /** The bot's token; 'TOKEN' unless given. */
  readonly token?: string
  /** How long a nonce with enforce_nonce is remembered; 5 minutes unless given. */
  readonly nonceWindowMs?: number
  /** Enforce the usual buckets; otherwise nothing is ever limited but by faults. */
  readonly hasRateLimits?: boolean
  /** How long a person waits for the first answer; 3 s unless given. */
  readonly answerWithinMs?: number
  /** How long a person watches "is thinking" or a loading button; 10 s unless given. */
  readonly thinkWithinMs?: number
  readonly heartbeatMs?: number
  /** The server's clock; the real one unless given. */
  readonly clock?: () => number
}

/** Discord on loopback for one application: REST v10 and gateway v10, one guild to begin with. */
export type FakeDiscord = Moderation &
  People &
  Signing & {
    readonly gateway: Gateway
    readonly port: number
    /** For DISCORD_API_URL: `http://127.0.0.1:PORT/api`. */
    readonly apiUrl: string
    readonly token: string
    readonly applicationId: string
    readonly botId: string
    readonly guildId: string
    /** A text channel, an announcement channel and a forum with the tags `news` and `sport` of the first guild. */
    readonly textChannelId: string
    readonly announcementChannelId: string
    readonly forumId: string
    /** Every REST request in the order of arrival. */
    readonly requests: readonly RestRequest[]
    /** Every body that Discord would not have taken; tests expect it to be empty. */
    readonly violations: readonly Violation[]
    /** The server's time in epoch milliseconds. */
    now(): number
    /** Puts the server's clock forward; nonces and rate limits age by it. */
    advance(ms: number): void
    /** The channel or thread as it is now. */
    channel(channelId: string): Channel | undefined
    /** Oldest first; a copy. */
    messagesIn(channelId: string): readonly Message[]
    /** All channels together, oldest first in each. */
    allMessages(): readonly Message[]
    /** The commands that were registered. */
    commands(scope: 'global' | { readonly guildId: string }): readonly StoredCommand[]
    /** The next requests that match meet this trouble; of several faults the first one is used up first. */
    fault(fault: Fault): void
    /** Trouble by seeded dice for everything no fault is meant for; null ends it. */
    chaos(chaos: Chaos | null): void
    /** Resolves when so many matching requests were answered or dropped since the start, those before the call included. */
    requested(what: {
      readonly method?: string
      readonly path: RegExp
      readonly times?: number
    }): Promise<void>
    /** Resolves as soon as the check holds; it is made again whenever a request was answered. */
    until(check: () => boolean): Promise<void>
    /** Somebody's file, ready to be sent along with a command or a form; gives its id. */
    upload(name: string, text: string): string
    /** The token stops working, as after a reset in the developer portal: 401 from now on. */
    revokeToken(): void
    /** Ends everything at once; calling it again does nothing. */
    close(): Promise<void>
  }

/** Starts the server on a free port of 127.0.0.1. */
export async function startDiscord(options: DiscordOptions = {}): Promise<FakeDiscord> {
  const token = options.token ?? 'TOKEN'
  const { now, advance } = clockOf(options)
  const world = createWorld({ token, now, nonceWindowMs: options.nonceWindowMs ?? 300_000 })
  const places = furnish(world)
  const watch = createWatch()
  const server = createServer()
  const port = await listen(server)
  // Read before anybody waits for an answer.
  await loadContract()
  const url = `ws://127.0.0.1:${port}`
  world.origin = `http://127.0.0.1:${port}`
  const gateway = createGateway({ world, watch, heartbeatMs: options.heartbeatMs ?? 41_250, url })
  world.announce = gateway.dispatch
  const interactions = createInteractions(world, {
    answerWithinMs: options.answerWithinMs ?? 3_000,
    thinkWithinMs: options.thinkWithinMs ?? 10_000,
  })
  // An interaction that nobody is there for is lost; nobody could answer it in time after a resume.
  const deliver = (payload: Json) => gateway.dispatchNow('INTERACTION_CREATE', payload) > 0
  const faults = createFaults()
  const ending = new AbortController()
  const rest: RestParts = {
    world,
    routes: [...routes, ...interactionRoutes(interactions), gatewayRoute(gateway, url), fileRoute],
    faults,
    limits: options.hasRateLimits ? createLimits(now) : null,
    requests: [],
    violations: [],
    settled: watch.changed,
    signal: ending.signal,
  }
  server.on('request', (request, response) => void answerRest(rest, request, response))
  server.on('upgrade', gateway.upgrade)
  const asking = { world, interactions, violations: rest.violations, textChannelId: places.textChannelId }
  return {
    ...places,
    ...moderate(world),
    ...createPeople({ ...asking, deliver }),
    ...createSigning(asking),
    ...readers(world),
    gateway,
    port,
    apiUrl: `http://127.0.0.1:${port}/api`,
    token,
    applicationId: world.applicationId,
    botId: world.bot.id,
    requests: rest.requests,
    violations: rest.violations,
    now,
    advance,
    fault: faults.add,
    chaos: faults.setChaos,
    requested: (what) => watch.until(() => countSettled(rest.requests, what) >= (what.times ?? 1)),
    until: watch.until,
    upload: (name, text) => {
      const id = world.snowflake()
      world.uploads.set(id, { name, text })
      return id
    },
    revokeToken: () => {
      world.token = null
      gateway.drop(4004)
    },
    close: () => {
      ending.abort()
      interactions.close()
      gateway.close()
      return closed(server)
    },
  }
}

function clockOf({ clock = Date.now }: DiscordOptions) {
  let aheadMs = 0
  return {
    now: () => clock() + aheadMs,
    advance: (ms: number) => {
      aheadMs += ms
    },
  }
}

function furnish(world: World) {
  const guildId = addGuild(world, 'Newsroom').id
  return {
    guildId,
    textChannelId: addChannel(world, { name: 'news' }).id,
    announcementChannelId: addChannel(world, { name: 'announcements', type: 'announcement' }).id,
    forumId: addChannel(world, { name: 'stories', type: 'forum', tags: ['news', 'sport'] }).id,
  }
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // A TCP server that listens always has an AddressInfo; a string is only for pipes.
  return (server.address() as AddressInfo).port
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

function readers(world: World): Pick<FakeDiscord, 'channel' | 'messagesIn' | 'allMessages' | 'commands'> {
  return {
    channel: (channelId) => world.channels.get(channelId),
    messagesIn: (channelId) => [...messagesIn(world, channelId)],
    allMessages: () => [...world.messages.values()].flat(),
    commands: (scope) => world.commands.get(scope === 'global' ? scope : scope.guildId) ?? [],
  }
}

function countSettled(
  requests: readonly RestRequest[],
  { method, path }: { readonly method?: string; readonly path: RegExp },
): number {
  const isMeant = (one: RestRequest) => one.isSettled && (method ?? one.method) === one.method
  return requests.filter((one) => isMeant(one) && path.test(one.path)).length
}

/** As Discord's own place for files, it asks for no token. */
const fileRoute: Route = {
  method: 'GET',
  path: pathOf('/attachments/{}'),
  isOpen: true,
  answer: ({ world, ids }) => {
    const file = world.uploads.get(ids[0])
    return file === undefined ? refuse('notFound') : ok(file.text)
  },
}

function gatewayRoute(gateway: Gateway, url: string): Route {
  const answer = () =>
    ok({
      url,
      shards: 1,
      session_start_limit: {
        total: 1000,
        remaining: 1000 - gateway.identifies(),
        reset_after: 14_400_000,
        max_concurrency: 1,
      },
    })
  return { method: 'GET', path: pathOf('/gateway/bot'), answer }
}
