import type { Store } from './store.ts'

const keptMs = 7 * 86_400_000

/** Something begun in chat and not finished: a preview that waits for its button, a search that is paged through. */
export type Draft = { readonly kind: string; readonly body: string }

/** Keeps a draft, and forgets those of more than a week ago; returns its id for the button. */
export function saveDraft(store: Store, draft: Draft, now: Date): Promise<number> {
  return store.write(async (tx) => {
    await tx
      .deleteFrom('drafts')
      .where('created_at', '<', now.getTime() - keptMs)
      .execute()
    const { id } = await tx
      .insertInto('drafts')
      .values({ ...draft, created_at: now.getTime() })
      .returning('id')
      .executeTakeFirstOrThrow()
    return id
  })
}

/** The draft as it was saved last; null when it is of another kind, finished or forgotten. */
export async function findDraft(store: Store, kind: string, id: number): Promise<string | null> {
  const row = await store.db
    .selectFrom('drafts')
    .select('body')
    .where('id', '=', id)
    .where('kind', '=', kind)
    .executeTakeFirst()
  return row?.body ?? null
}

/** Changes a draft; one that is gone stays gone. */
export async function changeDraft(store: Store, id: number, body: string): Promise<void> {
  await store.write((tx) => tx.updateTable('drafts').set({ body }).where('id', '=', id).execute())
}

/** True for whoever finishes it; false when it was finished before, such as by a second click. */
export async function finishDraft(store: Store, id: number): Promise<boolean> {
  const result = await store.write((tx) => tx.deleteFrom('drafts').where('id', '=', id).executeTakeFirst())
  return result.numDeletedRows === 1n
}
