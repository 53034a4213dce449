import type { Logger } from 'pino'
import { closedChannelsToCheck, keepPaused, resumeChannel } from '../store/channels.ts'
import type { Telling } from '../store/notices.ts'
import type { ChannelRow } from '../store/schema.ts'
import type { Reached } from '../store/steps.ts'
import type { Store } from '../store/store.ts'
import type { Access, Adapter } from './adapter.ts'
import { addressOf, type ChannelRef } from './address.ts'
import { adminLocale } from './admin-locale.ts'
import type { Locale } from './locale.ts'
import { channelOpenNotice } from './notices.ts'

export type WatchParts = {
  readonly store: Store
  readonly adapters: Readonly<Record<string, Pick<Adapter, 'checkAccess'>>>
  /** Where the people who run the bot read; null when they named no channel. */
  readonly adminChannelId: number | null
  readonly clock: () => Date
  readonly log: Logger
  readonly reached?: Reached
}

const minute = 60_000
const waits = [minute, 5 * minute, 15 * minute, 60 * minute]
const longestWait = 6 * 60 * minute

/** When a paused channel is looked at again, after it was so many times. */
export function nextCheckAt(checks: number, now: number): number {
  return now + (waits[checks] ?? longestWait)
}

export function takeClosedChannels(
  parts: WatchParts,
  free: number,
  going: readonly ChannelRow[],
): Promise<ChannelRow[]> {
  return closedChannelsToCheck(parts.store, {
    now: parts.clock(),
    platforms: Object.keys(parts.adapters),
    except: going.map(({ id }) => id),
    limit: free,
  })
}

/** Looks whether a paused channel lets us in again; true when posting goes on. */
export async function checkChannel(channel: ChannelRow, parts: WatchParts): Promise<boolean> {
  const ref = refOf(channel)
  const access = await askAccess(ref, parts)
  const now = parts.clock()
  if (access.kind === 'open') {
    const locale = await adminLocale(parts)
    const tell = (row: ChannelRow) => resumeTelling(row, parts.adminChannelId, locale)
    await resumeChannel(parts.store, { channelId: channel.id, name: access.name }, tell, now)
    parts.reached?.('channel-opened')
    parts.log.info({ channel: channel.id, address: addressOf(ref) }, 'access is back; posting goes on')
    return true
  }
  await keepPaused(parts.store, {
    channelId: channel.id,
    reason: access.kind === 'closed' ? `${access.reason}. ${access.fix}` : null,
    checkAt: nextCheckAt(channel.checks + 1, now.getTime()),
  })
  return false
}

/** The channel as adapters know it. */
export function refOf(channel: ChannelRow): ChannelRef {
  return {
    platform: channel.platform,
    workspaceId: channel.workspace_id,
    channelId: channel.channel_id,
    threadId: channel.thread_id === '' ? null : channel.thread_id,
  }
}

async function askAccess(ref: ChannelRef, { adapters, log }: WatchParts): Promise<Access> {
  try {
    const adapter = adapters[ref.platform]
    if (!adapter) return { kind: 'unknown', cause: `no adapter for ${ref.platform}` }
    return await adapter.checkAccess(ref)
  } catch (error) {
    log.error({ address: addressOf(ref), err: error }, 'a channel could not be looked at')
    return { kind: 'unknown', cause: error instanceof Error ? error.message : String(error) }
  }
}

function resumeTelling(row: ChannelRow, adminChannelId: number | null, locale: Locale): Telling {
  if (adminChannelId === null || adminChannelId === row.id) return null
  return {
    channelId: adminChannelId,
    key: `open:${row.id}:${row.paused_at}`,
    view: JSON.stringify(channelOpenNotice(row.name ?? addressOf(refOf(row)), locale)),
  }
}
