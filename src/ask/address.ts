import type { ChannelRef } from '../deliver/address.ts'

const longestAddress = 2000

/** What was typed as an absolute address; null when it is none. People leave out the scheme. */
export function readAddress(typed: string): string | null {
  const trimmed = typed.trim()
  if (trimmed === '' || trimmed.length > longestAddress || /\s/.test(trimmed)) return null
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`
  const url = URL.parse(address)
  if (url === null || !/^https?:$/.test(url.protocol) || !/[.\]:]|^localhost$/.test(url.hostname)) return null
  url.hash = ''
  return url.href
}

/** The channel that was named, in the workspace where it was asked; null for the one where it was. */
export function targetOf(here: ChannelRef | null, typed: string | undefined): ChannelRef | null {
  const channelId = (typed ?? '').replace(/^<#|\|.*$|>$/g, '').trim()
  if (here === null || channelId === '' || channelId === here.channelId) return null
  return { platform: here.platform, workspaceId: here.workspaceId, channelId, threadId: null }
}
