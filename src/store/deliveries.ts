import { randomUUID } from 'node:crypto'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { ChannelAddress } from './channels.ts'
import { laterOf } from './later-of.ts'
import { queueNotice, type Telling } from './notices.ts'
import type { Database, DeliveryKind, DeliveryState } from './schema.ts'
import type { Store } from './store.ts'

/** An open delivery at the head of its channel's queue. */
export type OpenDelivery = {
  readonly id: number
  readonly key: string
  readonly state: 'pending' | 'sending'
  readonly attempts: number
  /** Of the first attempt: its message may stand in the channel since then. */
  readonly firstStartedAt: number | null
  /** Of the last attempt: it may still take effect. */
  readonly startedAt: number | null
  readonly payload: string | null
  readonly content: DeliveryContent
  readonly channelRowId: number
  readonly channel: ChannelAddress
}

export type DeliveryContent =
  | { readonly kind: 'post'; readonly style: string; readonly body: string }
  | { readonly kind: 'notice'; readonly view: string }
  /** The message that is handed on, as it was stored. */
  | { readonly kind: 'crosspost'; readonly messageRef: string }

export type DeliveryClaim = {
  readonly now: Date
  readonly owner: string
  readonly leaseMs: number
  readonly limit: number
  readonly platforms: readonly string[]
  /** Deliveries that are being worked on in this process, however long that takes. */
  readonly except?: readonly number[]
}

/** What a post looks like on its platform, or why it cannot be shown there. */
export type Rendering =
  | { readonly kind: 'rendered'; readonly payload: string }
  | { readonly kind: 'unrenderable'; readonly reason: string }

/**
 * Takes the deliveries that may be worked on now: of every active channel only the oldest open one of a kind, so a
 * channel has one sender of posts and keeps their order. `sending` ones come back when their lease has ended: their outcome is unknown.
 * Rendering happens here, before the commit, so that the payload is frozen with the first attempt.
 */
export function takeDeliveries(
  store: Store,
  claim: DeliveryClaim,
  render: (delivery: OpenDelivery) => Rendering,
): Promise<OpenDelivery[]> {
  return store.write(async (tx) => {
    const open = await headsOfQueues(tx, claim)
    const taken: OpenDelivery[] = []
    for (const head of open) {
      const rendering =
        head.payload === null ? render(head) : { kind: 'rendered' as const, payload: head.payload }
      if (rendering.kind === 'unrenderable') {
        await fail(tx, head.id, rendering.reason, claim.now)
        continue
      }
      const { payload } = rendering
      const isNewTry = head.state === 'pending'
      const result = await tx
        .updateTable('deliveries')
        .set((each) => ({
          state: 'sending',
          payload,
          lease_owner: claim.owner,
          lease_until: claim.now.getTime() + claim.leaseMs,
          ...(isNewTry
            ? {
                attempts: each('attempts', '+', 1),
                started_at: claim.now.getTime(),
                first_started_at: head.firstStartedAt ?? claim.now.getTime(),
              }
            : {}),
        }))
        .where('id', '=', head.id)
        .where('state', '=', head.state)
        .where('lease_until', '<=', claim.now.getTime())
        .executeTakeFirst()
      if (result.numUpdatedRows === 1n) taken.push({ ...head, payload })
    }
    return taken
  })
}

/** A post that cannot be shown must not hold back the ones behind it. */
async function fail(tx: Transaction<Database>, id: number, reason: string, now: Date): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set(settledRow({ state: 'failed', reason }, now))
    .where('id', '=', id)
    .execute()
}

async function headsOfQueues(tx: Transaction<Database>, claim: DeliveryClaim): Promise<OpenDelivery[]> {
  const now = claim.now.getTime()
  const rows = await tx
    .selectFrom('deliveries')
    .innerJoin('channels', 'channels.id', 'deliveries.channel_id')
    .leftJoin('posts', 'posts.id', 'deliveries.post_id')
    .leftJoin('deliveries as parents', 'parents.id', 'deliveries.parent_id')
    .select([
      'deliveries.id',
      'deliveries.key',
      'deliveries.kind',
      'deliveries.state',
      'deliveries.attempts',
      'deliveries.first_started_at',
      'deliveries.started_at',
      'deliveries.payload',
      'deliveries.style',
      'deliveries.view',
      'posts.body',
      'parents.message_ref as parent_ref',
      'channels.id as channel_row_id',
      'channels.platform',
      'channels.workspace_id',
      'channels.channel_id',
      'channels.thread_id',
    ])
    .where('deliveries.id', 'in', headIds(tx))
    .where('deliveries.lease_until', '<=', now)
    .where('deliveries.not_before', '<=', now)
    .where('channels.rest_until', '<=', now)
    .where('channels.state', '=', 'active')
    .where('channels.platform', 'in', [...claim.platforms])
    .where('deliveries.id', 'not in', [0, ...(claim.except ?? [])])
    .orderBy('deliveries.id')
    .limit(claim.limit)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    key: row.key,
    state: row.state === 'sending' ? 'sending' : 'pending',
    attempts: row.attempts,
    firstStartedAt: row.first_started_at,
    startedAt: row.started_at,
    payload: row.payload,
    content: contentOf(row),
    channelRowId: row.channel_row_id,
    channel: {
      platform: row.platform,
      workspaceId: row.workspace_id,
      channelId: row.channel_id,
      threadId: row.thread_id === '' ? null : row.thread_id,
    },
  }))
}

function contentOf(row: {
  readonly kind: DeliveryKind
  readonly style: string | null
  readonly body: string | null
  readonly view: string | null
  readonly parent_ref: string | null
}): DeliveryContent {
  switch (row.kind) {
    case 'post':
      return { kind: 'post', style: row.style ?? '', body: row.body ?? '' }
    case 'notice':
      return { kind: 'notice', view: row.view ?? '' }
    case 'crosspost':
      return { kind: 'crosspost', messageRef: row.parent_ref ?? '' }
  }
}

/** What became of an attempt. `waiting` keeps the delivery in `sending` until its outcome can be looked up. */
export type Settlement =
  | {
      readonly state: 'sent'
      readonly messageRef: string
      readonly note: string | null
      /** Until when the channel wants no further message. */
      readonly restUntil: number
    }
  | { readonly state: 'pending'; readonly notBefore: number; readonly reason: string }
  | { readonly state: 'failed'; readonly reason: string }
  | { readonly state: 'held'; readonly reason: string }
  | { readonly state: 'waiting'; readonly until: number; readonly reason: string }

/** Records what became of the attempt, and tells; false when the delivery is no longer ours, and then nothing changes. */
export async function settleDelivery(
  store: Store,
  delivery: { readonly id: number; readonly owner: string },
  settlement: Settlement,
  now: Date,
  telling: Telling = null,
): Promise<boolean> {
  return store.write(async (tx) => {
    const settled = await tx
      .updateTable('deliveries')
      .set(settledRow(settlement, now))
      .where('id', '=', delivery.id)
      .where('state', '=', 'sending')
      .where('lease_owner', '=', delivery.owner)
      .returning(['id', 'kind', 'channel_id'])
      .executeTakeFirst()
    if (!settled) return false
    if (settlement.state === 'sent') await afterSending(tx, settled, settlement.restUntil, now)
    await queueNotice(tx, telling, now)
    return true
  })
}

/** The channel rests when it has to, and a post in a channel that has followers is handed on. */
async function afterSending(
  tx: Transaction<Database>,
  sent: { readonly id: number; readonly kind: DeliveryKind; readonly channel_id: number },
  restUntil: number,
  now: Date,
): Promise<void> {
  const channel = await tx
    .selectFrom('channels')
    .select(['id', 'crosspost'])
    .where('id', '=', sent.channel_id)
    .executeTakeFirst()
  if (restUntil > now.getTime())
    await tx
      .updateTable('channels')
      .set({ rest_until: restUntil })
      .where('id', '=', sent.channel_id)
      .execute()
  if (sent.kind !== 'post' || channel?.crosspost !== 1) return
  await tx
    .insertInto('deliveries')
    .values({
      key: randomUUID(),
      kind: 'crosspost',
      channel_id: sent.channel_id,
      parent_id: sent.id,
      state: 'pending',
      created_at: now.getTime(),
    })
    .execute()
}

function settledRow(settlement: Settlement, now: Date) {
  const free = { lease_owner: null, lease_until: 0 }
  switch (settlement.state) {
    case 'sent':
      return {
        ...free,
        state: 'sent' as const,
        message_ref: settlement.messageRef,
        reason: settlement.note,
        settled_at: now.getTime(),
      }
    case 'pending':
      return {
        ...free,
        state: 'pending' as const,
        not_before: settlement.notBefore,
        reason: settlement.reason,
      }
    case 'failed':
    case 'held':
      return { ...free, state: settlement.state, reason: settlement.reason, settled_at: now.getTime() }
    case 'waiting':
      return { lease_owner: null, lease_until: settlement.until, reason: settlement.reason }
  }
}

/** How many deliveries are in each state. */
export async function countDeliveries(store: Store): Promise<Record<DeliveryState, number>> {
  const rows = await store.db
    .selectFrom('deliveries')
    .select((each) => ['state', each.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute()
  const counts: Record<DeliveryState, number> = { pending: 0, sending: 0, sent: 0, failed: 0, held: 0 }
  for (const row of rows) counts[row.state] = row.count
  return counts
}

/** When the next delivery at the head of an active channel's queue may be worked on; null when these platforms have none. */
export async function nextDeliveryAt(
  store: Store,
  platforms: readonly string[],
  except: readonly number[] = [],
): Promise<number | null> {
  const row = await store.db
    .selectFrom('deliveries')
    .innerJoin('channels', 'channels.id', 'deliveries.channel_id')
    .select(
      sql<
        number | null
      >`min(${laterOf('deliveries.not_before', 'deliveries.lease_until', 'channels.rest_until')})`.as('at'),
    )
    .where('deliveries.id', 'in', headIds(store.db))
    .where('channels.state', '=', 'active')
    .where('channels.platform', 'in', [...platforms])
    .where('deliveries.id', 'not in', [0, ...except])
    .executeTakeFirst()
  return row?.at ?? null
}

/** Of every channel the oldest open delivery of each kind: handing on may take an hour and must not hold back posts. */
function headIds(db: Kysely<Database>) {
  return db
    .selectFrom('deliveries as open')
    .select((each) => each.fn.min('open.id').as('id'))
    .where('open.state', 'in', ['pending', 'sending'])
    .groupBy(['open.channel_id', 'open.kind'])
}
