import { addressOf, type ChannelRef } from '../../deliver/address.ts'
import type { Locale } from '../../deliver/locale.ts'
import type { ChannelRow, WorkspaceRow } from '../../store/schema.ts'
import { channelsOf, findWorkspace } from '../../store/workspaces.ts'
import type { AdminChannel, AdminParts } from '../admin-parts.ts'
import { followingTexts } from '../texts/following.ts'

/** Where a workspace's admins read: the channel it named, or the operator's when that is one of its own. */
export function errorChannelOf(workspace: WorkspaceRow, adminChannel: AdminChannel | null): number | null {
  if (workspace.error_channel_id !== null) return workspace.error_channel_id
  const isOwn =
    adminChannel?.platform === workspace.platform && adminChannel.workspaceId === workspace.workspace_id
  return isOwn ? adminChannel.rowId : null
}

/** Where errors of this channel's feeds go, in a sentence. */
export async function errorsLine(channel: ChannelRef, locale: Locale, parts: AdminParts): Promise<string> {
  const texts = followingTexts[locale]
  const workspace = await findWorkspace(parts.store, channel)
  const id = workspace === null ? null : errorChannelOf(workspace, parts.adminChannel)
  const row = (await channelsOf(parts.store, channel)).find((one) => one.id === id)
  return row === undefined ? texts.errorsNowhere : texts.errorsTo(channelName(row))
}

/** What people call the channel, or its address where the name is not known. */
export function channelName(
  row: Pick<ChannelRow, 'name' | 'platform' | 'workspace_id' | 'channel_id' | 'thread_id'>,
): string {
  return row.name ?? addressOf(refOfRow(row))
}

/** The channel as adapters know it. */
export function refOfRow(
  row: Pick<ChannelRow, 'platform' | 'workspace_id' | 'channel_id' | 'thread_id'>,
): ChannelRef {
  return {
    platform: row.platform,
    workspaceId: row.workspace_id,
    channelId: row.channel_id,
    threadId: row.thread_id === '' ? null : row.thread_id,
  }
}
