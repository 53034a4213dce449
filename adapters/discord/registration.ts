import type { Logger } from 'pino'
import { z } from 'zod'
import { type Learned, learn } from './access.ts'
import { isRegistered } from './commands.ts'
import type { Failure } from './errors.ts'
import type { Api } from './rest.ts'

/** What Discord has of our commands: these, none, or those of another version. */
export type Registered = 'current' | 'none' | 'other'

export type Registration = {
  /** Makes sure that Discord has the commands; without them the bot still posts, so trouble only gets into the log. */
  register(): Promise<void>
  look(applicationId: string): Promise<Learned<Registered>>
  /** Why the last attempt to register came to nothing; null when it did not, or when there was none. */
  failure(): Failure | null
}

export type RegistrationParts = {
  readonly api: Api
  readonly log: Logger
  /** As Discord takes them. */
  readonly commands: readonly object[]
}

/** Keeps the commands at Discord as they are here. */
export function openRegistration(parts: RegistrationParts): Registration {
  let failure: Failure | null = null
  return {
    register: async () => {
      failure = await register(parts)
      if (failure !== null) parts.log.warn({ failure }, 'the commands could not be registered')
    },
    look: (applicationId) => look(applicationId, parts),
    failure: () => failure,
  }
}

async function register(parts: RegistrationParts): Promise<Failure | null> {
  const { api, log, commands: body } = parts
  const application = await learn(api, '/applications/@me', z.object({ id: z.string() }))
  if (application.kind === 'failed') return application.failure
  const { id } = application.value
  const registered = await look(id, parts)
  if (registered.kind === 'failed') return registered.failure
  // Discord counts every change, and shows changed commands to people only after a while.
  if (registered.value === 'current') return null
  const asked = await api.ask({ method: 'PUT', route: `/applications/${id}/commands`, body })
  if (asked.kind !== 'answered') return asked
  log.info({ commands: body.length }, 'commands registered')
  return null
}

async function look(
  applicationId: string,
  { api, commands }: RegistrationParts,
): Promise<Learned<Registered>> {
  const learned = await learn(
    api,
    { route: `/applications/${applicationId}/commands`, query: { with_localizations: 'true' } },
    z.array(z.unknown()),
  )
  if (learned.kind === 'failed') return learned
  if (isRegistered(commands, learned.value)) return { kind: 'known', value: 'current' }
  return { kind: 'known', value: learned.value.length === 0 ? 'none' : 'other' }
}
