import { z } from 'zod'
import type { SendResult } from '../../src/deliver/adapter.ts'

/** What the SDK throws, told apart by what it means. */
export type Failure =
  /** Slack said no with one of its codes. */
  | {
      readonly kind: 'refused'
      readonly code: string
      readonly scope: string | null
      readonly details: readonly string[]
    }
  | { readonly kind: 'rateLimited'; readonly retryAfterMs: number }
  /** No connection was made, so nothing was asked. */
  | { readonly kind: 'unreached'; readonly cause: string }
  /** Asked, and no answer that says what became of it. */
  | { readonly kind: 'unanswered'; readonly cause: string }

const platformError = z.object({
  code: z.literal('slack_webapi_platform_error'),
  data: z.object({
    error: z.string(),
    needed: z.string().optional(),
    response_metadata: z
      .object({ messages: z.array(z.string()).optional(), retryAfter: z.number().optional() })
      .optional(),
  }),
})
const rateLimitError = z.object({
  code: z.literal('slack_webapi_rate_limited_error'),
  retryAfter: z.number(),
})
const httpError = z.object({ code: z.literal('slack_webapi_http_error'), statusCode: z.number() })
const requestError = z.object({
  code: z.literal('slack_webapi_request_error'),
  original: z.instanceof(Error),
})

const usualWaitMs = 30_000
const leastWaitMs = 1_000
const migrationWaitMs = 5 * 60_000

/** Reads an error of the SDK; the body of an answer that isn't Slack's never gets into it. */
export function failureOf(error: unknown): Failure {
  const limited = rateLimitError.safeParse(error)
  if (limited.success)
    return { kind: 'rateLimited', retryAfterMs: Math.max(leastWaitMs, limited.data.retryAfter * 1000) }
  const platform = platformError.safeParse(error)
  if (platform.success) return refusalOf(platform.data.data)
  const http = httpError.safeParse(error)
  if (http.success) return { kind: 'unanswered', cause: `HTTP status ${http.data.statusCode}` }
  const request = requestError.safeParse(error)
  return networkFailure(request.success ? request.data.original : error)
}

function refusalOf(data: z.infer<typeof platformError>['data']): Failure {
  const { error, needed, response_metadata } = data
  // The SDK gives a page that isn't JSON as the code.
  if (!/^[a-z][a-z0-9_]{2,80}$/.test(error))
    return { kind: 'unanswered', cause: 'an answer that is not from the Web API' }
  if (error === 'ratelimited' || error === 'rate_limited' || error === 'message_limit_exceeded')
    return { kind: 'rateLimited', retryAfterMs: waitOf(response_metadata?.retryAfter) }
  return {
    kind: 'refused',
    code: error,
    scope: needed ?? null,
    details: response_metadata?.messages ?? [],
  }
}

function waitOf(seconds: number | undefined): number {
  return seconds === undefined ? usualWaitMs : Math.max(leastWaitMs, seconds * 1000)
}

const unreachedCodes = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']

function networkFailure(error: unknown): Failure {
  const causes = causesOf(error)
  const codes = causes.flatMap((cause) => z.object({ code: z.string() }).safeParse(cause).data?.code ?? [])
  const unreached = codes.find((code) => unreachedCodes.includes(code))
  if (unreached !== undefined) return { kind: 'unreached', cause: unreached }
  if (causes.some((cause) => cause.name === 'TimeoutError'))
    return { kind: 'unanswered', cause: 'no answer in time' }
  return { kind: 'unanswered', cause: codes.at(-1) ?? causes.at(-1)?.message ?? 'no answer' }
}

function causesOf(error: unknown): Error[] {
  return error instanceof Error ? [error, ...causesOf(error.cause)] : []
}

type Meaning =
  | { readonly about: 'message' | 'channel' | 'platform'; readonly found: string; readonly fix: string }
  /** Something may have been posted before the error: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
  | { readonly about: 'unknown' }
  | { readonly about: 'later'; readonly scope: 'channel' | 'platform' }

const invite = 'Type "/invite @pullquote" in the channel.'
const reinstall =
  'Install the app again under "OAuth & Permissions" and put its bot token into SLACK_BOT_TOKEN.'
const askAdmin = 'Ask an admin of the workspace.'
const report = 'This is a fault of pullquote: please report it.'

const message = (found: string, fix = report): Meaning => ({ about: 'message', found, fix })
const channel = (found: string, fix = askAdmin): Meaning => ({ about: 'channel', found, fix })
const platform = (found: string, fix: string): Meaning => ({ about: 'platform', found, fix })
const unknown: Meaning = { about: 'unknown' }

/** Every error documented for chat.postMessage and chat.update. */
export const meanings: Readonly<Record<string, Meaning>> = {
  channel_not_found: channel('the channel does not exist, or it is private and the app is not in it', invite),
  not_in_channel: channel('the app is not in the channel', invite),
  no_permission: channel('the app may not post there', invite),
  access_denied: channel('the app may not post there', invite),
  is_archived: channel('the channel is archived', 'Unarchive it, or unsubscribe it.'),
  restricted_action: channel('a setting of the workspace or channel lets only some people post'),
  restricted_action_read_only_channel: channel('the channel is read-only'),
  restricted_action_thread_only_channel: channel('only threads may be posted there'),
  restricted_action_non_threadable_channel: channel('threads are not allowed there'),
  restricted_action_thread_locked: channel('the thread is locked'),
  cannot_reply_to_message: channel('the message can not be answered', 'Choose another message or channel.'),
  thread_not_found: channel('the thread does not exist', 'Choose another thread or channel.'),
  channel_type_not_supported: channel('the app can not post in this kind of channel', 'Choose another one.'),
  method_not_supported_for_channel_type: channel(
    'the app can not post in this kind of channel',
    'Choose another one.',
  ),
  messages_tab_disabled: channel(
    'direct messages to the app are switched off',
    'Enable the messages tab under "App Home", or choose a channel.',
  ),
  external_channel_migrating: { about: 'later', scope: 'channel' },
  team_added_to_org: { about: 'later', scope: 'platform' },

  not_authed: platform('no token was given', reinstall),
  invalid_auth: platform('the bot token is not valid, or not from this address', reinstall),
  account_inactive: platform('the app was removed from the workspace', reinstall),
  token_revoked: platform('the bot token was revoked', reinstall),
  token_expired: platform('the bot token has expired', reinstall),
  not_allowed_token_type: platform('the token is not a bot token', 'SLACK_BOT_TOKEN begins with xoxb-.'),
  missing_scope: platform('the app lacks a permission', reinstall),
  org_login_required: platform('the workspace is moving to an organisation', 'Wait until it has moved.'),
  two_factor_setup_required: platform('two-factor authentication has to be set up', askAdmin),
  team_access_not_granted: platform('the app may not act in this workspace', askAdmin),
  ekm_access_denied: platform('admins have suspended posting', askAdmin),
  enterprise_is_restricted: platform('the organisation does not allow it', askAdmin),
  accesslimited: platform('access from this network is limited', askAdmin),

  msg_too_long: message('the text is too long'),
  msg_blocks_too_long: message('the blocks are too long'),
  invalid_blocks: message('the blocks are not valid'),
  invalid_blocks_format: message('the blocks are not valid'),
  no_text: message('there is no text'),
  markdown_text_conflict: message('text was given twice'),
  too_many_attachments: message('there are too many attachments'),
  too_many_contact_cards: message('there are too many contact cards'),
  attachment_payload_limit_exceeded: message('the attachments are too long'),
  invalid_metadata_format: message('the metadata is not valid'),
  invalid_metadata_schema: message('the metadata is not valid'),
  metadata_too_large: message('the metadata is too large'),
  metadata_must_be_sent_from_app: message('the metadata needs an app token'),
  as_user_not_supported: message('as_user is not supported'),
  slack_connect_file_link_sharing_blocked: message('links to files may not be shared there', askAdmin),
  slack_connect_file_upload_sharing_blocked: message('files may not be shared there', askAdmin),
  slack_connect_canvas_sharing_blocked: message('canvases may not be shared there', askAdmin),
  slack_connect_clip_sharing_blocked: message('clips may not be shared there', askAdmin),
  slack_connect_lists_sharing_blocked: message('lists may not be shared there', askAdmin),
  invalid_arguments: message('the request is not valid'),
  invalid_arg_name: message('the request is not valid'),
  invalid_array_arg: message('the request is not valid'),
  invalid_charset: message('the request is not valid'),
  invalid_form_data: message('the request is not valid'),
  invalid_post_type: message('the request is not valid'),
  missing_post_type: message('the request is not valid'),
  deprecated_endpoint: message('the method is gone'),
  method_deprecated: message('the method is gone'),
  message_not_found: message('the message is gone', 'It was deleted in Slack.'),
  cant_update_message: message('the message belongs to somebody else'),
  edit_window_closed: message('the message is too old to be changed', askAdmin),
  block_mismatch: message('this message can not be changed'),
  is_inactive: message('the message is in an archived channel', 'Unarchive the channel.'),
  update_failed: unknown,

  duplicate_channel_not_found: unknown,
  duplicate_message_not_found: unknown,
  internal_error: unknown,
  fatal_error: unknown,
  service_unavailable: unknown,
  request_timeout: unknown,
}

export type NotSent = Exclude<SendResult, { readonly kind: 'sent' }>

/** What an error means for what was to be sent. */
export function sendResultOf(error: unknown, channelId: string): NotSent {
  const failure = failureOf(error)
  switch (failure.kind) {
    case 'rateLimited':
      return { kind: 'rateLimited', scope: 'channel', retryAfterMs: failure.retryAfterMs }
    case 'unreached':
      return { kind: 'rateLimited', scope: 'platform', retryAfterMs: usualWaitMs / 2 }
    case 'unanswered':
      return { kind: 'unknown', cause: failure.cause }
    case 'refused':
      return refusedResult(failure, channelId)
  }
}

type Refusal = Extract<Failure, { readonly kind: 'refused' }>

function refusedResult(failure: Refusal, channelId: string): NotSent {
  const meaning = meaningOf(failure.code)
  if (meaning.about === 'unknown') return { kind: 'unknown', cause: failure.code }
  if (meaning.about === 'later')
    return { kind: 'rateLimited', scope: meaning.scope, retryAfterMs: migrationWaitMs }
  const details = failure.details.length === 0 ? '' : ` ${failure.details.slice(0, 3).join('; ')}.`
  return {
    kind: 'rejected',
    about: meaning.about,
    reason: `Slack took nothing for ${channelId} (${failure.code}): ${reasonOf(failure)}${details}`,
  }
}

function meaningOf(code: string): Meaning {
  const known = Object.hasOwn(meanings, code) ? meanings[code] : undefined
  return known ?? message('Slack does not say why', 'Look the code up in the documentation of Slack.')
}

/** What was found and how to mend it, for a person. */
export function reasonOf(failure: Refusal): string {
  const { found, fix } = problemOf(failure)
  return `${found}. ${fix}`
}

/** The same in two parts. */
export function problemOf({ code, scope }: Refusal): { readonly found: string; readonly fix: string } {
  if (code === 'missing_scope')
    return {
      found: `the app lacks the permission ${scope ?? 'it needs'}`,
      fix: `Add ${scope ?? 'it'} under "OAuth & Permissions" and install the app again.`,
    }
  const meaning = meaningOf(code)
  return 'found' in meaning ? meaning : { found: `Slack answered ${code}`, fix: 'Try again later.' }
}

/** True when no other request with this token will fare better. */
export function isAboutToken(code: string): boolean {
  return code !== 'missing_scope' && meaningOf(code).about === 'platform'
}

/** A failure in words, for logs and checks. */
export function inWords(failure: Failure): string {
  switch (failure.kind) {
    case 'refused':
      return `${failure.code}: ${problemOf(failure).found}`
    case 'rateLimited':
      return `Slack asks to wait ${failure.retryAfterMs} ms`
    case 'unreached':
      return `Slack could not be reached (${failure.cause})`
    case 'unanswered':
      return `Slack did not answer (${failure.cause})`
  }
}
