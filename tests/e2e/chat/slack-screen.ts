import { z } from 'zod'
import type { Shown } from '../../fakes/slack/context.ts'
import type { Json, SlackMessage } from '../../fakes/slack/workspace.ts'
import { type Control, type FormField, formText, messageText, type Screen, shownTime } from './screen.ts'

/** A message or an answer as Slack shows it. */
export function slackScreen(
  { text, blocks }: Pick<Shown | SlackMessage, 'text' | 'blocks'>,
  isPrivate: boolean,
): Screen {
  const parts = (blocks ?? []).map((block) => block_.parse(block))
  const rows = parts.map(controlsOf).filter((row) => row.length > 0)
  const lines = parts.length === 0 ? text.split('\n') : parts.flatMap(linesOf)
  return { kind: 'message', text: messageText(lines, rows), isPrivate, controls: rows.flat(), fields: [] }
}

/** A modal as Slack opens it: a form, or an answer over the page of the app. */
export function slackModal(view: Json): Screen {
  const { title, submit, blocks } = modal.parse(view)
  const fields = blocks.flatMap(fieldOf)
  const rows = blocks.map(controlsOf).filter((row) => row.length > 0)
  if (submit === undefined)
    return {
      kind: 'message',
      text: messageText([title.text, ...blocks.flatMap(linesOf)], rows),
      isPrivate: true,
      controls: rows.flat(),
      fields: [],
    }
  const above = blocks.flatMap((block) => (block.type === 'input' ? [] : linesOf(block)))
  const text = [...above, formText(title.text, fields, submit.text)].join('\n')
  return { kind: 'form', text, isPrivate: true, controls: rows.flat(), fields }
}

const words = z.object({ type: z.string().default(''), text: z.string() })
const option = z.object({ value: z.string(), text: words })
const element = z.object({
  type: z.string().default(''),
  text: z.union([words, z.string()]).optional(),
  timestamp: z.number().optional(),
  fallback: z.string().optional(),
  url: z.string().optional(),
  user_id: z.string().optional(),
  channel_id: z.string().optional(),
  action_id: z.string().default(''),
  value: z.string().default(''),
  placeholder: words.optional(),
  options: z.array(option).default([]),
  initial_value: z.string().optional(),
  initial_option: option.optional(),
  initial_conversation: z.string().optional(),
  get elements() {
    return z.array(element).optional()
  },
})
const block_ = z.object({
  type: z.string(),
  block_id: z.string().default(''),
  text: words.optional(),
  label: words.optional(),
  hint: words.optional(),
  alt_text: z.string().optional(),
  elements: z.array(element).default([]),
  element: element.optional(),
  fields: z.array(words).default([]),
})
const modal = z.object({
  /** The page of an app has none. */
  title: words.default({ type: 'plain_text', text: '' }),
  submit: words.optional(),
  blocks: z.array(block_).default([]),
})

type Element = z.infer<typeof element>
type Block = z.infer<typeof block_>

function linesOf(block: Block): string[] {
  if (block.type === 'rich_text') return block.elements.flatMap(richLines)
  if (block.type === 'actions') return []
  if (block.type === 'context') return [block.elements.map(wordsOf).join(' ').replace(/ {2,}/g, ' ')]
  return [block.text, ...block.fields].flatMap((each) => (each === undefined ? [] : marked(each).split('\n')))
}

function richLines({ type, elements = [] }: Element): string[] {
  if (type === 'rich_text_list')
    return elements.map((item) => `- ${(item.elements ?? []).map(wordsOf).join('')}`)
  const lines = elements.map(wordsOf).join('').split('\n')
  return type === 'rich_text_quote' ? lines.map((line) => `> ${line}`) : lines
}

function wordsOf({ type, text, timestamp, url, user_id, channel_id }: Element): string {
  if (type === 'date') return shownTime(timestamp ?? 0)
  if (type === 'user') return `@${user_id}`
  if (type === 'channel') return `#${channel_id}`
  if (typeof text === 'string') return type === 'mrkdwn' ? unmarked(text) : text
  return text === undefined ? (url ?? '') : marked(text)
}

function marked({ type, text }: z.infer<typeof words>): string {
  return type === 'mrkdwn' ? unmarked(text) : text
}

/** Without the marks that Slack turns into looks. */
function unmarked(text: string): string {
  return text
    .replace(/<!date\^(\d+)\^[^>]*>/g, (_, seconds: string) => shownTime(Number(seconds)))
    .replace(/<[^|>]*\|([^>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

function controlsOf({ type, elements }: Block): readonly Control[] {
  if (type !== 'actions') return []
  return elements.map((one) => ({
    kind: one.type === 'static_select' ? 'select' : one.url === undefined ? 'button' : 'link',
    label: one.type === 'static_select' ? (one.placeholder?.text ?? '') : wordsOf(one),
    id: one.action_id,
    value: one.value,
    options: one.options.map(({ value, text }) => ({ value, label: text.text })),
  }))
}

function fieldOf({ type, block_id, label, hint, element }: Block): FormField[] {
  if (type !== 'input' || element === undefined) return []
  const { initial_value, initial_option, initial_conversation, options } = element
  return [
    {
      name: block_id,
      label: label?.text ?? '',
      hint: hint?.text ?? '',
      value: initial_value ?? initial_option?.value ?? initial_conversation ?? '',
      options: options.map(({ value, text }) => ({ value, label: text.text })),
    },
  ]
}
