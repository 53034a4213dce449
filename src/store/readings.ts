import { randomUUID } from 'node:crypto'
import type { Insertable, Transaction } from 'kysely'
import type { ArticlesTable, Database, DecisionsTable, QuotesTable } from './schema.ts'
import { indexReading, type ReadText } from './search-index.ts'
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

/** A subscription of the item's feed, with what routing must know. */
export type Candidate = {
  readonly subscriptionId: number
  readonly channelId: number
  readonly style: string
  /** The channel already has a post of this page, from another feed or an item under a new name. */
  readonly hasSamePage: boolean
}

export type Route = Pick<Insertable<DecisionsTable>, 'outcome' | 'reason'> & {
  readonly channelId: number
  readonly style: string
}

/**
 * Saves article, quotes, post and the post's deliveries in one transaction and marks the item read.
 * Returns the number of deliveries; null when the item was no longer ours, and then nothing was saved.
 */
export function saveReading(
  store: Store,
  reading: Reading,
  decide: (candidates: readonly Candidate[]) => readonly Route[],
  now: Date,
): Promise<number | null> {
  const at = now.getTime()
  return store.write(async (tx) => {
    const item = await tx
      .updateTable('items')
      .set({ reading: 'done', reading_problem: reading.problem, lease_owner: null, lease_until: 0 })
      .where('id', '=', reading.itemId)
      .where('reading', '=', 'waiting')
      .where('lease_owner', '=', reading.owner)
      .returning(['id', 'feed_id', 'canonical_url'])
      .executeTakeFirst()
    if (!item) return null

    if (reading.article) {
      await insertArticle(tx, item.id, reading.article, reading.quotes)
      await indexReading(tx, store.engine, item.id, readText(reading.article, reading.quotes), at)
    }
    const post = await tx
      .insertInto('posts')
      .values({ item_id: item.id, body: reading.postBody, created_at: at })
      .returning('id')
      .executeTakeFirstOrThrow()

    const routes = decide(await candidates(tx, item))
    for (const route of routes) {
      await tx
        .insertInto('decisions')
        .values({
          item_id: item.id,
          channel_id: route.channelId,
          outcome: route.outcome,
          reason: route.reason,
          created_at: at,
        })
        .execute()
    }
    const queued = routes.filter((route) => route.outcome === 'queued')
    for (const route of queued) {
      await tx
        .insertInto('deliveries')
        .values({
          key: randomUUID(),
          item_id: item.id,
          post_id: post.id,
          channel_id: route.channelId,
          kind: 'post',
          style: route.style,
          state: 'pending',
          created_at: at,
        })
        .execute()
    }
    return queued.length
  })
}

function readText(article: NonNullable<Reading['article']>, quotes: Reading['quotes']): ReadText {
  return {
    headline: article.headline ?? null,
    outlet: article.outlet ?? null,
    text: article.text,
    speakers: quotes.flatMap(({ speaker }) => speaker ?? []),
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
  for (const quote of quotes) {
    await tx
      .insertInto('quotes')
      .values({ ...quote, article_id: id, item_id: itemId })
      .execute()
  }
}

async function candidates(
  tx: Transaction<Database>,
  item: { readonly id: number; readonly feed_id: number; readonly canonical_url: string | null },
): Promise<Candidate[]> {
  const subscriptions = await tx
    .selectFrom('subscriptions')
    .select(['id', 'channel_id', 'style'])
    .where('feed_id', '=', item.feed_id)
    .orderBy('id')
    .execute()
  const samePage =
    item.canonical_url === null
      ? []
      : await tx
          .selectFrom('deliveries')
          .innerJoin('items', 'items.id', 'deliveries.item_id')
          .select('deliveries.channel_id')
          .where('items.canonical_url', '=', item.canonical_url)
          .where('items.id', '!=', item.id)
          .execute()
  const taken = new Set(samePage.map((delivery) => delivery.channel_id))
  return subscriptions.map((subscription) => ({
    subscriptionId: subscription.id,
    channelId: subscription.channel_id,
    style: subscription.style,
    hasSamePage: taken.has(subscription.channel_id),
  }))
}
