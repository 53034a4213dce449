import { type RawBuilder, sql } from 'kysely'
import { engineOf } from './engine.ts'
import type { Engine, FeedRow } from './schema.ts'
import type { Store } from './store.ts'

/** What a poll that found nothing new writes. */
export type QuietPoll = Pick<
  FeedRow,
  | 'id'
  | 'etag'
  | 'last_modified'
  | 'wire_hash'
  | 'last_polled_at'
  | 'next_poll_at'
  | 'asked_until'
  | 'moved_to'
  | 'moved_since'
  | 'moved_polls'
>

const mostAtOnce = 1_000

/** Saves polls that found nothing new, all in one transaction, and gives their leases back; feeds that are no longer ours stay as they are. */
export function saveQuietPolls(store: Store, owner: string, polls: readonly QuietPoll[]): Promise<void> {
  return store.writeBeside(async (tx) => {
    for (let from = 0; from < polls.length; from += mostAtOnce) {
      const quiet = rowsOf(polls.slice(from, from + mostAtOnce), engineOf(tx))
      await sql`
        update feeds set
          etag = quiet.etag, last_modified = quiet.last_modified,
          wire_hash = quiet.wire_hash, last_polled_at = quiet.last_polled_at,
          next_poll_at = quiet.next_poll_at, asked_until = quiet.asked_until, moved_to = quiet.moved_to,
          moved_since = quiet.moved_since, moved_polls = quiet.moved_polls,
          failures = 0, failing_since = null, last_error = null, last_problem = null,
          lease_owner = null, lease_until = 0
        from ${quiet}
        where feeds.id = quiet.id and feeds.lease_owner = ${owner}`.execute(tx)
    }
  })
}

const columns: Readonly<Record<keyof QuietPoll, 'text' | 'bigint'>> = {
  id: 'bigint',
  etag: 'text',
  last_modified: 'text',
  wire_hash: 'text',
  last_polled_at: 'bigint',
  next_poll_at: 'bigint',
  asked_until: 'bigint',
  moved_to: 'text',
  moved_since: 'bigint',
  moved_polls: 'bigint',
}

/** As one value: beside a list of values SQLite reads every feed there is, beside these it looks up those that are meant. */
function rowsOf(polls: readonly QuietPoll[], engine: Engine): RawBuilder<unknown> {
  const rows = JSON.stringify(polls)
  const names = Object.entries(columns)
  if (engine === 'postgres') {
    const typed = names.map(([name, type]) => sql`${sql.ref(name)} ${sql.raw(type)}`)
    return sql`json_to_recordset(${rows}::json) as quiet (${sql.join(typed)})`
  }
  const read = names.map(([name]) => sql`value ->> ${sql.lit(name)} as ${sql.ref(name)}`)
  return sql`(select ${sql.join(read)} from json_each(${rows})) as quiet`
}
