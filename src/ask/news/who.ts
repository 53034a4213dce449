import { wordsIn } from '../../store/fold.ts'
import type { SpokenName } from '../../store/search/people.ts'
import { personKey } from '../../store/search/spelling.ts'

/** Somebody under all spellings of the name. */
export type Person = {
  /** Of the spelling that is used most. */
  readonly id: number
  readonly label: string
  readonly keys: readonly string[]
  readonly uses: number
}

export type Meant =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'one'; readonly person: Person }
  | { readonly kind: 'several'; readonly people: readonly Person[] }

/** Whom the typed name means among the names that hold its words. */
export function whoIsMeant(typed: string, names: readonly SpokenName[]): Meant {
  const alone = names.filter(({ label }) => !isJoint(label))
  const joint = names.filter(({ label }) => isJoint(label))
  if (alone.length === 0)
    return names.length === 0 ? { kind: 'nobody' } : { kind: 'one', person: personOf(names) }
  const people = [...Map.groupBy(alone, ({ person }) => person).values()].map(personOf)
  // "Donald Trump" is he, and not his son with the same name and a "Jr." behind it.
  const exact = wordsIn(typed).length > 1 ? alone.filter(({ person }) => person === personKey(typed)) : []
  if (exact.length > 0) return { kind: 'one', person: personOf([...exact, ...joint]) }
  const full = people.filter(({ keys }) => keys.some(isFullName))
  if (full.length > 1) return { kind: 'several', people: full }
  // A bare surname is the person's who alone bears it.
  return { kind: 'one', person: personOf([...alone.toSorted(fullFirst), ...joint]) }
}

/** Two people who said something together: the joint statement belongs to whoever of them is asked for. */
export function isJoint(name: string): boolean {
  return name.includes(' and ')
}

/** The person whose spellings these are. */
export function personOf(names: readonly SpokenName[]): Person {
  const [first] = names
  if (first === undefined) throw new Error('person: expected at least one name')
  return {
    id: first.id,
    label: first.label,
    keys: names.map(({ key }) => key),
    uses: names.reduce((sum, { uses }) => sum + uses, 0),
  }
}

function fullFirst(one: SpokenName, other: SpokenName): number {
  return Number(isFullName(other.key)) - Number(isFullName(one.key)) || other.uses - one.uses
}

function isFullName(key: string): boolean {
  return key.includes(' ')
}
