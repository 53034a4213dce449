import { setTimeout as sleepMs } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Interaction } from '../../src/deliver/interaction.ts'
import type { Reply } from '../../src/deliver/reply.ts'
import { explain, type Failure } from './errors.ts'
import { type ReadUpload, type ReplyTo, readInteraction } from './interactions.ts'
import {
  answerLater,
  answerNow,
  type Callback,
  callbackOf,
  followUpOf,
  noSuggestions,
  outdated,
  pong,
  privately,
  sorry,
} from './render-reply.ts'
import type { Api, Asked } from './rest.ts'

export type AnswerParts = {
  readonly api: Api
  readonly interact: (interaction: Interaction) => Promise<Reply>
  readonly readUpload: ReadUpload
  readonly log: Logger
  /** How long an answer may take before Discord is asked for patience. */
  readonly patienceMs: number
}

/** What is said first, and the answer that is still awaited after it. */
type Reaction = {
  readonly first: Callback
  readonly replyTo: ReplyTo | null
  readonly late: Promise<Reply> | null
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
  if (late !== null && replyTo !== null)
    late
      .then((reply) => sendLate(reply, replyTo, parts))
      .catch((error: unknown) => parts.log.error({ err: error }, 'a late answer broke off'))
  return first
}

async function react(raw: unknown, parts: AnswerParts): Promise<Reaction> {
  const received = readInteraction(raw, parts.readUpload)
  switch (received.kind) {
    case 'ping':
      return { first: pong, replyTo: null, late: null }
    case 'foreign':
      parts.log.warn({ found: received.found }, 'an interaction that is not ours')
      return { first: answerNow(outdated), replyTo: received.replyTo, late: null }
    case 'interaction':
      return reactTo(received.interaction, received.replyTo, parts)
  }
}

async function reactTo(interaction: Interaction, replyTo: ReplyTo, parts: AnswerParts): Promise<Reaction> {
  const reply = replyOf(interaction, parts)
  const quick = await Promise.race([reply, sleepMs(parts.patienceMs, null, { ref: false })])
  const first = quick === null ? null : callbackOf(quick, interaction)
  if (first !== null) return { first, replyTo, late: null }
  // Nobody can be asked to wait for suggestions.
  if (interaction.deed.kind === 'suggest') return { first: noSuggestions, replyTo, late: null }
  return { first: answerLater, replyTo, late: reply }
}

async function replyOf(interaction: Interaction, { interact, log }: AnswerParts): Promise<Reply> {
  try {
    return await interact(interaction)
  } catch (error) {
    log.error({ err: error, deed: interaction.deed.kind }, 'an interaction could not be answered')
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

const shared = followUpOf(privately('The answer is below.'))

/** The promise "thinking ..." is kept; an answer for everybody follows it as a message of its own. */
async function sendLate(reply: Reply, replyTo: ReplyTo, parts: AnswerParts): Promise<void> {
  const own = `/webhooks/${replyTo.applicationId}/${replyTo.token}` as const
  const followUp = followUpOf(reply)
  const { body, files } = followUp.isPrivate ? followUp : shared
  const edit = { method: 'PATCH', route: `${own}/messages/@original`, body, files, isOpen: true } as const
  const edited = await insist(() => parts.api.ask(edit))
  if (edited.kind !== 'answered')
    return parts.log.warn({ reason: describe(edited) }, 'a late answer could not be given')
  if (followUp.isPrivate) return
  // Not repeated: a second attempt could be a second message.
  const told = await parts.api.ask({ method: 'POST', route: own, body: followUp.body, isOpen: true })
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
