import type { Candidate, Route } from '../store/readings.ts'

/** Which of the feed's channels get the post, and why or why not. One channel gets a page once. */
export function routePost(candidates: readonly Candidate[]): readonly Route[] {
  return candidates.map(({ channelId, style, hasSamePage }) =>
    hasSamePage
      ? { channelId, style, outcome: 'duplicate', reason: 'the channel already has a post of this page' }
      : { channelId, style, outcome: 'queued', reason: 'the channel follows the feed' },
  )
}
