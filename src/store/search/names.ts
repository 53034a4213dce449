import type { Transaction } from 'kysely'
import { fold, wordsIn } from '../fold.ts'
import type { Database } from '../schema.ts'
import type { NameKind } from './schema.ts'
import { latinOf, personKey, soundOf } from './spelling.ts'

export type SeenName = { readonly kind: NameKind; readonly label: string; readonly uses: number }

const longestName = 80

/** Remembers the names a feed uses, for finding and suggesting them. */
export async function learnNames(
  tx: Transaction<Database>,
  seen: { readonly feedId: number; readonly names: readonly SeenName[] },
  at: number,
): Promise<void> {
  for (const { key, label, ...name } of inOneOrder(seen.names)) {
    const id = (await findName(tx, name.kind, key)) ?? (await addName(tx, name.kind, { key, label }))
    await tx
      .insertInto('name_uses')
      .values({ name_id: id, feed_id: seen.feedId, kind: name.kind, uses: name.uses, last_at: at })
      .onConflict((conflict) =>
        conflict
          .columns(['name_id', 'feed_id'])
          .doUpdateSet((each) => ({ uses: each('name_uses.uses', '+', name.uses), last_at: at })),
      )
      .execute()
  }
}

type KeyedName = SeenName & { readonly key: string }

/** Others learn the same names at the same time: all in one order, so that no two wait for each other. */
function inOneOrder(names: readonly SeenName[]): KeyedName[] {
  return names
    .map((name) => {
      const label = name.label.replace(/\s+/g, ' ').trim()
      return { ...name, label, key: fold(label) }
    })
    .filter(({ key, label }) => key !== '' && label.length <= longestName && wordsIn(label).length > 0)
    .toSorted((one, other) => compare(one.kind, other.kind) || compare(one.key, other.key))
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

/** The id of a name by its folded label; null when it was never learned. */
export async function findName(
  tx: Transaction<Database>,
  kind: NameKind,
  key: string,
): Promise<number | null> {
  const row = await tx
    .selectFrom('names')
    .select('id')
    .where('kind', '=', kind)
    .where('key', '=', key)
    .executeTakeFirst()
  return row?.id ?? null
}

async function addName(
  tx: Transaction<Database>,
  kind: NameKind,
  { key, label }: { readonly key: string; readonly label: string },
): Promise<number> {
  const person = kind === 'person' ? personKey(label) : null
  const added = await tx
    .insertInto('names')
    .values({ kind, key, label, person })
    .onConflict((conflict) => conflict.columns(['kind', 'key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) return learnedBeside(tx, kind, key)
  const { id } = added
  for (const word of new Set(wordsIn(label)))
    await tx
      .insertInto('name_words')
      .values({ name_id: id, kind, word, latin: latinOf(word), sound: soundOf(word) })
      .onConflict((conflict) => conflict.columns(['name_id', 'word']).doNothing())
      .execute()
  return id
}

/** Somebody else learned it between our look and our try. */
async function learnedBeside(tx: Transaction<Database>, kind: NameKind, key: string): Promise<number> {
  const id = await findName(tx, kind, key)
  if (id === null) throw new Error(`learn ${kind} "${key}": it is neither new nor known`)
  return id
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
