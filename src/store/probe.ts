import { sql } from 'kysely'
import type { Store } from './store.ts'
import { StoreError, type Trouble } from './store-error.ts'

/** What came of writing something that changes nothing: as much as a commit needs, and how long it took. */
export type Probe =
  | { readonly kind: 'writable'; readonly ms: number }
  | ({ readonly kind: 'failed' } & Trouble)

export async function probeStore(store: Store): Promise<Probe> {
  const startedAt = performance.now()
  try {
    await store.write((tx) => sql`update migrations set name = name where name = '0001-start'`.execute(tx))
    return { kind: 'writable', ms: performance.now() - startedAt }
  } catch (error) {
    if (error instanceof StoreError) return { kind: 'failed', found: error.found, fix: error.fix }
    return {
      kind: 'failed',
      found: error instanceof Error ? error.message : String(error),
      fix: 'run doctor',
    }
  }
}

/** How large the store is on its disk. */
export async function storeBytes({ engine, db }: Store): Promise<number> {
  const { rows } =
    engine === 'postgres'
      ? await sql<{ bytes: number }>`select pg_database_size(current_database()) as bytes`.execute(db)
      : await sql<{
          bytes: number
        }>`select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()`.execute(db)
  return Number(rows[0]?.bytes ?? 0)
}

export type FeedCondition = 'working' | 'failing' | 'gone'

/** How many feeds work, fail, or are gone for good. */
export async function countFeeds({ db }: Store): Promise<Readonly<Record<FeedCondition, number>>> {
  const rows = await db
    .selectFrom('feeds')
    .select((each) => [
      'state',
      each.fn.countAll<number>().as('count'),
      sql<number>`sum(case when failures > 0 then 1 else 0 end)`.as('failing'),
    ])
    .groupBy('state')
    .execute()
  const active = rows.find(({ state }) => state === 'active')
  const failing = Number(active?.failing ?? 0)
  return {
    working: (active?.count ?? 0) - failing,
    failing,
    gone: rows.find(({ state }) => state === 'gone')?.count ?? 0,
  }
}
