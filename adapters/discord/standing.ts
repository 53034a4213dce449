import type { Standing } from '../../src/deliver/adapter.ts'
import type { ChannelRef } from '../../src/deliver/address.ts'
import { type AccessParts, permissionsOfMember } from './access.ts'
import type { Failure } from './errors.ts'
import { has, managesChannels } from './permissions.ts'
import { wrongAddress } from './send.ts'

const nobody: Standing = { mayManage: false, isCreator: false, isMember: false }

/** What somebody may do in a channel of their server now, which may be another one than where they ask. */
export async function standingIn(
  userId: string,
  to: ChannelRef,
  { api, channels }: Pick<AccessParts, 'api' | 'channels'>,
): Promise<Standing | null> {
  if (wrongAddress({ ...to, messageId: userId }) !== null) return nobody
  const place = to.threadId ?? to.channelId
  for (const id of [place, to.channelId]) channels.forget(id)
  const looked = await channels.look(place)
  if (looked.kind === 'failed') return isMissing(looked.failure) ? nobody : null
  if (looked.channel.guild_id !== to.workspaceId) return nobody
  const permissions = await permissionsOfMember(userId, looked.channel, { api, channels })
  if (permissions.kind === 'failed') return isMissing(permissions.failure) ? nobody : null
  // Who can't see a channel can do nothing in it.
  const isMember = has(permissions.value, 'View Channel')
  return { mayManage: isMember && managesChannels(permissions.value), isCreator: false, isMember }
}

function isMissing(failure: Failure): boolean {
  return failure.kind === 'refused' && failure.status === 404
}
