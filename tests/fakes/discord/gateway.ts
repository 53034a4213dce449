import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { guildCreate } from './guild-json.ts'
import { isJson } from './reply.ts'
import type { Json } from './shapes.ts'
import type { Watch } from './watch.ts'
import type { World } from './world.ts'

/** The gateway as tests see and disturb it. */
export type Gateway = {
  /** How often a client has identified or resumed since the start, successfully. */
  identifies(): number
  resumes(): number
  /** Clients that are connected and ready. */
  connections(): number
  /** Resolves when there were at least so many identifies and resumes, and a client is connected. */
  until(counts: { readonly identifies?: number; readonly resumes?: number }): Promise<void>
  /** Resolves when no client is connected any more. */
  untilGone(): Promise<void>
  /** Sends any event; gives the number of clients that got it. Whoever is away gets it when it resumes. */
  dispatch(event: string, data: Json): number
  /** Cuts all connections without a word, or closes them with this code; sessions can be resumed. */
  drop(code?: number): void
  /** Op 7: clients are to come back and resume. */
  askToReconnect(): void
  /** Op 9: clients are to resume, or to identify anew because their session is forgotten. */
  invalidate(how: { readonly isResumable: boolean }): void
  /** Forgets all sessions: whoever resumes is told to identify anew. */
  forgetSessions(): void
  /** Whether heartbeats are answered; they are unless told otherwise. */
  acknowledge(isOn: boolean): void
  /** The next so many attempts to connect are cut. */
  refuse(times: number): void
}

export type GatewayServer = Gateway & {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Only to who is connected now. */
  dispatchNow(event: string, data: Json): number
  close(): void
}

type Session = {
  readonly id: string
  readonly intents: number
  readonly sent: Dispatch[]
  socket: WebSocket | null
}

type Dispatch = { readonly op: 0; readonly s: number; readonly t: string; readonly d: Json }

export type GatewayParts = {
  readonly world: World
  readonly watch: Watch
  readonly heartbeatMs: number
  /** ws://..., for READY. */
  readonly url: string
}

/** Gateway v10, JSON without compression. */
export function createGateway({ world, watch, heartbeatMs, url }: GatewayParts): GatewayServer {
  const server = new WebSocketServer({ noServer: true })
  const sessions = new Map<string, Session>()
  const sockets = new Set<WebSocket>()
  const counts = { identifies: 0, resumes: 0, refusals: 0 }
  let isAcknowledging = true

  const connected = () => [...sessions.values()].filter(({ socket }) => socket !== null)
  const send = (socket: WebSocket | null, payload: Json) => socket?.send(JSON.stringify(payload))
  const push = (session: Session, event: string, data: Json) => {
    const dispatch: Dispatch = { op: 0, s: session.sent.length + 1, t: event, d: data }
    session.sent.push(dispatch)
    send(session.socket, dispatch)
  }
  const pushTo = (receivers: readonly Session[], event: string, data: Json) => {
    const interested = receivers.filter(({ intents }) => isWanted(event, intents))
    for (const session of interested) push(session, event, data)
    return interested.filter(({ socket }) => socket !== null).length
  }

  const identify = (socket: WebSocket, wanted: Json) => {
    if (!isToken(world, wanted.token)) return socket.close(4004, 'Authentication failed.')
    const intents = typeof wanted.intents === 'number' ? wanted.intents : 0
    if ((intents & privilegedIntents) !== 0) return socket.close(4014, 'Disallowed intent(s).')
    const session: Session = { id: world.snowflake(), intents, sent: [], socket }
    sessions.set(session.id, session)
    counts.identifies++
    const guilds = [...world.guilds.values()].filter(({ hasBot }) => hasBot)
    push(session, 'READY', {
      v: 10,
      user: world.bot,
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      resume_gateway_url: `${url}/resume`,
      shard: wanted.shard ?? [0, 1],
      application: { id: world.applicationId, flags: 0 },
    })
    for (const guild of guilds) pushTo([session], 'GUILD_CREATE', guildCreate(world, guild))
    watch.changed()
  }

  const resume = (socket: WebSocket, wanted: Json) => {
    if (!isToken(world, wanted.token)) return socket.close(4004, 'Authentication failed.')
    const session = typeof wanted.session_id === 'string' ? sessions.get(wanted.session_id) : undefined
    const seen = typeof wanted.seq === 'number' ? wanted.seq : -1
    if (session === undefined || seen < 0 || seen > session.sent.length)
      return send(socket, { op: 9, d: false })
    session.socket = socket
    counts.resumes++
    for (const missed of session.sent.slice(seen)) send(socket, missed)
    push(session, 'RESUMED', {})
    watch.changed()
  }

  const receive = (socket: WebSocket, payload: Json) => {
    const data = isJson(payload.d) ? payload.d : {}
    if (payload.op === 1 && isAcknowledging) send(socket, { op: 11, d: null })
    if (payload.op === 2) identify(socket, data)
    if (payload.op === 6) resume(socket, data)
  }

  const closed = (socket: WebSocket, code: number) => {
    sockets.delete(socket)
    for (const session of connected().filter((one) => one.socket === socket)) {
      session.socket = null
      // Whoever closes with 1000 or 1001 gives its session up.
      if (code === 1000 || code === 1001) sessions.delete(session.id)
    }
    watch.changed()
  }

  return {
    upgrade: (request, socket, head) => {
      if (counts.refusals-- > 0) {
        socket.destroy()
        return
      }
      server.handleUpgrade(request, socket, head, (client) => {
        sockets.add(client)
        send(client, { op: 10, d: { heartbeat_interval: heartbeatMs } })
        client.on('message', (text) => receive(client, payloadOf(String(text))))
        client.on('close', (code) => closed(client, code))
      })
    },
    identifies: () => counts.identifies,
    resumes: () => counts.resumes,
    connections: () => connected().length,
    until: ({ identifies = 0, resumes = 0 }) =>
      watch.until(
        () => counts.identifies >= identifies && counts.resumes >= resumes && connected().length > 0,
      ),
    untilGone: () => watch.until(() => sockets.size === 0),
    dispatch: (event, data) => pushTo([...sessions.values()], event, data),
    dispatchNow: (event, data) => pushTo(connected(), event, data),
    drop: (code) => {
      for (const socket of sockets) code === undefined ? socket.terminate() : socket.close(code)
    },
    askToReconnect: () => {
      for (const socket of sockets) send(socket, { op: 7, d: null })
    },
    invalidate: ({ isResumable }) => {
      if (!isResumable) sessions.clear()
      for (const socket of sockets) send(socket, { op: 9, d: isResumable })
    },
    forgetSessions: () => sessions.clear(),
    acknowledge: (isOn) => {
      isAcknowledging = isOn
    },
    refuse: (times) => {
      counts.refusals = times
    },
    close: () => {
      for (const socket of sockets) socket.terminate()
      server.close()
    },
  }
}

/** GUILD_MEMBERS, GUILD_PRESENCES and MESSAGE_CONTENT have to be switched on in the developer portal. */
const privilegedIntents = (1 << 1) | (1 << 8) | (1 << 15)
const guilds = 1 << 0
const guildMessages = 1 << 9

/** https://docs.discord.com/developers/events/gateway#list-of-intents, as far as these events are sent here. */
function isWanted(event: string, intents: number): boolean {
  if (event.startsWith('MESSAGE_')) return (intents & guildMessages) !== 0
  // Updates of the bot's own member come regardless of intents.
  if (event === 'GUILD_MEMBER_UPDATE') return true
  return !/^(GUILD|CHANNEL|THREAD)_/.test(event) || (intents & guilds) !== 0
}

const isToken = ({ token }: World, given: unknown): boolean =>
  token !== null && (given === token || given === `Bot ${token}`)

function payloadOf(text: string): Json {
  const payload: unknown = JSON.parse(text)
  return isJson(payload) ? payload : {}
}
