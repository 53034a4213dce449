import type { Transaction } from 'kysely'
import { queueNotice, type Telling } from './notices.ts'
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

/** Makes the channel follow the feed; following twice is following once, as it was the first time. */
export async function subscribe(
  tx: Transaction<Database>,
  follow: {
    readonly channelId: number
    readonly feedId: number
    readonly style: string | null
    readonly filter?: string | null
    readonly schedule?: string | null
    readonly folder?: string | null
  },
  now: Date,
): Promise<{ row: SubscriptionRow; added: boolean }> {
  const inserted = await tx
    .insertInto('subscriptions')
    .values({
      channel_id: follow.channelId,
      feed_id: follow.feedId,
      style: follow.style,
      filter: follow.filter ?? null,
      schedule: follow.schedule ?? null,
      folder: follow.folder ?? null,
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

/** Whether the channel's posts are handed on to those who follow it. */
export async function setCrosspost(
  tx: Transaction<Database>,
  channelId: number,
  crosspost: boolean,
): Promise<void> {
  await tx
    .updateTable('channels')
    .set({ crosspost: crosspost ? 1 : 0 })
    .where('id', '=', channelId)
    .execute()
}

/** All channels, in the order they were made. */
export function listChannels(store: Store): Promise<ChannelRow[]> {
  return store.db.selectFrom('channels').selectAll().orderBy('id').execute()
}

/** The language that was set for a channel, or for its workspace; null when none was. */
export async function findChannelLocale(store: Store, address: ChannelAddress): Promise<string | null> {
  const channel = await store.db
    .selectFrom('channels')
    .select('locale')
    .where('platform', '=', address.platform)
    .where('workspace_id', '=', address.workspaceId)
    .where('channel_id', '=', address.channelId)
    .where('thread_id', '=', address.threadId ?? '')
    .executeTakeFirst()
  if (channel?.locale) return channel.locale
  const workspace = await store.db
    .selectFrom('workspaces')
    .select('locale')
    .where('platform', '=', address.platform)
    .where('workspace_id', '=', address.workspaceId)
    .executeTakeFirst()
  return workspace?.locale ?? null
}

/** As `findChannelLocale`, for a channel by the id of its row. */
export async function localeOfChannelRow(store: Store, id: number): Promise<string | null> {
  const row = await store.db
    .selectFrom('channels')
    .leftJoin('workspaces', (join) =>
      join
        .onRef('workspaces.platform', '=', 'channels.platform')
        .onRef('workspaces.workspace_id', '=', 'channels.workspace_id'),
    )
    .select(['channels.locale', 'workspaces.locale as workspace_locale'])
    .where('channels.id', '=', id)
    .executeTakeFirst()
  return row?.locale ?? row?.workspace_locale ?? null
}

export type Pause = { readonly channelId: number; readonly reason: string; readonly checkAt: number }

/** Stops sending to the channel; what is queued for it waits. Tells once: a channel that is paused already stays as it is. */
export async function pauseChannel(
  store: Store,
  pause: Pause,
  tell: (channel: ChannelRow) => Telling,
  now: Date,
): Promise<void> {
  await store.write(async (tx) => {
    const channel = await tx
      .updateTable('channels')
      .set({
        state: 'paused',
        paused_reason: pause.reason,
        paused_at: now.getTime(),
        check_at: pause.checkAt,
        checks: 0,
      })
      .where('id', '=', pause.channelId)
      .where('state', '=', 'active')
      .returningAll()
      .executeTakeFirst()
    if (channel) await queueNotice(tx, tell(channel), now)
  })
}

/** Sends to the channel again, and tells. */
export async function resumeChannel(
  store: Store,
  found: { readonly channelId: number; readonly name: string },
  tell: (channel: ChannelRow) => Telling,
  now: Date,
): Promise<void> {
  await store.write(async (tx) => {
    const channel = await tx
      .selectFrom('channels')
      .selectAll()
      .where('id', '=', found.channelId)
      .where('state', '=', 'paused')
      .executeTakeFirst()
    if (!channel) return
    await tx
      .updateTable('channels')
      .set({ state: 'active', paused_reason: null, paused_at: null, checks: 0, name: found.name })
      .where('id', '=', found.channelId)
      .execute()
    await queueNotice(tx, tell({ ...channel, name: found.name }), now)
  })
}

/** The paused channels of these platforms that are to be looked at now, the longest waiting first. */
export function closedChannelsToCheck(
  store: Store,
  claim: {
    readonly now: Date
    readonly platforms: readonly string[]
    readonly except: readonly number[]
    readonly limit: number
  },
): Promise<ChannelRow[]> {
  return store.db
    .selectFrom('channels')
    .selectAll()
    .where('state', '=', 'paused')
    .where('platform', 'in', [...claim.platforms])
    .where('check_at', '<=', claim.now.getTime())
    .where('id', 'not in', [0, ...claim.except])
    .orderBy('check_at')
    .limit(claim.limit)
    .execute()
}

/** When the next paused channel is to be looked at; null when none is paused. */
export async function nextChannelCheckAt(
  store: Store,
  platforms: readonly string[],
  except: readonly number[],
): Promise<number | null> {
  const row = await store.db
    .selectFrom('channels')
    .select((each) => each.fn.min('check_at').as('at'))
    .where('state', '=', 'paused')
    .where('platform', 'in', [...platforms])
    .where('id', 'not in', [0, ...except])
    .executeTakeFirst()
  return row?.at ?? null
}

/** The channel is still closed: why, and when to look again. */
export async function keepPaused(
  store: Store,
  still: { readonly channelId: number; readonly reason: string | null; readonly checkAt: number },
): Promise<void> {
  await store.write((tx) =>
    tx
      .updateTable('channels')
      .set((each) => ({
        check_at: still.checkAt,
        checks: each('checks', '+', 1),
        ...(still.reason === null ? {} : { paused_reason: still.reason }),
      }))
      .where('id', '=', still.channelId)
      .where('state', '=', 'paused')
      .execute(),
  )
}

/** Something changed in the workspace: its paused channels, or the one named, are looked at now. */
export async function checkChannelsNow(
  store: Store,
  changed: { readonly platform: string; readonly workspaceId: string; readonly channelId: string | null },
): Promise<void> {
  await store.write((tx) => {
    const update = tx
      .updateTable('channels')
      .set({ check_at: 0 })
      .where('state', '=', 'paused')
      .where('platform', '=', changed.platform)
      .where('workspace_id', '=', changed.workspaceId)
    return (
      changed.channelId === null ? update : update.where('channel_id', '=', changed.channelId)
    ).execute()
  })
}

/** Sends to the platform's paused channels again, without asking anybody. */
export async function resumeChannels(store: Store, platform: string): Promise<void> {
  await store.write((tx) =>
    tx
      .updateTable('channels')
      .set({ state: 'active', paused_reason: null, paused_at: null, checks: 0 })
      .where('platform', '=', platform)
      .execute(),
  )
}
