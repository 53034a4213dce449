import { setTimeout as sleepMs } from 'node:timers/promises'
import { z } from 'zod'
import { parsePost } from '../read/post.ts'
import type { Claims } from '../store/claims.ts'
import {
  nextDeliveryAt,
  type Rendering,
  type Settlement,
  settleDelivery,
  takeDeliveries,
} from '../store/deliveries.ts'
import type { OpenDelivery, WaitingPost } from '../store/queues.ts'
import type { Sender, SendResult } from './adapter.ts'
import { type ClosingParts, closeChannel, closePlatform, heldTelling } from './closing.ts'
import { foldOf } from './fold.ts'
import { localeOf, localeOfPost } from './locale.ts'
import { afterMessage, type Bucket } from './pace.ts'
import { settleAnswer, settleSearch } from './reconcile.ts'
import type { PostStyle } from './style.ts'
import type { View } from './view.ts'

export type DispatcherParts = ClosingParts & {
  readonly adapters: Readonly<Record<string, Sender>>
  readonly owner: string
  readonly claims: Claims
  /** How much each channel takes just now, by its row id. */
  readonly buckets: Map<number, Bucket>
  /** When attempts of this process that got no answer began, by the steady clock that nobody sets. */
  readonly unanswered?: Map<number, number>
  readonly onSettled?: (platform: string, state: Settlement['state']) => void
}

/** How many channels are written to at the same time. */
export const channelsAtOnce = 50

/** Longer than any attempt may take: the client's time-out and its settle time together. */
const leaseMs = 120_000
const settleRetryMs = 250
const dayMs = 24 * 3_600_000
/** How long an outcome that is known is held in memory while the store cannot be written. */
const settlePatienceMs = 10 * 60_000

/** Takes up to `free` deliveries, each the head of its channel's queue. */
export async function takeHeads(
  parts: DispatcherParts,
  free: number,
  going: readonly OpenDelivery[],
): Promise<OpenDelivery[]> {
  const platforms = openPlatforms(parts)
  if (platforms.length === 0) return []
  const { store, owner, claims } = parts
  const except = going.map(({ id }) => id)
  const claim = {
    now: parts.clock(),
    owner,
    leaseMs,
    limit: free,
    platforms,
    except,
    fold: (post: WaitingPost) => foldOf(post, parts.clock().getTime()),
  }
  return claims.take(() => takeDeliveries(store, claim, (delivery) => render(delivery, parts)), except)
}

/** When there may be something to take; null when nobody knows. */
export async function nextHeadAt(
  parts: DispatcherParts,
  going: readonly OpenDelivery[],
): Promise<number | null> {
  const platforms = openPlatforms(parts)
  const opensAt = parts.closures.nextOpeningAt(parts.clock().getTime())
  const headAt =
    platforms.length === 0
      ? null
      : await nextDeliveryAt(
          parts.store,
          platforms,
          going.map(({ id }) => id),
        )
  if (opensAt === null || headAt === null) return opensAt ?? headAt
  return Math.min(opensAt, headAt)
}

function openPlatforms({ adapters, closures, clock }: DispatcherParts): readonly string[] {
  return closures.open(Object.keys(adapters), clock().getTime())
}

/** Sends one delivery, or looks for it when its outcome is unknown, and records what became of it. */
export async function dispatch(delivery: OpenDelivery, parts: DispatcherParts): Promise<void> {
  try {
    parts.reached?.('delivery-claimed')
    const settlement =
      delivery.state === 'pending' ? await send(delivery, parts) : await lookFor(delivery, parts)
    await settle(delivery, settlement, parts)
    parts.reached?.('delivery-settled')
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
    return { kind: 'rendered', payload: payloadOf(delivery, adapterFor(parts, delivery)) }
  } catch (error) {
    parts.log.error({ delivery: delivery.id, err: error }, 'a post could not be rendered')
    return { kind: 'unrenderable', reason: `render: ${error instanceof Error ? error.message : error}` }
  }
}

function payloadOf({ content, key, settings }: OpenDelivery, adapter: Sender): string {
  switch (content.kind) {
    case 'post': {
      const post = parsePost(content.body)
      const locale = localeOfPost(settings.locale, post.language)
      return adapter.render(post, styles.parse(content.style), { key, locale })
    }
    case 'view':
      return adapter.renderView(storedView.parse(JSON.parse(content.view)), {
        key,
        locale: localeOf(settings.locale),
      })
    case 'crosspost':
      return content.messageRef
  }
}

async function send(delivery: OpenDelivery, parts: DispatcherParts): Promise<Settlement> {
  const adapter = adapterFor(parts, delivery)
  const isRepeatable = delivery.content.kind === 'crosspost'
  const startedAt = parts.clock().getTime()
  const steadily = performance.now()
  const result = await ask(adapter, delivery)
  if (result.kind === 'unknown') parts.unanswered?.set(delivery.id, steadily)
  if (result.kind === 'sent') parts.reached?.('message-accepted')
  if (result.kind === 'rateLimited' && result.scope === 'platform')
    parts.closures.close(adapter.platform, parts.clock().getTime() + result.retryAfterMs)
  if (result.kind === 'rejected' && result.about === 'platform')
    await closePlatform(adapter.platform, result.reason, parts)
  if (result.kind === 'rejected' && result.about === 'channel' && !isRepeatable)
    await closeChannel(delivery.channelRowId, result.reason, parts)
  return settleAnswer(result, {
    capabilities: adapter.capabilities,
    // The clock may have been set back since then.
    startedAt: Math.min(startedAt, parts.clock().getTime()),
    now: parts.clock().getTime(),
    restUntil: result.kind === 'sent' ? restAfter(delivery, adapter, parts) : 0,
    isRepeatable,
  })
}

/** An adapter that throws has left us without an answer. */
async function ask(adapter: Sender, delivery: OpenDelivery): Promise<SendResult> {
  const { content, channel, payload, key } = delivery
  try {
    if (content.kind !== 'crosspost') return await adapter.publish(channel, payload ?? '', key)
    const message = storedMessage.parse(JSON.parse(content.messageRef))
    if (adapter.crosspost) return await adapter.crosspost(message)
    return { kind: 'rejected', about: 'message', reason: `${adapter.platform} cannot hand on messages` }
  } catch (error) {
    return { kind: 'unknown', cause: error instanceof Error ? error.message : String(error) }
  }
}

function restAfter({ channelRowId }: OpenDelivery, { capabilities }: Sender, parts: DispatcherParts): number {
  if (capabilities.pace === null) return 0
  const bucket = parts.buckets.get(channelRowId)
  const after = afterMessage(bucket, capabilities.pace, parts.clock().getTime())
  parts.buckets.set(channelRowId, after.bucket)
  return after.restUntil
}

/** The outcome of the last attempt is unknown: its process died, or the platform never answered. */
async function lookFor(delivery: OpenDelivery, parts: DispatcherParts): Promise<Settlement> {
  if (delivery.content.kind === 'crosspost') return send(delivery, parts)
  const adapter = adapterFor(parts, delivery)
  const now = parts.clock()
  const startedAt = Math.min(delivery.startedAt ?? now.getTime(), now.getTime())
  const { settleMs } = adapter.capabilities
  // A clock that was put forward does not make a request arrive sooner.
  const steadily = parts.unanswered?.get(delivery.id) ?? Number.NEGATIVE_INFINITY
  const leftMs = Math.ceil(Math.max(0, steadily + settleMs - performance.now()))
  const settledAt = Math.max(startedAt + settleMs, now.getTime() + leftMs)
  if (settledAt > now.getTime())
    return { state: 'waiting', until: settledAt, reason: 'an attempt may still take effect' }
  parts.unanswered?.delete(delivery.id)
  const firstAt = delivery.firstStartedAt ?? startedAt
  // By a clock that was ahead: nobody knows when that really was.
  const since = new Date(firstAt > now.getTime() ? now.getTime() - dayMs : firstAt)
  const found = await adapter.find(delivery.channel, delivery.key, since)
  parts.reached?.('message-looked-for')
  return settleSearch(found, { capabilities: adapter.capabilities, now: parts.clock().getTime() })
}

/** We know what became of it: a locked or full store must not make us forget and send again. */
async function settle(delivery: OpenDelivery, settlement: Settlement, parts: DispatcherParts): Promise<void> {
  const givenUpAt = performance.now() + settlePatienceMs
  for (;;) {
    try {
      const telling =
        settlement.state === 'held' ? await heldTelling(delivery, settlement.reason, parts) : null
      const mine = { id: delivery.id, day: delivery.day, owner: parts.owner }
      const isOurs = await settleDelivery(parts.store, mine, settlement, parts.clock(), telling)
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

const storedMessage = z.object({
  platform: z.string(),
  workspaceId: z.string(),
  channelId: z.string(),
  threadId: z.string().nullable(),
  messageId: z.string(),
})

/** Written by us a moment or a version ago; the adapters leave out blocks they do not know. */
const storedView = z.custom<View>(
  (value) => z.object({ blocks: z.array(z.unknown()) }).safeParse(value).success,
)

const styles: z.ZodType<PostStyle> = z.enum(['headline', 'brief', 'full'])
