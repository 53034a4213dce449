import type { Transaction } from 'kysely'
import { attributed } from '../attributed.ts'
import type { Database } from '../schema.ts'
import { wordsOfItem } from './index.ts'
import { writeWords } from './item-words.ts'

/**
 * Writes anew by which words the items in the places behind `after` are found, from what is kept of them; returns the
 * last place, null when there is none.
 */
export async function reindex(
  tx: Transaction<Database>,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<number | null> {
  const rows = await tx
    .selectFrom('searched')
    .innerJoin('items', 'items.id', 'searched.item_id')
    .leftJoin('articles', 'articles.item_id', 'items.id')
    .select([
      'searched.id as place',
      'items.id',
      'items.feed_id',
      'items.title',
      'items.author',
      'items.summary',
      'items.categories',
      'items.published_at',
      'items.discovered_at',
      'articles.headline',
      'articles.text',
    ])
    .where('searched.id', '>', after)
    .orderBy('searched.id')
    .limit(limit)
    .execute()
  const speakers = await speakersOf(
    tx,
    rows.map(({ id }) => id),
  )
  const words = rows.map(({ place, headline, text, ...item }) => ({
    place,
    words: wordsOfItem(
      item,
      text === null ? null : { headline, text, speakers: speakers.get(item.id) ?? [] },
    ),
  }))
  await writeWords(tx, words)
  return rows.at(-1)?.place ?? null
}

async function speakersOf(
  tx: Transaction<Database>,
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const rows = await tx
    .selectFrom('quotes')
    .select(['item_id', 'speaker', 'speaker_kind'])
    .where('item_id', 'in', [0, ...ids])
    .where(attributed)
    .orderBy('id')
    .execute()
  const named = rows.flatMap(({ item_id, speaker, speaker_kind }) =>
    speaker === null || speaker_kind === 'nominal' ? [] : [{ item_id, speaker }],
  )
  return new Map(
    [...Map.groupBy(named, ({ item_id }) => item_id)].map(([id, all]) => [
      id,
      all.map(({ speaker }) => speaker),
    ]),
  )
}
