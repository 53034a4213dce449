import { consoleChannel } from '../../adapters/console/index.ts'
import { followFeed } from '../../src/ask/following/follow.ts'
import { type Config, readConfig } from '../../src/config.ts'
import type { ChannelRef } from '../../src/deliver/address.ts'
import type { Store } from '../../src/store/store.ts'

/** The settings of `run`, for measuring on loopback; what is given wins. */
export function settings(given: Readonly<Record<string, string | undefined>>): Config {
  const outcome = readConfig({
    PULLQUOTE_ALLOW_NETWORKS: '127.0.0.0/8',
    PULLQUOTE_LOG_LEVEL: 'silent',
    ...given,
  })
  if (outcome.kind === 'invalid') throw new Error(outcome.problems.join('\n'))
  return outcome.config
}

/** The channels follow every feed; what is there already is only remembered. */
export async function follow(
  store: Store,
  urls: readonly string[],
  channels: readonly ChannelRef[] = [consoleChannel],
): Promise<void> {
  for (const url of urls)
    for (const channel of channels)
      await followFeed(
        store,
        { url, source: 'added', channel, style: 'full', firstPosts: 0, actor: 'bench' },
        new Date(),
      )
}
