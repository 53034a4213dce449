import { tellReason } from '../../deliver/filter/reasons.ts'
import type { Locale } from '../../deliver/locale.ts'
import type { RichText, View } from '../../deliver/view.ts'
import { parsePost } from '../../read/post.ts'
import { type PostInDigest, postsInDigest } from '../../store/digest-posts.ts'
import type { Store } from '../../store/store.ts'
import { whyTexts } from '../texts/why.ts'

const mostTold = 15
const longestHeadline = 120

/** Why the posts of a digest came in one message; null when the message is none. */
export async function whyDigest(store: Store, key: string, locale: Locale): Promise<View | null> {
  const digest = await postsInDigest(store, key, mostTold)
  if (digest === null) return null
  const { all, posts } = digest
  return {
    blocks: [
      { kind: 'heading', text: whyTexts[locale].whyThis },
      { kind: 'list', items: posts.map((post) => lineOf(post, locale)) },
      ...(all > posts.length ? [{ kind: 'note', text: [`… +${all - posts.length}`] } as const] : []),
    ],
  }
}

function lineOf({ body, decision }: PostInDigest, locale: Locale): RichText {
  const { headline, url } = parsePost(body)
  const text =
    headline.length <= longestHeadline ? headline : `${headline.slice(0, longestHeadline).trimEnd()} …`
  return [
    url === null ? text : { text, url },
    ...(decision === null ? [] : [` — ${tellReason(decision, locale)}`]),
  ]
}
