import type { Interaction } from '../../src/deliver/interaction.ts'
import type { Reply } from '../../src/deliver/reply.ts'
import type { Choice, View } from '../../src/deliver/view.ts'
import { problemItems } from './form-again.ts'
import { limits } from './limits.ts'
import { writeForm } from './render-form.ts'
import { writeView } from './render-view.ts'
import { cleanText, fitText } from './text.ts'

/** A first answer to an interaction: https://docs.discord.com/developers/interactions/receiving-and-responding */
export type Callback = { readonly type: 1 | 4 | 5 | 6 | 7 | 8 | 9; readonly data?: object }

/** A message that follows a first answer. */
export type FollowUp = {
  readonly body: object
  readonly files: readonly { readonly name: string; readonly text: string }[]
  readonly isPrivate: boolean
}

type ViewReply = Extract<Reply, { kind: 'view' }>

const ephemeral = 1 << 6

/** "Thinking ...", shown only to whoever asked: what is private must not become public, so this is the safe side. */
export const answerLater: Callback = { type: 5, data: { flags: ephemeral } }

/** A message whose button was used stays as it is until the answer is there; it needs no promise. */
export const leaveForNow: Callback = { type: 6 }

export const pong: Callback = { type: 1 }

export const noSuggestions: Callback = { type: 8, data: { choices: [] } }

/** One sentence, only for whoever asked. */
export function privately(sentence: string): ViewReply {
  const view: View = { blocks: [{ kind: 'text', text: [sentence] }] }
  return { kind: 'view', view, isPrivate: true }
}

export const sorry = privately(
  'That did not work: Pullquote made a mistake, and it is in its log. Please try again later.',
)

export const outdated = privately('This button or command is from another version of Pullquote.')

const tooLate = privately('That took too long for a form to open. Please try again.')

const done = privately('✓')

/** The reply as first answer; null when it can only follow one. */
export function callbackOf(
  reply: Reply,
  { deed, message }: Pick<Interaction, 'deed' | 'message'>,
): Callback | null {
  if (deed.kind === 'suggest')
    return reply.kind === 'suggestions' ? suggestions(reply.choices) : noSuggestions
  switch (reply.kind) {
    case 'view':
      return reply.replaces && message !== null ? { type: 7, data: writeView(reply.view) } : answerNow(reply)
    case 'form': {
      // A form does not open out of a form.
      const data = deed.kind === 'form' ? null : writeForm(reply.form)
      return data === null ? answerNow(sorry) : { type: 9, data }
    }
    case 'invalid':
      return answerNow(problemsOf(reply))
    case 'silence':
      return message === null ? answerNow(done) : leaveForNow
    case 'suggestions':
      return answerNow(sorry)
    case 'file':
      return null
  }
}

/** The reply after a first answer. */
export function followUpOf(reply: Reply): FollowUp {
  switch (reply.kind) {
    case 'view':
      return { body: writeView(reply.view), files: [], isPrivate: reply.isPrivate }
    case 'file':
      return { body: writeView(reply.view), files: [{ name: reply.name, text: reply.text }], isPrivate: true }
    case 'invalid':
      return followUpOf(problemsOf(reply))
    case 'form':
      return followUpOf(tooLate)
    case 'silence':
      return followUpOf(done)
    case 'suggestions':
      return followUpOf(sorry)
  }
}

/** What follows as a message of its own. */
export function messageOf({ body, isPrivate }: FollowUp): object {
  return isPrivate ? { ...body, flags: ephemeral } : body
}

/** The answer as a message at once. */
export function answerNow({ view, isPrivate }: ViewReply): Callback {
  return { type: 4, data: { ...writeView(view), ...(isPrivate ? { flags: ephemeral } : {}) } }
}

/** The form is closed, and not known any more. */
function problemsOf(reply: Extract<Reply, { kind: 'invalid' }>): ViewReply {
  return {
    kind: 'view',
    view: { blocks: [{ kind: 'list', items: problemItems(reply, null) }] },
    isPrivate: true,
  }
}

function suggestions(choices: readonly Choice[]): Callback {
  const usable = choices.filter(({ value }) => value.trim() !== '' && value.length <= limits.optionText)
  return {
    type: 8,
    data: {
      choices: usable.slice(0, limits.selectOptions).map(({ label, value }) => ({
        name: fitText(cleanText(label), limits.optionText) || '…',
        value,
      })),
    },
  }
}
