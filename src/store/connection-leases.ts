import { type RawBuilder, sql } from 'kysely'
import type { Engine } from './schema.ts'
import type { Store } from './store.ts'

export type ConnectionHold = { readonly platform: string; readonly owner: string }

/**
 * Takes or keeps the connection to a platform for so long, on the database's clock; false while somebody else has it.
 * Of all processes one at a time hears what people do there.
 */
export async function holdConnection(
  store: Store,
  { platform, owner }: ConnectionHold,
  leaseMs: number,
): Promise<boolean> {
  const now = clockOf(store.engine)
  return store.writeBeside(async (tx) => {
    const { rows } = await sql`
      insert into connection_leases (platform, owner, until) values (${platform}, ${owner}, ${now} + ${leaseMs})
      on conflict (platform) do update set owner = excluded.owner, until = excluded.until
      where connection_leases.owner = excluded.owner or connection_leases.until <= ${now}
        or connection_leases.until > ${now} + ${2 * leaseMs}
      returning owner`.execute(tx)
    return rows.length === 1
  })
}

/** Gives the connection to whoever asks next. */
export async function releaseConnection(store: Store, { platform, owner }: ConnectionHold): Promise<void> {
  await store.writeBeside((tx) =>
    tx.deleteFrom('connection_leases').where('platform', '=', platform).where('owner', '=', owner).execute(),
  )
}

function clockOf(engine: Engine): RawBuilder<number> {
  return engine === 'postgres'
    ? sql<number>`cast(extract(epoch from clock_timestamp()) * 1000 as bigint)`
    : sql<number>`cast(unixepoch('subsec') * 1000 as integer)`
}
