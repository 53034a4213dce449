import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { guildCreate } from './guild-json.ts'
import { isJson } from './reply.ts'
import { createSessions, send } from './sessions.ts'
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
  /** The most there were at any moment. */
  mostConnections(): number
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
  const sessions = createSessions()
  const sockets = new Set<WebSocket>()
  const counts = { identifies: 0, resumes: 0, refusals: 0, mostConnections: 0 }
  let isAcknowledging = true

  const identify = (socket: WebSocket, wanted: Json) => {
    const intents = typeof wanted.intents === 'number' ? wanted.intents : 0
    if ((intents & privilegedIntents) !== 0) return socket.close(4014, 'Disallowed intent(s).')
    counts.identifies++
    const session = sessions.begin({ id: world.snowflake(), intents, socket })
    greet(world, (event, data) => sessions.push(session, event, data), {
      session_id: session.id,
      resume_gateway_url: `${url}/resume`,
      shard: wanted.shard ?? [0, 1],
    })
  }
  const resume = (socket: WebSocket, { session_id, seq }: Json) => {
    if (sessions.resume(socket, session_id, seq)) counts.resumes++
    else send(socket, { op: 9, d: false })
  }
  const receive = (socket: WebSocket, payload: Json) => {
    const data = isJson(payload.d) ? payload.d : {}
    if (payload.op === 1 && isAcknowledging) send(socket, { op: 11, d: null })
    if (payload.op !== 2 && payload.op !== 6) return
    if (!isToken(world, data.token)) socket.close(4004, 'Authentication failed.')
    else if (payload.op === 2) identify(socket, data)
    else resume(socket, data)
    counts.mostConnections = Math.max(counts.mostConnections, sessions.connected().length)
    watch.changed()
  }
  const welcome = (socket: WebSocket) => {
    sockets.add(socket)
    send(socket, { op: 10, d: { heartbeat_interval: heartbeatMs } })
    socket.on('message', (text) => receive(socket, payloadOf(String(text))))
    socket.on('close', (code) => {
      sockets.delete(socket)
      sessions.leave(socket, code)
      watch.changed()
    })
  }
  const tellAll = (payload: Json) => {
    for (const socket of sockets) send(socket, payload)
  }

  return {
    upgrade: (request, socket, head) => {
      if (counts.refusals-- > 0) socket.destroy()
      else server.handleUpgrade(request, socket, head, welcome)
    },
    identifies: () => counts.identifies,
    resumes: () => counts.resumes,
    connections: () => sessions.connected().length,
    mostConnections: () => counts.mostConnections,
    until: ({ identifies = 0, resumes = 0 }) =>
      watch.until(
        () => counts.identifies >= identifies && counts.resumes >= resumes && sessions.connected().length > 0,
      ),
    untilGone: () => watch.until(() => sockets.size === 0),
    dispatch: (event, data) => sessions.push('all', event, data),
    dispatchNow: (event, data) => sessions.push('connected', event, data),
    drop: (code) => {
      for (const socket of sockets) code === undefined ? socket.terminate() : socket.close(code)
    },
    askToReconnect: () => tellAll({ op: 7, d: null }),
    invalidate: ({ isResumable }) => {
      if (!isResumable) sessions.forget()
      tellAll({ op: 9, d: isResumable })
    },
    forgetSessions: sessions.forget,
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

/** READY, and each guild after it. */
function greet(world: World, push: (event: string, data: Json) => void, session: Json): void {
  const guilds = [...world.guilds.values()].filter(({ hasBot }) => hasBot)
  push('READY', {
    ...session,
    v: 10,
    user: world.bot,
    guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
    application: { id: world.applicationId, flags: 0 },
  })
  for (const guild of guilds) push('GUILD_CREATE', guildCreate(world, guild))
}

/** GUILD_MEMBERS, GUILD_PRESENCES and MESSAGE_CONTENT have to be switched on in the developer portal. */
const privilegedIntents = (1 << 1) | (1 << 8) | (1 << 15)
const isToken = ({ token }: World, given: unknown): boolean =>
  token !== null && (given === token || given === `Bot ${token}`)

function payloadOf(text: string): Json {
  const payload: unknown = JSON.parse(text)
  return isJson(payload) ? payload : {}
}
