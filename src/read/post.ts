export type PostQuote = {
  /** Verbatim: the characters of the article between `start` and `end`. */
  readonly text: string
  readonly start: number
  readonly end: number
  readonly speaker: string
  readonly role: string | null
  readonly where: string | null
}

/** What we publish: no markup, no platform words. */
export type Post = {
  readonly headline: string
  readonly url: string | null
  readonly outlet: string | null
  /** Epoch milliseconds. */
  readonly publishedAt: number | null
  readonly updatedAt: number | null
  /** Sentences, each at most 300 characters. */
  readonly summary: readonly string[]
  readonly quotes: readonly PostQuote[]
  readonly image: { readonly url: string; readonly alt: string | null } | null
  readonly topics: readonly string[]
  readonly language: string | null
}
