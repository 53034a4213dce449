/** What a run of the article's text is; only `paragraph`, `item` and `quote` hold prose. */
export type BlockKind = 'paragraph' | 'heading' | 'item' | 'quote'

/** A block of the article; `text.slice(start, end)` is its text. */
export type ArticleBlock = { readonly kind: BlockKind; readonly start: number; readonly end: number }

/** What the page says. Every offset anywhere in the product points into `text`. */
export type Article = {
  readonly url: string | null
  readonly canonicalUrl: string | null
  readonly headline: string | null
  readonly dek: string | null
  readonly byline: readonly string[]
  readonly outlet: string | null
  readonly publishedAt: number | null
  readonly updatedAt: number | null
  readonly language: string | null
  readonly image: { readonly url: string; readonly alt: string | null } | null
  /** The place an agency story starts with ("ABU DHABI, UNITED ARAB EMIRATES"); it stays part of `text`. */
  readonly dateline: string | null
  readonly section: string | null
  /** Blocks joined by a blank line. */
  readonly text: string
  readonly blocks: readonly ArticleBlock[]
}

export type ArticleRefusal =
  | 'too-many-tags'
  | 'too-much-work'
  | 'too-deep'
  | 'huge-tag'
  | 'no-article'
  /** At most a teaser of the article is on the page. */
  | 'subscribers-only'
  /** What a server sent in place of the article. */
  | 'consent'
  | 'robot-check'
  | 'login'
  | 'error-page'
  | 'timeout'
  | 'out-of-memory'
  | 'broken'

export type ArticleOutcome =
  | { readonly kind: 'article'; readonly article: Article }
  /** The article is for subscribers, and this is what the page shows of it: nothing to quote from. */
  | { readonly kind: 'teaser'; readonly article: Article }
  /** `message` says what was found and what that means for the reader of the log. */
  | { readonly kind: 'refused'; readonly reason: ArticleRefusal; readonly message: string }
