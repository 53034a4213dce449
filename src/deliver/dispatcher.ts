import type { Logger } from 'pino'
import { z } from 'zod'
import { parsePost } from '../read/post.ts'
import { pauseChannel } from '../store/channels.ts'
import { type OpenDelivery, type Settlement, settleDelivery, takeDeliveries } from '../store/deliveries.ts'
import type { Store } from '../store/store.ts'
import type { Adapter, PostStyle } from './adapter.ts'
import { settleAnswer, settleSearch } from './reconcile.ts'

export type DispatcherParts = {
  readonly store: Store
  readonly adapters: Readonly<Record<string, Adapter>>
  readonly owner: string
  readonly clock: () => Date
  readonly log: Logger
  readonly onSettled?: (platform: string, state: Settlement['state']) => void
}

/** Longer than any attempt may take: the client's time-out and its settle time together. */
const leaseMs = 120_000
const channelsAtOnce = 50

/** Works on the head of every channel's queue once; returns how many deliveries it took. */
export async function dispatchOnce(parts: DispatcherParts): Promise<number> {
  const { store, adapters, owner, clock } = parts
  const taken = await takeDeliveries(
    store,
    { now: clock(), owner, leaseMs, limit: channelsAtOnce, platforms: Object.keys(adapters) },
    (delivery) => adapterFor(adapters, delivery).render(parsePost(delivery.postBody), styleOf(delivery)),
  )
  await Promise.all(taken.map((delivery) => workSafelyOn(delivery, parts)))
  return taken.length
}

/** A bug or a full disk in one delivery leaves it in `sending`: when its lease ends its outcome is looked up. */
async function workSafelyOn(delivery: OpenDelivery, parts: DispatcherParts): Promise<void> {
  try {
    await workOn(delivery, parts)
  } catch (error) {
    parts.log.error(
      { delivery: delivery.id, err: error },
      'a delivery broke off; its outcome is looked up later',
    )
  }
}

async function workOn(delivery: OpenDelivery, parts: DispatcherParts): Promise<void> {
  const settlement =
    delivery.state === 'pending' ? await send(delivery, parts) : await lookFor(delivery, parts)
  const isOurs = await settleDelivery(
    parts.store,
    { id: delivery.id, owner: parts.owner },
    settlement,
    parts.clock(),
  )
  const entry = {
    delivery: delivery.id,
    channel: delivery.channelRowId,
    platform: delivery.channel.platform,
    state: settlement.state,
    ...('reason' in settlement ? { reason: settlement.reason } : {}),
  }
  if (!isOurs) parts.log.warn(entry, 'delivery was settled by somebody else')
  else if (settlement.state === 'sent') parts.log.debug(entry, 'delivered')
  else parts.log.warn(entry, 'not delivered')
  parts.onSettled?.(delivery.channel.platform, settlement.state)
}

async function send(delivery: OpenDelivery, parts: DispatcherParts): Promise<Settlement> {
  const adapter = adapterFor(parts.adapters, delivery)
  const startedAt = parts.clock().getTime()
  const result = await adapter.publish(delivery.channel, delivery.payload ?? '', delivery.key)
  if (result.kind === 'rejected' && result.about === 'channel')
    await pauseChannel(parts.store, delivery.channelRowId, result.reason)
  return settleAnswer(result, {
    capabilities: adapter.capabilities,
    startedAt,
    now: parts.clock().getTime(),
  })
}

/** The outcome of the last attempt is unknown: its process died, or the platform never answered. */
async function lookFor(delivery: OpenDelivery, parts: DispatcherParts): Promise<Settlement> {
  const adapter = adapterFor(parts.adapters, delivery)
  const now = parts.clock()
  const startedAt = delivery.startedAt ?? now.getTime()
  const settledAt = startedAt + adapter.capabilities.settleMs
  if (settledAt > now.getTime())
    return { state: 'waiting', until: settledAt, reason: 'an attempt may still take effect' }
  const found = await adapter.find(delivery.channel, delivery.key, new Date(startedAt))
  return settleSearch(found, { capabilities: adapter.capabilities, now: now.getTime() })
}

function adapterFor(adapters: Readonly<Record<string, Adapter>>, delivery: OpenDelivery): Adapter {
  const adapter = adapters[delivery.channel.platform]
  if (!adapter) throw new Error(`delivery ${delivery.id}: no adapter for ${delivery.channel.platform}`)
  return adapter
}

const styles = z.enum(['headline', 'brief', 'full'])

function styleOf(delivery: OpenDelivery): PostStyle {
  return styles.parse(delivery.style)
}
