import { type Args, isObject, jsonArg, textArg } from './arguments.ts'
import type { Context, Shown } from './context.ts'
import { markupProblems, messageProblems } from './contract.ts'
import { jsonReply, type Reply } from './faults.ts'
import {
  emptyMessage,
  findMessage,
  type Json,
  removeMessage,
  replaceMessage,
  type SlackMessage,
  type Workspace,
} from './workspace.ts'

/** Where a response goes: the deed it answers, and the message whose button was used. */
export type ResponseTarget = {
  readonly deed: string
  readonly user: string
  readonly channel: string
  readonly on: SlackMessage | Shown | null
  readonly expiresAt: number
  uses: number
}

// docs.slack.dev/interactivity/handling-user-interaction#message_responses
const mostUses = 5
export const responseMinutes = 30

/** Answers a post to a response_url. */
export function respond(context: Context, target: ResponseTarget | undefined, args: Args): Reply {
  if (target === undefined) return refusal(404, 'no_such_url')
  if (context.workspace.clock() > target.expiresAt) return refusal(404, 'expired_url')
  if (target.uses >= mostUses) return refusal(404, 'used_url')
  const problems = showResponse(context, target, 'responseUrl', args)
  if (problems.length > 0) return refusal(400, 'invalid_blocks')
  target.uses++
  return { status: 200, headers: { 'content-type': 'text/html' }, body: 'ok' }
}

/** Shows what an ack or a response_url carries; the problems of a body that Slack would refuse. */
export function showResponse(
  context: Context,
  target: ResponseTarget,
  via: 'ack' | 'responseUrl',
  args: Json,
): readonly string[] {
  const change = changeOf(target, args)
  const blocks = jsonArg(args, 'blocks')
  const list = Array.isArray(blocks) ? blocks.filter(isObject) : []
  const text = textArg(args, 'text') ?? ''
  const problems = change === 'deletes' ? [] : problemsOf(text, list)
  if (problems.length > 0) {
    context.report({ method: via, problems, body: args })
    return problems
  }
  const shownWrongly = markupProblems(text, list)
  if (shownWrongly.length > 0) context.report({ method: via, problems: shownWrongly, body: args })
  const isPrivate = change === 'new' ? args.response_type !== 'in_channel' : !isPublic(target.on)
  const { deed, user, channel } = target
  context.show({ deed, via, user, channel, isPrivate, text, blocks: list, view: null, viewId: null, change })
  if (!isPrivate && change === 'new') post(context.workspace, target, text, list)
  if (!isPrivate && change !== 'new') apply(context, target, change, args)
  return []
}

function problemsOf(text: string, blocks: readonly Json[]): readonly string[] {
  if (text === '' && blocks.length === 0) return ['[ERROR] neither text nor blocks']
  return messageProblems({ text, blocks })
}

/** Answers to a button replace its message unless they say otherwise; a private answer to a public message never does. */
function changeOf(target: ResponseTarget, args: Json): Shown['change'] {
  if (target.on === null) return 'new'
  if (args.delete_original === true) return 'deletes'
  if (args.replace_original === true) return 'replaces'
  if (args.replace_original === false) return 'new'
  return args.response_type === undefined ? 'replaces' : 'new'
}

function apply({ workspace }: Context, target: ResponseTarget, change: Shown['change'], args: Json): void {
  if (!isPublic(target.on)) return
  const on = findMessage(workspace, target.on.channel, target.on.ts)
  if (on === undefined) return
  const blocks = jsonArg(args, 'blocks')
  if (change === 'deletes') removeMessage(workspace, on)
  else
    replaceMessage(workspace, {
      ...on,
      text: textArg(args, 'text') ?? '',
      blocks: Array.isArray(blocks) ? blocks.filter(isObject) : null,
      updates: on.updates + 1,
    })
}

function post(workspace: Workspace, target: ResponseTarget, text: string, blocks: readonly Json[]): void {
  workspace.messages.push({
    ...emptyMessage,
    ts: workspace.nextTs(),
    channel: target.channel,
    user: workspace.botUserId,
    botId: workspace.botId,
    text,
    blocks: blocks.length === 0 ? null : blocks,
  })
}

function isPublic(on: SlackMessage | Shown | null): on is SlackMessage {
  return on !== null && 'ts' in on
}

function refusal(status: number, error: string): Reply {
  return { ...jsonReply({ ok: false, error }), status }
}
