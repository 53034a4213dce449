import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Transaction } from 'kysely'
import { attributed } from '../attributed.ts'
import type { Database } from '../schema.ts'
import type { Store } from '../store.ts'
import { learnRoles } from './roles.ts'
import { personKey } from './spelling.ts'

/** Brings what older versions stored to what names are looked up by now; done to which id, null when there is no more. */
type Step = (tx: Transaction<Database>, from: number) => Promise<number | null>

/** A step that does something else than before gets another name, and is done again from the start. */
const steps: Readonly<Record<string, Step>> = { 'person keys 2': renewKeys, 'roles 1': learnOldRoles }

const batchSize = 200
const doneTo = Number.MAX_SAFE_INTEGER

/** Catches up in small transactions; what was done before a stop or a crash is not done again. Returns the batches. */
export async function catchUp(store: Store, signal: AbortSignal): Promise<number> {
  let batches = 0
  for (const [name, step] of Object.entries(steps))
    while (!signal.aborted && (await doBatch(store, name, step))) {
      batches++
      await nextTurn()
    }
  return batches
}

/** Catches up beside everything else; returns what ends it. */
export function beginCatchUp(
  store: Store,
  log: { error(fields: object, event: string): void },
): () => Promise<void> {
  const stopping = new AbortController()
  const done = catchUp(store, stopping.signal).catch((error: unknown) =>
    log.error({ err: error }, 'names of older articles could not be renewed; the next start tries again'),
  )
  return async () => {
    stopping.abort()
    await done
  }
}

function doBatch(store: Store, name: string, step: Step): Promise<boolean> {
  return store.write(async (tx) => {
    const row = await tx.selectFrom('catch_ups').select('done_to').where('name', '=', name).executeTakeFirst()
    if (row?.done_to === doneTo) return false
    const done = (await step(tx, row?.done_to ?? 0)) ?? doneTo
    await tx
      .insertInto('catch_ups')
      .values({ name, done_to: done })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ done_to: done }))
      .execute()
    return true
  })
}

async function renewKeys(tx: Transaction<Database>, from: number): Promise<number | null> {
  const rows = await tx
    .selectFrom('names')
    .select(['id', 'label', 'person'])
    .where('id', '>', from)
    .where('kind', '=', 'person')
    .orderBy('id')
    .limit(batchSize)
    .execute()
  for (const { id, label, person } of rows) {
    const key = personKey(label)
    if (key !== person) await tx.updateTable('names').set({ person: key }).where('id', '=', id).execute()
  }
  return rows.at(-1)?.id ?? null
}

async function learnOldRoles(tx: Transaction<Database>, from: number): Promise<number | null> {
  const rows = await tx
    .selectFrom('quotes')
    .innerJoin('items', 'items.id', 'quotes.item_id')
    .select([
      'quotes.id',
      'quotes.speaker',
      'quotes.role',
      'items.feed_id',
      'items.published_at',
      'items.discovered_at',
    ])
    .where('quotes.id', '>', from)
    .where('quotes.role', 'is not', null)
    .where('quotes.speaker_kind', '=', 'person')
    .where(attributed)
    .orderBy('quotes.id')
    .limit(batchSize)
    .execute()
  for (const { speaker, role, feed_id, published_at, discovered_at } of rows)
    if (speaker !== null && role !== null)
      await learnRoles(
        tx,
        { feedId: feed_id, roles: [{ name: speaker, role }] },
        Math.min(published_at ?? discovered_at, discovered_at),
      )
  return rows.at(-1)?.id ?? null
}
