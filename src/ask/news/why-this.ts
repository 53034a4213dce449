import { redactUrl } from '../../../feeds/redact.ts'
import { tellReason } from '../../deliver/filter/reasons.ts'
import type { Locale } from '../../deliver/locale.ts'
import type { RichText, View } from '../../deliver/view.ts'
import { findPublished, type Published, quotesOfItem } from '../../store/published.ts'
import type { QuoteRow } from '../../store/schema.ts'
import type { Store } from '../../store/store.ts'
import { tellProblem } from '../texts/reading-problems.ts'
import { whyTexts } from '../texts/why.ts'
import { buttonsIfAny } from '../views.ts'
import { contextButton, contextChoice } from './context.ts'
import { whyDigest } from './why-digest.ts'

/** How the post of this delivery came to its channel. */
export async function whyThis(store: Store, key: string, locale: Locale = 'en'): Promise<View> {
  const published = await findPublished(store, key)
  if (published !== null) {
    const quotes = (await quotesOfItem(store, published.item.id)).filter(({ is_key }) => is_key === 1)
    return storyOf(published, quotes, locale)
  }
  return (await whyDigest(store, key, locale)) ?? goneView(locale)
}

/** For a message of which nothing is kept: its feed was removed, or it is old. */
export function goneView(locale: Locale): View {
  return { blocks: [{ kind: 'text', text: [whyTexts[locale].gone] }] }
}

function storyOf(published: Published, quotes: readonly QuoteRow[], locale: Locale): View {
  const texts = whyTexts[locale]
  const { item, feed, decision, settledAt, attempts } = published
  const items: (RichText | null)[] = [
    [texts.feed, { text: feed.title ?? redactUrl(feed.url), url: redactUrl(feed.url) }],
    decision === null ? null : [texts.because + tellReason(decision, locale)],
    item.published_at === null ? null : [texts.published, { time: item.published_at, as: 'moment' }],
    [texts.seen, { time: item.discovered_at, as: 'moment' }],
    settledAt === null
      ? null
      : [
          texts.postedHere,
          { time: settledAt, as: 'moment' },
          attempts > 1 ? `, ${texts.attempts(attempts)}` : '',
        ],
    item.reading_problem === null ? null : [texts.unreadable + tellProblem(item.reading_problem, locale)],
  ]
  return {
    blocks: [
      { kind: 'heading', text: texts.whyThis },
      { kind: 'list', items: items.filter((line) => line !== null) },
      ...contextChoice(quotes, locale),
      ...buttonsIfAny(contextButton(quotes, locale)),
    ],
  }
}
