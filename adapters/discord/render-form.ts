import type { Field, Form } from '../../src/deliver/reply.ts'
import type { Choice } from '../../src/deliver/view.ts'
import { limits } from './limits.ts'
import { cleanText, fitText } from './text.ts'

const modal = { title: 45, fields: 5, label: 45, hint: 100, input: 4000 } as const

/** Text, announcement and forum; media channels are missing in Discord's specification of modals. */
const channelTypes = [0, 5, 15]

/** The form and state of an id; null when it is none of ours. */
export function formOf(customId: string): { readonly form: string; readonly state: string } | null {
  const [, form, state] = /^pf:([^:]+):(.*)$/s.exec(customId) ?? []
  return form === undefined || state === undefined ? null : { form, state }
}

/** A form as a modal: https://docs.discord.com/developers/components/reference#label; null when it has no room. */
export function writeForm(form: Form): object | null {
  const id = formIdOf(form.form, form.state)
  if (id === null) return null
  return {
    custom_id: id,
    title: shown(form.title, modal.title),
    components: form.fields.slice(0, modal.fields).map(writeField),
  }
}

/** What a form is known by when it comes back; null when there is no room for its state. */
function formIdOf(form: string, state: string): string | null {
  const id = `pf:${form}:${state}`
  return id.length <= limits.customId ? id : null
}

function writeField(field: Field): object {
  const hint = field.hint === null ? '' : fitText(cleanText(field.hint), modal.hint)
  return {
    type: 18,
    label: shown(field.label, modal.label),
    ...(hint === '' ? {} : { description: hint }),
    component: { custom_id: field.name, required: field.isRequired, ...writeInput(field) },
  }
}

function writeInput(field: Field): object {
  switch (field.kind) {
    case 'text': {
      const most = Math.min(Math.max(field.most, 1), modal.input)
      const value = field.value.slice(0, most).toWellFormed()
      return {
        type: 4,
        style: field.isLong ? 2 : 1,
        max_length: most,
        ...(value === '' ? {} : { value }),
      }
    }
    case 'choice':
      return { type: 3, options: field.options.slice(0, limits.selectOptions).map(writeOption(field.chosen)) }
    case 'channel':
      return {
        type: 8,
        channel_types: channelTypes,
        ...(/^\d{1,20}$/.test(field.chosen ?? '')
          ? { default_values: [{ id: field.chosen, type: 'channel' }] }
          : {}),
      }
    case 'file':
      return { type: 19 }
  }
}

function writeOption(chosen: string | null) {
  return ({ label, value }: Choice): object => ({
    label: shown(label, limits.optionText),
    value,
    ...(value === chosen ? { default: true } : {}),
  })
}

function shown(text: string, max: number): string {
  return fitText(cleanText(text), max) || '…'
}
