import { noDeliveries } from '../../src/store/deliveries.ts'
import type { DeliveryState } from '../../src/store/schema.ts'
import type { Store } from '../../src/store/store.ts'

/** How many deliveries are in each state, those at rest included. */
export async function countDeliveries(store: Store): Promise<Record<DeliveryState, number>> {
  const rows = await store.db
    .selectFrom('deliveries')
    .select((each) => ['state', each.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute()
  const counts = { ...noDeliveries }
  for (const row of rows) counts[row.state] = row.count
  return counts
}
