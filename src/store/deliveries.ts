import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql, type Transaction } from 'kysely'
import { z } from 'zod'
import { holdBack } from './hold-back.ts'
import { queueNotice, type Telling } from './notices.ts'
import { type DeliveryClaim, headsOfQueues, nextHeadAt, type OpenDelivery } from './queues.ts'
import type { Database, DeliveryKind, DeliveryState } from './schema.ts'
import type { Store } from './store.ts'

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
  return store.writeBeside(async (tx) => {
    const tries: Try[] = []
    for (const head of await headsOfQueues(tx, claim)) {
      if (await holdBack(tx, head, claim)) continue
      const rendering =
        head.payload === null ? render(head) : { kind: 'rendered' as const, payload: head.payload }
      if (rendering.kind === 'unrenderable') await fail(tx, head, rendering.reason, claim.now)
      else tries.push({ ...head, payload: rendering.payload })
    }
    return begin(tx, tries, claim)
  })
}

type Try = OpenDelivery & { readonly payload: string }

/** Those that are still as they were seen are ours now; `sending` ones are looked for and are no new attempt. */
async function begin(tx: Transaction<Database>, tries: readonly Try[], claim: DeliveryClaim): Promise<Try[]> {
  if (tries.length === 0) return []
  const now = claim.now.getTime()
  const rows = tries.map(
    ({ id, day, state, payload }) =>
      sql`(cast(${id} as bigint), cast(${day} as bigint), cast(${state} as text), cast(${payload} as text))`,
  )
  const days = [...new Set(tries.map(({ day }) => day))]
  const whenNew = (column: string, value: RawBuilder<unknown>) =>
    sql`${sql.ref(column)} = case when state = 'pending' then ${value} else ${sql.ref(column)} end`
  const begun = await sql<{ id: number }>`
    with tried (tried_id, tried_day, tried_state, frozen) as (values ${sql.join(rows)})
    update deliveries set
      state = 'sending', payload = frozen, lease_owner = ${claim.owner}, lease_until = ${now + claim.leaseMs},
      ${whenNew('attempts', sql`attempts + 1`)}, ${whenNew('started_at', sql`cast(${now} as bigint)`)},
      ${whenNew('first_started_at', sql`coalesce(first_started_at, cast(${now} as bigint))`)}
    from tried
    where id = tried_id and day = tried_day and day in (${sql.join(days)})
      and state = tried_state and lease_until <= ${now}
    returning id`.execute(tx)
  const ours = new Set(begun.rows.map(({ id }) => id))
  return tries.filter(({ id }) => ours.has(id))
}

/** A post that cannot be shown must not hold back the ones behind it. */
async function fail(
  tx: Transaction<Database>,
  { id, day }: OpenDelivery,
  reason: string,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('deliveries')
    .set(settledRow({ state: 'failed', reason }, now))
    .where('id', '=', id)
    .where('day', '=', day)
    .execute()
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
  /** Whose day is known is found at once. */
  delivery: { readonly id: number; readonly owner: string; readonly day?: number },
  settlement: Settlement,
  now: Date,
  telling: Telling = null,
): Promise<boolean> {
  return store.writeBeside(async (tx) => {
    const settled = await tx
      .updateTable('deliveries')
      .set(settledRow(settlement, now))
      .where('id', '=', delivery.id)
      .where('state', '=', 'sending')
      .where('lease_owner', '=', delivery.owner)
      .$if(delivery.day !== undefined, (query) => query.where('day', '=', delivery.day ?? 0))
      .returning(['id', 'kind', 'channel_id', 'replies', 'day'])
      .executeTakeFirst()
    if (!settled) return false
    if (settlement.state === 'sent') await afterSending(tx, settled, settlement.restUntil, now)
    await queueNotice(tx, telling, now)
    return true
  })
}

/** The channel rests when it has to; what has followers is handed on, and what a digest had no room for answers it. */
async function afterSending(
  tx: Transaction<Database>,
  sent: Sent,
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
  const isNews = sent.kind === 'post' || sent.kind === 'digest'
  if (isNews && channel?.crosspost === 1) await insertChild(tx, sent, { kind: 'crosspost' }, now)
  for (const view of repliesOf(sent)) await insertChild(tx, sent, { kind: 'reply', view }, now)
}

type Sent = {
  readonly id: number
  readonly kind: DeliveryKind
  readonly channel_id: number
  readonly replies: string | null
  readonly day: number
}

const views = z.array(z.unknown())

function repliesOf({ replies }: Sent): string[] {
  return replies === null ? [] : views.parse(JSON.parse(replies)).map((view) => JSON.stringify(view))
}

async function insertChild(
  tx: Transaction<Database>,
  parent: Sent,
  child: { readonly kind: DeliveryKind; readonly view?: string },
  now: Date,
): Promise<void> {
  await tx
    .insertInto('deliveries')
    .values({
      ...child,
      key: randomUUID(),
      channel_id: parent.channel_id,
      parent_id: parent.id,
      day: parent.day,
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

export const noDeliveries: Readonly<Record<DeliveryState, number>> = {
  pending: 0,
  sending: 0,
  sent: 0,
  failed: 0,
  held: 0,
  folded: 0,
  digested: 0,
}

/** What is not at rest: it waits, or somebody has to look at it. */
export type UnsettledState = Exclude<DeliveryState, 'sent' | 'digested'>

/** How many deliveries wait or need somebody; those that came to their end are not even looked at. */
export async function countUnsettled(store: Store): Promise<Record<UnsettledState, number>> {
  // Each as its index says it (src/store/migrations.ts), with which SQLite compares the words.
  const { rows } = await sql<{ state: UnsettledState; count: number }>`
    select state, count(*) as count from deliveries where state in ('pending', 'sending') group by state
    union all select state, count(*) from deliveries where state = 'folded' group by state
    union all select state, count(*) from deliveries where state in ('failed', 'held') group by state`.execute(
    store.db,
  )
  const counts = { pending: 0, sending: 0, folded: 0, failed: 0, held: 0 }
  for (const row of rows) counts[row.state] = row.count
  return counts
}

/** When the next delivery at the head of an active channel's queue may be worked on; null when these platforms have none. */
export function nextDeliveryAt(
  store: Store,
  platforms: readonly string[],
  except: readonly number[] = [],
): Promise<number | null> {
  return nextHeadAt(store.db, platforms, except)
}
