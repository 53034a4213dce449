import type { Polled } from '../../src/poll/outcome.ts'
import { type PollerParts, pollFeed, takeFeeds } from '../../src/poll/poller.ts'

/** Polls the feeds that are due, or with `all` every active one, until none is left. */
export async function pollFeeds(
  parts: PollerParts,
  options: { readonly all?: boolean } = {},
): Promise<Polled[]> {
  const polled: Polled[] = []
  for (;;) {
    const feeds = await takeFeeds(parts, parts.feedsAtOnce, [], options)
    polled.push(...(await Promise.all(feeds.map((feed) => pollFeed(feed, parts)))))
    if (feeds.length === 0 || options.all) return polled
  }
}
