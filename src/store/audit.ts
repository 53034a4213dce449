import type { Transaction } from 'kysely'
import type { Database } from './schema.ts'

export type Change = {
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly before?: string
  readonly after?: string
}

/** Records who changed what; written in the transaction of the change itself. */
export async function recordChange(tx: Transaction<Database>, change: Change, now: Date): Promise<void> {
  await tx
    .insertInto('audit')
    .values({
      at: now.getTime(),
      actor: change.actor,
      action: change.action,
      subject: change.subject,
      before: change.before ?? null,
      after: change.after ?? null,
    })
    .execute()
}
