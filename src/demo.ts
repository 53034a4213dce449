import { consoleChannel } from '../adapters/console/index.ts'
import { followFeed } from './ask/following/follow.ts'
import type { Config } from './config.ts'
import type { ChannelRef } from './deliver/address.ts'
import type { Program } from './main.ts'
import { type SamplesServer, serveSamples } from './samples.ts'
import { nextDeliveryAt } from './store/deliveries.ts'
import { listFeeds, removeFeed } from './store/feeds.ts'
import { nextReadingAt } from './store/items.ts'
import { openStore } from './store/open.ts'
import { moveSamples, removeSamples } from './store/samples.ts'
import type { FeedRow } from './store/schema.ts'
import type { Store } from './store/store.ts'

/** With no feed of the operator's own the bundled samples are followed; with one they are taken away again. */
export async function prepareSamples(
  config: Config,
  alsoIn: readonly ChannelRef[],
  opened: (() => Promise<void>)[],
): Promise<SamplesServer | null> {
  const store = await openStore(config)
  try {
    // Processes that share a store have no demo: each would serve samples of its own.
    if (config.databaseUrl !== null) {
      await removeSamples(store)
      return null
    }
    const feeds = await listFeeds(store)
    const sampleFeed = feeds.find((feed) => feed.source === 'samples')
    if (feeds.some((feed) => feed.source === 'added')) {
      if (sampleFeed) await removeFeed(store, sampleFeed.id)
      return null
    }
    return await followSamples(store, { known: sampleFeed, alsoIn }, opened)
  } finally {
    await store.close()
  }
}

async function followSamples(
  store: Store,
  wanted: { readonly known: FeedRow | undefined; readonly alsoIn: readonly ChannelRef[] },
  opened: (() => Promise<void>)[],
): Promise<SamplesServer> {
  const { known, alsoIn } = wanted
  const samples = await serveSamples(known ? Number(new URL(known.url).port) : null)
  opened.push(samples.close)
  if (known) await moveSamples(store, known, samples.origin)
  const about = {
    url: samples.feedUrl,
    source: 'samples',
    style: 'full',
    firstPosts: 20,
    actor: 'demo',
  } as const
  for (const channel of [consoleChannel, ...alsoIn])
    await followFeed(store, { ...about, channel }, new Date())
  return samples
}

/** Tells once, when the samples have been polled, read and posted. */
export function whenSettled({ store, adapters }: Program, tell: () => void): () => Promise<void> {
  let isTold = false
  return async () => {
    if (isTold) return
    const [feed] = await listFeeds(store)
    const open = await nextDeliveryAt(store, Object.keys(adapters))
    if (feed?.baselined_at == null || open !== null || (await nextReadingAt(store)) !== null) return
    isTold = true
    tell()
  }
}
