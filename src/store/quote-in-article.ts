import type { Kysely } from 'kysely'
import { attributed } from './attributed.ts'
import type { ArticleRow, Database, QuoteRow } from './schema.ts'
import { type Story, storiesByIds } from './stories.ts'
import type { Workspace } from './workspace-news.ts'

/** A quote with the article it was cut out of. */
export type QuoteInArticle = {
  readonly quote: QuoteRow
  readonly article: Pick<ArticleRow, 'text' | 'text_hash' | 'blocks' | 'language'>
  readonly story: Story
}

/** The quote with this id, where the workspace may see it; null when it may not, or nothing is kept of it any more. */
export async function findQuoteInArticle(
  db: Kysely<Database>,
  workspace: Workspace,
  quoteId: number,
): Promise<QuoteInArticle | null> {
  const quote = await db
    .selectFrom('quotes')
    .selectAll()
    .where('id', '=', quoteId)
    .where(attributed)
    .executeTakeFirst()
  if (!quote) return null
  const article = await db
    .selectFrom('articles')
    .select(['text', 'text_hash', 'blocks', 'language'])
    .where('id', '=', quote.article_id)
    .executeTakeFirst()
  const story = (await storiesByIds(db, workspace, [quote.item_id])).get(quote.item_id)
  return article && story ? { quote, article, story } : null
}
