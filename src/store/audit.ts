import type { Transaction } from 'kysely'
import type { AuditRow, Database } from './schema.ts'
import type { Store } from './store.ts'

export type Change = {
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly before?: string
  readonly after?: string
  /** The workspace it was changed for, whose people may read it. */
  readonly workspace?: { readonly platform: string; readonly workspaceId: string }
}

/** Records who changed what; written in the transaction of the change itself. */
export async function recordChange(tx: Transaction<Database>, change: Change, now: Date): Promise<void> {
  await tx
    .insertInto('audit')
    .values({
      at: now.getTime(),
      platform: change.workspace?.platform ?? null,
      workspace_id: change.workspace?.workspaceId ?? null,
      actor: change.actor,
      action: change.action,
      subject: change.subject,
      before: change.before ?? null,
      after: change.after ?? null,
    })
    .execute()
}

/** The workspace's last changes, the newest first. */
export function lastChanges(
  store: Store,
  { platform, workspaceId }: { readonly platform: string; readonly workspaceId: string },
  most: number,
): Promise<AuditRow[]> {
  return store.db
    .selectFrom('audit')
    .selectAll()
    .where('platform', '=', platform)
    .where('workspace_id', '=', workspaceId)
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
}
