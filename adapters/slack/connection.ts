import type { Logger } from 'pino'
import { z } from 'zod'
import type { Connection, Endpoint } from '../../src/deliver/adapter.ts'
import { createActors } from './actors.ts'
import { type Identity, type SlackEvents, wireApp } from './bolt-app.ts'
import { receiveRequest } from './endpoint.ts'
import { type Failure, failureOf, inWords, isAboutToken, problemOf } from './errors.ts'
import { createKeptForms } from './kept-forms.ts'
import { eventsPath } from './manifest.ts'
import { createReception, type Reception } from './reception.ts'
import { createResponder } from './respond.ts'
import { createSockets, isFinalForSocket } from './socket.ts'
import type { WebClient } from './web-client.ts'

export type ConnectionOptions = {
  readonly client: WebClient
  readonly botToken: string
  readonly appToken: string | null
  readonly signingSecret: string | null
  readonly apiUrl: string | null
  readonly timeoutMs: number
  readonly clock: () => Date
  readonly log: Logger
}

export type Connecting = {
  connect(events: SlackEvents): Promise<Connection | null>
  readonly endpoints: readonly Endpoint[]
  /** Such as https://example.slack.com/; null until Slack has told it. */
  workspaceUrl(): string | null
  stop(): Promise<void>
}

/** Receives what people do: over a socket with an app token, over HTTP with a signing secret, else nothing. */
export function createConnecting(options: ConnectionOptions): Connecting {
  const { appToken, signingSecret, clock } = options
  let stopSession: () => Promise<void> = async () => undefined
  let reception: Reception | null = null
  let workspaceUrl: string | null = null

  const stop = async () => {
    reception = null
    await stopSession()
  }
  const handle = async (request: Request) =>
    reception === null || signingSecret === null
      ? new Response('not connected', { status: 503 })
      : receiveRequest(request, { signingSecret, clock, take: reception.take })
  return {
    connect: async (events) => {
      if (appToken === null && signingSecret === null) return null
      await stop()
      const identity = await whoAmI(options.client)
      if ('kind' in identity) return refusedToken(identity)
      workspaceUrl = identity.url
      const lost = Promise.withResolvers<string>()
      const taken = receptionFor(options, { events, identity, lost: lost.resolve })
      if (appToken !== null) {
        const sockets = createSockets({ ...options, appToken, take: taken.take, lost: lost.resolve })
        stopSession = sockets.stop
        const failure = await sockets.start()
        if (failure !== null) return refusedSocket(failure)
      }
      reception = taken
      return { kind: 'connected', as: identity.name, lost: lost.promise }
    },
    endpoints: appToken === null && signingSecret !== null ? [{ path: eventsPath, handle }] : [],
    workspaceUrl: () => workspaceUrl,
    stop,
  }
}

type Session = {
  readonly events: SlackEvents
  readonly identity: Identity
  readonly lost: (reason: string) => void
}

function receptionFor(options: ConnectionOptions, session: Session): Reception {
  const reception = createReception(options.log)
  wireApp({
    ...options,
    ...session,
    reception,
    respond: createResponder(options),
    actors: createActors(options),
    keptForms: createKeptForms(),
  })
  return reception
}

const self = z.object({
  team_id: z.string(),
  user_id: z.string(),
  bot_id: z.string().default(''),
  user: z.string().default('pullquote'),
  url: z.httpUrl().nullable().catch(null),
})

async function whoAmI(client: WebClient): Promise<(Identity & { readonly url: string | null }) | Failure> {
  try {
    const { team_id, user_id, bot_id, user, url } = self.parse(await client.apiCall('auth.test'))
    return { teamId: team_id, botUserId: user_id, botId: bot_id, name: user, url }
  } catch (error) {
    return failureOf(error)
  }
}

const checkNetwork = 'Check the network; it is tried again.'

function refusedToken(failure: Failure): Connection {
  const reason = inWords(failure)
  if (failure.kind !== 'refused') return { kind: 'failed', isFinal: false, reason, fix: checkNetwork }
  return { kind: 'failed', isFinal: isAboutToken(failure.code), reason, fix: problemOf(failure).fix }
}

/** How a person gets a working app token. */
export const appTokenFix =
  'Create an app-level token with connections:write under "Basic Information", switch on Socket Mode, and put the token into SLACK_APP_TOKEN.'

function refusedSocket(failure: Failure): Connection {
  const isFinal = isFinalForSocket(failure)
  const reason = `Socket Mode: ${failure.kind === 'refused' ? `Slack refused the app token (${failure.code})` : inWords(failure)}`
  return { kind: 'failed', isFinal, reason, fix: isFinal ? appTokenFix : checkNetwork }
}
