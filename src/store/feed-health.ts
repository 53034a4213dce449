import type { Transaction } from 'kysely'
import type { Database, FeedRow, WorkspaceRow } from './schema.ts'
import type { Store } from './store.ts'

/** A feed of a workspace that fails or is silent beyond its rhythm, or was told of. */
export type FeedHealth = Pick<
  FeedRow,
  | 'id'
  | 'url'
  | 'title'
  | 'state'
  | 'failures'
  | 'failing_since'
  | 'last_problem'
  | 'last_polled_at'
  | 'last_item_at'
  | 'expected_by'
  | 'items_per_week'
> & {
  /** A channel of the workspace follows it and is not resting. */
  readonly isFollowed: boolean
  /** When the workspace was told of its trouble; null when it was not, or was told of its recovery. */
  readonly toldAt: number | null
  readonly toldOf: 'failing' | 'silent' | null
}

export type WorkspaceHealth = { readonly workspace: WorkspaceRow; readonly feeds: readonly FeedHealth[] }

const columns = [
  'feeds.id',
  'feeds.url',
  'feeds.title',
  'feeds.state',
  'feeds.failures',
  'feeds.failing_since',
  'feeds.last_problem',
  'feeds.last_polled_at',
  'feeds.last_item_at',
  'feeds.expected_by',
  'feeds.items_per_week',
] as const

/** The workspaces with feeds that fail or are silent, or that were told of some. */
export async function healthOfWorkspaces(store: Store): Promise<readonly WorkspaceHealth[]> {
  const failing = await store.db
    .selectFrom('feeds')
    .innerJoin('subscriptions', 'subscriptions.feed_id', 'feeds.id')
    .innerJoin('channels', 'channels.id', 'subscriptions.channel_id')
    .innerJoin('workspaces', (join) =>
      join
        .onRef('workspaces.platform', '=', 'channels.platform')
        .onRef('workspaces.workspace_id', '=', 'channels.workspace_id'),
    )
    .leftJoin('troubles', (join) =>
      join
        .onRef('troubles.workspace_row_id', '=', 'workspaces.id')
        .onRef('troubles.feed_id', '=', 'feeds.id'),
    )
    .select([...columns, 'workspaces.id as workspace_row_id', 'troubles.told_at', 'troubles.cause'])
    .where('subscriptions.state', '=', 'active')
    .where((each) =>
      each.or([
        each('feeds.failures', '>', 0),
        each('feeds.state', '=', 'gone'),
        each('feeds.last_polled_at', '>=', each.ref('feeds.expected_by')),
      ]),
    )
    .groupBy([...columns, 'workspaces.id', 'troubles.told_at', 'troubles.cause'])
    .execute()
  const told = await store.db
    .selectFrom('troubles')
    .innerJoin('feeds', 'feeds.id', 'troubles.feed_id')
    .select([...columns, 'troubles.workspace_row_id', 'troubles.told_at', 'troubles.cause'])
    .execute()
  const active = await followedBy(store, told)
  const rows = [
    ...failing.map((row) => ({ ...row, isFollowed: true })),
    ...told
      .filter((row) => !failing.some((other) => isSame(row, other)))
      .map((row) => ({ ...row, isFollowed: active.has(`${row.workspace_row_id} ${row.id}`) })),
  ]
  if (rows.length === 0) return []
  const workspaces = await store.db
    .selectFrom('workspaces')
    .selectAll()
    .where('id', 'in', [...new Set(rows.map((row) => row.workspace_row_id))])
    .orderBy('id')
    .execute()
  return workspaces.map((workspace) => ({
    workspace,
    feeds: rows
      .filter((row) => row.workspace_row_id === workspace.id)
      .map(({ workspace_row_id: _, told_at, cause, ...feed }) => ({
        ...feed,
        toldAt: told_at,
        toldOf: cause,
      }))
      .sort((one, other) => one.id - other.id),
  }))
}

type Pair = { readonly workspace_row_id: number; readonly id: number }

function isSame(one: Pair, other: Pair): boolean {
  return one.id === other.id && one.workspace_row_id === other.workspace_row_id
}

async function followedBy(store: Store, told: readonly Pair[]): Promise<ReadonlySet<string>> {
  if (told.length === 0) return new Set()
  const rows = await store.db
    .selectFrom('troubles')
    .innerJoin('workspaces', 'workspaces.id', 'troubles.workspace_row_id')
    .innerJoin('subscriptions', 'subscriptions.feed_id', 'troubles.feed_id')
    .innerJoin('channels', (join) =>
      join
        .onRef('channels.id', '=', 'subscriptions.channel_id')
        .onRef('channels.platform', '=', 'workspaces.platform')
        .onRef('channels.workspace_id', '=', 'workspaces.workspace_id'),
    )
    .select(['workspaces.id as workspace_row_id', 'troubles.feed_id'])
    .where('subscriptions.state', '=', 'active')
    .execute()
  return new Set(rows.map((row) => `${row.workspace_row_id} ${row.feed_id}`))
}

export type TroubleTold = {
  readonly workspaceRowId: number
  readonly ill: readonly number[]
  readonly silent: readonly number[]
  /** Told of their recovery, or of no interest any more. */
  readonly over: readonly number[]
}

/** Notes what a workspace was told; false when somebody else told it of one of these meanwhile. */
export async function noteTrouble(
  tx: Transaction<Database>,
  { workspaceRowId, ill, silent, over }: TroubleTold,
  now: Date,
): Promise<boolean> {
  const known = await tx
    .selectFrom('troubles')
    .select(['feed_id', 'cause'])
    .where('workspace_row_id', '=', workspaceRowId)
    .where('feed_id', 'in', [0, ...ill, ...silent, ...over])
    .execute()
  const told = new Map(known.map((row) => [row.feed_id, row.cause]))
  // One that was silent and now fails as well is told of again.
  const isTold = ill.some((id) => told.get(id) === 'failing') || silent.some((id) => told.has(id))
  if (isTold || over.some((id) => !told.has(id))) return false
  const news = [...ill.map((id) => [id, 'failing'] as const), ...silent.map((id) => [id, 'silent'] as const)]
  for (const [feed_id, cause] of news) {
    const row = { workspace_row_id: workspaceRowId, feed_id, told_at: now.getTime(), cause }
    await tx
      .insertInto('troubles')
      .values(row)
      .onConflict((conflict) => conflict.columns(['workspace_row_id', 'feed_id']).doUpdateSet(row))
      .execute()
  }
  await tx
    .deleteFrom('troubles')
    .where('workspace_row_id', '=', workspaceRowId)
    .where('feed_id', 'in', [0, ...over])
    .execute()
  return true
}

/** Notes when the workspace was told of feeds that fail. */
export async function noteTroubleTold(
  tx: Transaction<Database>,
  workspaceRowId: number,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('workspaces')
    .set({ trouble_told_at: now.getTime() })
    .where('id', '=', workspaceRowId)
    .execute()
}
