import { sql, type Transaction } from 'kysely'
import { dayOf } from './days.ts'
import type { Database, DeliveryState } from './schema.ts'
import { placeInTime } from './search/index.ts'
import type { Store } from './store.ts'

/** Where to look: rows behind `after` in their order, made before `before`; few at a time, so that nobody waits long. */
export type Stretch = { readonly after: number; readonly before: number; readonly limit: number }

/** How many rows went, and behind which row to go on; null when there is nothing more to look at. */
export type Swept = { readonly removed: number; readonly next: number | null }

type Numbered = { readonly id: number }

export type DeliveryLooked = {
  readonly state: DeliveryState
  readonly settledAt: number | null
  readonly hasOthers: boolean
}

export type ItemLooked = {
  readonly discoveredAt: number
  readonly isWaiting: boolean
  readonly deliveries: readonly DeliveryLooked[]
}

export type ArticleLooked = { readonly createdAt: number; readonly hasText: boolean }

/** Takes the texts of old articles away; what was quoted of them stays. */
export function dropArticleTexts(
  store: Store,
  stretch: Stretch,
  isPast: (article: ArticleLooked) => boolean,
): Promise<Swept> {
  return store.write(async (tx) => {
    const rows = await tx
      .selectFrom('articles')
      // Of a text on many pages of the disk only its length is read.
      .select(['id', 'created_at', sql<number>`octet_length(text)`.as('bytes')])
      .where('id', '>', stretch.after)
      .orderBy('id')
      .limit(stretch.limit)
      .execute()
    const ids = rows
      .filter(({ created_at, bytes }) => isPast({ createdAt: created_at, hasText: bytes > 0 }))
      .map(({ id }) => id)
    if (ids.length > 0)
      await tx.updateTable('articles').set({ text: '', blocks: '[]' }).where('id', 'in', ids).execute()
    return swept(rows, ids, stretch, ({ created_at }) => created_at)
  })
}

/**
 * Forgets old items with their articles, quotes, posts, decisions and deliveries. What they are told apart by stays for
 * as long as their feed, so that one that is listed again is known.
 */
export function forgetItems(
  store: Store,
  stretch: Stretch,
  isPast: (item: ItemLooked) => boolean,
): Promise<Swept> {
  return store.write(async (tx) => {
    const rows = await searchedItems(tx, stretch)
    const ids = rows.map(({ item_id }) => item_id)
    const days = daysOf(rows)
    const deliveries = Map.groupBy(await postDeliveries(tx, ids, days), ({ item_id }) => item_id)
    const past = rows
      .filter(({ item_id, discovered_at, reading }) =>
        isPast({
          discoveredAt: discovered_at,
          isWaiting: reading === 'waiting',
          deliveries: (deliveries.get(item_id) ?? []).map(looked),
        }),
      )
      .map(({ item_id }) => item_id)
    if (past.length > 0) await forget(tx, past, days)
    return { removed: past.length, next: rows.length < stretch.limit ? null : (rows.at(-1)?.id ?? null) }
  })
}

/** Items that can still be found; forgotten ones are not among them. Their places tell when they came, at the latest. */
function searchedItems(tx: Transaction<Database>, { after, before, limit }: Stretch) {
  return tx
    .selectFrom('searched')
    .innerJoin('items', 'items.id', 'searched.item_id')
    .select(['searched.id', 'searched.item_id', 'items.discovered_at', 'items.reading'])
    .where('searched.id', '>', after)
    .where('searched.id', '<', placeInTime(before))
    .orderBy('searched.id')
    .limit(limit)
    .execute()
}

/** The days of all that became of these items. */
function daysOf(items: readonly { readonly discovered_at: number }[]): number[] {
  return [...new Set(items.map(({ discovered_at }) => dayOf(discovered_at)))]
}

function postDeliveries(tx: Transaction<Database>, itemIds: readonly number[], days: readonly number[]) {
  return tx
    .selectFrom('deliveries')
    .select(['id', 'item_id', 'state', 'settled_at', others])
    .where('item_id', 'in', [0, ...itemIds])
    .where('day', 'in', [0, ...days])
    .execute()
}

const others =
  sql<number>`(select count(*) from deliveries as other where other.parent_id = deliveries.id)`.as('others')

function looked(row: {
  readonly state: DeliveryState
  readonly settled_at: number | null
  readonly others: number
}): DeliveryLooked {
  return { state: row.state, settledAt: row.settled_at, hasOthers: row.others > 0 }
}

async function forget(
  tx: Transaction<Database>,
  itemIds: readonly number[],
  days: readonly number[],
): Promise<void> {
  await tx
    .deleteFrom('deliveries')
    .where('item_id', 'in', [...itemIds])
    .where('day', 'in', [...days])
    .execute()
  for (const table of ['decisions', 'posts', 'quotes', 'articles', 'searched'] as const)
    await tx
      .deleteFrom(table)
      .where('item_id', 'in', [...itemIds])
      .execute()
  await tx
    .updateTable('items')
    .set({ reading: 'forgotten', author: null, categories: '[]', image_url: null, reading_problem: null })
    .where('id', 'in', [...itemIds])
    .execute()
}

/** Deletes old deliveries of anything but posts, which go with their items: notices, digests and what answers them. */
export function deleteDeliveries(
  store: Store,
  stretch: Stretch,
  isPast: (delivery: DeliveryLooked) => boolean,
): Promise<Swept> {
  return store.write(async (tx) => {
    const rows = await tx
      .selectFrom('deliveries')
      .select(['id', 'kind', 'state', 'settled_at', 'created_at', others])
      .where('id', '>', stretch.after)
      // Nothing is made before the day it is of, so that the younger days are left alone.
      .$if(store.engine === 'postgres', (query) => query.where('day', '<=', dayOf(stretch.before)))
      .orderBy('id')
      .limit(stretch.limit)
      .execute()
    const ids = rows.filter((row) => row.kind !== 'post' && isPast(looked(row))).map(({ id }) => id)
    if (ids.length > 0) await tx.deleteFrom('deliveries').where('id', 'in', ids).execute()
    return swept(rows, ids, stretch, ({ created_at }) => created_at)
  })
}

/** Deletes old entries of the record of changes. */
export function deleteAudit(store: Store, { before, limit }: Stretch): Promise<Swept> {
  return store.write(async (tx) => {
    const old = await tx
      .selectFrom('audit')
      .select('id')
      .where('at', '<', before)
      .orderBy('id')
      .limit(limit)
      .execute()
    const ids = old.map(({ id }) => id)
    if (ids.length > 0) await tx.deleteFrom('audit').where('id', 'in', ids).execute()
    return { removed: ids.length, next: ids.length < limit ? null : 0 }
  })
}

/** Deletes old answers of models: whoever asks so long after is answered anew. */
export async function deleteModelAnswers(store: Store, before: number): Promise<Swept> {
  const { numDeletedRows } = await store.write((tx) =>
    tx.deleteFrom('model_answers').where('created_at', '<', before).executeTakeFirstOrThrow(),
  )
  return { removed: Number(numDeletedRows), next: null }
}

/** Rows are numbered as they are made, so a stretch of nothing but newer ones is the end; a clock that was wrong for a moment is not. */
function swept<Row extends Numbered>(
  rows: readonly Row[],
  removed: readonly number[],
  { before, limit }: Stretch,
  madeAt: (row: Row) => number,
): Swept {
  const isOver = rows.length < limit || rows.every((row) => madeAt(row) >= before)
  return { removed: removed.length, next: isOver ? null : (rows.at(-1)?.id ?? null) }
}
