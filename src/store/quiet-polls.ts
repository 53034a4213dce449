import { type RawBuilder, sql } from 'kysely'
import type { FeedRow } from './schema.ts'
import type { Store } from './store.ts'

/** What a poll that found nothing new writes. */
export type QuietPoll = Pick<
  FeedRow,
  | 'id'
  | 'etag'
  | 'last_modified'
  | 'last_polled_at'
  | 'next_poll_at'
  | 'asked_until'
  | 'moved_to'
  | 'moved_since'
  | 'moved_polls'
>

const mostAtOnce = 200

/** Saves polls that found nothing new, all in one transaction, and gives their leases back; feeds that are no longer ours stay as they are. */
export function saveQuietPolls(store: Store, owner: string, polls: readonly QuietPoll[]): Promise<void> {
  return store.writeBeside(async (tx) => {
    for (let from = 0; from < polls.length; from += mostAtOnce) {
      const rows = polls.slice(from, from + mostAtOnce).map(rowOf)
      await sql`
        with quiet (id, etag, last_modified, last_polled_at, next_poll_at, asked_until, moved_to, moved_since, moved_polls)
          as (values ${sql.join(rows)})
        update feeds set
          etag = quiet.etag, last_modified = quiet.last_modified, last_polled_at = quiet.last_polled_at,
          next_poll_at = quiet.next_poll_at, asked_until = quiet.asked_until, moved_to = quiet.moved_to,
          moved_since = quiet.moved_since, moved_polls = quiet.moved_polls,
          failures = 0, failing_since = null, last_error = null, last_problem = null,
          lease_owner = null, lease_until = 0
        from quiet
        where feeds.id = quiet.id and feeds.lease_owner = ${owner}`.execute(tx)
    }
  })
}

function rowOf(poll: QuietPoll): RawBuilder<unknown> {
  const text = (value: string | null) => sql`cast(${value} as text)`
  const number = (value: number | null) => sql`cast(${value} as bigint)`
  const cells = [
    number(poll.id),
    text(poll.etag),
    text(poll.last_modified),
    number(poll.last_polled_at),
    number(poll.next_poll_at),
    number(poll.asked_until),
    text(poll.moved_to),
    number(poll.moved_since),
    number(poll.moved_polls),
  ]
  return sql`(${sql.join(cells)})`
}
