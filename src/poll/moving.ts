import { longestFeedUrl } from '../store/feed-url.ts'
import type { FeedRow } from '../store/schema.ts'

export type Moving = Pick<FeedRow, 'moved_to' | 'moved_since' | 'moved_polls'>

const enoughPolls = 3
const longEnoughMs = 24 * 3_600_000

/**
 * What a poll that worked says about a feed's move: what is to be remembered, and the new address once the publisher has
 * named the same one for good at three polls over a day. A server that is set up wrong for an hour moves nothing, and
 * nothing moves from https down to http.
 */
export function decideMove(
  row: Pick<FeedRow, 'url' | 'source'> & Moving,
  permanentUrl: string | null,
  now: Date,
): { readonly remember: Moving; readonly to: string | null } {
  if (permanentUrl === null || !isMove(row, permanentUrl)) return { remember: nowhere, to: null }
  const isSame = row.moved_to === permanentUrl && row.moved_since !== null && row.moved_since <= now.getTime()
  const since = isSame ? (row.moved_since ?? now.getTime()) : now.getTime()
  const polls = isSame ? row.moved_polls + 1 : 1
  const isSure = polls >= enoughPolls && now.getTime() - since >= longEnoughMs
  return {
    remember: { moved_to: permanentUrl, moved_since: since, moved_polls: polls },
    to: isSure ? permanentUrl : null,
  }
}

const nowhere: Moving = { moved_to: null, moved_since: null, moved_polls: 0 }

function isMove({ url, source }: Pick<FeedRow, 'url' | 'source'>, permanentUrl: string): boolean {
  if (source === 'samples' || permanentUrl === url || permanentUrl.length > longestFeedUrl) return false
  // A feed that is asked with secrets is kept under a fragment nobody guesses (src/store/access.ts), and stays there.
  if (url.includes('#')) return false
  return !(url.startsWith('https:') && !permanentUrl.startsWith('https:'))
}
