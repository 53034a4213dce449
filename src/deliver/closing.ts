import type { Logger } from 'pino'
import { pauseChannel } from '../store/channels.ts'
import { queueNotice, type Telling } from '../store/notices.ts'
import type { OpenDelivery } from '../store/queues.ts'
import type { ChannelRow } from '../store/schema.ts'
import type { Reached } from '../store/steps.ts'
import type { Store } from '../store/store.ts'
import { addressOf } from './address.ts'
import { adminLocale } from './admin-locale.ts'
import type { Closures } from './closures.ts'
import type { Locale } from './locale.ts'
import { channelClosedNotice, heldNotice, platformClosedNotice } from './notices.ts'
import type { View } from './view.ts'
import { nextCheckAt, refOf } from './watch.ts'

export type ClosingParts = {
  readonly store: Store
  readonly closures: Closures
  /** Where the people who run the bot read; null when they named no channel. */
  readonly adminChannelId: number | null
  readonly clock: () => Date
  readonly log: Logger
  /** Tells a test of crashes how far the work has come. */
  readonly reached?: Reached
}

/** After a platform refused everything, such as for a revoked token. */
const platformPatienceMs = 5 * 60_000

/** The channel waits, and whoever runs the bot is told once. */
export async function closeChannel(channelId: number, reason: string, parts: ClosingParts): Promise<void> {
  const now = parts.clock()
  const pause = { channelId, reason, checkAt: nextCheckAt(0, now.getTime()) }
  parts.log.error({ channel: channelId, reason }, 'the channel is closed to us; it waits')
  const locale = await adminLocale(parts)
  const tell = (row: ChannelRow) => closedTelling(row, { reason, locale, now }, parts)
  await pauseChannel(parts.store, pause, tell, now)
  parts.reached?.('channel-closed')
}

function closedTelling(
  row: ChannelRow,
  { reason, locale, now }: { readonly reason: string; readonly locale: Locale; readonly now: Date },
  parts: ClosingParts,
): Telling {
  const channel = row.name ?? addressOf(refOf(row))
  return tellAdmin(parts, row.id, {
    key: `closed:${row.id}:${now.getTime()}`,
    view: channelClosedNotice({ channel, reason }, locale),
  })
}

/** Nothing is asked of the platform for a while; whoever runs the bot is told once a day. */
export async function closePlatform(platform: string, reason: string, parts: ClosingParts): Promise<void> {
  const now = parts.clock()
  const isOpen = parts.closures.open([platform], now.getTime()).length > 0
  parts.closures.close(platform, now.getTime() + platformPatienceMs)
  // All of its channels find out at the same time; it is said once.
  if (!isOpen) return
  parts.log.error({ platform, reason }, 'the platform refuses us; its channels wait and the others go on')
  const view = platformClosedNotice({ platform, reason }, await adminLocale(parts))
  const day = now.toISOString().slice(0, 10)
  const telling = tellAdmin(parts, null, { key: `platform:${platform}:${day}`, view })
  await parts.store.write((tx) => queueNotice(tx, telling, now))
}

/** One notice a day for a channel: the next ones say nothing new. */
export async function heldTelling(
  delivery: OpenDelivery,
  reason: string,
  parts: ClosingParts,
): Promise<Telling> {
  const day = parts.clock().toISOString().slice(0, 10)
  return tellAdmin(parts, null, {
    key: `held:${delivery.channelRowId}:${day}`,
    view: heldNotice({ channel: addressOf(delivery.channel), reason }, await adminLocale(parts)),
  })
}

function tellAdmin(
  { adminChannelId }: ClosingParts,
  aboutChannelId: number | null,
  notice: { readonly key: string; readonly view: View },
): Telling {
  if (adminChannelId === null || adminChannelId === aboutChannelId) return null
  return { channelId: adminChannelId, key: notice.key, view: JSON.stringify(notice.view) }
}
