import type { Transaction } from 'kysely'
import { takeTurn } from './claiming.ts'
import { dayOf } from './days.ts'
import type { Database } from './schema.ts'

/** A View as JSON for a channel; `key` names the occasion, so that it is told once. null when there is nobody to tell. */
export type Telling = { readonly channelId: number; readonly key: string; readonly view: string } | null

/** Queues something to say, in the transaction of what it is about. What has this key already is not said again. */
export async function queueNotice(tx: Transaction<Database>, telling: Telling, now: Date): Promise<void> {
  if (telling === null) return
  // Two that have the same to tell would not see each other, and no key is unique over all days.
  await takeTurn(tx, `notice ${telling.key}`)
  const told = await tx
    .selectFrom('deliveries')
    .select('id')
    .where('key', '=', telling.key)
    .executeTakeFirst()
  if (told) return
  await tx
    .insertInto('deliveries')
    .values({
      key: telling.key,
      kind: 'notice',
      channel_id: telling.channelId,
      view: telling.view,
      state: 'pending',
      created_at: now.getTime(),
      day: dayOf(now.getTime()),
    })
    .execute()
}
