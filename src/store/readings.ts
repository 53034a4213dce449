import type { Insertable, Transaction } from 'kysely'
import { isAttributed } from './attributed.ts'
import { takeChannels, takeTurn } from './claiming.ts'
import { dayOf } from './days.ts'
import { candidatesFor, type Decide, insertRoutes, isPosted, routedItemOf } from './routing.ts'
import type { ArticlesTable, Database, QuotesTable } from './schema.ts'
import { indexReading, type ReadText } from './search/index.ts'
import { slicesOf } from './slices.ts'
import type { Store } from './store.ts'

/** What reading an item gave, as rows; without an article the post was made from what the feed said. */
export type Reading = {
  readonly itemId: number
  readonly owner: string
  readonly article: Omit<Insertable<ArticlesTable>, 'id' | 'item_id'> | null
  readonly quotes: readonly Omit<Insertable<QuotesTable>, 'id' | 'item_id' | 'article_id'>[]
  readonly postBody: string
  readonly problem: string | null
}

/**
 * Saves article, quotes, post and the post's deliveries in one transaction and marks the item read.
 * Returns the number of deliveries; null when the item was no longer ours, and then nothing was saved.
 */
export function saveReading(
  store: Store,
  reading: Reading,
  decide: Decide,
  now: Date,
): Promise<number | null> {
  const at = now.getTime()
  return store.writeBeside(async (tx) => {
    const item = await tx
      .updateTable('items')
      .set({ reading: 'done', reading_problem: reading.problem, lease_owner: null, lease_until: 0 })
      .where('id', '=', reading.itemId)
      .where('reading', '=', 'waiting')
      .where('lease_owner', '=', reading.owner)
      .returningAll()
      .executeTakeFirst()
    if (!item) return null
    // Of a page that several feeds list, each reading sees what became of the others.
    if (item.canonical_url !== null) await takeTurn(tx, `page ${item.canonical_url}`)

    if (reading.article) {
      await insertArticle(tx, item.id, reading.article, reading.quotes)
      await indexReading(tx, item.id, readText(reading.article, reading.quotes), at)
    }
    const post = await tx
      .insertInto('posts')
      .values({ item_id: item.id, body: reading.postBody, created_at: at })
      .returning('id')
      .executeTakeFirstOrThrow()

    const routes = decide(await candidatesFor(tx, item), await routedItemOf(tx, item, reading.article, at))
    const posted = routes.filter(isPosted)
    await takeChannels(
      tx,
      posted.map(({ channelId }) => channelId),
    )
    const day = dayOf(item.discovered_at)
    await insertRoutes(tx, routes, { itemId: item.id, postId: post.id, day, at })
    return posted.length
  })
}

function readText(article: NonNullable<Reading['article']>, quotes: Reading['quotes']): ReadText {
  const sure = quotes.flatMap(({ speaker = null, confidence, ...quote }) =>
    speaker !== null && isAttributed({ speaker, confidence }) ? [{ ...quote, speaker }] : [],
  )
  return {
    headline: article.headline ?? null,
    outlet: article.outlet ?? null,
    text: article.text,
    // "A police spokesman" is nobody's name.
    speakers: sure.flatMap(({ speaker, speaker_kind }) => (speaker_kind === 'nominal' ? [] : speaker)),
    roles: sure.flatMap(({ speaker, speaker_kind, role = null }) =>
      speaker_kind === 'person' && role !== null ? { name: speaker, role } : [],
    ),
  }
}

async function insertArticle(
  tx: Transaction<Database>,
  itemId: number,
  article: NonNullable<Reading['article']>,
  quotes: Reading['quotes'],
): Promise<void> {
  const { id } = await tx
    .insertInto('articles')
    .values({ ...article, item_id: itemId })
    .returning('id')
    .executeTakeFirstOrThrow()
  const rows = quotes.map((quote) => ({ ...quote, article_id: id, item_id: itemId }))
  for (const some of slicesOf(rows, mostQuotesAtOnce)) await tx.insertInto('quotes').values(some).execute()
}

const mostQuotesAtOnce = 100
