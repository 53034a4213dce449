import type { ViewResponseAction } from '@slack/bolt'
import type { Reply } from '../../src/deliver/reply.ts'
import type { Heard } from './interactions.ts'
import { type FormMemory, problemsAtFields, renderAnswer, renderForm, sentForm } from './render-form.ts'
import { formAgain, type Modal } from './render-form-again.ts'
import { type Reading, readUpload } from './upload.ts'

export type HeardForm = Heard & {
  /** The names of all its fields, in order. */
  readonly fields: readonly string[]
  /** The form once more, with what was entered and what is wrong with it. */
  readonly again: (problems: readonly string[]) => Modal | null
}

/** A form that was sent; null for one that isn't ours. */
export function heardForm(payload: unknown, reading: Reading): HeardForm | null {
  const sent = sentForm(payload)
  if (sent === null) return null
  const { form, memory, fields, files, user, triggerId } = sent
  const uploads = files.map((file) => readUpload(file, reading))
  return {
    interaction: {
      platform: 'slack',
      actor: { ...user, locale: null, mayManage: null },
      channel: memory.channel,
      message: null,
      deed: { kind: 'form', form, state: memory.state, fields, files: uploads },
    },
    place: memory.isOnHome ? { kind: 'home' } : { kind: 'channel', responseUrl: memory.responseUrl },
    triggerId,
    fields: Object.keys(fields),
    again: (problems) => formAgain(payload, problems),
  }
}

/** What the form itself shows; null when it closes and the reply comes where it was asked for. */
export function formAnswer(heard: HeardForm, reply: Reply | null): ViewResponseAction | null {
  if (reply?.kind === 'invalid' && heard.fields.length > 0)
    return { response_action: 'errors', errors: problemsAtFields(reply.problems, heard.fields) }
  if (reply?.kind === 'form')
    return {
      response_action: 'update',
      view: renderForm(reply.form, memoryOf(heard, reply.form.state)),
    }
  const isOverHome = reply?.kind === 'view' && reply.replaces !== true && heard.place.kind === 'home'
  return isOverHome ? { response_action: 'update', view: renderAnswer(reply.view) } : null
}

/** What a form opened for this has to remember. */
export function memoryOf({ interaction, place }: Heard, state: string): FormMemory {
  return {
    state,
    channel: interaction.channel,
    responseUrl: place.kind === 'channel' ? place.responseUrl : null,
    isOnHome: place.kind !== 'channel',
  }
}
