import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import { type ChannelSettings, settingsColumns, settingsOf } from './channel-settings.ts'
import { takeChannels } from './claiming.ts'
import { dayOf } from './days.ts'
import type { Database, FoldCause } from './schema.ts'
import type { Store } from './store.ts'

/** A post that waits for the digest. */
export type FoldedPost = {
  readonly id: number
  readonly body: string
  readonly isUrgent: boolean
  readonly cause: FoldCause
  readonly createdAt: number
}

/** What becomes of the posts that wait in a channel; views are JSON. */
export type Gathering =
  | {
      readonly kind: 'digest'
      readonly view: string
      readonly replies: readonly string[]
      /** Posts that cannot be shown fail, as they would alone. */
      readonly unreadable: readonly number[]
    }
  /** A post goes out as itself. */
  | { readonly kind: 'alone' }
  | { readonly kind: 'later'; readonly until: number; readonly reason: string }

export type Gather = (posts: readonly FoldedPost[], settings: ChannelSettings) => Gathering

/** More would make a digest that nobody reads to its end; the next one takes up the rest at once. */
const mostInOne = 300

/** The channels in which posts have waited long enough, the longest waiting first. */
export async function channelsWithDueDigests(
  store: Store,
  claim: {
    readonly now: Date
    readonly platforms: readonly string[]
    readonly limit: number
  },
): Promise<number[]> {
  if (claim.platforms.length === 0) return []
  const rows = await waiting(store, claim.platforms)
    .select((each) => ['deliveries.channel_id', each.fn.min('deliveries.not_before').as('due_at')])
    .where('deliveries.not_before', '<=', claim.now.getTime())
    .groupBy('deliveries.channel_id')
    .orderBy('due_at')
    .limit(claim.limit)
    .execute()
  return rows.map(({ channel_id }) => channel_id)
}

/** When the next digest is due in a channel that lets us in; null when nothing waits. */
export async function nextDigestDueAt(store: Store, platforms: readonly string[]): Promise<number | null> {
  if (platforms.length === 0) return null
  const row = await waiting(store, platforms)
    .select((each) => each.fn.min('deliveries.not_before').as('at'))
    .executeTakeFirst()
  return row?.at ?? null
}

function waiting(store: Store, platforms: readonly string[]) {
  return store.db
    .selectFrom('deliveries')
    .innerJoin('channels', 'channels.id', 'deliveries.channel_id')
    .where('deliveries.state', '=', 'folded')
    .where('channels.state', '=', 'active')
    .where('channels.platform', 'in', [...platforms])
}

/**
 * Makes one digest of all posts that have waited long enough in the channel, in one transaction: each is in it and
 * waits no more, or nothing has changed. null when there were none.
 */
export function gatherDigest(
  store: Store,
  channelId: number,
  gather: Gather,
  now: Date,
): Promise<Gathering['kind'] | null> {
  return store.writeBeside(async (tx) => {
    await takeChannels(tx, [channelId])
    const posts = await duePosts(tx, channelId, now)
    const settings = await settingsOfActive(tx, channelId)
    if (posts.length === 0 || settings === null) return null
    const gathering = gather(posts, settings)
    await record(tx, { channelId, ids: posts.map(({ id }) => id) }, gathering, now)
    return gathering.kind
  })
}

async function duePosts(tx: Transaction<Database>, channelId: number, now: Date): Promise<FoldedPost[]> {
  const rows = await tx
    .selectFrom('deliveries')
    .innerJoin('posts', 'posts.id', 'deliveries.post_id')
    .select(['deliveries.id', 'posts.body', 'is_urgent', 'folded_for', 'deliveries.created_at'])
    .where('deliveries.channel_id', '=', channelId)
    .where('deliveries.state', '=', 'folded')
    .where('deliveries.not_before', '<=', now.getTime())
    .orderBy('deliveries.id')
    .limit(mostInOne)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    body: row.body,
    isUrgent: row.is_urgent === 1,
    cause: row.folded_for ?? 'schedule',
    createdAt: row.created_at,
  }))
}

async function settingsOfActive(
  tx: Transaction<Database>,
  channelId: number,
): Promise<ChannelSettings | null> {
  const row = await tx
    .selectFrom('channels')
    .leftJoin('workspaces', (join) =>
      join
        .onRef('workspaces.platform', '=', 'channels.platform')
        .onRef('workspaces.workspace_id', '=', 'channels.workspace_id'),
    )
    .select(settingsColumns)
    .where('channels.id', '=', channelId)
    .where('channels.state', '=', 'active')
    .executeTakeFirst()
  return row ? settingsOf(row) : null
}

async function record(
  tx: Transaction<Database>,
  { channelId, ids }: { readonly channelId: number; readonly ids: readonly number[] },
  gathering: Gathering,
  now: Date,
): Promise<void> {
  const posts = tx
    .updateTable('deliveries')
    .where('id', 'in', [...ids])
    .where('state', '=', 'folded')
  switch (gathering.kind) {
    case 'later':
      await posts.set({ not_before: gathering.until, reason: gathering.reason }).execute()
      return
    case 'alone': {
      const reason = 'nothing else waited, so it is posted as it is'
      await noteRelease(tx, ids, reason, now)
      // Urgent, so that it is not held back again.
      await posts
        .set({ state: 'pending', not_before: now.getTime(), folded_for: null, is_urgent: 1, reason })
        .execute()
      return
    }
    case 'digest': {
      const parent_id = await insertDigest(tx, channelId, gathering, now)
      const settled_at = now.getTime()
      await posts
        .where('id', 'in', [0, ...gathering.unreadable])
        .set({ state: 'failed', reason: 'the stored post cannot be read', settled_at })
        .execute()
      const reason = `is in a digest of ${ids.length - gathering.unreadable.length} posts`
      await posts.set({ state: 'digested', parent_id, reason, settled_at }).execute()
    }
  }
}

/** The last decision about a post is the one that says why it was posted. */
async function noteRelease(
  tx: Transaction<Database>,
  ids: readonly number[],
  reason: string,
  now: Date,
): Promise<void> {
  const posts = await tx
    .selectFrom('deliveries')
    .select(['item_id', 'channel_id'])
    .where('id', 'in', [...ids])
    .execute()
  for (const { item_id, channel_id } of posts)
    if (item_id !== null)
      await tx
        .insertInto('decisions')
        .values({ item_id, channel_id, outcome: 'queued', reason, created_at: now.getTime() })
        .execute()
}

async function insertDigest(
  tx: Transaction<Database>,
  channelId: number,
  { view, replies }: Extract<Gathering, { kind: 'digest' }>,
  now: Date,
): Promise<number> {
  const { id } = await tx
    .insertInto('deliveries')
    .values({
      key: randomUUID(),
      kind: 'digest',
      channel_id: channelId,
      view,
      replies: replies.length === 0 ? null : `[${replies.join(',')}]`,
      state: 'pending',
      created_at: now.getTime(),
      day: dayOf(now.getTime()),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** What waits for the schedule of a subscription is due now. */
export async function releaseWaiting(
  tx: Transaction<Database>,
  { channelId, feedId }: { readonly channelId: number; readonly feedId: number },
): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set({ not_before: 0 })
    .where('channel_id', '=', channelId)
    .where('state', '=', 'folded')
    .where('folded_for', '=', 'schedule')
    .where('item_id', 'in', (items) => items.selectFrom('items').select('id').where('feed_id', '=', feedId))
    .execute()
}
