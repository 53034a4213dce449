import type { ChatEvents, Connection } from '../../src/deliver/adapter.ts'
import { accessAfter, type Self } from './access.ts'
import { type AnswerParts, answerByRequest } from './answer.ts'
import type { Arrivals } from './arrivals.ts'
import { accessChangeOf } from './changes.ts'
import type { Failure } from './errors.ts'
import type { Gateway } from './gateway.ts'
import { type GreetParts, greet } from './greet.ts'
import type { Registration } from './registration.ts'

export type ConnectParts = {
  readonly self: Self
  readonly registration: Registration
  /** null when Discord calls us. */
  readonly gateway: Gateway | null
}

const never = new Promise<string>(() => undefined)
const networkFix = 'check the network and https://discordstatus.com; Pullquote keeps trying'

/** Registers the commands and begins to receive what people do. */
export async function connect(parts: ConnectParts): Promise<Connection> {
  const me = await parts.self()
  if (me.kind === 'failed') return failedBy(me.failure)
  await parts.registration.register()
  if (parts.gateway === null) return { kind: 'connected', as: me.value.name, lost: never }
  const opened = await parts.gateway.open()
  if (opened.kind === 'open') return { kind: 'connected', as: me.value.name, lost: opened.lost }
  const fix = opened.isFinal ? 'mend it and start Pullquote again' : networkFix
  return { kind: 'failed', isFinal: opened.isFinal, reason: opened.reason, fix }
}

export type EventParts = AnswerParts &
  GreetParts & { readonly arrivals: Arrivals; readonly accessChanged: ChatEvents['accessChanged'] }

/** What an event of the gateway sets going. */
export function takeEvent(name: string, data: unknown, parts: EventParts): void {
  if (name === 'INTERACTION_CREATE') watch(answerByRequest(data, parts), 'an interaction broke off', parts)
  const change = accessChangeOf(name, data)
  if (change !== null) {
    if (change.channelId !== null) parts.channels.forget(change.channelId)
    parts.accessChanged(change.workspaceId, change.channelId)
  }
  const arrival = parts.arrivals.take(name, data)
  if (arrival !== null) watch(greet(arrival, parts), 'a greeting broke off', parts)
}

function watch(work: Promise<void>, trouble: string, { log }: EventParts): void {
  work.catch((error: unknown) => log.error({ err: error }, trouble))
}

function failedBy(failure: Failure): Connection {
  const access = accessAfter(failure)
  if (access.kind === 'closed') {
    const isFinal = failure.kind === 'refused' && failure.status === 401
    return { kind: 'failed', isFinal, reason: access.reason, fix: access.fix }
  }
  const reason = access.kind === 'unknown' ? access.cause : access.name
  return { kind: 'failed', isFinal: false, reason, fix: networkFix }
}
