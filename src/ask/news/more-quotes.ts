import type { Locale } from '../../deliver/locale.ts'
import { postStyles, quotesInStyle } from '../../deliver/style.ts'
import type { Block, View } from '../../deliver/view.ts'
import { type Post, parsePost, standsAlone } from '../../read/post.ts'
import { findPublished, type Published, quotesOfItem } from '../../store/published.ts'
import type { QuoteRow } from '../../store/schema.ts'
import type { Store } from '../../store/store.ts'
import { whyTexts } from '../texts/why.ts'
import { buttonsIfAny } from '../views.ts'
import { contextButton, contextChoice } from './context.ts'
import { quoteBlock } from './story-view.ts'
import { goneView } from './why-this.ts'

/** What else was said in the article of this delivery. */
export async function moreQuotes(store: Store, key: string, locale: Locale = 'en'): Promise<View> {
  const published = await findPublished(store, key)
  if (published === null) return goneView(locale)
  const quotes = await quotesOfItem(store, published.item.id)
  return quotesView(published, quotes, locale)
}

function quotesView(published: Published, quotes: readonly QuoteRow[], locale: Locale): View {
  const post = parsePost(published.postBody)
  const shown = new Set(shownIn(post, published.style).map(({ start }) => start))
  const tellable = quotes.filter(standsAlone)
  const others = tellable.filter((quote) => !shown.has(quote.start_offset))
  // A post too long for its platform shows fewer quotes than its style would: then all are told.
  const told = others.length > 0 ? others : tellable
  return {
    blocks: [
      { kind: 'heading', text: post.headline },
      ...told.map((quote) => quoteBlock(quote, null)),
      countNote(told.length, locale),
      ...contextChoice(told, locale),
      ...buttonsIfAny(contextButton(told, locale)),
    ],
  }
}

function shownIn(post: Post, style: string | null) {
  const known = postStyles.find((one) => one === style) ?? 'full'
  return post.quotes.slice(0, quotesInStyle[known])
}

function countNote(count: number, locale: Locale): Block {
  const texts = whyTexts[locale]
  return { kind: 'note', text: [count === 0 ? texts.noMoreQuotes : texts.moreQuotes] }
}
