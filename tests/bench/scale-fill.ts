import { sql } from 'kysely'
import { dayOf } from '../../src/store/days.ts'
import { coverDays } from '../../src/store/partitions.ts'
import type { Store } from '../../src/store/store.ts'

export const subscriptionsOfFeed = 10
const minuteMs = 60_000
const dayMs = 86_400_000

export type Scale = { readonly feeds: number; readonly now: Date }

/**
 * As many feeds, as many channels, ten subscriptions each and two items of each feed, all made inside the server:
 * three feeds of each host, the next poll of each at some time of the next half hour, one in thirty due.
 */
export async function fillStore(store: Store, { feeds, now }: Scale): Promise<void> {
  const at = sql`cast(${now.getTime()} as bigint)`
  await store.db.connection().execute(async (db) => {
    // What is made here is right: keys that point to each other need not be looked up thirty million times.
    await sql`set session_replication_role = replica`.execute(db)
    await sql`set statement_timeout = 0`.execute(db)
    const steps = [
      sql`insert into feeds (url, host, title, source, state, etag, first_posts, baselined_at, next_poll_at, last_polled_at, created_at)
        select 'https://host' || n / 3 || '.example/section/' || n || '/feed.xml', 'host' || n / 3 || '.example',
          'Outlet ' || n, 'added', 'active', md5(n::text), 0, ${at} - 100::bigint * ${sql.lit(dayMs)},
          ${at} - 60000 + (n * 7919::bigint % ${sql.lit(31 * minuteMs)}), ${at} - ${sql.lit(30 * minuteMs)}, ${at} - 100::bigint * ${sql.lit(dayMs)}
        from generate_series(1, ${feeds}::bigint) n`,
      sql`insert into channels (platform, workspace_id, channel_id, thread_id, state, created_at)
        select 'bench', 'w' || n / 20, 'c' || n, '', 'active', 0 from generate_series(1, ${feeds}::bigint) n`,
      sql`insert into subscriptions (channel_id, feed_id, style, created_at)
        select 1 + (feed + turn * 104729::bigint) % ${feeds}::bigint, feed, 'brief', 0
        from generate_series(1, ${feeds}::bigint) feed, generate_series(1, ${subscriptionsOfFeed}) turn`,
      sql`insert into items (feed_id, key, canonical_url, url, title, categories, published_at, discovered_at, origin, reading)
        select feed, 'https://host' || feed / 3 || '.example/story/' || turn, 'https://host' || feed / 3 || '.example/story/' || feed || '-' || turn,
          'https://host' || feed / 3 || '.example/story/' || feed || '-' || turn, 'A story of some words about ' || feed, '[]',
          ${at} - turn::bigint * ${sql.lit(dayMs)}, ${at} - turn::bigint * ${sql.lit(dayMs)}, 'new', 'done'
        from generate_series(1, ${feeds}::bigint) feed, generate_series(1, 2) turn`,
    ]
    for (const step of steps) await step.execute(db)
    await sql`set session_replication_role = origin`.execute(db)
  })
}

/** Deliveries that were sent on this day, so many days ago. */
export async function fillDay(
  store: Store,
  daysAgo: number,
  { rows, now }: { readonly rows: number; readonly now: Date },
): Promise<void> {
  const at = now.getTime() - daysAgo * dayMs
  const day = dayOf(at)
  await store.write((tx) => coverDays(tx, { from: day, to: day + 1 }, { span: 1 }))
  await store.db.connection().execute(async (db) => {
    await sql`set session_replication_role = replica`.execute(db)
    await sql`set statement_timeout = 0`.execute(db)
    await sql`insert into deliveries (key, kind, channel_id, style, state, attempts, first_started_at, started_at,
        payload, message_ref, created_at, settled_at, day)
      select gen_random_uuid(), 'post', n, 'brief', 'sent', 1, ${at}, ${at}, repeat(md5(n::text), 12),
        '{"messageId":"' || n || '"}', ${at}, ${at}, ${day} from generate_series(1, ${rows}::bigint) n`.execute(
      db,
    )
    await sql`set session_replication_role = origin`.execute(db)
  })
}

/** What a row takes with its indexes, in bytes. */
export async function bytesOfRow(store: Store, table: string): Promise<number> {
  const { rows } = await sql<{ bytes: number; rows: number }>`
    select coalesce(sum(pg_total_relation_size(relid)), 0) as bytes, (select count(*) from ${sql.table(table)}) as rows
    from pg_partition_tree(${table}) where isleaf`.execute(store.db)
  const { bytes = 0, rows: count = 0 } = rows[0] ?? {}
  if (bytes > 0) return Math.round(bytes / Math.max(1, count))
  const plain = await sql<{ bytes: number }>`select pg_total_relation_size(${table}) as bytes`.execute(
    store.db,
  )
  return Math.round((plain.rows[0]?.bytes ?? 0) / Math.max(1, count))
}
