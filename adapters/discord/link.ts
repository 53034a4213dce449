import type { MessageRef } from '../../src/deliver/address.ts'

/** Where Discord shows a message; a message in a thread stands in the thread. */
export function linkToMessage({ workspaceId, channelId, threadId, messageId }: MessageRef): string | null {
  const ids = [workspaceId, threadId ?? channelId, messageId]
  return ids.every((id) => /^\d{1,20}$/.test(id)) ? `https://discord.com/channels/${ids.join('/')}` : null
}
