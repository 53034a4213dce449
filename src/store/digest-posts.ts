import type { Store } from './store.ts'

/** A post that stands in a digest, and what was decided about it. */
export type PostInDigest = { readonly body: string; readonly decision: string | null }

/** The posts of the digest whose message, or a reply to it, has this key; null when it is no digest. */
export async function postsInDigest(
  store: Store,
  key: string,
  most: number,
): Promise<{ readonly all: number; readonly posts: readonly PostInDigest[] } | null> {
  const message = await store.db
    .selectFrom('deliveries')
    .select(['id', 'kind', 'parent_id'])
    .where('key', '=', key)
    .where('kind', 'in', ['digest', 'reply'])
    .executeTakeFirst()
  if (!message) return null
  const digestId = message.kind === 'reply' ? (message.parent_id ?? 0) : message.id
  const inIt = store.db
    .selectFrom('deliveries')
    .where('deliveries.parent_id', '=', digestId)
    .where('deliveries.state', '=', 'digested')
  const counted = await inIt
    .select((each) => each.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const posts = await inIt
    .innerJoin('posts', 'posts.id', 'deliveries.post_id')
    .select((each) => [
      'posts.body',
      each
        .selectFrom('decisions')
        .select('decisions.reason')
        .whereRef('decisions.item_id', '=', 'deliveries.item_id')
        .whereRef('decisions.channel_id', '=', 'deliveries.channel_id')
        .orderBy('decisions.id', 'desc')
        .limit(1)
        .as('decision'),
    ])
    .orderBy('deliveries.id')
    .limit(most)
    .execute()
  return { all: counted.count, posts }
}
