import { z } from 'zod'
import { limits } from './limits.ts'
import { plainText } from './render-blocks.ts'
import { cleanText, shorten } from './text.ts'

/** A modal as views.open takes it. */
export type Modal = Readonly<Record<string, unknown>>

const filledIn = z.looseObject({
  value: z.unknown().optional(),
  selected_option: z.unknown().optional(),
  selected_conversation: z.unknown().optional(),
})
const block = z.looseObject({
  type: z.string(),
  block_id: z.string().default(''),
  element: z.looseObject({ type: z.string(), action_id: z.string().default('') }).optional(),
})
const sent = z.object({
  view: z.object({
    callback_id: z.string(),
    private_metadata: z.string(),
    title: z.unknown(),
    submit: z.unknown(),
    close: z.unknown(),
    blocks: z.array(block),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), filledIn)) }),
  }),
})
type Block = z.infer<typeof block>
type Values = z.infer<typeof sent>['view']['state']['values']

/** A form that was sent, to be opened once more with what was entered and what is wrong with it; null for what is none. */
export function formAgain(payload: unknown, problems: readonly string[]): Modal | null {
  const read = sent.safeParse(payload)
  if (!read.success) return null
  const { state, blocks, ...view } = read.data.view
  const inputs = blocks.filter(({ type }) => type === 'input')
  const words = shorten(problems.map(cleanText).join('\n'), limits.plainText)
  const wrong = words === '' ? [] : [{ type: 'section', text: plainText(words) }]
  return {
    type: 'modal',
    ...view,
    blocks: [...wrong, ...inputs.map((input) => refilled(input, state.values))],
  }
}

function refilled(input: Block, values: Values): Block {
  const { element, block_id } = input
  const entered = element === undefined ? undefined : values[block_id]?.[element.action_id]
  if (element === undefined || entered === undefined) return input
  const { initial_value, initial_option, initial_conversation, ...rest } = element
  return {
    ...input,
    element: {
      ...rest,
      ...(entered.value ? { initial_value: entered.value } : {}),
      ...(entered.selected_option ? { initial_option: entered.selected_option } : {}),
      ...(entered.selected_conversation ? { initial_conversation: entered.selected_conversation } : {}),
    },
  }
}
