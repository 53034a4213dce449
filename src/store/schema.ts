import type { Generated, Insertable, Selectable } from 'kysely'
import type { ModelAnswersTable, ModelMonthsTable } from './model-schema.ts'
import type { HubSubscriptionsTable, PushedDocumentsTable } from './push-schema.ts'
import type {
  CatchUpsTable,
  ItemWordsTable,
  NamesTable,
  NameUsesTable,
  NameWordsTable,
  PersonRolesTable,
  SearchedTable,
} from './search/schema.ts'

export type Engine = 'sqlite' | 'postgres'

/** Times are epoch milliseconds, booleans 0 or 1, JSON is text; ids are 64-bit integers. */
export type Database = {
  feeds: FeedsTable
  items: ItemsTable
  articles: ArticlesTable
  quotes: QuotesTable
  posts: PostsTable
  channels: ChannelsTable
  workspaces: WorkspacesTable
  troubles: TroublesTable
  subscriptions: SubscriptionsTable
  deliveries: DeliveriesTable
  decisions: DecisionsTable
  audit: AuditTable
  drafts: DraftsTable
  searched: SearchedTable
  item_words: ItemWordsTable
  names: NamesTable
  name_words: NameWordsTable
  name_uses: NameUsesTable
  person_roles: PersonRolesTable
  catch_ups: CatchUpsTable
  hub_subscriptions: HubSubscriptionsTable
  pushed_documents: PushedDocumentsTable
  feed_access: FeedAccessTable
  model_answers: ModelAnswersTable
  model_months: ModelMonthsTable
  connection_leases: ConnectionLeasesTable
}

type Id = Generated<number>

export type FeedsTable = {
  id: Id
  url: string
  /** Of the URL: one host is never asked by many at once. */
  host: string
  title: string | null
  site_url: string | null
  format: string | null
  language: string | null
  /** `samples` marks the bundled demo feed, whose address changes with every start. */
  source: 'added' | 'samples'
  state: 'active' | 'gone'
  etag: string | null
  last_modified: string | null
  /** Of what the document said (feeds/fingerprint.ts), and of its bytes as they came. */
  body_hash: string | null
  wire_hash: string | null
  ttl_minutes: number | null
  /** How many of the newest items the first poll posts; all others are only remembered. */
  first_posts: number
  /** When the first poll succeeded; until then nothing has been remembered. */
  baselined_at: number | null
  next_poll_at: number
  lease_owner: string | null
  lease_until: Generated<number>
  failures: Generated<number>
  /** When the first of these failures in a row was; null when the last poll worked. */
  failing_since: number | null
  last_error: string | null
  /** The class of the last failure, such as `dns` or `status 403`, for those who explain it. */
  last_problem: string | null
  last_polled_at: number | null
  /** Not to be asked before: the publisher said so with the last answer. */
  asked_until: Generated<number>
  /** The hours and days (GMT) in which the publisher wants no questions, as JSON. */
  skips: string | null
  /** How often the operator wishes it asked; null for as often as it publishes. */
  every_minutes: number | null
  /** Where the publisher says it has moved for good, since when, and how many polls in a row said so. */
  moved_to: string | null
  moved_since: number | null
  moved_polls: Generated<number>
  /** Its rhythm, learned (src/poll/rhythm.ts); nothing is expected while too little is known. */
  last_item_at: number | null
  expected_by: number | null
  items_per_week: number | null
  /** Who pushes it and under which name, as the feed says; null when it is only polled. */
  hub_url: string | null
  topic_url: string | null
  created_at: number
}

export type ItemsTable = {
  id: Id
  feed_id: number
  /** Identity inside the feed; unique together with feed_id (src/poll/dedupe.ts). */
  key: string
  canonical_url: string | null
  url: string | null
  title: string | null
  author: string | null
  summary: string | null
  categories: string
  image_url: string | null
  published_at: number | null
  discovered_at: number
  /** `baseline` items are only remembered and never posted: they were there before, or are an archive that turned up. */
  origin: 'baseline' | 'new'
  /** `forgotten` items are kept only to be told apart from others (src/store/retention.ts). */
  reading: 'none' | 'waiting' | 'done' | 'forgotten'
  reading_attempts: Generated<number>
  reading_problem: string | null
  read_not_before: Generated<number>
  lease_owner: string | null
  lease_until: Generated<number>
}

export type ArticlesTable = {
  id: Id
  item_id: number
  url: string | null
  canonical_url: string | null
  headline: string | null
  dek: string | null
  byline: string
  outlet: string | null
  published_at: number | null
  updated_at: number | null
  language: string | null
  image_url: string | null
  image_alt: string | null
  dateline: string | null
  section: string | null
  text: string
  text_hash: string
  blocks: string
  created_at: number
}

export type QuotesTable = {
  id: Id
  article_id: number
  item_id: number
  start_offset: number
  end_offset: number
  text: string
  speaker: string | null
  /** Folded name for exact look-up ("volodymyr zelenskyy"). */
  speaker_key: string | null
  speaker_kind: string | null
  role: string | null
  place: string | null
  source_sentence: string
  rule: string | null
  /** Where in the article it stands who speaks, as JSON (src/read/evidence.ts); null for what was read before. */
  evidence: string | null
  confidence: number
  is_fragment: number
  is_key: number
}

export type PostsTable = { id: Id; item_id: number; body: string; created_at: number }

export type ChannelsTable = {
  id: Id
  platform: string
  workspace_id: string
  channel_id: string
  thread_id: string
  /** What people call it; null until somebody asked the platform. */
  name: string | null
  /** Whether posts are handed on to those who follow the channel (Discord's announcement channels). */
  crosspost: Generated<number>
  /** `paused` when the platform refuses us; what is queued waits. */
  state: 'active' | 'paused'
  paused_reason: string | null
  paused_at: number | null
  /** When it is looked at whether a paused channel lets us in again, and how often it was since the pause. */
  check_at: Generated<number>
  checks: Generated<number>
  /** Platforms take so many messages in a row and then want a rest. */
  rest_until: Generated<number>
  /** What holds for the whole channel; null where the workspace's or the usual one holds. */
  style: string | null
  time_zone: string | null
  locale: string | null
  /** When only breaking news is posted, such as `22:00-07:00`, and the words that make news breaking. */
  quiet_hours: string | null
  breaking_words: string | null
  budget_per_hour: number | null
  created_at: number
}

/** A Discord server or a Slack workspace. */
export type WorkspacesTable = {
  id: Id
  platform: string
  workspace_id: string
  /** Where trouble with feeds and channels is told. */
  error_channel_id: number | null
  /** Who may change what is posted where; null for the platform's usual rule. */
  who_may: 'everyone' | 'admins' | 'creators' | 'listed' | null
  /** The ids of people who may, as JSON. */
  listed: string | null
  locale: string | null
  time_zone: string | null
  /** Who made the first subscription in chat, and their language. */
  founder_id: string | null
  founder_locale: string | null
  joined_at: number
  /** When the bot said hello, and when it told how the first day went. */
  greeted_at: number | null
  first_day_told_at: number | null
  /** When it was last told of feeds that fail. */
  trouble_told_at: number | null
}

/** Feeds whose trouble a workspace was told of, until it is told that they work again. */
export type TroublesTable = {
  id: Id
  workspace_row_id: number
  feed_id: number
  told_at: number
  cause: Generated<'failing' | 'silent'>
}

export type SubscriptionsTable = {
  id: Id
  channel_id: number
  feed_id: number
  /** null for that of the channel. */
  style: string | null
  /** Which items are wanted, as somebody wrote it: `+budget -rumour`; null for all. */
  filter: string | null
  /** When they are posted together: `hourly`, `daily 09:00`, `weekly mon 09:00`; null for each at once. */
  schedule: string | null
  /** Where it stood in a list that was imported, as JSON: ["World", "Agencies"]; kept for the next reader. */
  folder: string | null
  /** How often the feed is wished asked; the fastest wish of all holds. */
  every_minutes: number | null
  state: Generated<'active' | 'paused'>
  created_at: number
}

/** `folded` posts wait for the next digest, `digested` ones are in it. */
export type DeliveryState = 'pending' | 'sending' | 'sent' | 'failed' | 'held' | 'folded' | 'digested'

/**
 * A post of an item, a notice to the people who run the bot, a message that is handed on, several posts in one
 * message, or what had no room in it.
 */
export type DeliveryKind = 'post' | 'notice' | 'crosspost' | 'digest' | 'reply'

/** Why a post waits for a digest: its subscription wants that, quiet hours, too many in an hour, or an outage. */
export type FoldCause = 'schedule' | 'quiet' | 'budget' | 'backlog'

export type DeliveriesTable = {
  id: Id
  /** What the platform sees as idempotency key and marker; stable over every attempt. */
  key: string
  kind: DeliveryKind
  channel_id: number
  /** Of a post: what is shown. */
  item_id: number | null
  post_id: number | null
  style: string | null
  /** Of a post: breaking news, or somebody asked for it; neither quiet hours nor a budget hold it back. */
  is_urgent: Generated<number>
  /** Of a post that was not sent alone. */
  folded_for: FoldCause | null
  /** Of all but posts and crossposts: its View as JSON; of a digest also the Views that answer it, as a JSON list. */
  view: string | null
  replies: string | null
  /** Of a crosspost or reply: the delivery whose message is handed on or answered; of a digested post: its digest. */
  parent_id: number | null
  state: DeliveryState
  attempts: Generated<number>
  not_before: Generated<number>
  /** Of the first attempt, and of the last one. */
  first_started_at: number | null
  started_at: number | null
  lease_owner: string | null
  lease_until: Generated<number>
  /** The rendered message, frozen before the first attempt so that a retry sends the same bytes. */
  payload: string | null
  message_ref: string | null
  reason: string | null
  created_at: number
  settled_at: number | null
  /**
   * In days since 1970: of a post the day its item was discovered on, of what answers a message or hands it on the day
   * of that message, of all others the day they were made on.
   */
  day: number
}

export type DecisionsTable = {
  id: Id
  item_id: number
  channel_id: number
  outcome: 'queued' | 'duplicate' | 'filtered' | 'paused' | 'folded'
  reason: string
  created_at: number
}

export type AuditTable = {
  id: Id
  at: number
  /** The workspace it was changed for; null for what was changed on the command line. */
  platform: string | null
  workspace_id: string | null
  actor: string
  action: string
  subject: string
  before: string | null
  after: string | null
}

export type DraftsTable = { id: Id; kind: string; body: string; created_at: number }

/** What a feed is asked with (src/store/access.ts); only ever sent to this origin. */
export type FeedAccessTable = { feed_id: number; origin: string; parts: string }

/** Times are those of the database. */
export type ConnectionLeasesTable = { platform: string; owner: string; until: number }

export type FeedRow = Selectable<FeedsTable>
export type ItemRow = Selectable<ItemsTable>
export type NewItemRow = Insertable<ItemsTable>
export type WorkspaceRow = Selectable<WorkspacesTable>
export type ChannelRow = Selectable<ChannelsTable>
export type SubscriptionRow = Selectable<SubscriptionsTable>
export type AuditRow = Selectable<AuditTable>
export type DeliveryRow = Selectable<DeliveriesTable>
export type ArticleRow = Selectable<ArticlesTable>
export type QuoteRow = Selectable<QuotesTable>
