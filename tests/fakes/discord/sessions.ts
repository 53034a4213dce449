import type { WebSocket } from 'ws'
import type { Json } from './shapes.ts'

/** What one client has been sent since it identified, also while it was away. */
export type Session = {
  readonly id: string
  readonly intents: number
  readonly sent: Dispatch[]
  socket: WebSocket | null
}

type Dispatch = { readonly op: 0; readonly s: number; readonly t: string; readonly d: Json }

export type Sessions = {
  begin(session: Pick<Session, 'id' | 'intents' | 'socket'>): Session
  /** Gives a session back to a client that has seen everything up to `seq`; false when there is none. */
  resume(socket: WebSocket, id: unknown, seq: unknown): boolean
  /** The socket of a session is gone; whoever closes with 1000 or 1001 gives the session up. */
  leave(socket: WebSocket, code: number): void
  connected(): readonly Session[]
  /** Sends an event to everybody who wants it, or only to who is connected; gives how many got it now. */
  push(to: 'all' | 'connected' | Session, event: string, data: Json): number
  forget(): void
}

export function createSessions(): Sessions {
  const sessions = new Map<string, Session>()
  const connected = () => [...sessions.values()].filter(({ socket }) => socket !== null)
  const receivers = (to: 'all' | 'connected' | Session): readonly Session[] => {
    if (typeof to === 'object') return [to]
    return to === 'all' ? [...sessions.values()] : connected()
  }
  return {
    begin: (begun) => {
      const session = { ...begun, sent: [] }
      sessions.set(session.id, session)
      return session
    },
    resume: (socket, id, seq) => {
      const session = typeof id === 'string' ? sessions.get(id) : undefined
      const seen = typeof seq === 'number' ? seq : -1
      if (session === undefined || seen < 0 || seen > session.sent.length) return false
      session.socket = socket
      for (const missed of session.sent.slice(seen)) send(socket, missed)
      pushTo(session, 'RESUMED', {})
      return true
    },
    leave: (socket, code) => {
      for (const session of connected().filter((one) => one.socket === socket)) {
        session.socket = null
        if (code === 1000 || code === 1001) sessions.delete(session.id)
      }
    },
    connected,
    push: (to, event, data) => {
      const interested = receivers(to).filter(({ intents }) => isWanted(event, intents))
      for (const session of interested) pushTo(session, event, data)
      return interested.filter(({ socket }) => socket !== null).length
    },
    forget: () => sessions.clear(),
  }
}

function pushTo(session: Session, event: string, data: Json): void {
  const dispatch: Dispatch = { op: 0, s: session.sent.length + 1, t: event, d: data }
  session.sent.push(dispatch)
  send(session.socket, dispatch)
}

export function send(socket: WebSocket | null, payload: Json): void {
  socket?.send(JSON.stringify(payload))
}

const guilds = 1 << 0
const guildMessages = 1 << 9

/** https://docs.discord.com/developers/events/gateway#list-of-intents, as far as these events are sent here. */
function isWanted(event: string, intents: number): boolean {
  if (event.startsWith('MESSAGE_')) return (intents & guildMessages) !== 0
  // Updates of the bot's own member come regardless of intents.
  if (event === 'GUILD_MEMBER_UPDATE') return true
  return !/^(GUILD|CHANNEL|THREAD)_/.test(event) || (intents & guilds) !== 0
}
