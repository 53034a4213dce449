import type { Article, ArticleBlock, BlockKind } from '../../src/read/article.ts'
import { findDateline } from '../../src/read/page/dateline.ts'

type Part = string | { readonly kind: BlockKind; readonly text: string }
type Known = Partial<Pick<Article, 'headline' | 'language' | 'dateline'>>

/** An article made of its body alone, a block a part; a plain string is a paragraph. */
export function bodyArticle(parts: readonly Part[], known: Known = {}): Article {
  const blocks: ArticleBlock[] = []
  let text = ''
  for (const part of parts) {
    const { kind, text: words } = typeof part === 'string' ? { kind: 'paragraph' as const, text: part } : part
    if (words.trim() === '') continue
    if (text !== '') text += '\n\n'
    blocks.push({ kind, start: text.length, end: text.length + words.trim().length })
    text += words.trim()
  }
  return {
    url: null,
    canonicalUrl: null,
    headline: null,
    dek: null,
    byline: [],
    outlet: null,
    publishedAt: null,
    updatedAt: null,
    language: null,
    image: null,
    dateline: findDateline(text),
    section: null,
    ...known,
    text,
    blocks,
  }
}
