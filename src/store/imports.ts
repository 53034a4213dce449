import type { Transaction } from 'kysely'
import { type ChannelAddress, ensureChannel, subscribe } from './channels.ts'
import { addFeed } from './feeds.ts'
import type { ChannelRow, Database } from './schema.ts'
import { changeSubscription } from './subscriptions.ts'
import { ensureWorkspace } from './workspaces.ts'

/** A feed of a list, checked and ready to be followed. */
export type ListedFeed = {
  readonly url: string
  readonly title: string | null
  readonly folders: readonly string[]
  /** null for that of the channel. */
  readonly style: string | null
  readonly filter: string | null
  readonly schedule: string | null
  readonly isPaused: boolean
}

/** The channel a list is imported into; made when it is new. */
export async function channelForImport(
  tx: Transaction<Database>,
  address: ChannelAddress,
  now: Date,
): Promise<{ readonly row: ChannelRow; readonly workspaceRowId: number }> {
  const { id } = await ensureWorkspace(tx, address, now)
  return { row: await ensureChannel(tx, address, now), workspaceRowId: id }
}

/** Makes the channel follow the feed; nothing it lists now is posted. False when it was followed already. */
export async function followListed(
  tx: Transaction<Database>,
  { feed, channelId }: { readonly feed: ListedFeed; readonly channelId: number },
  now: Date,
): Promise<boolean> {
  const { row, added: isFirst } = await addFeed(tx, { url: feed.url, source: 'added', firstPosts: 0 }, now)
  // The feed's own title takes its place with the first poll.
  if (isFirst && feed.title !== null)
    await tx.updateTable('feeds').set({ title: feed.title }).where('id', '=', row.id).execute()
  const { added, row: subscription } = await subscribe(
    tx,
    {
      channelId,
      feedId: row.id,
      style: feed.style,
      filter: feed.filter,
      schedule: feed.schedule,
      folder: feed.folders.length === 0 ? null : JSON.stringify(feed.folders),
    },
    now,
  )
  if (added && feed.isPaused) await changeSubscription(tx, subscription.id, { state: 'paused' })
  return added
}
