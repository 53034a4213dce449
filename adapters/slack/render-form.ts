import type { types } from '@slack/bolt'
import { z } from 'zod'
import type { ChannelRef } from '../../src/deliver/address.ts'
import type { Field, Form } from '../../src/deliver/reply.ts'
import type { View } from '../../src/deliver/view.ts'
import { limits } from './limits.ts'
import { plainText } from './render-blocks.ts'
import { showPage } from './render-view.ts'
import { cleanText, shorten } from './text.ts'

/** What a form has to know when it comes back: Slack tells neither channel nor where to answer. */
export type FormMemory = {
  readonly state: string
  readonly channel: ChannelRef | null
  readonly responseUrl: string | null
  /** It was opened from the bot's own page. */
  readonly isOnHome: boolean
}

const longestTitle = 24
const longestLabel = 150
const longestInput = 3_000

/** A form as a modal: https://docs.slack.dev/reference/views/modal-views */
export function renderForm(form: Form, memory: FormMemory): types.ModalView {
  return {
    type: 'modal',
    callback_id: `pq:${form.form}`,
    private_metadata: metadataOf(memory),
    title: label(form.title, longestTitle),
    submit: label(form.submit, longestTitle),
    close: plainText('Cancel'),
    blocks: form.fields.filter(hasChoice).map(inputOf),
  }
}

// Without the address the answer comes as a new message.
function metadataOf(memory: FormMemory): string {
  const json = JSON.stringify(memory)
  return json.length <= limits.formMemory ? json : JSON.stringify({ ...memory, responseUrl: null })
}

const answerTitle = 'Pullquote'

/** An answer in a modal, for where there is no channel to answer in. */
export function renderAnswer(view: View): types.ModalView {
  return {
    type: 'modal',
    title: plainText(answerTitle),
    close: plainText('Close'),
    blocks: [...showPage(view)],
  }
}

function label(text: string, limit: number): types.PlainTextElement {
  return plainText(shorten(cleanText(text), limit) || '…')
}

/** The name of a field is the id of its block and of its element: errors go by the one, values by the other. */
function inputOf(field: Field): types.InputBlock {
  return {
    type: 'input',
    block_id: field.name,
    label: label(field.label, longestLabel),
    optional: !field.isRequired,
    element: elementOf(field),
    ...(field.hint === null ? {} : { hint: label(field.hint, longestLabel) }),
  }
}

function elementOf(field: Field): types.InputBlock['element'] {
  switch (field.kind) {
    case 'text': {
      const most = Math.min(field.most, longestInput)
      return {
        type: 'plain_text_input',
        action_id: field.name,
        multiline: field.isLong,
        max_length: most,
        ...(field.value === '' ? {} : { initial_value: field.value.slice(0, most).toWellFormed() }),
      }
    }
    case 'choice':
      return choiceOf(field)
    case 'channel':
      return {
        type: 'conversations_select',
        action_id: field.name,
        filter: { include: ['public', 'private'], exclude_bot_users: true },
        ...(field.chosen === null ? {} : { initial_conversation: field.chosen }),
      }
    case 'file':
      return { type: 'file_input', action_id: field.name, max_files: 1 }
  }
}

/** Slack refuses a form with a select that has nothing to choose from. */
function hasChoice(field: Field): boolean {
  return field.kind !== 'choice' || optionsOf(field).length > 0
}

type ChoiceField = Extract<Field, { readonly kind: 'choice' }>

function optionsOf(field: ChoiceField) {
  return field.options
    .filter(({ value }) => value !== '' && value.length <= limits.optionValue)
    .slice(0, limits.options)
    .map((choice) => ({ value: choice.value, text: label(choice.label, limits.buttonLabel) }))
}

function choiceOf(field: ChoiceField): types.StaticSelect {
  const options = optionsOf(field)
  const initial = options.find(({ value }) => value === field.chosen)
  return {
    type: 'static_select',
    action_id: field.name,
    options,
    ...(initial === undefined ? {} : { initial_option: initial }),
  }
}

const channelRef = z.object({
  platform: z.string(),
  workspaceId: z.string(),
  channelId: z.string(),
  threadId: z.string().nullable(),
})
const memory = z.object({
  state: z.string(),
  channel: channelRef.nullable(),
  responseUrl: z.url().nullable(),
  isOnHome: z.boolean().default(false),
})

const file = z.object({
  name: z.string().default('file'),
  size: z.number().default(0),
  // Files of other workspaces come without.
  url_private_download: z.url().nullish(),
})
const filledIn = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_conversation: z.string().nullish(),
  files: z.array(file).nullish(),
})

// https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload#view_submission
const submission = z.object({
  user: z.object({ id: z.string(), name: z.string().optional() }),
  trigger_id: z.string().optional(),
  view: z.object({
    callback_id: z.string().startsWith('pq:'),
    private_metadata: z.string(),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), filledIn)) }),
  }),
})

export type FormFile = { readonly name: string; readonly sizeBytes: number; readonly url: string | null }

/** A form that was sent, with what it was opened with. */
export type SentForm = {
  readonly form: string
  readonly memory: FormMemory
  readonly fields: Readonly<Record<string, string>>
  readonly files: readonly FormFile[]
  readonly user: { readonly id: string; readonly name: string | null }
  readonly triggerId: string | null
}

/** Reads a form that was sent; null for one that isn't ours. */
export function sentForm(payload: unknown): SentForm | null {
  const read = submission.safeParse(payload)
  const remembered = read.success ? memory.safeParse(parsed(read.data.view.private_metadata)) : null
  if (!read.success || !remembered?.success) return null
  const { user, view, trigger_id } = read.data
  const inputs = Object.values(view.state.values).flatMap(Object.entries<z.infer<typeof filledIn>>)
  return {
    form: view.callback_id.slice('pq:'.length),
    memory: remembered.data,
    fields: Object.fromEntries(inputs.map(([name, input]) => [name, enteredIn(input)])),
    files: inputs.flatMap(([, { files }]) => files ?? []).map(fileOf),
    user: { id: user.id, name: user.name ?? null },
    triggerId: trigger_id ?? null,
  }
}

/** The problems at the inputs of the form; one that is about none of them stands at the first. */
export function problemsAtFields(
  problems: Readonly<Record<string, string>>,
  fields: readonly string[],
): Record<string, string> {
  const [first = ''] = fields
  const placed = Object.entries(problems).map(
    ([name, problem]) => [fields.includes(name) ? name : first, cleanText(problem) || '…'] as const,
  )
  return Object.fromEntries(
    [...Map.groupBy(placed, ([name]) => name)].map(([name, each]) => [
      name,
      shorten(each.map(([, problem]) => problem).join(' '), limits.plainText),
    ]),
  )
}

function enteredIn(input: z.infer<typeof filledIn>): string {
  return input.value ?? input.selected_option?.value ?? input.selected_conversation ?? ''
}

function fileOf({ name, size, url_private_download }: z.infer<typeof file>): FormFile {
  return { name, sizeBytes: size, url: url_private_download ?? null }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
