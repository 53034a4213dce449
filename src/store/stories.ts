import type { Kysely } from 'kysely'
import { attributed } from './attributed.ts'
import type { Database, QuoteRow } from './schema.ts'
import { followedIn, type Workspace } from './workspace-news.ts'

/** An item as it is told in an answer. */
export type Story = {
  readonly id: number
  readonly title: string | null
  readonly url: string | null
  readonly outlet: string
  readonly at: number
  /** How many of its quotes stand in its post. */
  readonly keyQuotes: number
}

const sliceSize = 500

/** The items with these ids that the workspace may see. */
export async function storiesByIds(
  db: Kysely<Database>,
  workspace: Workspace,
  ids: readonly number[],
): Promise<ReadonlyMap<number, Story>> {
  const stories = new Map<number, Story>()
  for (let start = 0; start < ids.length; start += sliceSize)
    for (const story of await storiesOfSlice(db, workspace, ids.slice(start, start + sliceSize)))
      stories.set(story.id, story)
  return stories
}

async function storiesOfSlice(
  db: Kysely<Database>,
  workspace: Workspace,
  ids: readonly number[],
): Promise<Story[]> {
  const rows = await db
    .selectFrom('items')
    .innerJoin('feeds', 'feeds.id', 'items.feed_id')
    .leftJoin('articles', 'articles.item_id', 'items.id')
    .select((each) => [
      'items.id',
      'items.title',
      'items.url',
      'items.published_at',
      'items.discovered_at',
      'articles.headline',
      'articles.outlet',
      'feeds.title as feed_title',
      'feeds.host',
      each
        .selectFrom('quotes')
        .select((one) => one.fn.countAll<number>().as('count'))
        .whereRef('quotes.item_id', '=', 'items.id')
        .where('quotes.is_key', '=', 1)
        .where(attributed)
        .as('key_quotes'),
    ])
    .where('items.id', 'in', [...ids])
    .where('items.feed_id', 'in', followedIn(db, workspace))
    .execute()
  return rows.map((row) => ({
    id: row.id,
    title: row.title ?? row.headline,
    url: row.url,
    outlet: row.outlet ?? row.feed_title ?? row.host,
    at: row.published_at ?? row.discovered_at,
    keyQuotes: row.key_quotes ?? 0,
  }))
}

/** The quotes that stand in the posts of these items, in the order of each article. */
export function keyQuotesOf(db: Kysely<Database>, itemIds: readonly number[]): Promise<QuoteRow[]> {
  return db
    .selectFrom('quotes')
    .selectAll()
    .where('item_id', 'in', [0, ...itemIds])
    .where('is_key', '=', 1)
    .where(attributed)
    .orderBy('item_id')
    .orderBy('start_offset')
    .execute()
}

/** The quotes with these ids that may be shown as somebody's words. */
export async function quotesByIds(
  db: Kysely<Database>,
  ids: readonly number[],
): Promise<ReadonlyMap<number, QuoteRow>> {
  const rows = await db
    .selectFrom('quotes')
    .selectAll()
    .where('id', 'in', [0, ...ids])
    .where(attributed)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}
