import { setTimeout as sleepMs } from 'node:timers/promises'
import { answerSchema, type ModelAnswer } from './answer.ts'
import { boundedFetch } from './bounded-fetch.ts'
import { type Charge, mostTokensOut } from './budget.ts'
import type { Question } from './prompt.ts'

/** Where a model is asked. */
export type Endpoint = {
  readonly provider: 'openai-compatible' | 'anthropic'
  readonly url: string
  readonly model: string
  /** null for servers that want none. */
  readonly key: string | null
}

/** Why there is no answer; in words of our own, for what a server says may hold the key. */
export type Failure =
  | `status ${number}`
  | 'malformed'
  | 'too large'
  | 'no connection'
  | 'broken off'
  | 'stopped'

/** What came of a question, after as many tries as it took. */
export type Asked = { readonly charges: readonly Charge[] } & (
  | { readonly kind: 'answered'; readonly answer: ModelAnswer }
  | { readonly kind: 'failed'; readonly reason: Failure }
  | { readonly kind: 'slow' }
)

export type Patience = { readonly timeoutMs: number; readonly stop: AbortSignal }

/** Asks once, and never throws for what a server does. */
export type AskModel = (question: Question, patience: Patience) => Promise<Asked>

export const mostTries = 2

const mostBytes = 1024 * 1024
const retryAfterMs = 500

/** Asks the model at this address. A server that is busy or out of order is asked once more, if it wants that in time. */
export function modelAt(endpoint: Endpoint): AskModel {
  return async (question, { timeoutMs, stop }) => {
    const deadline = AbortSignal.timeout(timeoutMs)
    const endsAt = performance.now() + timeoutMs
    const signal = AbortSignal.any([deadline, stop])
    const charges: Charge[] = []
    for (let left = mostTries; ; left--) {
      const tried = await tryOnce(endpoint, question, signal)
      charges.push(tried.charge)
      if (tried.kind === 'answered') return { kind: 'answered', answer: tried.answer, charges }
      if (stop.aborted) return { kind: 'failed', reason: 'stopped', charges }
      if (deadline.aborted) return { kind: 'slow', charges }
      const isWorthIt = tried.waitMs !== null && left > 1 && performance.now() + tried.waitMs < endsAt
      if (!isWorthIt) return { kind: 'failed', reason: tried.reason, charges }
      await sleepMs(tried.waitMs, undefined, { signal: stop }).catch(() => undefined)
      if (stop.aborted) return { kind: 'failed', reason: 'stopped', charges }
    }
  }
}

type Tried = { readonly charge: Charge } & (
  | { readonly kind: 'answered'; readonly answer: ModelAnswer }
  /** `waitMs` until it may be tried again; null when that would change nothing. */
  | { readonly kind: 'failed'; readonly reason: Failure; readonly waitMs: number | null }
)

async function tryOnce(endpoint: Endpoint, question: Question, abortSignal: AbortSignal): Promise<Tried> {
  // Only those who have set a model pay for loading it.
  const ai = await import('ai')
  globalThis.AI_SDK_LOG_WARNINGS = false
  const bounded = boundedFetch(mostBytes)
  try {
    const { output, usage } = await ai.generateText({
      model: await languageModel(endpoint, bounded.fetch),
      output: ai.Output.object({ schema: answerSchema }),
      system: question.instructions,
      prompt: question.material,
      maxOutputTokens: mostTokensOut,
      maxRetries: 0,
      abortSignal,
    })
    if (holdsKey(output, endpoint)) return failed('malformed', chargeOf(usage))
    return { kind: 'answered', answer: output, charge: chargeOf(usage) }
  } catch (error) {
    if (bounded.isOverrun()) return failed('too large', 'unknown')
    if (ai.NoObjectGeneratedError.isInstance(error)) return failed('malformed', chargeOf(error.usage))
    if (!ai.APICallError.isInstance(error)) return failed('malformed', 'unknown')
    return ofCall(error.statusCode, error.responseHeaders, error.cause)
  }
}

const shortestKey = 12

/** A server that talks of the key must not bring it into the store or a channel. "ollama" is a key that is none. */
function holdsKey(answer: ModelAnswer, { key }: Endpoint): boolean {
  return key !== null && key.length >= shortestKey && JSON.stringify(answer).includes(key)
}

function failed(reason: Failure, charge: Charge, waitMs: number | null = null): Tried {
  return { kind: 'failed', reason, charge, waitMs }
}

function ofCall(
  status: number | undefined,
  headers: Readonly<Record<string, string>> | undefined,
  cause: unknown,
): Tried {
  if (status === undefined)
    return isNoConnection(cause) ? failed('no connection', 'nothing') : failed('broken off', 'unknown')
  if (status < 400) return failed('malformed', 'unknown')
  const mayPass = status === 429 || status >= 500
  return failed(`status ${status}`, 'nothing', mayPass ? waitMsOf(headers) : null)
}

/** A server that names no time is given a moment. A date is not honoured: such waits are longer than anybody has. */
function waitMsOf(headers: Readonly<Record<string, string>> | undefined): number | null {
  const after = headers?.['retry-after']
  if (after === undefined) return retryAfterMs
  return /^\d+(\.\d+)?$/.test(after) ? Number(after) * 1000 : null
}

const neverArrived = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

function isNoConnection(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 4) return false
  if ('code' in error && typeof error.code === 'string' && neverArrived.has(error.code)) return true
  return isNoConnection(error.cause, depth + 1)
}

type Usage = { readonly inputTokens: number | undefined; readonly outputTokens: number | undefined }

/** Servers that count no tokens are taken to have used as many as they could. */
function chargeOf(usage: Usage | undefined): Charge {
  const { inputTokens, outputTokens } = usage ?? {}
  if (!isCount(inputTokens) || !isCount(outputTokens)) return 'unknown'
  return { in: inputTokens, out: outputTokens }
}

function isCount(tokens: number | undefined): tokens is number {
  return tokens !== undefined && Number.isSafeInteger(tokens) && tokens >= 0
}

async function languageModel({ provider, url, model, key }: Endpoint, fetch: typeof globalThis.fetch) {
  if (provider === 'anthropic') {
    const { createAnthropic } = await import('@ai-sdk/anthropic')
    return createAnthropic({ baseURL: url, apiKey: key ?? '', fetch })(model)
  }
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
  return createOpenAICompatible({
    name: 'model',
    baseURL: url,
    fetch,
    supportsStructuredOutputs: true,
    ...(key === null ? {} : { apiKey: key }),
    transformRequestBody: (body) => (isOpenAi(url) ? withNewLimit(body) : body),
  })(model)
}

function isOpenAi(url: string): boolean {
  return URL.parse(url)?.hostname === 'api.openai.com'
}

/** OpenAI's newer models refuse `max_tokens`: https://platform.openai.com/docs/api-reference/chat/create */
function withNewLimit({ max_tokens, ...body }: Record<string, unknown>): Record<string, unknown> {
  return { ...body, max_completion_tokens: max_tokens }
}
