import { noDeliveries } from './deliveries.ts'
import type { DeliveryState } from './schema.ts'
import type { Store } from './store.ts'
import type { WorkspaceAddress } from './subscriptions.ts'

/** How many posts of the workspace are in each state that were queued since then. */
export async function postsOfWorkspace(
  store: Store,
  { platform, workspaceId }: WorkspaceAddress,
  since: number,
): Promise<Readonly<Record<DeliveryState, number>>> {
  const rows = await store.db
    .selectFrom('deliveries')
    .innerJoin('channels', 'channels.id', 'deliveries.channel_id')
    .select((each) => ['deliveries.state', each.fn.countAll<number>().as('count')])
    .where('channels.platform', '=', platform)
    .where('channels.workspace_id', '=', workspaceId)
    .where('deliveries.kind', '=', 'post')
    .where((each) =>
      each.or([
        each('deliveries.created_at', '>=', since),
        each('deliveries.state', 'in', ['pending', 'sending', 'folded']),
      ]),
    )
    .groupBy('deliveries.state')
    .execute()
  const counts = { ...noDeliveries }
  for (const { state, count } of rows) counts[state] = count
  return counts
}

/** How many decisions of each outcome were made for the workspace since then. */
export async function decisionsOfWorkspace(
  store: Store,
  { platform, workspaceId }: WorkspaceAddress,
  since: number,
): Promise<ReadonlyMap<string, number>> {
  const rows = await store.db
    .selectFrom('decisions')
    .innerJoin('channels', 'channels.id', 'decisions.channel_id')
    .select((each) => ['decisions.outcome', each.fn.countAll<number>().as('count')])
    .where('channels.platform', '=', platform)
    .where('channels.workspace_id', '=', workspaceId)
    .where('decisions.created_at', '>=', since)
    .groupBy('decisions.outcome')
    .execute()
  return new Map(rows.map(({ outcome, count }) => [outcome, count]))
}

/** How long the workspace's last posts took from their discovery to the channel, in milliseconds. */
export async function delaysOfWorkspace(
  store: Store,
  { platform, workspaceId }: WorkspaceAddress,
  most: number,
): Promise<readonly number[]> {
  const rows = await store.db
    .selectFrom('deliveries')
    .innerJoin('channels', 'channels.id', 'deliveries.channel_id')
    .innerJoin('items', 'items.id', 'deliveries.item_id')
    .select(['deliveries.settled_at', 'items.discovered_at'])
    .where('channels.platform', '=', platform)
    .where('channels.workspace_id', '=', workspaceId)
    .where('deliveries.kind', '=', 'post')
    .where('deliveries.state', '=', 'sent')
    .orderBy('deliveries.id', 'desc')
    .limit(most)
    .execute()
  return rows.map(({ settled_at, discovered_at }) => Math.max(0, (settled_at ?? 0) - discovered_at))
}
