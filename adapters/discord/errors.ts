import { DiscordAPIError, RateLimitError } from 'discord.js'
import type { SendResult } from '../../src/deliver/adapter.ts'

/** Why a request brought nothing. */
export type Failure =
  /** Definitely without effect; asking again later may help. */
  | { readonly kind: 'later'; readonly scope: 'channel' | 'platform'; readonly retryAfterMs: number }
  /** Discord's definite no, with its own number for the reason. */
  | { readonly kind: 'refused'; readonly status: number; readonly code: number; readonly said: string }
  /** It may have taken effect. */
  | { readonly kind: 'unanswered'; readonly cause: string }

/** A definite no in words for people. */
export type Refusal = {
  readonly about: 'message' | 'channel' | 'platform'
  readonly found: string
  readonly fix: string
}

const minuteMs = 60_000
const shortestWaitMs = 250
const waitWithoutWordMs = 1000

/** What an error of the SDK means. */
export function failureOf(error: unknown): Failure {
  if (error instanceof RateLimitError) return rateLimited(error)
  if (error instanceof DiscordAPIError) return answered(error)
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  if (error instanceof Error && /^(Abort|Timeout)Error$/.test(error.name))
    return { kind: 'unanswered', cause: 'no answer in time' }
  // The SDK gave up in its own queue: https://github.com/sapphiredev/utilities/blob/main/packages/async-queue
  if (/Request aborted manually/.test(message)) return later('channel', waitWithoutWordMs)
  return { kind: 'unanswered', cause: message }
}

/** What a failed request means for a message that was to be sent. */
export function sendResultOf(failure: Failure, what: string): Exclude<SendResult, { kind: 'sent' }> {
  switch (failure.kind) {
    case 'later':
      return { kind: 'rateLimited', scope: failure.scope, retryAfterMs: failure.retryAfterMs }
    case 'unanswered':
      return { kind: 'unknown', cause: failure.cause }
    case 'refused': {
      const { about, found, fix } = explain(failure)
      return { kind: 'rejected', about, reason: `${what}: ${found}; ${fix}` }
    }
  }
}

/** The same for a request that only asked: its lost answer changed nothing, so the message is simply sent later. */
export function unsentResultOf(failure: Failure, what: string): Exclude<SendResult, { kind: 'sent' }> {
  if (failure.kind !== 'unanswered') return sendResultOf(failure, what)
  return { kind: 'rateLimited', scope: 'channel', retryAfterMs: lookupAgainMs }
}

/** When to ask again after an answer that was lost. */
export const lookupAgainMs = 5000

/** What Discord's refusal is about, and how to mend it. */
export function explain({ status, code, said }: Extract<Failure, { kind: 'refused' }>): Refusal {
  const found = `Discord answered ${status}${code === 0 ? '' : ` (${code})`} "${said}"`
  if (status === 401)
    return {
      about: 'platform',
      found: `${found}: the bot token is not valid any more`,
      fix: 'reset it under https://discord.com/developers/applications > Bot and set DISCORD_TOKEN to the new one',
    }
  const fix = channelFixes[code]
  if (fix !== undefined) return { about: 'channel', found, fix }
  if ((status === 403 || status === 404) && !messageCodes.has(code))
    return { about: 'channel', found, fix: 'check that the channel exists and that Pullquote may post there' }
  return { about: 'message', found, fix: messageFix(code) }
}

function rateLimited(error: RateLimitError): Failure {
  const waitMs = error.retryAfter > 0 ? error.retryAfter : error.timeToReset
  const isGlobal = error.global || error.scope === 'global'
  return later(isGlobal ? 'platform' : 'channel', Number.isFinite(waitMs) ? waitMs : waitWithoutWordMs)
}

function later(scope: 'channel' | 'platform', waitMs: number): Failure {
  return { kind: 'later', scope, retryAfterMs: Math.max(shortestWaitMs, Math.ceil(waitMs)) }
}

function answered({ status, code, rawError, message }: DiscordAPIError): Failure {
  const number = typeof code === 'number' ? code : null
  // Not Discord's words: a proxy or Cloudflare stands between, and is the same for every channel.
  if (number === null)
    return status === 408 ? { kind: 'unanswered', cause: 'HTTP 408' } : later('platform', minuteMs)
  const wait = waits[number]
  if (wait !== undefined) return later(wait.scope, wait.ms)
  const said = 'message' in rawError ? message.replaceAll('\n', ' ') : 'no reason'
  return { kind: 'refused', status, code: number, said: said.slice(0, longestSaid) }
}

const longestSaid = 300

type Wait = { readonly scope: 'channel' | 'platform'; readonly ms: number }

/** https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes: refusals that pass. */
const waits: Readonly<Record<number, Wait>> = {
  20016: { scope: 'channel', ms: minuteMs },
  20022: { scope: 'channel', ms: 10 * minuteMs },
  20028: { scope: 'channel', ms: minuteMs },
  20029: { scope: 'channel', ms: minuteMs },
  30046: { scope: 'channel', ms: 10 * minuteMs },
  40004: { scope: 'platform', ms: 10 * minuteMs },
  40062: { scope: 'channel', ms: minuteMs },
  40333: { scope: 'platform', ms: minuteMs },
}

const wrongKind = 'choose a text, announcement, forum or media channel, or a thread'

const channelFixes: Readonly<Record<number, string>> = {
  10003: 'the channel is gone: choose another one',
  10004: 'invite Pullquote to the server again',
  30033: 'the thread has as many members as it can take: choose another one',
  40058: wrongKind,
  40066: 'let members set at least one tag of the forum',
  40067: 'add a tag to the forum, or take away the rule that posts need one',
  50001: 'let Pullquote see the channel (permission View Channel)',
  50008: wrongKind,
  50009: 'lower the verification level of the server',
  50013:
    'give Pullquote the permissions Send Messages and Embed Links there (in threads: Send Messages in Threads)',
  50024: wrongKind,
  50083: 'open the archived thread again',
  160002: 'give Pullquote the permission Read Message History there',
  160005: 'unlock the thread, or choose another channel',
  160006: 'archive some threads of the server',
  160007: 'archive some threads of the channel',
}

/** About the message although Discord may answer 403 or 404. */
const messageCodes: ReadonlySet<number> = new Set([10008, 50005, 50007, 50035, 200000, 200001, 240000])

function messageFix(code: number): string {
  if (code === 200000 || code === 200001)
    return "the server's AutoMod blocked it: exempt the role of Pullquote in its rules"
  if (code === 240000) return 'Discord takes a link in it for harmful'
  if (code === 50007) return 'this person takes no direct messages from Pullquote'
  if (code === 10008) return 'the message is gone'
  return 'this one message is left out'
}
