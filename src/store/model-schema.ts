import type { Generated } from 'kysely'

/** What a model answered about an article's text, so that nobody pays for it twice. */
export type ModelAnswersTable = {
  text_hash: string
  model: string
  prompt_version: string
  /** As JSON; what of it may be posted is decided anew each time. */
  answer: string
  created_at: number
}

/** What models cost in a month (UTC). Money is in millionths of a dollar. */
export type ModelMonthsTable = {
  /** `2026-11`. */
  month: string
  answered: Generated<number>
  refused: Generated<number>
  failed: Generated<number>
  slow: Generated<number>
  tokens_in: Generated<number>
  tokens_out: Generated<number>
  spent_micros: Generated<number>
  /** Set aside for calls under way; what a crash leaves here stays spent. */
  reserved_micros: Generated<number>
}
