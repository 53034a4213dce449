import type { Store } from './store.ts'

/** Changes a draft by what it is now, alone; false when it is gone, or when `revise` finds nothing to change. */
export function reviseDraft(
  store: Store,
  id: number,
  revise: (body: string) => string | null,
): Promise<boolean> {
  return store.write(async (tx) => {
    const draft = await tx.selectFrom('drafts').select('body').where('id', '=', id).executeTakeFirst()
    const revised = draft === undefined ? null : revise(draft.body)
    if (revised === null) return false
    await tx.updateTable('drafts').set({ body: revised }).where('id', '=', id).execute()
    return true
  })
}
