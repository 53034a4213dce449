import type { Kysely, Transaction } from 'kysely'
import type { ChannelAddress } from './channels.ts'
import type { ChannelRow, Database, WorkspaceRow } from './schema.ts'
import type { Store } from './store.ts'
import type { WorkspaceAddress } from './subscriptions.ts'

/** The workspace as far as anything was set or noted for it; null when nothing was. */
export async function findWorkspace(store: Store, address: WorkspaceAddress): Promise<WorkspaceRow | null> {
  return (await at(store.db, address).executeTakeFirst()) ?? null
}

/** The workspace at this address; it is made when it is new. */
export async function ensureWorkspace(
  tx: Transaction<Database>,
  address: WorkspaceAddress,
  now: Date,
): Promise<WorkspaceRow> {
  await tx
    .insertInto('workspaces')
    .values({ platform: address.platform, workspace_id: address.workspaceId, joined_at: now.getTime() })
    .onConflict((conflict) => conflict.columns(['platform', 'workspace_id']).doNothing())
    .execute()
  return at(tx, address).executeTakeFirstOrThrow()
}

function at(db: Kysely<Database>, { platform, workspaceId }: WorkspaceAddress) {
  return db
    .selectFrom('workspaces')
    .selectAll()
    .where('platform', '=', platform)
    .where('workspace_id', '=', workspaceId)
}

export type Founder = { readonly id: string; readonly locale: string | null }

/** Notes who has set the bot up; the first one it is. */
export async function noteFounder(
  tx: Transaction<Database>,
  workspaceRowId: number,
  { id, locale }: Founder,
): Promise<void> {
  await tx
    .updateTable('workspaces')
    .set({ founder_id: id, founder_locale: locale })
    .where('id', '=', workspaceRowId)
    .where('founder_id', 'is', null)
    .execute()
}

export type WorkspaceChange = Partial<
  Pick<WorkspaceRow, 'error_channel_id' | 'who_may' | 'listed' | 'locale' | 'time_zone'>
>

/** Changes what holds for a whole workspace. */
export async function changeWorkspace(
  tx: Transaction<Database>,
  id: number,
  change: WorkspaceChange,
): Promise<void> {
  await tx.updateTable('workspaces').set(change).where('id', '=', id).execute()
}

export type ChannelChange = Partial<
  Pick<
    ChannelRow,
    'name' | 'style' | 'time_zone' | 'locale' | 'quiet_hours' | 'breaking_words' | 'budget_per_hour'
  >
>

/** Changes what holds for a whole channel. */
export async function changeChannel(
  tx: Transaction<Database>,
  id: number,
  change: ChannelChange,
): Promise<void> {
  await tx.updateTable('channels').set(change).where('id', '=', id).execute()
}

/** The channel at this address as far as it is known; null when nothing was ever set or posted there. */
export async function findChannel(store: Store, channel: ChannelAddress): Promise<ChannelRow | null> {
  const row = await store.db
    .selectFrom('channels')
    .selectAll()
    .where('platform', '=', channel.platform)
    .where('workspace_id', '=', channel.workspaceId)
    .where('channel_id', '=', channel.channelId)
    .where('thread_id', '=', channel.threadId ?? '')
    .executeTakeFirst()
  return row ?? null
}

/** The workspace's channels that posts or notices go to. */
export function channelsOf(store: Store, { platform, workspaceId }: WorkspaceAddress): Promise<ChannelRow[]> {
  return store.db
    .selectFrom('channels')
    .selectAll()
    .where('platform', '=', platform)
    .where('workspace_id', '=', workspaceId)
    .orderBy('id')
    .execute()
}

/** True once for a workspace: whoever gets it says hello. */
export function markGreeted(store: Store, address: WorkspaceAddress, now: Date): Promise<boolean> {
  return store.write(async (tx) => {
    const { id } = await ensureWorkspace(tx, address, now)
    const greeted = await tx
      .updateTable('workspaces')
      .set({ greeted_at: now.getTime() })
      .where('id', '=', id)
      .where('greeted_at', 'is', null)
      .executeTakeFirst()
    return greeted.numUpdatedRows === 1n
  })
}

export type FirstDay = { readonly workspace: WorkspaceRow; readonly startedAt: number }

/** The workspaces whose first subscription was made before then, and that were not told yet how it went. */
export async function firstDaysSince(
  store: Store,
  before: number,
  limit: number,
): Promise<readonly FirstDay[]> {
  const rows = await store.db
    .selectFrom('workspaces')
    .innerJoin('channels', (join) =>
      join
        .onRef('channels.platform', '=', 'workspaces.platform')
        .onRef('channels.workspace_id', '=', 'workspaces.workspace_id'),
    )
    .innerJoin('subscriptions', 'subscriptions.channel_id', 'channels.id')
    .selectAll('workspaces')
    .select((each) => each.fn.min('subscriptions.created_at').as('started_at'))
    .where('workspaces.first_day_told_at', 'is', null)
    .groupBy('workspaces.id')
    .having((each) => each(each.fn.min('subscriptions.created_at'), '<=', before))
    .orderBy('workspaces.id')
    .limit(limit)
    .execute()
  return rows.map(({ started_at, ...workspace }) => ({ workspace, startedAt: started_at }))
}

/** When the first subscription was made of the workspace that is to be told next; null when none is. */
export async function nextFirstDay(store: Store): Promise<number | null> {
  const row = await store.db
    .selectFrom('workspaces')
    .innerJoin('channels', (join) =>
      join
        .onRef('channels.platform', '=', 'workspaces.platform')
        .onRef('channels.workspace_id', '=', 'workspaces.workspace_id'),
    )
    .innerJoin('subscriptions', 'subscriptions.channel_id', 'channels.id')
    .select((each) => each.fn.min('subscriptions.created_at').as('started_at'))
    .where('workspaces.first_day_told_at', 'is', null)
    .groupBy('workspaces.id')
    .orderBy('started_at')
    .executeTakeFirst()
  return row?.started_at ?? null
}

/** True for whoever tells it; false when it was told before. */
export async function markFirstDayTold(tx: Transaction<Database>, id: number, now: Date): Promise<boolean> {
  const told = await tx
    .updateTable('workspaces')
    .set({ first_day_told_at: now.getTime() })
    .where('id', '=', id)
    .where('first_day_told_at', 'is', null)
    .executeTakeFirst()
  return told.numUpdatedRows === 1n
}
