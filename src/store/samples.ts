import type { FeedRow } from './schema.ts'
import type { Store } from './store.ts'

/** Removes the bundled samples: they are for as long as there is nothing else. */
export async function removeSamples(store: Store): Promise<void> {
  await store.write((tx) => tx.deleteFrom('feeds').where('source', '=', 'samples').execute())
}

/** The demo serves its feed and pages at another origin with each start; the identity of what it lists stays. */
export async function moveSamples(store: Store, feed: FeedRow, origin: string): Promise<void> {
  const moved = (url: string | null) => (url === null ? null : movedTo(url, new URL(feed.url).origin, origin))
  await store.write(async (tx) => {
    await tx
      .updateTable('feeds')
      .set({ url: moved(feed.url) ?? feed.url, host: new URL(origin).hostname })
      .where('id', '=', feed.id)
      .execute()
    const items = await tx.selectFrom('items').selectAll().where('feed_id', '=', feed.id).execute()
    for (const item of items) {
      await tx
        .updateTable('items')
        .set({
          url: moved(item.url),
          canonical_url: moved(item.canonical_url),
          image_url: moved(item.image_url),
        })
        .where('id', '=', item.id)
        .execute()
    }
  })
}

function movedTo(url: string, from: string, to: string): string {
  return url.startsWith(`${from}/`) ? to + url.slice(from.length) : url
}
