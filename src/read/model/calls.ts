import type { Logger } from 'pino'
import {
  type AnswerKey,
  findModelAnswer,
  type Reservation,
  reserveModelCall,
  type SettledCall,
  settleModelCall,
} from '../../store/model-calls.ts'
import type { Store } from '../../store/store.ts'
import { monthOf, mostCostMicros, type Prices, spentMicros, type Tokens, tokensOf } from './budget.ts'
import { afterCall, type Circuit, isPaused, newCircuit } from './circuit.ts'
import { type Fault, judgeAnswer } from './guard.ts'
import { type KeptAnswer, keptAnswer, parseKeptAnswer, refusedAnswer } from './kept-answer.ts'
import { type Asked, type AskModel, type Failure, mostTries } from './model.ts'
import { askAbout, promptVersion } from './prompt.ts'
import type { ModelTask } from './task.ts'

export type CallParts = {
  readonly store: Store
  readonly ask: AskModel
  /** Provider and name: answers are kept for it. */
  readonly model: string
  readonly prices: Prices
  readonly budgetMicros: number
  readonly timeoutMs: number
  readonly clock: () => Date
  readonly log: Logger
  readonly onOutcome?: (outcome: CallOutcome, tokens: Tokens) => void
}

/** What became of a question. `kept` was answered before, `paused` rests after failures, `over-budget` until next month. */
export type CallOutcome = SettledCall['outcome'] | 'kept' | 'paused' | 'over-budget'

/** Answers questions about texts: from the store, else from the model while the month's budget lasts. */
export type Calls = (task: ModelTask, textHash: string) => Promise<KeptAnswer | null>

/** One text is asked about once, also when two feeds bring it at the same moment. */
export function openCalls(parts: CallParts, stop: AbortSignal): Calls {
  const calls: OpenCalls = { ...parts, stop, circuit: newCircuit, toldMonth: null }
  const going = new Map<string, Promise<KeptAnswer | null>>()
  return (task, textHash) => {
    const known = going.get(textHash)
    if (known !== undefined) return known
    const call = answerOf(calls, task, { textHash, model: parts.model, promptVersion }).finally(() =>
      going.delete(textHash),
    )
    going.set(textHash, call)
    return call
  }
}

type OpenCalls = CallParts & {
  readonly stop: AbortSignal
  circuit: Circuit
  /** The month whose end of the budget was logged. */
  toldMonth: string | null
}

const noTokens: Tokens = { in: 0, out: 0 }

async function answerOf(calls: OpenCalls, task: ModelTask, key: AnswerKey): Promise<KeptAnswer | null> {
  const known = await findModelAnswer(calls.store, key)
  if (known !== null) {
    calls.onOutcome?.('kept', noTokens)
    return parseKeptAnswer(known)
  }
  if (isPaused(calls.circuit, calls.clock())) {
    calls.onOutcome?.('paused', noTokens)
    return null
  }
  const question = askAbout(task)
  const perTry = mostCostMicros(question, calls.prices)
  const reservation = { month: monthOf(calls.clock()), micros: perTry * mostTries }
  if (!(await reserveModelCall(calls.store, reservation, calls.budgetMicros))) {
    overBudget(calls, reservation)
    return null
  }
  const asked = await calls.ask(question, { timeoutMs: calls.timeoutMs, stop: calls.stop })
  return settle(calls, { task, key, reservation, perTry, asked })
}

function overBudget(calls: OpenCalls, { month, micros }: Reservation): void {
  calls.onOutcome?.('over-budget', noTokens)
  if (calls.toldMonth === month) return
  calls.toldMonth = month
  const { budgetMicros, log } = calls
  log.warn(
    { month, budgetMicros, callMicros: micros },
    'the budget of the month has no room for a call of the model',
  )
}

type Ended = {
  readonly task: ModelTask
  readonly key: AnswerKey
  readonly reservation: Reservation
  /** What one try costs at most. */
  readonly perTry: number
  readonly asked: Asked
}

async function settle(calls: OpenCalls, ended: Ended): Promise<KeptAnswer | null> {
  const { asked, task, key } = ended
  const result = judged(asked, task)
  const tokens = tokensOf(asked.charges)
  const at = calls.clock().getTime()
  await settleModelCall(calls.store, ended.reservation, {
    outcome: result.outcome,
    tokens,
    spentMicros: spentMicros(asked.charges, calls.prices, ended.perTry),
    answer: result.kept === null ? null : { key, body: JSON.stringify(result.kept), at },
  })
  const { kept, ...told } = result
  calls.onOutcome?.(told.outcome, tokens)
  calls.log.info({ model: calls.model, ...told }, 'a model was asked about an article')
  if (told.reason !== 'stopped') remember(calls, asked.kind === 'answered')
  return kept
}

type Judged = {
  readonly outcome: SettledCall['outcome']
  readonly kept: KeptAnswer | null
  readonly reason?: Failure
  readonly faults?: readonly Fault[]
}

function judged(asked: Asked, task: ModelTask): Judged {
  if (asked.kind === 'slow') return { outcome: 'slow', kept: null }
  if (asked.kind === 'failed') return { outcome: 'failed', kept: null, reason: asked.reason }
  const verdict = judgeAnswer(asked.answer, task)
  if (verdict.kind === 'refused') return { outcome: 'refused', kept: refusedAnswer, faults: verdict.faults }
  return { outcome: 'answered', kept: keptAnswer(asked.answer, task) }
}

function remember(calls: OpenCalls, hasWorked: boolean): void {
  const now = calls.clock()
  calls.circuit = afterCall(calls.circuit, hasWorked, now)
  if (isPaused(calls.circuit, now))
    calls.log.warn(
      { model: calls.model, failures: calls.circuit.failuresInARow },
      'the model fails again and again; articles go by the rules alone for ten minutes',
    )
}
