import type { Article, ArticleRefusal } from './article.ts'
import { chooseKeyQuotes, type KeyQuoteContext } from './quotes/key-quotes.ts'
import { findQuotes, type Quote } from './quotes/quotes.ts'
import { summaryOf } from './summary/summary.ts'

/** An article with everything a post is made of. */
export type Reading = {
  readonly article: Article
  readonly quotes: readonly Quote[]
  /** The quotes for the post; members of `quotes`. */
  readonly keyQuotes: readonly Quote[]
  readonly summary: readonly string[]
  /** The best two of a longer summary, for a short post. */
  readonly briefly?: readonly string[]
}

export type ReadingOutcome =
  | { readonly kind: 'read'; readonly reading: Reading }
  | { readonly kind: 'refused'; readonly reason: ArticleRefusal; readonly message: string }

const keyQuotesInPost = 4
const summarySentences = { full: 3, brief: 2 }

/** Finds quotes, speakers and summary in an article. `headline` is the feed's, where the item came from one. */
export function readArticle(article: Article, headline: string | null): Reading {
  const quotes = findQuotes(article.text, {
    headline: article.headline ?? headline,
    language: article.language,
  })
  const keyQuotes = chooseKeyQuotes(quotes, keyQuoteContext(article, headline))
  const summary = summaryOf(article, { sentences: summarySentences.full, quotes: keyQuotes })
  return {
    article,
    quotes,
    keyQuotes,
    summary: summary.sentences,
    ...(summary.sentences.length > summarySentences.brief
      ? { briefly: summary.best(summarySentences.brief) }
      : {}),
  }
}

/** What key quotes of the article are chosen by, where it stands under this headline of a feed. */
export function keyQuoteContext(article: Article, headline: string | null): KeyQuoteContext {
  return {
    text: article.text,
    headline: headline ?? article.headline,
    dek: article.dek,
    max: keyQuotesInPost,
  }
}
