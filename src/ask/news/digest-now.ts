import type { Reply } from '../../deliver/reply.ts'
import { type Told, tellOnce } from '../../deliver/told-once.ts'
import { feedsFollowedIn } from '../../store/workspace-news.ts'
import type { Asked, Options } from '../asked.ts'
import { type Span, searchTexts } from '../texts/search.ts'
import { note, privately, text } from '../views.ts'
import { timeZoneOf } from './search.ts'
import { type SearchParts, workspaceOf } from './search-parts.ts'
import { startOfDay } from './since.ts'
import { tellStories, usualOnPage } from './tell-stories.ts'

const newestLookedAt = 2000
const hourMs = 3_600_000

/** `digest [today|24h|7d]`: the best stories of the span, the best first. */
export async function digestNow(asked: Asked, options: Options, parts: SearchParts): Promise<Reply> {
  const texts = searchTexts[asked.locale]
  const workspace = workspaceOf(asked)
  if (workspace === null) return privately(text(texts.askInChannel))
  const span = spanOf(options.span)
  const since =
    span === 'today'
      ? startOfDay(asked.now, await timeZoneOf(asked, parts.store), 0)
      : asked.now.getTime() - (span === '7d' ? 7 : 1) * 24 * hourMs
  const question = { workspace, words: null, from: null, since, limit: newestLookedAt }
  const found = await parts.search.stories(question)
  if (found.length === 0) {
    const hasFeeds = (await feedsFollowedIn(parts.store, workspace)).length > 0
    return hasFeeds
      ? privately(text(texts.nothingNew), note(...texts.howToFollow))
      : privately(text(...texts.noFeeds))
  }
  const told = bestFirst(tellOnce(found))
  const telling = { workspace, words: null, topic: { kind: 'digest', span } as const, perPage: usualOnPage }
  return tellStories(asked, told, telling, parts)
}

/** What many outlets tell comes first, then what has quotes, then what is newer. */
export function bestFirst(told: readonly Told[]): Told[] {
  return told.toSorted((one, other) => scoreOf(other) - scoreOf(one) || other.lead.at - one.lead.at)
}

function scoreOf({ lead, also }: Told): number {
  const outlets = new Set([lead, ...also].map(({ outlet }) => outlet)).size
  return outlets * 2 + (lead.keyQuotes > 0 ? 1 : 0)
}

function spanOf(typed: string | undefined): Span {
  return typed === 'today' || typed === '7d' ? typed : '24h'
}
