import { followFeed } from '../../src/ask/following/follow.ts'
import type { ChannelRef } from '../../src/deliver/address.ts'
import { routePost } from '../../src/deliver/route.ts'
import { composeHeadlinePost } from '../../src/read/post.ts'
import { takeUnreadItems } from '../../src/store/items.ts'
import { saveReading } from '../../src/store/readings.ts'
import { openSqliteStore, type Store } from '../../src/store/store.ts'
import { saveAsPolled } from '../fakes/saved-poll.ts'
import { titleOf } from './count.ts'

const owner = 'torture'

/** Queues so many posts, `Post no. 0.`, `Post no. 1.` and so on, each for one channel, by turns. */
export async function queueBacklog(
  folder: string,
  channels: readonly ChannelRef[],
  posts: number,
): Promise<void> {
  const store = await openSqliteStore(folder)
  try {
    for (const [index, channel] of channels.entries()) {
      const numbers = Array.from({ length: posts }, (_, number) => number).filter(
        (number) => number % channels.length === index,
      )
      await queueFor(store, channel, numbers)
    }
  } finally {
    await store.close()
  }
}

async function queueFor(store: Store, channel: ChannelRef, numbers: readonly number[]): Promise<void> {
  const now = new Date()
  const { feed } = await followFeed(
    store,
    {
      url: `https://wire.example/${channel.channelId}`,
      source: 'added',
      channel,
      style: 'full',
      firstPosts: 1,
      actor: owner,
    },
    now,
  )
  await saveAsPolled(store, feed.id, {
    update: { baselined_at: now.getTime(), next_poll_at: now.getTime() + 86_400_000 },
    items: numbers.map((number) => ({
      feed_id: feed.id,
      key: String(number),
      url: `https://wire.example/stories/${number}`,
      title: titleOf(String(number)),
      categories: '[]',
      discovered_at: now.getTime(),
      origin: 'new' as const,
      reading: 'waiting' as const,
    })),
  })
  for (;;) {
    const items = await takeUnreadItems(store, { now, owner, leaseMs: 60_000, limit: 100 })
    if (items.length === 0) return
    for (const { id, title, url } of items) {
      const facts = { title, url, outlet: 'The Wire', summary: null, publishedAt: null, imageUrl: null }
      const post = composeHeadlinePost({ ...facts, categories: [] }, null)
      await saveReading(
        store,
        { itemId: id, owner, article: null, quotes: [], postBody: JSON.stringify(post), problem: null },
        routePost,
        now,
      )
    }
  }
}
