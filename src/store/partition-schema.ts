import { type Kysely, sql } from 'kysely'
import { dayOf } from './days.ts'
import { coverDays, longestHistoryDays } from './partitions.ts'
import type { Engine } from './schema.ts'

/**
 * Deliveries know their day (src/store/days.ts). PostgreSQL keeps them apart by it, so that old ones go with the files
 * they are in (https://www.postgresql.org/docs/current/ddl-partitioning.html).
 */
export async function keepDeliveriesByDay(db: Kysely<unknown>, engine: Engine): Promise<void> {
  await (engine === 'postgres' ? partition(db) : addDay(db))
}

const openStates = sql`state in ('pending', 'sending')`

async function addDay(db: Kysely<unknown>): Promise<void> {
  await sql`alter table deliveries add column day bigint not null default 0`.execute(db)
  await sql`update deliveries set day = coalesce(
    (select discovered_at from items where items.id = deliveries.item_id),
    (select coalesce(items.discovered_at, parents.created_at) from deliveries as parents
      left join items on items.id = parents.item_id where parents.id = deliveries.parent_id),
    created_at) / 86400000`.execute(db)
  await db.schema.dropIndex('deliveries_open').execute()
  await sql`create index deliveries_open on deliveries (id, day, channel_id, kind) where ${openStates}`.execute(
    db,
  )
}

async function partition(db: Kysely<unknown>): Promise<void> {
  await sql`create table deliveries_new (like deliveries including defaults, day bigint not null default 0)
    partition by range (day)`.execute(db)
  // For whatever is of a day that no other one has: what was left of days that are gone, and mistakes of clocks.
  await sql`create table deliveries_rest partition of deliveries_new default`.execute(db)
  await coverOldDays(db)
  await sql`insert into deliveries_new
    select deliveries.*, coalesce(items.discovered_at, theirs.discovered_at, parents.created_at, deliveries.created_at)
      / 86400000 as day
    from deliveries left join items on items.id = deliveries.item_id
      left join deliveries as parents on parents.id = deliveries.parent_id
      left join items as theirs on theirs.id = parents.item_id`.execute(db)
  await sql`alter sequence deliveries_id_seq owned by deliveries_new.id`.execute(db)
  await sql`drop table deliveries`.execute(db)
  await sql`alter table deliveries_new rename to deliveries`.execute(db)
  await addKeys(db)
}

/** The day of each row is not known before it is read, so the days are those since the first item and row. */
async function coverOldDays(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ first: number | string | null; now: number | string }>`
    select least((select min(created_at) from deliveries),
      (select min(discovered_at) from items where exists (select 1 from deliveries))) as first,
      extract(epoch from now()) * 1000 as now`.execute(db)
  const today = dayOf(Number(rows[0]?.now))
  const first = rows[0]?.first === null ? today : dayOf(Number(rows[0]?.first))
  const from = Math.max(first, today - longestHistoryDays)
  await coverDays(db, { from: Math.min(from, today), to: today + 1 }, { table: 'deliveries_new' })
}

async function addKeys(db: Kysely<unknown>): Promise<void> {
  const steps = [
    sql`alter table deliveries add primary key (id, day)`,
    sql`alter table deliveries add constraint deliveries_once unique (item_id, channel_id, kind, day)`,
    sql`alter table deliveries add foreign key (channel_id) references channels (id) on delete cascade`,
    sql`alter table deliveries add foreign key (item_id) references items (id) on delete cascade`,
    sql`create index deliveries_key on deliveries (key)`,
    sql`create index deliveries_open on deliveries (id, day, channel_id, kind) where ${openStates}`,
    sql`create index deliveries_folded on deliveries (channel_id, not_before) where state = 'folded'`,
    sql`create index deliveries_channel on deliveries (channel_id, first_started_at)`,
    sql`create index deliveries_parent on deliveries (parent_id) where parent_id is not null`,
    // No key of a partitioned table is its id alone, so that no foreign key can point to it.
    sql`create function deliveries_orphans() returns trigger language plpgsql as $$ begin
      delete from deliveries where parent_id = old.id;
      return null;
    end $$`,
    sql`create trigger deliveries_gone after delete on deliveries for each row execute function deliveries_orphans()`,
  ]
  for (const step of steps) await step.execute(db)
}
