import type { ExpressionBuilder } from 'kysely'
import type { Database } from './schema.ts'

/** Below it the text does not say surely enough who speaks: such words are shown as nobody's. */
export const leastConfidence = 0.8

/** Whether a quote may be shown as somebody's words. */
export function isAttributed(quote: { readonly speaker: unknown; readonly confidence: number }): boolean {
  return quote.speaker !== null && quote.confidence >= leastConfidence
}

/** The same as a condition on stored quotes. */
export function attributed(each: ExpressionBuilder<Database, 'quotes'>) {
  return each.and([each('quotes.speaker', 'is not', null), each('quotes.confidence', '>=', leastConfidence)])
}
