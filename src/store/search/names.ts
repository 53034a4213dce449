import type { Transaction } from 'kysely'
import { fold, wordsIn } from '../fold.ts'
import type { Database } from '../schema.ts'
import { slicesOf } from '../slices.ts'
import type { NameKind } from './schema.ts'
import { latinOf, personKey, soundOf } from './spelling.ts'

export type SeenName = { readonly kind: NameKind; readonly label: string; readonly uses: number }

const longestName = 80
const mostRowsAtOnce = 200

/** Remembers the names a feed uses, for finding and suggesting them. */
export async function learnNames(
  tx: Transaction<Database>,
  seen: { readonly feedId: number; readonly names: readonly SeenName[] },
  at: number,
): Promise<void> {
  const names = inOneOrder(seen.names)
  const idOf = await findOrAdd(tx, names)
  for (const some of slicesOf(names, mostRowsAtOnce))
    await tx
      .insertInto('name_uses')
      .values(
        some.map(({ kind, key, uses }) => ({
          name_id: idOf(kind, key),
          feed_id: seen.feedId,
          kind,
          uses,
          last_at: at,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['name_id', 'feed_id']).doUpdateSet((each) => ({
          uses: each('name_uses.uses', '+', each.ref('excluded.uses')),
          last_at: at,
        })),
      )
      .execute()
}

type KeyedName = SeenName & { readonly key: string }

/** Others learn the same names at the same time: all in one order, each once, so that no two wait for each other. */
function inOneOrder(names: readonly SeenName[]): KeyedName[] {
  const merged = new Map<string, KeyedName>()
  for (const name of names) {
    const label = name.label.replace(/\s+/g, ' ').trim()
    const key = fold(label)
    if (key === '' || label.length > longestName || wordsIn(label).length === 0) continue
    const place = placeOf(name.kind, key)
    const { label: first = label, uses = 0 } = merged.get(place) ?? {}
    merged.set(place, { ...name, label: first, key, uses: uses + name.uses })
  }
  return [...merged].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, name]) => name)
}

function placeOf(kind: NameKind, key: string): string {
  return `${kind} ${key}`
}

async function findOrAdd(
  tx: Transaction<Database>,
  names: readonly KeyedName[],
): Promise<(kind: NameKind, key: string) => number> {
  const ids = new Map<string, number>()
  const isUnknown = ({ kind, key }: KeyedName) => !ids.has(placeOf(kind, key))
  const look = async () => {
    for (const [kind, ofKind] of Map.groupBy(names.filter(isUnknown), (name) => name.kind))
      for (const [key, id] of await findNames(
        tx,
        kind,
        ofKind.map((name) => name.key),
      ))
        ids.set(placeOf(kind, key), id)
  }
  await look()
  for (const { id, kind, key } of await addNames(tx, names.filter(isUnknown))) ids.set(placeOf(kind, key), id)
  // What somebody else learned between our look and our try.
  await look()
  return (kind, key) => {
    const id = ids.get(placeOf(kind, key))
    if (id === undefined) throw new Error(`learn ${kind} "${key}": it is neither new nor known`)
    return id
  }
}

/** The ids of names by their folded labels; those that were never learned are not among them. */
export async function findNames(
  tx: Transaction<Database>,
  kind: NameKind,
  keys: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>()
  for (const some of slicesOf(keys, mostRowsAtOnce)) {
    const rows = await tx
      .selectFrom('names')
      .select(['id', 'key'])
      .where('kind', '=', kind)
      .where('key', 'in', some)
      .execute()
    for (const { id, key } of rows) found.set(key, id)
  }
  return found
}

type AddedName = { readonly id: number; readonly kind: NameKind; readonly key: string }

async function addNames(tx: Transaction<Database>, names: readonly KeyedName[]): Promise<AddedName[]> {
  const added: (AddedName & { readonly label: string })[] = []
  for (const some of slicesOf(names, mostRowsAtOnce))
    added.push(
      ...(await tx
        .insertInto('names')
        .values(
          some.map(({ kind, key, label }) => ({
            kind,
            key,
            label,
            person: kind === 'person' ? personKey(label) : null,
          })),
        )
        .onConflict((conflict) => conflict.columns(['kind', 'key']).doNothing())
        .returning(['id', 'kind', 'key', 'label'])
        .execute()),
    )
  const words = added.flatMap(({ id, kind, label }) =>
    [...new Set(wordsIn(label))].map((word) => ({
      name_id: id,
      kind,
      word,
      latin: latinOf(word),
      sound: soundOf(word),
    })),
  )
  for (const some of slicesOf(words, mostRowsAtOnce))
    await tx
      .insertInto('name_words')
      .values(some)
      .onConflict((conflict) => conflict.columns(['name_id', 'word']).doNothing())
      .execute()
  return added
}

/** How often each of the labels occurs, told once each. */
export function countNames(kind: NameKind, labels: readonly string[]): SeenName[] {
  const counts = new Map<string, { label: string; uses: number }>()
  for (const label of labels) {
    const key = fold(label)
    const counted = counts.get(key)
    if (counted) counted.uses += 1
    else counts.set(key, { label, uses: 1 })
  }
  return [...counts.values()].map(({ label, uses }) => ({ kind, label, uses }))
}
