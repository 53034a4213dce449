import type { PushedDocumentRow } from './push-schema.ts'
import type { Store } from './store.ts'

/** Keeps what was pushed until it is read. */
export async function savePushed(
  store: Store,
  pushed: Omit<PushedDocumentRow, 'id' | 'body'> & { readonly bytes: Uint8Array },
): Promise<void> {
  const { bytes, ...row } = pushed
  const body = Buffer.from(bytes).toString('base64')
  await store.writeBeside((tx) =>
    tx
      .insertInto('pushed_documents')
      .values({ ...row, body })
      .execute(),
  )
}

export type PushedDocument = Omit<PushedDocumentRow, 'body'> & { readonly bytes: Uint8Array }

/** Takes the oldest unread document of each feed that nobody works on, and its feed with it until the lease ends. */
export function takePushed(
  store: Store,
  claim: { readonly now: Date; readonly owner: string; readonly leaseMs: number; readonly limit: number },
): Promise<PushedDocument[]> {
  const now = claim.now.getTime()
  return store.write(async (tx) => {
    const oldest = await tx
      .selectFrom('pushed_documents')
      .innerJoin('feeds', 'feeds.id', 'pushed_documents.feed_id')
      .select((each) => each.fn.min('pushed_documents.id').as('id'))
      .where('feeds.lease_until', '<=', now)
      .groupBy('pushed_documents.feed_id')
      .orderBy('id')
      .limit(claim.limit)
      .execute()
    const taken: PushedDocument[] = []
    for (const { id } of oldest) {
      const { body, ...row } = await tx
        .selectFrom('pushed_documents')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      await tx
        .updateTable('feeds')
        .set({ lease_owner: claim.owner, lease_until: now + claim.leaseMs })
        .where('id', '=', row.feed_id)
        .execute()
      taken.push({ ...row, bytes: Buffer.from(body, 'base64') })
    }
    return taken
  })
}

export async function dropPushed(store: Store, id: number): Promise<void> {
  await store.writeBeside((tx) => tx.deleteFrom('pushed_documents').where('id', '=', id).execute())
}

/** When a document can be read; null when there is none. */
export async function nextPushedAt(store: Store): Promise<number | null> {
  const row = await store.db
    .selectFrom('pushed_documents')
    .innerJoin('feeds', 'feeds.id', 'pushed_documents.feed_id')
    .select((each) => each.fn.min('feeds.lease_until').as('at'))
    .executeTakeFirst()
  return row?.at ?? null
}
