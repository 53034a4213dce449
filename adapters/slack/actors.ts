import type { Logger } from 'pino'
import { z } from 'zod'
import type { Actor } from '../../src/deliver/interaction.ts'
import { failureOf, inWords } from './errors.ts'
import { withinMs } from './respond.ts'
import type { WebClient } from './web-client.ts'

export type ActorParts = {
  readonly client: WebClient
  readonly clock: () => Date
  readonly log: Logger
}

/** Adds what Slack knows about a person; what it doesn't tell in time stays as it was. Never rejects. */
export type Actors = (actor: Actor) => Promise<Actor>

type Known = Omit<Actor, 'id'>
type Remembered = { readonly person: Promise<Known | null>; readonly until: number }

const longestWaitMs = 2_000
const knownForMs = 10 * 60_000
const unknownForMs = 60_000
const mostRemembered = 2_000

/** Remembers people for a while: everything they do asks for them. */
export function createActors(parts: ActorParts): Actors {
  const remembered = new Map<string, Remembered>()
  const remember = (id: string, person: Promise<Known | null>, ms: number) => {
    remembered.delete(id)
    remembered.set(id, { person, until: parts.clock().getTime() + ms })
    const [oldest] = remembered.keys()
    if (remembered.size > mostRemembered && oldest !== undefined) remembered.delete(oldest)
    return person
  }
  const lookUp = async (id: string): Promise<Known | null> => {
    const person = await ask(parts, id)
    if (person === null) remember(id, Promise.resolve(null), unknownForMs)
    return person
  }
  return async (actor) => {
    const found = remembered.get(actor.id)
    const isFresh = found !== undefined && found.until > parts.clock().getTime()
    const person = isFresh ? found.person : remember(actor.id, lookUp(actor.id), knownForMs)
    const known = await withinMs(person, longestWaitMs)
    return known === null ? actor : { id: actor.id, ...known, name: known.name ?? actor.name }
  }
}

// https://docs.slack.dev/reference/objects/user-object
const answer = z.object({
  user: z.object({
    name: z.string().default(''),
    real_name: z.string().default(''),
    locale: z.string().nullish(),
    is_admin: z.boolean().default(false),
    is_owner: z.boolean().default(false),
    is_restricted: z.boolean().default(false),
    is_ultra_restricted: z.boolean().default(false),
    profile: z.object({ display_name: z.string().default('') }).default({ display_name: '' }),
  }),
})

async function ask({ client, log }: ActorParts, user: string): Promise<Known | null> {
  try {
    return knownOf(answer.parse(await client.apiCall('users.info', { user, include_locale: true })).user)
  } catch (error) {
    log.warn({ user, cause: inWords(failureOf(error)) }, 'slack did not tell about a person')
    return null
  }
}

function knownOf(user: z.infer<typeof answer>['user']): Known {
  const isGuest = user.is_restricted || user.is_ultra_restricted
  return {
    name: user.profile.display_name || user.real_name || user.name || null,
    locale: user.locale ?? null,
    // Of other members Slack doesn't say whether they may: that is for the settings of the workspace.
    mayManage: user.is_admin || user.is_owner ? true : isGuest ? false : null,
  }
}
