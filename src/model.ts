import type { Logger } from 'pino'
import type { Metrics } from './metrics.ts'
import { monthOf } from './read/model/budget.ts'
import type { Improve } from './read/model/improve.ts'
import type { ModelSettings } from './settings/model-settings.ts'
import { modelMonth } from './store/model-calls.ts'
import type { Store } from './store/store.ts'

/** The optional model; without one readings stay as the rules make them. */
export type OpenModel = { readonly improve: Improve | null; stop(): void }

export type ModelParts = {
  readonly store: Store
  readonly metrics: Metrics
  readonly clock: () => Date
  readonly log: Logger
}

const microsInDollar = 1_000_000

/** Opens the model by the settings; what it needs is loaded only where one is set. */
export async function openModel(settings: ModelSettings | null, parts: ModelParts): Promise<OpenModel> {
  if (settings === null) return { improve: null, stop: () => undefined }
  const { openImprove } = await import('./read/model/improve.ts')
  const { modelAt } = await import('./read/model/model.ts')
  const { metrics, ...shared } = parts
  return openImprove({
    ...shared,
    ask: modelAt(settings),
    // Another server may give another model the same name.
    model: `${settings.model} at ${settings.url}`,
    prices: settings.prices,
    budgetMicros: Math.floor(settings.dollarsAMonth * microsInDollar),
    timeoutMs: settings.timeoutMs,
    onOutcome(outcome, tokens) {
      metrics.modelCalls.inc({ outcome })
      metrics.modelTokens.inc({ direction: 'in' }, tokens.in)
      metrics.modelTokens.inc({ direction: 'out' }, tokens.out)
    },
  })
}

/** What the model has cost this month (UTC), in dollars, with what is set aside for calls under way. */
export async function modelDollars(store: Store, now: Date): Promise<number> {
  const month = await modelMonth(store, monthOf(now))
  return month === null ? 0 : (month.spent_micros + month.reserved_micros) / microsInDollar
}
