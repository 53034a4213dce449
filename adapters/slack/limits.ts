import { z } from 'zod'

/**
 * What Slack takes, from https://docs.slack.dev/reference/block-kit and chat.postMessage. Slack counts characters; we
 * count UTF-16 units, which are never fewer.
 */
export const limits = {
  blocks: 50,
  text: 4_000,
  plainText: 3_000,
  header: 150,
  altText: 2_000,
  buttonLabel: 75,
  buttonValue: 2_000,
  options: 100,
  optionValue: 150,
  url: 3_000,
  contextElements: 10,
  buttons: 25,
  id: 255,
  // Not documented; messages with 11,300 characters of text were refused: https://github.com/slackapi/bolt-js/issues/2867
  json: 10_000,
  // https://docs.slack.dev/surfaces/modals and app-home: 100 blocks; views.publish refuses more than 250 kB.
  pageBlocks: 100,
  pageJson: 100_000,
  formMemory: 3_000,
} as const

const address = z.url({ protocol: /^https?$/ }).max(limits.url)
const blockId = { block_id: z.string().min(1).max(limits.id).optional() }
const plainText = (most: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(most),
    emoji: z.literal(false),
  })
const mrkdwn = z.strictObject({ type: z.literal('mrkdwn'), text: z.string().min(1).max(limits.plainText) })
const style = z.strictObject({ bold: z.boolean().optional(), code: z.boolean().optional() }).optional()
const shown = z.string().min(1).max(limits.plainText)

const richTextPart = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), text: shown, style }),
  z.strictObject({ type: z.literal('link'), url: address, text: shown, style }),
  z.strictObject({
    type: z.literal('date'),
    timestamp: z.int().nonnegative(),
    format: z.string().min(1),
    fallback: z.string().min(1),
  }),
  z.strictObject({ type: z.literal('user'), user_id: z.string().regex(/^[UW][A-Z0-9]+$/) }),
  z.strictObject({ type: z.literal('channel'), channel_id: z.string().regex(/^[CG][A-Z0-9]+$/) }),
])
const richTextParts = z.array(richTextPart).min(1)
const richTextSection = z.strictObject({ type: z.literal('rich_text_section'), elements: richTextParts })
const richTextElement = z.discriminatedUnion('type', [
  richTextSection,
  z.strictObject({ type: z.literal('rich_text_quote'), elements: richTextParts }),
  z.strictObject({
    type: z.literal('rich_text_list'),
    style: z.literal('bullet'),
    elements: z.array(richTextSection).min(1),
  }),
])

const image = z.strictObject({
  type: z.literal('image'),
  image_url: z.url({ protocol: /^https$/ }).max(limits.url),
  alt_text: z.string().min(1).max(limits.altText),
})

const button = z.strictObject({
  type: z.literal('button'),
  action_id: z.string().min(1).max(limits.id),
  text: plainText(limits.buttonLabel),
  value: z.string().min(1).max(limits.buttonValue).optional(),
  url: address.optional(),
  style: z.enum(['primary', 'danger']).optional(),
})

const option = z.strictObject({
  text: plainText(limits.buttonLabel),
  value: z.string().min(1).max(limits.optionValue),
})

const select = z.strictObject({
  type: z.literal('static_select'),
  action_id: z.string().min(1).max(limits.id),
  placeholder: plainText(limits.header),
  options: z.array(option).min(1).max(limits.options),
  initial_option: option.optional(),
})

const block = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('header'), text: plainText(limits.header), ...blockId }),
  z.strictObject({
    type: z.literal('section'),
    text: plainText(limits.plainText),
    accessory: image.optional(),
    ...blockId,
  }),
  z.strictObject({ type: z.literal('rich_text'), elements: z.array(richTextElement).min(1), ...blockId }),
  z.strictObject({
    type: z.literal('context'),
    elements: z
      .array(z.union([plainText(limits.plainText), mrkdwn]))
      .min(1)
      .max(limits.contextElements),
    ...blockId,
  }),
  z.strictObject({
    type: z.literal('actions'),
    elements: z
      .array(z.discriminatedUnion('type', [button, select]))
      .min(1)
      .max(limits.buttons),
    ...blockId,
  }),
])

const message = z.strictObject({
  text: z.string().min(1).max(limits.text),
  blocks: z.array(block).min(1).max(limits.blocks),
  metadata: z
    .strictObject({
      event_type: z.string().min(1).max(limits.id),
      event_payload: z.strictObject({ delivery_id: z.string().min(1) }),
    })
    .optional(),
  unfurl_links: z.literal(false),
  unfurl_media: z.literal(false),
})

/** Which of Slack's limits a rendered message breaks, one sentence each; empty for a message that may be sent. */
export function violations(rendered: string): string[] {
  const parsed = message.safeParse(JSON.parse(rendered))
  if (!parsed.success) return parsed.error.issues.map((issue) => `${issue.path.join('/')}: ${issue.message}`)
  const { blocks } = parsed.data
  const size = JSON.stringify(blocks).length
  return [
    ...repeated(blocks.flatMap(({ block_id }) => block_id ?? [])).map((id) => `block_id ${id} is repeated`),
    ...blocks
      .flatMap((each) =>
        each.type === 'actions' ? repeated(each.elements.map(({ action_id }) => action_id)) : [],
      )
      .map((id) => `action_id ${id} is repeated in its block`),
    ...(size > limits.json ? [`the blocks take ${size} characters of ${limits.json}`] : []),
  ]
}

function repeated(ids: readonly string[]): string[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index)
}
