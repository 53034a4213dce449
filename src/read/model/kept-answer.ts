import { z } from 'zod'
import type { ModelAnswer } from './answer.ts'
import { candidateId, type ModelTask } from './task.ts'

const shape = z.object({ starts: z.array(z.number()), sentences: z.array(z.string()) })

/** An answer as the store keeps it: quotes by where they start, for another headline may give them other names. */
export type KeptAnswer = Readonly<z.infer<typeof shape>>

const nowhere = -1

export function keptAnswer({ quotes, sentences }: ModelAnswer, { candidates }: ModelTask): KeptAnswer {
  const starts = new Map(candidates.map(({ start }, index) => [candidateId(index), start]))
  return { starts: quotes.map((id) => starts.get(id) ?? nowhere), sentences: [...sentences] }
}

/** What stands for an answer that was refused: its words are not kept, and no question is answered by it. */
export const refusedAnswer: KeptAnswer = { starts: [], sentences: [] }

/** The answer as if it had been given to this question; a quote that may no longer be chosen gets a name that is none. */
export function answerAgain({ starts, sentences }: KeptAnswer, { candidates }: ModelTask): ModelAnswer {
  const ids = new Map(candidates.map(({ start }, index) => [start, candidateId(index)]))
  return { quotes: starts.map((start) => ids.get(start) ?? 'unknown'), sentences }
}

/** An answer as it was stored. */
export function parseKeptAnswer(json: string): KeptAnswer {
  return shape.parse(JSON.parse(json))
}
