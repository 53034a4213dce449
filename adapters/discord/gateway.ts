import { setTimeout as sleepMs } from 'node:timers/promises'
import {
  Client,
  Events,
  GatewayIntentBits,
  SimpleShardingStrategy,
  type WebSocketOptions,
  WebSocketShardStatus,
} from 'discord.js'
import type { Logger } from 'pino'

export type GatewayOptions = {
  readonly token: string
  readonly apiUrl: string | null
  readonly sendTimeoutMs: number
  /** How long the first connection may take. */
  readonly deadlineMs: number
  readonly log: Logger
  /** Every event as Discord sends it. */
  readonly onEvent: (name: string, data: unknown) => void
}

export type Opened =
  | { readonly kind: 'open'; readonly lost: Promise<string> }
  | { readonly kind: 'failed'; readonly isFinal: boolean; readonly reason: string }

export type Gateway = {
  open(): Promise<Opened>
  close(): Promise<void>
}

type WsManager = Parameters<NonNullable<WebSocketOptions['buildStrategy']>>[0]

const closeTimeoutMs = 2000
const settleTimeoutMs = 1000
const handshakeTimeoutMs = 5000
const helloTimeoutMs = 10_000

/** The connection over which Discord tells what people do; it mends itself until Discord refuses the bot. */
export function createGateway(options: GatewayOptions): Gateway {
  const shards = shardControl()
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: {
      ...(options.apiUrl === null ? {} : { api: options.apiUrl }),
      retries: 0,
      timeout: options.sendTimeoutMs,
    },
    waitGuildTimeout: 0,
    ws: { buildStrategy: shards.build },
  })
  listen(client, options)
  const lost = new Promise<string>((resolve) => {
    client.on(Events.ShardDisconnect, ({ code }) => resolve(reasonOf(code)))
  })
  let closing: Promise<void> | null = null
  const stopped = Promise.withResolvers<Opened>()
  const destroy = () =>
    client
      .destroy()
      .catch((error: unknown) => options.log.warn({ err: error }, 'the gateway did not close cleanly'))
  const close = () => {
    stopped.resolve({ kind: 'failed', isFinal: false, reason: 'it was stopped' })
    closing ??= shards.settle().then(() => Promise.race([destroy(), pause(closeTimeoutMs)]))
    return closing
  }
  return {
    open: async () => {
      // It may have been stopped before it began.
      const opened =
        closing === null
          ? await Promise.race([stopped.promise, firstOf(client, { ...options, lost })])
          : await stopped.promise
      if (opened.kind === 'failed') await close()
      return opened
    },
    close,
  }
}

async function firstOf(
  client: Client,
  { token, deadlineMs, lost }: GatewayOptions & { readonly lost: Promise<string> },
): Promise<Opened> {
  const failed = (isFinal: boolean) => (reason: string) => ({ kind: 'failed', isFinal, reason }) as const
  return Promise.race([
    client.login(token).then(
      () => ({ kind: 'open', lost }) as const,
      async (error: unknown) => refusedBy(error) ?? failed(false)(messageOf(error)),
    ),
    lost.then(failed(true)),
    pause(deadlineMs).then(() => failed(false)(`the gateway did not answer within ${deadlineMs} ms`)),
  ])
}

function refusedBy(error: unknown): Opened | null {
  const isRefused = error instanceof Error && 'code' in error && error.code === 'TokenInvalid'
  if (!isRefused && messageOf(error) !== 'Authentication failed') return null
  return { kind: 'failed', isFinal: true, reason: reasonOf(authenticationFailed) }
}

function listen(client: Client, { log, onEvent }: GatewayOptions): void {
  client.on(Events.Error, (error) => log.error({ err: error }, 'discord.js: error'))
  client.on(Events.Warn, (message) => log.warn({ found: message }, 'discord.js: warning'))
  client.on(Events.ShardError, (error) => log.warn({ err: error }, 'the gateway connection broke'))
  client.on(Events.ShardReconnecting, () => log.info('connecting to the gateway again'))
  client.on(Events.ShardResume, (_shard, replayed) =>
    log.info({ replayed }, 'connected to the gateway again'),
  )
  client.on('raw', (packet: unknown) => {
    if (!isPacket(packet)) return
    const name = packet.t
    // The packets are ours: discord.js would build and keep objects of every guild and channel, and it throws, out
    // of reach of any handler, on payloads it does not know.
    if (!ownEvents.has(name)) packet.t = ''
    try {
      onEvent(name, packet.d)
    } catch (error) {
      log.error({ err: error, event: name }, 'an event of the gateway broke its handler')
    }
  })
}

/** What discord.js needs to know that it is connected. */
const ownEvents = new Set(['READY', 'RESUMED'])

function isPacket(packet: unknown): packet is { t: string; readonly d: unknown } {
  return typeof packet === 'object' && packet !== null && 't' in packet && typeof packet.t === 'string'
}

/**
 * discord.js can't be closed while it reconnects: its pause would end with a new connection that nobody closes, and a
 * socket that is just being opened stays. So it first comes to rest, and begins nothing new.
 */
function shardControl() {
  let manager: WsManager | null = null
  let strategy: SimpleShardingStrategy | null = null
  return {
    build: (built: WsManager) => {
      manager = built
      manager.options.handshakeTimeout = handshakeTimeoutMs
      manager.options.helloTimeout = helloTimeoutMs
      strategy = new SimpleShardingStrategy(built)
      return strategy
    },
    settle: async () => {
      if (manager === null || strategy === null) return
      // Every new connection begins with this question.
      manager.options.retrieveSessionInfo = () => new Promise(() => undefined)
      const statuses = await strategy.fetchStatus()
      if (!statuses.some((status) => status === WebSocketShardStatus.Connecting)) return
      await Promise.race([eventOf(manager, 'hello'), eventOf(manager, 'closed'), pause(settleTimeoutMs)])
    },
  }
}

function eventOf(manager: WsManager, name: 'hello' | 'closed'): Promise<void> {
  return new Promise((resolve) => {
    manager.once(name, () => resolve())
  })
}

function pause(ms: number): Promise<void> {
  return sleepMs(ms, undefined, { ref: false })
}

const authenticationFailed = 4004

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes */
const closeReasons: Readonly<Record<number, string>> = {
  [authenticationFailed]:
    'Discord does not accept the bot token any more (4004); reset it under https://discord.com/developers/applications > Bot and set DISCORD_TOKEN to the new one',
  4010: 'Discord found an invalid shard (4010)',
  4011: 'the bot is on too many servers for one connection (4011): use the interactions endpoint (DISCORD_PUBLIC_KEY)',
  4012: 'Discord does not serve this version of its gateway any more (4012): update Pullquote',
  4013: 'Discord found invalid intents (4013): update Pullquote',
  4014: 'Discord does not allow the bot the intent Guilds (4014)',
}

function reasonOf(code: number): string {
  return closeReasons[code] ?? `Discord closed the gateway for good (${code})`
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
