import { setTimeout as sleepMs } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Answer, ChatEvents } from '../../src/deliver/adapter.ts'
import { explain, type Failure } from './errors.ts'
import {
  answerLater,
  answerNow,
  type Callback,
  noSuggestions,
  outdated,
  pong,
  privately,
  type Received,
  type ReplyTo,
  readInteraction,
  sorry,
} from './interactions.ts'
import { writeView } from './render-view.ts'
import type { Api, Asked } from './rest.ts'

export type AnswerParts = {
  readonly api: Api
  readonly events: ChatEvents
  readonly log: Logger
  /** How long an answer may take before Discord is asked for patience. */
  readonly patienceMs: number
}

/** What is said first, and the answer that is still awaited after it. */
type Reaction = {
  readonly first: Callback
  readonly replyTo: ReplyTo | null
  readonly late: Promise<Answer> | null
}

const callbackTimeoutMs = 1200
const callbackAttempts = 2
const editAttempts = 3
const editAgainMs = 500
const acknowledgedAlready = 40_060

/** An interaction from the gateway: all answers are requests of ours. */
export async function answerByRequest(raw: unknown, parts: AnswerParts): Promise<void> {
  const { first, replyTo, late } = await react(raw, parts)
  if (replyTo === null) return
  if (!(await sendFirst(first, replyTo, parts)) || late === null) return
  await sendLate(await late, replyTo, parts)
}

/** An interaction over HTTP: the first answer is the response, a late one comes after it. */
export async function answerByResponse(raw: unknown, parts: AnswerParts): Promise<Callback> {
  const { first, replyTo, late } = await react(raw, parts)
  if (late !== null && replyTo !== null) void late.then((answer) => sendLate(answer, replyTo, parts))
  return first
}

async function react(raw: unknown, parts: AnswerParts): Promise<Reaction> {
  const received = readInteraction(raw)
  const at = { late: null, replyTo: 'replyTo' in received ? received.replyTo : null }
  switch (received.kind) {
    case 'ping':
      return { ...at, first: pong }
    case 'typing':
      return { ...at, first: noSuggestions }
    case 'foreign':
      parts.log.warn({ found: received.found }, 'an interaction that is not ours')
      return { ...at, first: answerNow(outdated) }
    case 'interaction': {
      const answer = answerTo(received, parts)
      const quick = await Promise.race([answer, sleepMs(parts.patienceMs, null, { ref: false })])
      if (quick === null) return { first: answerLater, replyTo: received.replyTo, late: answer }
      return { ...at, first: answerNow(quick) }
    }
  }
}

async function answerTo(
  { interaction }: Extract<Received, { kind: 'interaction' }>,
  { events, log }: AnswerParts,
): Promise<Answer> {
  try {
    return await events.interact(interaction)
  } catch (error) {
    log.error({ err: error, deed: interaction.deed }, 'an interaction could not be answered')
    return sorry
  }
}

/** Says it in time or not at all; twice said is once heard. */
async function sendFirst(first: Callback, replyTo: ReplyTo, parts: AnswerParts): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    const asked = await postCallback(first, replyTo, parts)
    if (asked.kind === 'answered' || (asked.kind === 'refused' && asked.code === acknowledgedAlready))
      return true
    if (asked.kind === 'refused' || attempt === callbackAttempts) {
      parts.log.warn({ reason: describe(asked) }, 'an interaction could not be acknowledged')
      if (asked.kind === 'refused' && asked.status === 400)
        await postCallback(answerNow(sorry), replyTo, parts)
      return false
    }
  }
}

function postCallback(body: Callback, { id, token }: ReplyTo, { api }: AnswerParts): Promise<Asked> {
  return api.ask({
    method: 'POST',
    route: `/interactions/${id}/${token}/callback`,
    body,
    isOpen: true,
    timeoutMs: callbackTimeoutMs,
  })
}

const shared = privately('The answer is below.')

/** The promise "thinking ..." is kept; an answer for everybody follows it as a message of its own. */
async function sendLate(answer: Answer, replyTo: ReplyTo, parts: AnswerParts): Promise<void> {
  const own = `/webhooks/${replyTo.applicationId}/${replyTo.token}` as const
  const body = writeView((answer.isPrivate ? answer : shared).view)
  const edit = { method: 'PATCH', route: `${own}/messages/@original`, body, isOpen: true } as const
  const edited = await insist(() => parts.api.ask(edit))
  if (edited.kind !== 'answered')
    return parts.log.warn({ reason: describe(edited) }, 'a late answer could not be given')
  if (answer.isPrivate) return
  // Not repeated: a second attempt could be a second message.
  const told = await parts.api.ask({ method: 'POST', route: own, body: writeView(answer.view), isOpen: true })
  if (told.kind !== 'answered')
    parts.log.warn({ reason: describe(told) }, 'a late answer could not be shared')
}

/** An edit may be repeated; over HTTP it may even come before Discord has read our first answer. */
async function insist(ask: () => Promise<Asked>): Promise<Asked> {
  for (let attempt = 1; ; attempt++) {
    const asked = await ask()
    if (asked.kind === 'answered' || attempt === editAttempts) return asked
    await sleepMs(asked.kind === 'later' ? asked.retryAfterMs : editAgainMs * attempt, null, { ref: false })
  }
}

function describe(failure: Failure): string {
  if (failure.kind === 'refused') return explain(failure).found
  return failure.kind === 'later' ? 'rate limited' : failure.cause
}
