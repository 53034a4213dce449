import type { Founder } from '../store/workspaces.ts'
import type { Asked } from './asked.ts'

const longestName = 60

/** Who it is, should they be the first to set the bot up. */
export function founderOf({ actor, locale }: Pick<Asked, 'actor' | 'locale'>): Founder {
  return { id: actor.id, locale }
}

/** Who it was, for those who read the audit: the name is for people, the id cannot be taken by another. */
export function actorName({ actor }: Pick<Asked, 'actor'>): string {
  return actor.name === null ? actor.id : `${actor.name.slice(0, longestName)} (${actor.id})`
}
