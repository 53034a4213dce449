import type { MessageRef } from '../../src/deliver/address.ts'

/**
 * Where Slack shows a message, made as chat.getPermalink makes it; null while the workspace's own address is not known.
 * https://docs.slack.dev/reference/methods/chat.getPermalink
 */
export function linkToMessage(
  workspaceUrl: string | null,
  { channelId, threadId, messageId }: MessageRef,
): string | null {
  if (workspaceUrl === null || !/^\w+$/.test(channelId) || !isTs(messageId)) return null
  const link = `${new URL(workspaceUrl).origin}/archives/${channelId}/p${messageId.replace(/\./, '')}`
  const isReply = threadId !== null && threadId !== messageId && isTs(threadId)
  return isReply ? `${link}?thread_ts=${threadId}&cid=${channelId}` : link
}

function isTs(id: string): boolean {
  return /^\d+\.\d+$/.test(id)
}
