import { z } from 'zod'
import type { Evidence } from './quotes/speaker-names.ts'

const offset = z.number().int().nonnegative()
const span = z
  .tuple([offset, offset])
  .refine(([start, end]) => start <= end)
  .transform(([start, end]) => ({ start, end }))

const kept = z.object({ said: span, named: span.nullable() })

/** The evidence as it is kept beside its quote: `{"said":[10,22],"named":null}`. */
export function evidenceJson({ said, named }: Evidence): string {
  return JSON.stringify({
    said: [said.start, said.end],
    named: named === null ? null : [named.start, named.end],
  })
}

/** The evidence as it was kept; throws when it is none. */
export function parseEvidence(json: string): Evidence {
  return kept.parse(JSON.parse(json))
}
