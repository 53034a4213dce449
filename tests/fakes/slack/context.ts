import type { Args } from './arguments.ts'
import type { Json, Workspace } from './workspace.ts'

/** A body that Slack would refuse (`[ERROR]`) or show wrongly (`[WARN]`); tests expect none. */
export type Violation = { readonly method: string; readonly problems: readonly string[]; readonly body: Json }

/** What somebody in Slack got to see in answer to something, apart from the messages everybody sees. */
export type Shown = {
  /** The command, click or form it answers; null when Slack could not tell either. */
  readonly deed: string | null
  readonly via: 'ack' | 'responseUrl' | 'ephemeral' | 'modal' | 'home'
  readonly user: string
  readonly channel: string | null
  /** Only this person sees it. */
  readonly isPrivate: boolean
  readonly text: string
  readonly blocks: readonly Json[]
  /** The modal or Home tab as the app gave it. */
  readonly view: Json | null
  readonly viewId: string | null
  readonly change: 'new' | 'replaces' | 'deletes'
}

/** What a Web API method works on. */
export type Context = {
  readonly workspace: Workspace
  /** A second message with the same client_msg_id is refused with duplicate_message_not_found. */
  readonly refusesDuplicates: boolean
  /** conversations.history and .replies give at most 15 messages, once a minute. */
  readonly isLimitedApp: boolean
  /** Where the fake listens. */
  readonly origin: string
  readonly show: (shown: Shown) => void
  readonly report: (violation: Violation) => void
}

export type Tier = 1 | 2 | 3 | 4 | 'message' | 'free'

export type Method = {
  readonly tier: Tier
  /** The scope this call needs; null when any token will do. */
  readonly scope: (workspace: Workspace, args: Args) => string | null
  readonly act: (context: Context, args: Args) => Json
}

/** How Slack says no, with status 200. */
export type Failure = {
  readonly ok: false
  readonly error: string
  readonly errors?: readonly string[]
  readonly needed?: string
  readonly provided?: string
  readonly req_method?: string
  readonly response_metadata?: { readonly messages: readonly string[] }
}

export function failure(error: string, more: Omit<Failure, 'ok' | 'error'> = {}): Failure {
  return { ok: false, error, ...more }
}

export function isFailure(value: object): value is Failure {
  return 'ok' in value && value.ok === false
}

export const anyToken = () => null

export const needs = (scope: string) => () => scope
