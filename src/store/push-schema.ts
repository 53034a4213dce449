import type { Generated, Selectable } from 'kysely'

export type HubSubscriptionsTable = {
  id: Generated<number>
  /** null when the feed is gone: then notice is given. */
  feed_id: number | null
  /** As the feed names it, and where it is asked: a hub may have moved. */
  hub: string
  ask_url: string
  topic: string
  /** Where the hub reaches us, and the name of this subscription there, which nobody guesses. */
  base: string
  token: string
  /** What its pushes are signed with; sealed where there is a key (hub-secrets.ts). */
  secret: string
  state: 'wanted' | 'active' | 'denied' | 'leaving' | 'left'
  /** What the hub may want confirmed, and until when. */
  asked_mode: 'subscribe' | 'unsubscribe' | null
  asked_until: Generated<number>
  lease_until: Generated<number>
  /** How often it was asked since it last agreed. */
  failures: Generated<number>
  last_problem: string | null
  next_at: number
  last_push_at: number | null
  /** When a poll last found what had not been pushed. */
  missed_at: number | null
  created_at: number
}

export type PushedDocumentsTable = {
  id: Generated<number>
  feed_id: number
  topic: string
  content_type: string | null
  /** Base64 of the bytes as they came. */
  body: string
  received_at: number
}

export type HubSubscriptionRow = Selectable<HubSubscriptionsTable>
export type PushedDocumentRow = Selectable<PushedDocumentsTable>
