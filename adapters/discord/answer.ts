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
  type FollowUp,
  followUpOf,
  leaveForNow,
  messageOf,
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

/** What is said first, and what is still to be done after it. */
type Reaction = {
  readonly first: Callback
  readonly replyTo: ReplyTo | null
  readonly late: (() => Promise<void>) | null
}

const callbackTimeoutMs = 1200
const callbackAttempts = 2
const lateAttempts = 3
const againMs = 500
const acknowledgedAlready = 40_060
const unknownWebhook = 10_015

/** An interaction from the gateway: all answers are requests of ours. */
export async function answerByRequest(raw: unknown, parts: AnswerParts): Promise<void> {
  const { first, replyTo, late } = await react(raw, parts)
  if (replyTo === null) return
  if (!(await sendFirst(first, replyTo, parts)) || late === null) return
  await late()
}

/** An interaction over HTTP: the first answer is the response, a late one comes after it. */
export async function answerByResponse(raw: unknown, parts: AnswerParts): Promise<Callback> {
  const { first, late } = await react(raw, parts)
  late?.().catch((error: unknown) => parts.log.error({ err: error }, 'a late answer broke off'))
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
  const { message } = interaction
  return {
    first: message === null ? answerLater : leaveForNow,
    replyTo,
    late: async () => sendLate(await reply, { replyTo, isBeside: message !== null, parts }),
  }
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

type Late = {
  readonly replyTo: ReplyTo
  /** A message was left as it was for now, instead of "thinking ..." being shown. */
  readonly isBeside: boolean
  readonly parts: AnswerParts
}

/** The token of an interaction lives for 15 minutes, and messages may be deleted meanwhile: then nobody waits any more. */
async function sendLate(reply: Reply, late: Late): Promise<void> {
  const asked = late.isBeside ? await sendBeside(reply, late) : await keepPromise(reply, late)
  if (asked !== null && asked.kind !== 'answered')
    late.parts.log.warn({ reason: describe(asked) }, 'a late answer could not be given')
}

/** The message changes after all, or another one follows it. */
async function sendBeside(reply: Reply, { replyTo, parts }: Late): Promise<Asked | null> {
  if (reply.kind === 'silence') return null
  if (reply.kind === 'view' && reply.replaces) return edit(followUpOf(reply), replyTo, parts)
  return add(followUpOf(reply), replyTo, parts)
}

const shared = followUpOf(privately('The answer is below.'))

/** "Thinking ..." comes to its end; an answer for everybody follows it as a message of its own. */
async function keepPromise(reply: Reply, { replyTo, parts }: Late): Promise<Asked> {
  const followUp = followUpOf(reply)
  const edited = await edit(followUp.isPrivate ? followUp : shared, replyTo, parts)
  return edited.kind !== 'answered' || followUp.isPrivate ? edited : add(followUp, replyTo, parts)
}

function edit({ body, files }: FollowUp, { applicationId, token }: ReplyTo, { api }: AnswerParts) {
  const route = `/webhooks/${applicationId}/${token}/messages/@original` as const
  return insist(() => api.ask({ method: 'PATCH', route, body, files, isOpen: true }), canRepeat)
}

function add(followUp: FollowUp, { applicationId, token }: ReplyTo, { api }: AnswerParts) {
  const { files } = followUp
  const body = messageOf(followUp)
  const route = `/webhooks/${applicationId}/${token}` as const
  // After a lost answer a second attempt could be a second message.
  return insist(
    () => api.ask({ method: 'POST', route, body, files, isOpen: true }),
    (failure) => failure.kind !== 'unanswered' && canRepeat(failure),
  )
}

/** Over HTTP we may even come before Discord has read our first answer, and knows what we answer to. */
function canRepeat(failure: Failure): boolean {
  return failure.kind !== 'refused' || failure.code === unknownWebhook
}

async function insist(ask: () => Promise<Asked>, canRepeat: (failure: Failure) => boolean): Promise<Asked> {
  for (let attempt = 1; ; attempt++) {
    const asked = await ask()
    if (asked.kind === 'answered' || attempt === lateAttempts || !canRepeat(asked)) return asked
    await sleepMs(asked.kind === 'later' ? asked.retryAfterMs : againMs * attempt, null, { ref: false })
  }
}

function describe(failure: Failure): string {
  if (failure.kind === 'refused') return explain(failure).found
  return failure.kind === 'later' ? 'rate limited' : failure.cause
}
