import { fold, wordsIn } from '../../store/fold.ts'
import type { Source } from '../../store/search/questions.ts'
import type { FollowedFeed } from '../../store/workspace-news.ts'

/** The feeds and outlets somebody means by a name, a title or a host; null when there are none. */
export function findSource(
  typed: string,
  feeds: readonly FollowedFeed[],
  outlets: readonly string[],
): Source | null {
  const host = hostTyped(typed)
  const words = wordsIn(typed)
  if (words.length === 0) return null
  const feedIds = feeds
    .filter((feed) => hasHost(feed, host) || hasWords(feed.title ?? '', words))
    .map(({ id }) => id)
  const outletKeys = outlets.filter((outlet) => hasWords(outlet, words)).map(fold)
  return feedIds.length + outletKeys.length === 0 ? null : { feedIds, outletKeys }
}

/** What a feed is called. */
export function nameOfFeed({ title, host }: Pick<FollowedFeed, 'title' | 'host'>): string {
  return title ?? host.replace(/^www\./, '')
}

function hostTyped(typed: string): string {
  const word = typed.trim().toLowerCase()
  return (URL.parse(word)?.hostname || word.replace(/\/.*$/, '')).replace(/^www\./, '')
}

/** Whether the feed or its site is at the host, or at one below it. */
export function hasHost(feed: FollowedFeed, host: string): boolean {
  const hosts = [feed.host, URL.parse(feed.site_url ?? '')?.hostname ?? '']
  return hosts
    .map((one) => one.replace(/^www\./, ''))
    .some((one) => one === host || (host.includes('.') && one.endsWith(`.${host}`)))
}

/** All words that were typed, each at the start of one: "guard" is The Guardian. */
function hasWords(name: string, typed: readonly string[]): boolean {
  const words = wordsIn(name)
  return typed.every((word) => words.some((one) => one.startsWith(word)))
}
