import { z } from 'zod'

/** What a model is to answer with. How many and how long is the guard's to check: not every server takes such rules. */
export const answerSchema = z.object({
  quotes: z.array(z.string()).describe('ids of the chosen quotes, such as q1'),
  sentences: z.array(z.string()).describe('the summary, one sentence each'),
})

/** A model's answer, in the right shape and not to be believed yet. */
export type ModelAnswer = {
  readonly quotes: readonly string[]
  readonly sentences: readonly string[]
}
