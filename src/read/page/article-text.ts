import type { ArticleBlock, BlockKind } from '../article.ts'

const blankLine = '\n\n'

/** A block before it has a place in the article's text. */
export type DraftBlock = { readonly kind: BlockKind; readonly text: string }

/** Joins blocks by a blank line; each block knows where its own text starts and ends. */
export function joinBlocks(drafts: readonly DraftBlock[]): {
  readonly text: string
  readonly blocks: readonly ArticleBlock[]
} {
  const blocks: ArticleBlock[] = []
  let start = 0
  for (const { kind, text } of drafts) {
    blocks.push({ kind, start, end: start + text.length })
    start += text.length + blankLine.length
  }
  return { text: drafts.map((draft) => draft.text).join(blankLine), blocks }
}
