import { redactUrl } from '../../feeds/redact.ts'
import type { RichText, View } from '../deliver/view.ts'
import { findPublished, type Published } from '../store/published.ts'
import type { Store } from '../store/store.ts'

/** How the post of this delivery came to its channel. */
export async function whyThis(store: Store, key: string): Promise<View> {
  const published = await findPublished(store, key)
  return published === null ? goneView() : storyOf(published)
}

/** For a message whose feed was removed with everything that came from it. */
export function goneView(): View {
  return {
    blocks: [{ kind: 'text', text: ['The feed of this post was removed, and what I knew about it too.'] }],
  }
}

function storyOf(published: Published): View {
  const { item, feed, decision, settledAt, attempts } = published
  const items: (RichText | null)[] = [
    ['Feed: ', { text: feed.title ?? redactUrl(feed.url), url: redactUrl(feed.url) }],
    decision === null ? null : [`Posted because ${decision}.`],
    item.published_at === null
      ? null
      : ['Published by the outlet ', { time: item.published_at, as: 'moment' }],
    ['Seen in the feed ', { time: item.discovered_at, as: 'moment' }],
    settledAt === null ? null : ['Posted here ', { time: settledAt, as: 'moment' }, attemptsText(attempts)],
    item.reading_problem === null ? null : [`The article could not be read: ${item.reading_problem}`],
  ]
  return {
    blocks: [
      { kind: 'heading', text: 'Why this post?' },
      { kind: 'list', items: items.filter((line) => line !== null) },
    ],
  }
}

function attemptsText(attempts: number): string {
  return attempts > 1 ? `, after ${attempts} attempts` : ''
}
