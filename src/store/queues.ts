import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import { z } from 'zod'
import { type ChannelSettings, settingsColumns, settingsOf } from './channel-settings.ts'
import type { ChannelAddress } from './channels.ts'
import { leaveOutTaken } from './claiming.ts'
import { engineOf } from './engine.ts'
import { laterOf } from './later-of.ts'
import type { Database, DeliveryKind, FoldCause } from './schema.ts'

/** An open delivery at the head of its channel's queue. */
export type OpenDelivery = {
  readonly id: number
  readonly day: number
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
  /** `replyTo` is the id of the message it answers. */
  readonly channel: ChannelAddress & { readonly replyTo?: string }
  /** Breaking news, or somebody asked for it. */
  readonly isUrgent: boolean
  /** Since when it could have been sent. */
  readonly waitingSince: number
  readonly settings: ChannelSettings
}

export type DeliveryContent =
  | { readonly kind: 'post'; readonly style: string; readonly body: string }
  /** A notice, a digest or a reply to one. */
  | { readonly kind: 'view'; readonly view: string }
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
  /** Whether a post that was never tried waits for a digest instead. */
  readonly fold?: FoldPost
}

/** A post that is about to be sent for the first time. */
export type WaitingPost = {
  readonly isUrgent: boolean
  readonly waitingSince: number
  readonly settings: ChannelSettings
  /** When posts of the channel were sent in the last hour; only asked for where there is a budget. */
  readonly sentAt: readonly number[]
}

/** What waits, until when and why. */
export type Fold = { readonly cause: FoldCause; readonly until: number; readonly reason: string }

export type FoldPost = (post: WaitingPost) => Fold | null

/** What may be worked on now: of every active channel the oldest open delivery of each kind. */
export async function headsOfQueues(
  tx: Transaction<Database>,
  claim: DeliveryClaim,
): Promise<OpenDelivery[]> {
  const now = claim.now.getTime()
  const heads = await findHeads(tx, claim)
  if (heads.length === 0) return []
  const rows = await tx
    .selectFrom('deliveries')
    .innerJoin('channels', 'channels.id', 'deliveries.channel_id')
    .leftJoin('workspaces', (join) =>
      join
        .onRef('workspaces.platform', '=', 'channels.platform')
        .onRef('workspaces.workspace_id', '=', 'channels.workspace_id'),
    )
    .leftJoin('posts', 'posts.id', 'deliveries.post_id')
    .leftJoin('deliveries as parents', (join) =>
      join.onRef('parents.id', '=', 'deliveries.parent_id').onRef('parents.day', '=', 'deliveries.day'),
    )
    .select([
      'deliveries.id',
      'deliveries.day',
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
      'deliveries.is_urgent',
      'deliveries.created_at',
      'deliveries.not_before',
      ...settingsColumns,
    ])
    .where(
      'deliveries.id',
      'in',
      heads.map(({ id }) => id),
    )
    .where('deliveries.day', 'in', [...new Set(heads.map(({ day }) => day))])
    .where('deliveries.state', 'in', ['pending', 'sending'])
    .where('deliveries.lease_until', '<=', now)
    .where('deliveries.not_before', '<=', now)
    .orderBy('deliveries.id')
    .limit(claim.limit)
    .modifyEnd(leaveOutTaken(tx, 'deliveries'))
    .execute()
  return rows.map((row) => ({
    id: row.id,
    day: row.day,
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
      ...(row.kind === 'reply' ? { replyTo: messageIdOf(row.parent_ref) } : {}),
    },
    isUrgent: row.is_urgent === 1,
    waitingSince: Math.max(row.created_at, row.not_before),
    settings: settingsOf(row),
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
    case 'digest':
    case 'reply':
      return { kind: 'view', view: row.view ?? '' }
    case 'crosspost':
      return { kind: 'crosspost', messageRef: row.parent_ref ?? '' }
  }
}

const messageRef = z.object({ messageId: z.string() })

/** An address nobody can read is refused by the platform; it must not hold back the other channels. */
function messageIdOf(parentRef: string | null): string {
  const parsed = messageRef.safeParse(JSON.parse(parentRef ?? 'null'))
  return parsed.success ? parsed.data.messageId : ''
}

const fewLookedAt = 500
const spare = 8

type Head = { readonly id: number; readonly day: number }

type Open = Head & {
  readonly channel_id: number
  readonly kind: DeliveryKind
  readonly lease_until: number
  readonly not_before: number
}

/**
 * The heads that may be worked on, the oldest first, and more of them than are wanted: others may be taking the first.
 * Looks no further than it takes to find enough.
 */
async function findHeads(tx: Transaction<Database>, claim: DeliveryClaim): Promise<Head[]> {
  const now = claim.now.getTime()
  const except = new Set(claim.except)
  for (let most = Math.max(fewLookedAt, 4 * claim.limit); ; most *= 4) {
    const { rows: open } = await sql<Open>`
      select deliveries.id, day, deliveries.channel_id, kind, lease_until, not_before
      from ${openDeliveries(tx)} join channels as places on places.id = deliveries.channel_id
      where ${isOpen} and places.rest_until <= ${now} and places.state = 'active'
        and places.platform in (${sql.join(['', ...claim.platforms])})
      order by deliveries.id limit ${most}`.execute(tx)
    const heads = firstOfEach(open).filter(
      ({ id, lease_until, not_before }) => lease_until <= now && not_before <= now && !except.has(id),
    )
    if (heads.length >= claim.limit || open.length < most) return heads.slice(0, spare * claim.limit)
  }
}

/** Of every channel the first of each kind: handing on may take an hour and must not hold back posts. */
function firstOfEach(open: readonly Open[]): Open[] {
  const heads = new Map<string, Open>()
  for (const one of open) {
    const queue = `${one.channel_id} ${one.kind}`
    if (!heads.has(queue)) heads.set(queue, one)
  }
  return [...heads.values()]
}

/** The index of what is open has these very words in it. */
const isOpen = sql`deliveries.state in ('pending', 'sending')`

/** SQLite would rather go through all that a channel ever had (https://sqlite.org/lang_indexedby.html). */
function openDeliveries(db: Kysely<Database>): RawBuilder<unknown> {
  return engineOf(db) === 'sqlite' ? sql`deliveries indexed by deliveries_open` : sql`deliveries`
}

/** When the next of the heads may be worked on; null when these platforms have none. */
export async function nextHeadAt(
  db: Kysely<Database>,
  platforms: readonly string[],
  except: readonly number[],
): Promise<number | null> {
  const at = laterOf('heads.not_before', 'heads.lease_until', 'channels.rest_until')
  const { rows } = await sql<{ at: number | null }>`
    select min(${at}) as at from (
      select id, channel_id, not_before, lease_until,
        row_number() over (partition by channel_id, kind order by id) as place
      from ${openDeliveries(db)} where ${isOpen}
    ) as heads join channels on channels.id = heads.channel_id
    where place = 1 and channels.state = 'active' and channels.platform in (${sql.join(['', ...platforms])})
      and heads.id not in (${sql.join([0, ...except])})`.execute(db)
  return rows[0]?.at ?? null
}
