import { readFileSync } from 'node:fs'
import { followFeed } from '../../src/ask/following/follow.ts'
import type { ChannelRef } from '../../src/deliver/address.ts'
import { routePost } from '../../src/deliver/route.ts'
import type { PostStyle } from '../../src/deliver/style.ts'
import { readPage } from '../../src/read/page/page.ts'
import { composePost } from '../../src/read/post.ts'
import { readArticle } from '../../src/read/reading.ts'
import { articleRow, quoteRows } from '../../src/read/rows.ts'
import { settleDelivery, takeDeliveries } from '../../src/store/deliveries.ts'
import { takeUnreadItems } from '../../src/store/items.ts'
import { saveReading } from '../../src/store/readings.ts'
import type { Store } from '../../src/store/store.ts'
import { saveAsPolled } from '../fakes/saved-poll.ts'

export const news: ChannelRef = { platform: 'fake', workspaceId: 'w', channelId: 'news', threadId: null }

const owner = 'newsroom'
const feedUrl = 'https://gazette.example/feed.xml'

/** Has a bundled story polled, read and posted in the channel; returns the key of its delivery. */
export async function publishSample(
  store: Store,
  story: { readonly page: string; readonly style: PostStyle; readonly channel?: ChannelRef },
  now: Date,
): Promise<string> {
  const { page, style, channel = news } = story
  const { feed } = await followFeed(
    store,
    { url: feedUrl, source: 'added', channel, style, firstPosts: 1, actor: 'test' },
    now,
  )
  await saveAsPolled(store, feed.id, {
    update: { title: 'The Sample Gazette', baselined_at: now.getTime() },
    items: [itemOf(feed.id, page, now)],
  })
  await readWaiting(store, page, now)
  return deliver(store, now)
}

function itemOf(feedId: number, page: string, now: Date) {
  return {
    feed_id: feedId,
    key: page,
    url: `https://gazette.example/${page}`,
    canonical_url: `https://gazette.example/${page}`,
    title: null,
    categories: '[]',
    published_at: now.getTime() - 3_600_000,
    discovered_at: now.getTime(),
    origin: 'new' as const,
    reading: 'waiting' as const,
  }
}

async function readWaiting(store: Store, page: string, now: Date): Promise<void> {
  const html = readFileSync(new URL(`../../feeds/samples/${page}`, import.meta.url), 'utf8')
  const outcome = readPage(html, { url: `https://gazette.example/${page}`, now })
  if (outcome.kind === 'refused') throw new Error(outcome.message)
  const reading = readArticle(outcome.article, null)
  for (const item of await takeUnreadItems(store, { now, owner, leaseMs: 1000, limit: 10 }))
    await saveReading(
      store,
      {
        itemId: item.id,
        owner,
        article: articleRow(reading.article, now),
        quotes: quoteRows(reading),
        postBody: JSON.stringify(composePost(reading, null)),
        problem: null,
      },
      routePost,
      now,
    )
}

async function deliver(store: Store, now: Date): Promise<string> {
  const claim = { now, owner, leaseMs: 1000, limit: 10, platforms: ['fake'] }
  const [delivery] = await takeDeliveries(store, claim, () => ({ kind: 'rendered', payload: '{}' }))
  if (!delivery) throw new Error('expected a delivery')
  const message = { ...delivery.channel, messageId: 'm1' }
  const sent = { state: 'sent', messageRef: JSON.stringify(message), note: null, restUntil: 0 } as const
  await settleDelivery(store, { id: delivery.id, owner }, sent, now)
  return delivery.key
}
