import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import { isObject, parseJson } from './arguments.ts'
import { seededDice } from './faults.ts'
import type { Json } from './workspace.ts'

/** What became of an envelope or a signed request. */
export type Ack =
  | { readonly kind: 'acked'; readonly payload: unknown }
  /** Slack tells the person that the app did not respond. */
  | { readonly kind: 'failed'; readonly reason: string }

export type EnvelopeType = 'slash_commands' | 'interactive' | 'events_api'

export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled'

export type SocketMode = {
  /** An address that one connection may be opened with. */
  url(origin: string): string
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Sends to one open connection; never rejects. Without a connection it is lost at once. */
  send(type: EnvelopeType, payload: Json): Promise<Ack>
  open(): number
  /** The most that were open at any moment. */
  most(): number
  disconnect(reason: DisconnectReason): void
  cut(): void
  close(): void
}

type Parts = {
  readonly appId: string
  readonly ackMs: number
  readonly pingMs: number
  readonly seed: number
  changed(): void
}

// docs.slack.dev/apis/events-api/using-socket-mode: up to ten at once, each envelope goes to any one of them.
const mostConnections = 10

export function createSocketMode({ appId, ackMs, pingMs, seed, changed }: Parts): SocketMode {
  const server = new WebSocketServer({ noServer: true })
  const open = new Set<WebSocket>()
  let most = 0
  /** Told that they will be closed: they get nothing more. */
  const leaving = new Set<WebSocket>()
  const tickets = new Set<string>()
  const waiting = new Map<string, (ack: Ack) => void>()
  const dice = seededDice(seed)

  const settle = (envelopeId: string, ack: Ack) => {
    waiting.get(envelopeId)?.(ack)
    waiting.delete(envelopeId)
  }
  const greet = (socket: WebSocket) => {
    if (open.size >= mostConnections) return refuse(socket)
    open.add(socket)
    most = Math.max(most, open.size)
    const ping = setInterval(() => socket.ping('Ping from Slack'), pingMs)
    socket.on('message', (data) => {
      const answer = parseJson(data.toString())
      if (isObject(answer) && typeof answer.envelope_id === 'string')
        settle(answer.envelope_id, { kind: 'acked', payload: answer.payload })
    })
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      clearInterval(ping)
      open.delete(socket)
      leaving.delete(socket)
      changed()
    })
    const debug_info = { host: 'applink-fake', build_number: 1, approximate_connection_time: 18_060 }
    write(socket, {
      type: 'hello',
      num_connections: open.size,
      debug_info,
      connection_info: { app_id: appId },
    })
    changed()
  }
  const sendOnce = (envelope: Json) =>
    new Promise<Ack>((resolve) => {
      const able = [...open].filter((socket) => socket.readyState === WebSocket.OPEN && !leaving.has(socket))
      const chosen = able[Math.floor(dice() * able.length)]
      if (chosen === undefined) return resolve({ kind: 'failed', reason: 'no connection is open' })
      const envelopeId = randomUUID()
      const timer = setTimeout(() => settle(envelopeId, { kind: 'failed', reason: 'no ack in time' }), ackMs)
      waiting.set(envelopeId, (ack) => {
        clearTimeout(timer)
        resolve(ack)
      })
      write(chosen, { envelope_id: envelopeId, ...envelope })
    })
  return {
    url: (origin) => {
      const ticket = randomUUID()
      tickets.add(ticket)
      return `${origin.replace('http', 'ws')}/link?ticket=${ticket}&app_id=${appId}`
    },
    upgrade: (request, socket, head) => {
      const ticket = new URL(request.url ?? '/', 'http://fake').searchParams.get('ticket') ?? ''
      if (tickets.delete(ticket)) server.handleUpgrade(request, socket, head, greet)
      else socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n')
    },
    send: async (type, payload) => {
      if (type !== 'events_api') return sendOnce({ type, payload, accepts_response_payload: true })
      const event = { type, payload, accepts_response_payload: false }
      const first = await sendOnce({ ...event, retry_attempt: 0, retry_reason: '' })
      if (first.kind === 'acked' || first.reason !== 'no ack in time') return first
      return sendOnce({ ...event, retry_attempt: 1, retry_reason: 'timeout' })
    },
    open: () => open.size,
    most: () => most,
    disconnect: (reason) => {
      for (const socket of open) {
        if (reason !== 'warning') leaving.add(socket)
        write(socket, { type: 'disconnect', reason, debug_info: { host: 'applink-fake' } })
      }
    },
    cut: () => {
      for (const socket of open) socket.terminate()
    },
    close: () => {
      for (const id of [...waiting.keys()]) settle(id, { kind: 'failed', reason: 'the fake was closed' })
      for (const socket of open) socket.terminate()
      server.close()
    },
  }
}

function refuse(socket: WebSocket): void {
  write(socket, { type: 'disconnect', reason: 'too_many_websockets', debug_info: { host: 'applink-fake' } })
  socket.close()
}

function write(socket: WebSocket, message: Json): void {
  socket.send(JSON.stringify(message))
}
