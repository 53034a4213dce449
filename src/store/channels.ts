import type { Transaction } from 'kysely'
import type { ChannelRow, Database, SubscriptionRow } from './schema.ts'
import type { Store } from './store.ts'

export type ChannelAddress = {
  readonly platform: string
  readonly workspaceId: string
  readonly channelId: string
  readonly threadId: string | null
}

/** The channel at this address; it is made when it is new. */
export async function ensureChannel(
  tx: Transaction<Database>,
  address: ChannelAddress,
  now: Date,
): Promise<ChannelRow> {
  const key = {
    platform: address.platform,
    workspace_id: address.workspaceId,
    channel_id: address.channelId,
    thread_id: address.threadId ?? '',
  }
  await tx
    .insertInto('channels')
    .values({ ...key, state: 'active', created_at: now.getTime() })
    .onConflict((conflict) =>
      conflict.columns(['platform', 'workspace_id', 'channel_id', 'thread_id']).doNothing(),
    )
    .execute()
  return tx
    .selectFrom('channels')
    .selectAll()
    .where('platform', '=', key.platform)
    .where('workspace_id', '=', key.workspace_id)
    .where('channel_id', '=', key.channel_id)
    .where('thread_id', '=', key.thread_id)
    .executeTakeFirstOrThrow()
}

/** Makes the channel follow the feed; following twice is following once. */
export async function subscribe(
  tx: Transaction<Database>,
  follow: { readonly channelId: number; readonly feedId: number; readonly style: string },
  now: Date,
): Promise<{ row: SubscriptionRow; added: boolean }> {
  const inserted = await tx
    .insertInto('subscriptions')
    .values({
      channel_id: follow.channelId,
      feed_id: follow.feedId,
      style: follow.style,
      created_at: now.getTime(),
    })
    .onConflict((conflict) => conflict.columns(['channel_id', 'feed_id']).doNothing())
    .returningAll()
    .executeTakeFirst()
  if (inserted) return { row: inserted, added: true }
  const row = await tx
    .selectFrom('subscriptions')
    .selectAll()
    .where('channel_id', '=', follow.channelId)
    .where('feed_id', '=', follow.feedId)
    .executeTakeFirstOrThrow()
  return { row, added: false }
}

/** Stops sending to the channel; what is queued for it waits. */
export async function pauseChannel(store: Store, channelId: number, reason: string): Promise<void> {
  await store.write((tx) =>
    tx
      .updateTable('channels')
      .set({ state: 'paused', paused_reason: reason })
      .where('id', '=', channelId)
      .execute(),
  )
}

/** Sends to the platform's paused channels again. */
export async function resumeChannels(store: Store, platform: string): Promise<void> {
  await store.write((tx) =>
    tx
      .updateTable('channels')
      .set({ state: 'active', paused_reason: null })
      .where('platform', '=', platform)
      .execute(),
  )
}
