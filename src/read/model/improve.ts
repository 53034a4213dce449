import { createHash } from 'node:crypto'
import type { Reading } from '../reading.ts'
import { type CallParts, openCalls } from './calls.ts'
import { judgeAnswer } from './guard.ts'
import { answerAgain } from './kept-answer.ts'
import { modelTask } from './task.ts'

/** Gives the reading with a model's choice of quotes and its summary where they may be posted, else as it was. */
export type Improve = (reading: Reading, headline: string | null) => Promise<Reading>

/** Readings improved by a model. After `stop` the rules have the word at once. */
export function openImprove(parts: CallParts): { readonly improve: Improve; stop(): void } {
  const stopping = new AbortController()
  const calls = openCalls(parts, stopping.signal)
  const improve: Improve = async (reading, headline) => {
    const task = modelTask(reading, headline)
    if (task === null) return reading
    const { text } = reading.article
    const kept = await calls(task, createHash('sha256').update(text).digest('hex'))
    if (kept === null) return reading
    // Anew each time: the guard may have learned, and under another headline another quote may be out of place.
    const verdict = judgeAnswer(answerAgain(kept, task), task)
    if (verdict.kind === 'refused') return reading
    const { briefly: _ofRules, ...others } = reading
    return { ...others, keyQuotes: verdict.keyQuotes, summary: verdict.summary }
  }
  return {
    stop: () => stopping.abort(),
    async improve(reading, headline) {
      try {
        return await improve(reading, headline)
      } catch (error) {
        parts.log.error({ err: error }, 'a model could not be asked; the rules have the word')
        return reading
      }
    },
  }
}
