import { isObject } from './arguments.ts'
import type { Json } from './workspace.ts'

export type Placed = { readonly blockId: string; readonly element: Json }

/** Everything interactive in blocks, with the block it stands in. */
export function elementsOf(blocks: readonly Json[]): readonly Placed[] {
  return blocks.flatMap((block, index) => {
    const blockId = typeof block.block_id === 'string' ? block.block_id : `block-${index}`
    const listed = Array.isArray(block.elements) ? block.elements : []
    return [...listed, block.accessory, block.element]
      .filter(isObject)
      .filter((element) => typeof element.action_id === 'string')
      .map((element) => ({ blockId, element }))
  })
}

/** The action a payload tells of when somebody uses a button or chooses in a select; throws when it is not there. */
export function usedElement(blocks: readonly Json[], actionId: string, value: string | undefined): Json {
  const elements = elementsOf(blocks)
  const [chosen] = elements
    .filter(({ element }) => element.action_id === actionId)
    .flatMap(({ element, blockId }) => actionsOf(element).map((action) => ({ ...action, block_id: blockId })))
    .filter((action) => value === undefined || chosenValue(action) === value)
  if (chosen !== undefined) return chosen
  const there = elements.flatMap(({ element }) =>
    actionsOf(element).map((action) => `${element.action_id}=${chosenValue(action)}`),
  )
  throw new Error(
    `no button ${actionId}${value === undefined ? '' : `=${value}`} there, only: ${there.join(', ')}`,
  )
}

/** What using an element can mean: itself, or each of its options. */
function actionsOf(element: Json): readonly Json[] {
  const { options, option_groups: _groups, ...rest } = element
  if (!Array.isArray(options)) return [rest]
  return options.filter(isObject).map((option) => ({ ...rest, selected_option: option }))
}

function chosenValue(action: Json): unknown {
  return isObject(action.selected_option) ? action.selected_option.value : action.value
}

/** The state of a modal's inputs as Slack reports it, for values given by action id. */
export function stateOf(view: Json, values: Readonly<Record<string, string | Json>>): Json {
  const blocks = Array.isArray(view.blocks) ? view.blocks.filter(isObject) : []
  const inputs = elementsOf(blocks.filter(({ type }) => type === 'input'))
  const unknown = Object.keys(values).filter(
    (actionId) => !inputs.some(({ element }) => element.action_id === actionId),
  )
  if (unknown.length > 0) throw new Error(`the form has no input ${unknown.join(', ')}`)
  return Object.fromEntries(
    inputs.map(({ blockId, element }) => {
      const actionId = String(element.action_id)
      return [blockId, { [actionId]: filledIn(element, values[actionId]) }]
    }),
  )
}

function filledIn(element: Json, value: string | Json | undefined): Json {
  const type = String(element.type)
  if (isObject(value)) return { type, ...value }
  if (type === 'conversations_select')
    return { type, selected_conversation: value ?? element.initial_conversation ?? null }
  const isChoice = type.endsWith('_select') || type === 'radio_buttons'
  if (!isChoice) return { type, value: value ?? element.initial_value ?? null }
  const initial = element.initial_option ?? null
  return { type, selected_option: value === undefined ? initial : optionWith(element, value) }
}

function optionWith(element: Json, value: unknown): unknown {
  const options = Array.isArray(element.options) ? element.options.filter(isObject) : []
  return (
    options.find((option) => option.value === value) ?? {
      text: { type: 'plain_text', text: String(value) },
      value,
    }
  )
}
