import { type Args, isObject, jsonArg, textArg } from './arguments.ts'
import { anyToken, type Context, type Failure, failure, isFailure, type Method } from './context.ts'
import { markupProblems, viewProblems } from './contract.ts'
import type { Json, SlackView } from './workspace.ts'

export const viewMethods: Readonly<Record<string, Method>> = {
  'views.open': { tier: 4, scope: anyToken, act: open },
  'views.push': { tier: 4, scope: anyToken, act: open },
  'views.update': { tier: 4, scope: anyToken, act: update },
  'views.publish': { tier: 4, scope: anyToken, act: publish },
}

function open(context: Context, args: Args): Json {
  const trigger = context.workspace.triggers.get(textArg(args, 'trigger_id') ?? '')
  if (trigger === undefined) return failure('invalid_trigger_id')
  if (trigger.isUsed) return failure('exchanged_trigger_id')
  if (context.workspace.clock() > trigger.expiresAt) return failure('expired_trigger_id')
  const body = viewOf(context, 'views.open', 'modal', args)
  if (isFailure(body)) return body
  trigger.isUsed = true
  return keep(
    context,
    { id: context.workspace.nextId('V'), user: trigger.user, type: 'modal', body },
    trigger.deed,
  )
}

function update(context: Context, args: Args): Json {
  const { views } = context.workspace
  const externalId = textArg(args, 'external_id')
  const view =
    views.get(textArg(args, 'view_id') ?? '') ??
    [...views.values()].find(({ body }) => externalId !== null && body.external_id === externalId)
  if (view === undefined) return failure('not_found')
  const hash = textArg(args, 'hash')
  if (hash !== null && hash !== view.hash) return failure('hash_conflict')
  const body = viewOf(context, 'views.update', view.type, args)
  return isFailure(body) ? body : keep(context, { ...view, body }, null)
}

function publish(context: Context, args: Args): Json {
  const user = textArg(args, 'user_id') ?? ''
  if (!context.workspace.users.has(user)) return failure('user_not_found')
  const body = viewOf(context, 'views.publish', 'home', args)
  return isFailure(body) ? body : keep(context, { id: `VH${user}`, user, type: 'home', body }, null)
}

function keep(context: Context, given: Omit<SlackView, 'hash'>, deed: string | null): Json {
  const view: SlackView = { ...given, hash: context.workspace.nextId('hash-') }
  context.workspace.views.set(view.id, view)
  context.show({
    deed,
    via: view.type,
    user: view.user,
    channel: null,
    isPrivate: true,
    text: '',
    blocks: [],
    view: view.body,
    viewId: view.id,
    change: 'new',
  })
  return { ok: true, view: wireView(context.workspace.teamId, context.workspace.appId, view) }
}

/** A view as Slack sends it back. */
export function wireView(teamId: string, appId: string, view: SlackView): Json {
  return {
    private_metadata: '',
    callback_id: '',
    ...view.body,
    id: view.id,
    team_id: teamId,
    app_id: appId,
    type: view.type,
    hash: view.hash,
    state: { values: {} },
    root_view_id: view.id,
    previous_view_id: null,
  }
}

function viewOf(context: Context, method: string, type: 'modal' | 'home', args: Args): Json | Failure {
  const view = jsonArg(args, 'view')
  const problems = isObject(view) ? viewProblems(view, type) : ['[ERROR] view is not an object']
  if (problems.length === 0 && isObject(view)) {
    const blocks = Array.isArray(view.blocks) ? view.blocks.filter(isObject) : []
    const shownWrongly = markupProblems('', blocks)
    if (shownWrongly.length > 0) context.report({ method, problems: shownWrongly, body: args })
    return view
  }
  context.report({ method, problems, body: args })
  return failure('invalid_arguments', { response_metadata: { messages: problems } })
}
