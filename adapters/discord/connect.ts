import type { Logger } from 'pino'
import { z } from 'zod'
import type { ChatEvents, Connection } from '../../src/deliver/adapter.ts'
import { accessAfter, learn, type Self } from './access.ts'
import { type AnswerParts, answerByRequest } from './answer.ts'
import { accessChangeOf } from './changes.ts'
import type { Channels } from './channels.ts'
import { isRegistered } from './commands.ts'
import { registeredCommands } from './doctor.ts'
import type { Failure } from './errors.ts'
import type { Gateway } from './gateway.ts'
import type { Api } from './rest.ts'

export type ConnectParts = {
  readonly api: Api
  readonly self: Self
  readonly log: Logger
  /** As Discord takes them. */
  readonly commands: readonly object[]
  /** null when Discord calls us. */
  readonly gateway: Gateway | null
}

const never = new Promise<string>(() => undefined)
const networkFix = 'check the network and https://discordstatus.com; Pullquote keeps trying'

/** Registers the commands and begins to receive what people do. */
export async function connect(parts: ConnectParts): Promise<Connection> {
  const me = await parts.self()
  if (me.kind === 'failed') return failedBy(me.failure)
  await registerCommands(parts)
  if (parts.gateway === null) return { kind: 'connected', as: me.value.name, lost: never }
  const opened = await parts.gateway.open()
  if (opened.kind === 'open') return { kind: 'connected', as: me.value.name, lost: opened.lost }
  const fix = opened.isFinal ? 'mend it and start Pullquote again' : networkFix
  return { kind: 'failed', isFinal: opened.isFinal, reason: opened.reason, fix }
}

/** What an event of the gateway sets going. */
export function takeEvent(
  name: string,
  data: unknown,
  parts: AnswerParts & { readonly channels: Channels; readonly accessChanged: ChatEvents['accessChanged'] },
): void {
  if (name === 'INTERACTION_CREATE') {
    answerByRequest(data, parts).catch((error: unknown) =>
      parts.log.error({ err: error }, 'an interaction broke off'),
    )
    return
  }
  const change = accessChangeOf(name, data)
  if (change === null) return
  if (change.channelId !== null) parts.channels.forget(change.channelId)
  parts.accessChanged(change.workspaceId, change.channelId)
}

/** Without its commands the bot still posts, so trouble here only gets into the log. */
async function registerCommands({ api, log, commands: body }: ConnectParts): Promise<void> {
  const application = await learn(api, '/applications/@me', z.object({ id: z.string() }))
  if (application.kind === 'failed') return logFailure(application.failure, log)
  const registered = await registeredCommands(api, application.value.id)
  if (registered.kind === 'failed') return logFailure(registered.failure, log)
  // Discord counts every change, and shows changed commands to people only after a while.
  if (isRegistered(body, registered.value)) return
  const asked = await api.ask({
    method: 'PUT',
    route: `/applications/${application.value.id}/commands`,
    body,
  })
  if (asked.kind !== 'answered') return logFailure(asked, log)
  log.info({ commands: body.length }, 'commands registered')
}

function logFailure(failure: Failure, log: Logger): void {
  log.warn({ failure }, 'the commands could not be registered')
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
