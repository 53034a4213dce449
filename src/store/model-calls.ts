import { type Selectable, sql } from 'kysely'
import type { ModelMonthsTable } from './model-schema.ts'
import type { Store } from './store.ts'

/** What makes two questions the same. */
export type AnswerKey = { readonly textHash: string; readonly model: string; readonly promptVersion: string }

export type ModelMonthRow = Selectable<ModelMonthsTable>

/** What was answered to this before, as JSON; null when nobody asked. */
export async function findModelAnswer(store: Store, key: AnswerKey): Promise<string | null> {
  const row = await store.db
    .selectFrom('model_answers')
    .select('answer')
    .where('text_hash', '=', key.textHash)
    .where('model', '=', key.model)
    .where('prompt_version', '=', key.promptVersion)
    .executeTakeFirst()
  return row?.answer ?? null
}

export type Reservation = { readonly month: string; readonly micros: number }

/** Sets money aside for a call; false when the month's budget might not do, and then nothing was set aside. */
export function reserveModelCall(
  store: Store,
  { month, micros }: Reservation,
  budgetMicros: number,
): Promise<boolean> {
  return store.writeBeside(async (tx) => {
    await tx
      .insertInto('model_months')
      .values({ month })
      .onConflict((conflict) => conflict.column('month').doNothing())
      .execute()
    const { numUpdatedRows } = await tx
      .updateTable('model_months')
      .set((eb) => ({ reserved_micros: eb('reserved_micros', '+', micros) }))
      .where('month', '=', month)
      .where(sql<number>`spent_micros + reserved_micros + ${micros}`, '<=', budgetMicros)
      .executeTakeFirst()
    return numUpdatedRows > 0n
  })
}

export type SettledCall = {
  readonly outcome: 'answered' | 'refused' | 'failed' | 'slow'
  readonly tokens: { readonly in: number; readonly out: number }
  readonly spentMicros: number
  /** What is kept of the answer; null when there is none. */
  readonly answer: { readonly key: AnswerKey; readonly body: string; readonly at: number } | null
}

/** Puts what a call really cost in the place of what was set aside for it, and keeps its answer, in one transaction. */
export function settleModelCall(store: Store, reservation: Reservation, call: SettledCall): Promise<void> {
  return store.writeBeside(async (tx) => {
    await tx
      .updateTable('model_months')
      .set((eb) => ({
        [call.outcome]: eb(call.outcome, '+', 1),
        tokens_in: eb('tokens_in', '+', call.tokens.in),
        tokens_out: eb('tokens_out', '+', call.tokens.out),
        spent_micros: eb('spent_micros', '+', call.spentMicros),
        reserved_micros: eb('reserved_micros', '-', reservation.micros),
      }))
      .where('month', '=', reservation.month)
      .execute()
    if (call.answer === null) return
    const { key, body, at } = call.answer
    await tx
      .insertInto('model_answers')
      .values({
        text_hash: key.textHash,
        model: key.model,
        prompt_version: key.promptVersion,
        answer: body,
        created_at: at,
      })
      .onConflict((conflict) => conflict.columns(['text_hash', 'model', 'prompt_version']).doNothing())
      .execute()
  })
}

/** What models did and cost in a month; null when none was asked. */
export async function modelMonth(store: Store, month: string): Promise<ModelMonthRow | null> {
  const row = await store.db
    .selectFrom('model_months')
    .selectAll()
    .where('month', '=', month)
    .executeTakeFirst()
  return row ?? null
}
