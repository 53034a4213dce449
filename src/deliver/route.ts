import type { Candidate, Route, RoutedItem } from '../store/routing.ts'
import { judge, type Searchable, searchableOf, type Verdict } from './filter/filter.ts'
import { parseFilter } from './filter/grammar.ts'
import { newsOf, parseBreakingWords } from './times/breaking.ts'
import { nextDigestAt, parseSchedule } from './times/schedule.ts'

/** Which of the feed's channels get the post, when, and why or why not. One channel gets a page once. */
export function routePost(candidates: readonly Candidate[], item: RoutedItem): readonly Route[] {
  const words = wordsOf(item)
  return candidates.map((candidate) => ({
    channelId: candidate.channelId,
    style: candidate.style,
    isUrgent: item.isSample || isUrgent(candidate, words),
    ...decide(candidate, words, item),
  }))
}

type Decision = Pick<Route, 'outcome' | 'reason' | 'fold'>

/** The item made ready to be searched, once and only when somebody has a filter. */
type Words = { readonly all: () => Searchable; readonly news: () => Searchable }

function wordsOf(item: RoutedItem): Words {
  let all: Searchable | null = null
  let news: Searchable | null = null
  return {
    all() {
      all ??= searchableOf(item)
      return all
    },
    news() {
      news ??= newsOf(item)
      return news
    },
  }
}

function decide(candidate: Candidate, words: Words, item: RoutedItem): Decision {
  if (candidate.isPaused) return { outcome: 'paused', reason: 'the subscription is paused' }
  const verdict = judgeBy(candidate.filter, words)
  if (!verdict.isWanted) return { outcome: 'filtered', reason: verdict.reason }
  if (candidate.hasSamePage)
    return { outcome: 'duplicate', reason: 'the channel already has a post of this page' }
  return foldBy(candidate, item) ?? { outcome: 'queued', reason: verdict.reason }
}

const follows = 'the channel follows the feed'

/** A filter that cannot be read any more keeps everything: nobody misses news for it. */
function judgeBy(filter: string | null, words: Words): Verdict {
  if (filter === null) return { isWanted: true, reason: follows }
  const outcome = parseFilter(filter)
  if (outcome.kind === 'invalid')
    return { isWanted: true, reason: `${follows}; its filter could not be read` }
  const verdict = judge(outcome.filter, words.all())
  return verdict.isWanted ? { isWanted: true, reason: `${follows}; ${verdict.reason}` } : verdict
}

/** A sample shows at once that posting works. */
function foldBy({ schedule, settings }: Candidate, { isSample, at }: RoutedItem): Decision | null {
  if (isSample) return null
  const outcome = schedule === null ? null : parseSchedule(schedule)
  if (outcome === null || outcome.kind === 'invalid') return null
  const reason = `waits for the digest (${schedule})`
  const until = nextDigestAt(outcome.schedule, settings.timeZone, at)
  return { outcome: 'folded', reason, fold: { cause: 'schedule', until, reason } }
}

function isUrgent({ settings }: Candidate, words: Words): boolean {
  if (settings.breakingWords === null) return false
  const outcome = parseBreakingWords(settings.breakingWords)
  return outcome.kind === 'filter' && judge(outcome.filter, words.news()).isWanted
}
