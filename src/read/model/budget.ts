import type { Question } from './prompt.ts'

/** Dollars for a million tokens, which is the same as millionths of a dollar for one. */
export type Prices = { readonly in: number; readonly out: number }

export type Tokens = { readonly in: number; readonly out: number }

/** What a try is paid with: tokens as counted by the server, nothing, or nobody knows. */
export type Charge = Tokens | 'nothing' | 'unknown'

/** No answer is longer; models that think before they answer need most of it for that. */
export const mostTokensOut = 2_000

/** What a server adds to a question: the shape of the answer, and how messages are framed. */
const tokensAround = 2_000

/** The month that a call is paid from, in UTC: `2026-11`. */
export function monthOf(now: Date): string {
  return now.toISOString().slice(0, 7)
}

/** What tokens cost in millionths of a dollar, rounded up. */
export function costMicros(tokens: Tokens, prices: Prices): number {
  return Math.ceil(tokens.in * prices.in + tokens.out * prices.out)
}

/** What one try can cost at most. No tokenizer makes more tokens of a text than it has bytes. */
export function mostCostMicros({ instructions, material }: Question, prices: Prices): number {
  const bytes = Buffer.byteLength(instructions) + Buffer.byteLength(material)
  return costMicros({ in: bytes + tokensAround, out: mostTokensOut }, prices)
}

/** What tries cost together; one of which nobody knows is taken to have cost all it could. */
export function spentMicros(charges: readonly Charge[], prices: Prices, mostMicros: number): number {
  return charges.reduce((sum, charge) => {
    if (charge === 'nothing') return sum
    return sum + (charge === 'unknown' ? mostMicros : costMicros(charge, prices))
  }, 0)
}

/** The tokens that were counted. */
export function tokensOf(charges: readonly Charge[]): Tokens {
  const counted = charges.filter((charge) => typeof charge !== 'string')
  return {
    in: counted.reduce((sum, tokens) => sum + tokens.in, 0),
    out: counted.reduce((sum, tokens) => sum + tokens.out, 0),
  }
}
