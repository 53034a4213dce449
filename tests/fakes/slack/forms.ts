import { isObject } from './arguments.ts'
import type { Context, Shown } from './context.ts'
import { viewProblems } from './contract.ts'
import { elementsOf } from './elements.ts'
import type { Json, SlackView } from './workspace.ts'

/** What a person sees after sending a modal off. */
export type FormAnswer =
  | { readonly kind: 'closed' }
  | { readonly kind: 'cleared' }
  /** Messages by block id. */
  | { readonly kind: 'errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly kind: 'view'; readonly view: Shown }

/** Reads the ack of a view_submission; a bad one is reported and leaves the modal as it is. */
export function readFormAnswer(context: Context, view: SlackView, deed: string, ack: unknown): FormAnswer {
  const answer = isObject(ack) ? ack : {}
  switch (answer.response_action) {
    case undefined:
      context.workspace.views.delete(view.id)
      return { kind: 'closed' }
    case 'clear':
      context.workspace.views.clear()
      return { kind: 'cleared' }
    case 'errors':
      return { kind: 'errors', errors: readErrors(context, view, answer) }
    default:
      return { kind: 'view', view: showNext(context, view, deed, answer) }
  }
}

function readErrors(context: Context, view: SlackView, answer: Json): Readonly<Record<string, string>> {
  const errors = isObject(answer.errors) ? answer.errors : {}
  const blocks = Array.isArray(view.body.blocks) ? view.body.blocks.filter(isObject) : []
  const inputs = new Set(
    elementsOf(blocks.filter(({ type }) => type === 'input')).map(({ blockId }) => blockId),
  )
  const astray = Object.keys(errors).filter((blockId) => !inputs.has(blockId))
  if (astray.length > 0 || Object.keys(errors).length === 0)
    context.report({
      method: 'ack',
      problems: [`[ERROR] errors for no input: ${astray.join(', ')}`],
      body: answer,
    })
  return Object.fromEntries(Object.entries(errors).map(([blockId, message]) => [blockId, String(message)]))
}

function showNext(context: Context, view: SlackView, deed: string, answer: Json): Shown {
  const body = isObject(answer.view) ? answer.view : {}
  const isAction = answer.response_action === 'update' || answer.response_action === 'push'
  const problems = isAction
    ? viewProblems(body, 'modal')
    : [`[ERROR] response_action ${answer.response_action}`]
  if (problems.length > 0) {
    context.report({ method: 'ack', problems, body: answer })
    throw new Error(`the answer to a form is no good: ${problems.join('; ')}`)
  }
  const id = answer.response_action === 'push' ? context.workspace.nextId('V') : view.id
  context.workspace.views.set(id, { ...view, id, body, hash: context.workspace.nextId('hash-') })
  const shown: Shown = {
    deed,
    via: 'modal',
    user: view.user,
    channel: null,
    isPrivate: true,
    text: '',
    blocks: [],
    view: body,
    viewId: id,
    change: answer.response_action === 'push' ? 'new' : 'replaces',
  }
  context.show(shown)
  return shown
}
