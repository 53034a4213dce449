import { z } from 'zod'
import type { Seen } from '../../fakes/discord/interactions.ts'
import type { Component, Embed, Message } from '../../fakes/discord/shapes.ts'
import { messageFlags } from '../../fakes/discord/shapes.ts'
import {
  type Choice,
  type Control,
  type FormField,
  formText,
  messageText,
  type Screen,
  shownTime,
} from './screen.ts'

/** A message as Discord shows it. */
export function discordScreen(message: Message): Screen {
  const rows = message.components.map((row) => (row.components ?? []).flatMap(controlOf))
  const files = message.attachments.map((file) => `(file ${String(file.filename)})`)
  const lines = [message.content, ...message.embeds.flatMap(embedLines), ...files].flatMap(plainLines)
  return {
    kind: 'message',
    text: messageText(lines, rows),
    isPrivate: (message.flags & messageFlags.ephemeral) !== 0,
    controls: rows.flat(),
    fields: [],
  }
}

/** A form as Discord opens it. */
export function discordForm({ title, components }: Extract<Seen, { kind: 'form' }>): Screen {
  const fields = components.flatMap(fieldOf)
  return { kind: 'form', text: formText(title, fields, 'Submit'), isPrivate: true, controls: [], fields }
}

function embedLines({ author, title, description, fields = [], footer }: Embed): string[] {
  const named = fields.flatMap(({ name, value }) => [name, value])
  return [author?.name ?? '', title ?? '', description ?? '', ...named, footer?.text ?? '']
}

/** Without the marks that Discord turns into looks. */
function plainLines(text: string): string[] {
  return text.split('\n').map((line) =>
    line
      .replace(/^(> )?-# /, '$1')
      .replace(/\[((?:\\.|[^\]\\])*)\]\(<?[^)]*>?\)/g, '$1')
      .replace(/<t:(\d+):\w>/g, (_, seconds: string) => shownTime(Number(seconds)))
      .replace(/<([@#])(\d+)>/g, '$1$2')
      .replace(/(?<!\\)(?:\*\*|`)/g, '')
      .replace(/\\(.)/g, '$1'),
  )
}

const option = z.object({ label: z.string(), value: z.string(), default: z.boolean().default(false) })
const used = z.object({
  custom_id: z.string().default(''),
  label: z.string().nullish(),
  placeholder: z.string().nullish(),
  value: z.string().nullish(),
  url: z.string().nullish(),
  options: z.array(option).nullish(),
  default_values: z.array(z.object({ id: z.string() })).nullish(),
})
const labelled = z.object({ label: z.string().default(''), description: z.string().default('') })

function controlOf(component: Component): Control[] {
  const { custom_id: id, label, placeholder, url, options } = used.parse(component)
  if (component.type === 3)
    return [{ kind: 'select', label: placeholder ?? '', id, value: '', options: choicesOf(options ?? []) }]
  return [{ kind: url ? 'link' : 'button', label: label ?? '', id, value: '', options: [] }]
}

function fieldOf(component: Component): FormField[] {
  if (!component.component) return []
  const { custom_id, value, options, default_values } = used.parse(component.component)
  const { label, description } = labelled.parse(component)
  const chosen = options?.find((one) => one.default)?.value ?? default_values?.[0]?.id
  return [
    {
      name: custom_id,
      label,
      hint: description,
      value: value ?? chosen ?? '',
      options: choicesOf(options ?? []),
    },
  ]
}

function choicesOf(options: readonly Choice[]): readonly Choice[] {
  return options.map(({ label, value }) => ({ label, value }))
}
