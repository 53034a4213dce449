import type { Locale } from '../../deliver/locale.ts'
import type { Block } from '../../deliver/view.ts'
import { canonicalUrl } from '../../poll/canonical-url.ts'
import { historyOfLink } from '../../store/link-history.ts'
import { feedsFollowedIn, type Workspace } from '../../store/workspace-news.ts'
import type { SearchParts } from './search-parts.ts'
import { hasHost } from './source.ts'
import { historyBlocks, unknownBlocks } from './why-view.ts'

const mostFeeds = 10

export type LinkInWorkspace = { readonly workspace: Workspace; readonly link: string }

/** What there is to say about the link now; null when it is neither a link nor the id of an item. */
export async function whyBlocks(
  { store, linkTo }: Pick<SearchParts, 'store' | 'linkTo'>,
  { workspace, link }: LinkInWorkspace,
  locale: Locale,
): Promise<Block[] | null> {
  const address = canonicalUrl(addressTyped(link))
  const asked = {
    workspace,
    canonicalUrl: address,
    spellings: address === null ? [] : spellingsOf(address),
    key: link,
  }
  const histories = await historyOfLink(store.db, asked)
  if (histories.length > 0) return histories.flatMap((history) => historyBlocks(history, { locale, linkTo }))
  if (address === null) return null
  const { host } = new URL(address)
  const feeds = (await feedsFollowedIn(store, workspace)).filter((feed) => hasHost(feed, host))
  return unknownBlocks(host, feeds.slice(0, mostFeeds), locale)
}

/** Chats put links in angle brackets, and people leave the scheme away. */
function addressTyped(link: string): string {
  const bare = link.replace(/^<|(\|[^>]*)?>$/g, '')
  return /^[\w-]+(\.[\w-]+)+([/?#]|$)/.test(bare) ? `https://${bare}` : bare
}

/** How a page may write the address we made canonical. */
export function spellingsOf(canonical: string): string[] {
  const { host, pathname, search, hash } = new URL(canonical)
  const path = pathname.replace(/\/$/, '')
  return ['https', 'http'].flatMap((scheme) =>
    [host, `www.${host}`].flatMap((name) =>
      [path, `${path}/`].map((end) => `${scheme}://${name}${end}${search}${hash}`),
    ),
  )
}
