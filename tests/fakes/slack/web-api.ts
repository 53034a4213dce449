import { type Args, flagArg, textArg } from './arguments.ts'
import { chatMethods } from './chat-methods.ts'
import { anyToken, type Context, failure, type Method, needs, type Tier } from './context.ts'
import { conversationMethods } from './conversation-methods.ts'
import { jsonReply, type Reply, rateLimitReply } from './faults.ts'
import { fileMethods } from './files.ts'
import { createMeter, type Meter, type RateLimits } from './rate-limits.ts'
import { viewMethods } from './view-methods.ts'
import type { Json, Workspace } from './workspace.ts'

export type Call = { readonly method: string; readonly args: Args; readonly token: string }

export type WebApi = { answer(call: Call): Reply }

const methods: Readonly<Record<string, Method>> = {
  ...chatMethods,
  ...conversationMethods,
  ...viewMethods,
  ...fileMethods,
  'auth.test': { tier: 'free', scope: anyToken, act: authTest },
  'bots.info': { tier: 3, scope: needs('users:read'), act: botsInfo },
  'users.info': { tier: 4, scope: needs('users:read'), act: usersInfo },
}

/** Decides what each call does and what is answered; without `limits` nobody is told to wait. */
export function createWebApi(
  context: Context,
  { limits, socketUrl }: { readonly limits: RateLimits | null; readonly socketUrl: () => string },
): WebApi {
  const { workspace } = context
  const meter = createMeter(workspace.clock)
  return {
    answer: ({ method: name, args, token }) => {
      if (name === 'api.test') return jsonReply({ ok: true, args })
      const method = Object.hasOwn(methods, name) ? methods[name] : undefined
      if (name === 'apps.connections.open') return jsonReply(openConnection(workspace, token, socketUrl))
      if (method === undefined) return jsonReply(failure('unknown_method', { req_method: name }))
      const refusal = tokenRefusal(workspace, token)
      if (refusal !== null) return jsonReply(failure(refusal))
      const waitMs = mustWaitMs(meter, { context, limits, name, method, args })
      if (waitMs > 0) return rateLimitReply(Math.max(1, Math.ceil(waitMs / 1000)))
      return jsonReply(scopedAnswer(context, method, args), { 'x-oauth-scopes': workspace.scopes.join(',') })
    },
  }
}

function scopedAnswer(context: Context, method: Method, args: Args): Json {
  const { workspace } = context
  const needed = method.scope(workspace, args)
  if (needed === null || workspace.scopes.includes(needed)) return method.act(context, args)
  return failure('missing_scope', { needed, provided: workspace.scopes.join(',') })
}

function openConnection(workspace: Workspace, token: string, socketUrl: () => string): Json {
  if (token === '') return failure('not_authed')
  if (token === workspace.botToken) return failure('not_allowed_token_type')
  return token === workspace.appToken ? { ok: true, url: socketUrl() } : failure('invalid_auth')
}

function tokenRefusal(workspace: Workspace, token: string): string | null {
  if (token === '') return 'not_authed'
  if (token === workspace.appToken) return 'not_allowed_token_type'
  if (token !== workspace.botToken) return 'invalid_auth'
  if (workspace.tokenState === 'revoked') return 'token_revoked'
  return workspace.tokenState === 'inactive' ? 'account_inactive' : null
}

const callsPerMinute: Readonly<Record<Exclude<Tier, 'message' | 'free'>, number>> = {
  1: 1,
  2: 20,
  3: 50,
  4: 100,
}

type Charge = {
  readonly context: Context
  readonly limits: RateLimits | null
  readonly name: string
  readonly method: Method
  readonly args: Args
}

function mustWaitMs(meter: Meter, { context, limits, name, method, args }: Charge): number {
  const windowMs = limits?.minuteMs ?? 60_000
  const isHistory = name === 'conversations.history' || name === 'conversations.replies'
  if (isHistory && context.isLimitedApp) return meter.take(name, { calls: 1, windowMs })
  if (limits === null || method.tier === 'free') return 0
  if (method.tier !== 'message') return meter.take(name, { calls: callsPerMinute[method.tier], windowMs })
  const calls = limits.messageBurst ?? 3
  const secondMs = limits.secondMs ?? 1000
  return meter.take(`message in ${textArg(args, 'channel')}`, { calls, windowMs: calls * secondMs })
}

function authTest({ workspace }: Context): Json {
  return {
    ok: true,
    url: 'https://pullquote.slack.com/',
    team: 'Pullquote',
    user: 'pullquote',
    team_id: workspace.teamId,
    user_id: workspace.botUserId,
    bot_id: workspace.botId,
    is_enterprise_install: false,
  }
}

function botsInfo({ workspace }: Context, args: Args): Json {
  if (textArg(args, 'bot') !== workspace.botId) return failure('bot_not_found')
  const { botId, appId, botUserId } = workspace
  return {
    ok: true,
    bot: { id: botId, deleted: false, name: 'pullquote', app_id: appId, user_id: botUserId },
  }
}

function usersInfo({ workspace }: Context, args: Args): Json {
  const user = workspace.users.get(textArg(args, 'user') ?? '')
  if (user === undefined) return failure('user_not_found')
  return {
    ok: true,
    user: {
      id: user.id,
      team_id: workspace.teamId,
      name: user.name,
      real_name: user.name,
      is_admin: user.isAdmin,
      is_owner: user.isOwner,
      is_bot: user.isBot,
      deleted: false,
      profile: { display_name: user.name, real_name: user.name },
      ...(flagArg(args, 'include_locale') === true ? { locale: user.locale } : {}),
    },
  }
}
