import { honorifics, roleNouns } from '../../read/quotes/name-tables.ts'
import { wordsIn } from '../../store/fold.ts'
import { peopleNamed, spellingsOfPerson } from '../../store/search/people.ts'
import { holdersOf } from '../../store/search/roles.ts'
import type { Workspace } from '../../store/workspace-news.ts'
import type { SearchParts } from './search-parts.ts'
import { type Meant, type Person, personOf, whoIsMeant } from './who.ts'

const rolesLastMs = 30 * 86_400_000

/** Who is meant, and the role by which, where it was not the name. */
export type Found = { readonly meant: Meant; readonly role: string | null }

/** Whom somebody means by a name, a name with a title, or exactly what articles of the last 30 days call the person. */
export async function findMeant(
  typed: string,
  { workspace, now }: { readonly workspace: Workspace; readonly now: Date },
  { store }: Pick<SearchParts, 'store'>,
): Promise<Found> {
  for (const name of new Set([typed, withoutTitles(typed)])) {
    const meant = whoIsMeant(name, await peopleNamed(store.db, workspace, name))
    if (meant.kind !== 'nobody') return { meant, role: null }
  }
  const holders = await holdersOf(store.db, workspace, { typed, since: now.getTime() - rolesLastMs })
  const people: Person[] = []
  for (const { nameId } of holders) {
    const names = await spellingsOfPerson(store.db, workspace, nameId)
    if (names.length > 0) people.push(personOf(names))
  }
  const [person] = people
  if (person === undefined) return { meant: { kind: 'nobody' }, role: null }
  // An office changes hands, and many are spokesmen: who of them is meant, only whoever asks can say.
  if (people.length > 1) return { meant: { kind: 'several', people }, role: null }
  return { meant: { kind: 'one', person }, role: holders[0]?.role ?? null }
}

/** "Mr Zelenskyy" and "President Zelenskyy" without what stands before the name. */
export function withoutTitles(typed: string): string {
  const words = wordsIn(typed)
  const first = words.findIndex((word) => !honorifics.has(word) && !roleNouns.has(word))
  return first <= 0 ? typed : words.slice(first).join(' ')
}
