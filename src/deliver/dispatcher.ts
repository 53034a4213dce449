import { setTimeout as sleepMs } from 'node:timers/promises'
import type { Logger } from 'pino'
import { z } from 'zod'
import { parsePost } from '../read/post.ts'
import { pauseChannel } from '../store/channels.ts'
import {
  type OpenDelivery,
  type Rendering,
  type Settlement,
  settleDelivery,
  takeDeliveries,
} from '../store/deliveries.ts'
import type { Store } from '../store/store.ts'
import type { PostStyle, Sender, SendResult } from './adapter.ts'
import { settleAnswer, settleSearch } from './reconcile.ts'

export type DispatcherParts = {
  readonly store: Store
  readonly adapters: Readonly<Record<string, Sender>>
  readonly owner: string
  readonly clock: () => Date
  readonly log: Logger
  readonly onSettled?: (platform: string, state: Settlement['state']) => void
}

/** How many channels are written to at the same time. */
export const channelsAtOnce = 50

/** Longer than any attempt may take: the client's time-out and its settle time together. */
const leaseMs = 120_000
const settleRetryMs = 250
/** How long an outcome that is known is held in memory while the store cannot be written. */
const settlePatienceMs = 10 * 60_000

/** Takes up to `free` deliveries, each the head of its channel's queue. */
export function takeHeads(
  parts: DispatcherParts,
  free: number,
  going: readonly OpenDelivery[],
): Promise<OpenDelivery[]> {
  return takeDeliveries(
    parts.store,
    {
      now: parts.clock(),
      owner: parts.owner,
      leaseMs,
      limit: free,
      platforms: Object.keys(parts.adapters),
      except: going.map(({ id }) => id),
    },
    (delivery) => render(delivery, parts),
  )
}

/** Sends one delivery, or looks for it when its outcome is unknown, and records what became of it. */
export async function dispatch(delivery: OpenDelivery, parts: DispatcherParts): Promise<void> {
  try {
    const settlement =
      delivery.state === 'pending' ? await send(delivery, parts) : await lookFor(delivery, parts)
    await settle(delivery, settlement, parts)
    parts.onSettled?.(delivery.channel.platform, settlement.state)
  } catch (error) {
    // It stays in `sending`: when its lease ends its outcome is looked up.
    parts.log.error(
      { delivery: delivery.id, err: error },
      'a delivery broke off; its outcome is looked up later',
    )
  }
}

/** A post of an older shape or a bug in one adapter is that delivery's trouble. */
function render(delivery: OpenDelivery, parts: DispatcherParts): Rendering {
  try {
    const payload = adapterFor(parts, delivery).render(
      parsePost(delivery.postBody),
      styles.parse(delivery.style),
      { key: delivery.key },
    )
    return { kind: 'rendered', payload }
  } catch (error) {
    parts.log.error({ delivery: delivery.id, err: error }, 'a post could not be rendered')
    return { kind: 'unrenderable', reason: `render: ${error instanceof Error ? error.message : error}` }
  }
}

async function send(delivery: OpenDelivery, parts: DispatcherParts): Promise<Settlement> {
  const adapter = adapterFor(parts, delivery)
  const startedAt = parts.clock().getTime()
  const result = await publish(adapter, delivery)
  if (result.kind === 'rejected' && result.about === 'channel')
    await pauseChannel(parts.store, delivery.channelRowId, result.reason)
  return settleAnswer(result, {
    capabilities: adapter.capabilities,
    startedAt,
    now: parts.clock().getTime(),
  })
}

/** An adapter that throws has left us without an answer. */
async function publish(adapter: Sender, delivery: OpenDelivery): Promise<SendResult> {
  try {
    return await adapter.publish(delivery.channel, delivery.payload ?? '', delivery.key)
  } catch (error) {
    return { kind: 'unknown', cause: error instanceof Error ? error.message : String(error) }
  }
}

/** The outcome of the last attempt is unknown: its process died, or the platform never answered. */
async function lookFor(delivery: OpenDelivery, parts: DispatcherParts): Promise<Settlement> {
  const adapter = adapterFor(parts, delivery)
  const now = parts.clock()
  const startedAt = delivery.startedAt ?? now.getTime()
  const settledAt = startedAt + adapter.capabilities.settleMs
  if (settledAt > now.getTime())
    return { state: 'waiting', until: settledAt, reason: 'an attempt may still take effect' }
  const found = await adapter.find(delivery.channel, delivery.key, new Date(startedAt))
  return settleSearch(found, { capabilities: adapter.capabilities, now: now.getTime() })
}

/** We know what became of it: a locked or full store must not make us forget and send again. */
async function settle(delivery: OpenDelivery, settlement: Settlement, parts: DispatcherParts): Promise<void> {
  const givenUpAt = performance.now() + settlePatienceMs
  for (;;) {
    try {
      const mine = { id: delivery.id, owner: parts.owner }
      const isOurs = await settleDelivery(parts.store, mine, settlement, parts.clock())
      return report(delivery, isOurs ? settlement : null, parts)
    } catch (error) {
      if (performance.now() > givenUpAt) throw error
      parts.log.error({ delivery: delivery.id, err: error }, 'the outcome could not be saved; trying again')
      await sleepMs(settleRetryMs)
    }
  }
}

function report(delivery: OpenDelivery, settlement: Settlement | null, parts: DispatcherParts): void {
  const entry = {
    delivery: delivery.id,
    channel: delivery.channelRowId,
    platform: delivery.channel.platform,
    state: settlement?.state,
    ...(settlement !== null && 'reason' in settlement ? { reason: settlement.reason } : {}),
  }
  if (settlement === null) parts.log.warn(entry, 'delivery was settled by somebody else')
  else if (settlement.state === 'sent') parts.log.debug(entry, 'delivered')
  else parts.log.warn(entry, 'not delivered')
}

function adapterFor({ adapters }: DispatcherParts, delivery: OpenDelivery): Sender {
  const adapter = adapters[delivery.channel.platform]
  if (!adapter) throw new Error(`delivery ${delivery.id}: no adapter for ${delivery.channel.platform}`)
  return adapter
}

const styles: z.ZodType<PostStyle> = z.enum(['headline', 'brief', 'full'])
