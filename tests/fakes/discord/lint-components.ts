import { linkProblem, listOf, textOf } from './lint-text.ts'
import { isJson, type Problem } from './reply.ts'
import type { Json } from './shapes.ts'

type Placed = { readonly component: Json; readonly at: Problem['at'] }

const row = 1
const button = 2
const textDisplay = 10
const label = 18
const selects = [3, 5, 6, 7, 8]

/** Rules for the components of one message; `isV2` is null when an edit doesn't say what the message is. */
export function lintComponents(
  components: readonly Json[],
  { isV2 }: { readonly isV2: boolean | null },
): Problem[] {
  const all = everyComponent(components)
  return [
    ...(all.length > 40
      ? [{ at: ['components'], message: 'Must be 40 or fewer in total, with nested ones.' }]
      : []),
    ...(isV2 === false ? whatClassicForbids(components) : []),
    ...textSum(all),
    ...duplicates(all, 'custom_id', 'Component custom id cannot be duplicated'),
    ...all.flatMap(({ component, at }) => lintComponent(component, at)),
  ]
}

export function lintModalComponents(components: readonly Json[]): Problem[] {
  const all = everyComponent(components)
  return [
    ...(components.length > 5 ? [{ at: ['components'], message: 'Must be between 1 and 5 in length.' }] : []),
    ...duplicates(all, 'custom_id', 'Component custom id cannot be duplicated'),
    ...all.flatMap(({ component, at }) => (component.type === label ? lintLabel(component, at) : [])),
  ]
}

function everyComponent(components: readonly Json[], above: Problem['at'] = []): Placed[] {
  return components.flatMap((component, index) => placed(component, [...above, 'components', index]))
}

function placed(component: Json, at: Problem['at']): Placed[] {
  const inner = ['accessory', 'component'].flatMap((key) => {
    const one = component[key]
    return isJson(one) ? placed(one, [...at, key]) : []
  })
  return [{ component, at }, ...inner, ...everyComponent(listOf(component.components), at)]
}

function whatClassicForbids(components: readonly Json[]): Problem[] {
  const wrong = components.findIndex(({ type }) => type !== row)
  return [
    ...(components.length > 5 ? [{ at: ['components'], message: 'Must be 5 or fewer in length.' }] : []),
    ...(wrong >= 0
      ? [
          {
            at: ['components', wrong, 'type'],
            message: 'Value of field "type" must be one of (1,) without IS_COMPONENTS_V2.',
          },
        ]
      : []),
  ]
}

function textSum(all: readonly Placed[]): Problem[] {
  const sum = all.reduce(
    (total, { component }) => total + (component.type === textDisplay ? textOf(component.content).length : 0),
    0,
  )
  return sum > 4000
    ? [{ at: ['components'], message: 'Text of all components must be 4000 or fewer in length.' }]
    : []
}

function duplicates(all: readonly Placed[], key: string, message: string): Problem[] {
  const seen = new Set<unknown>()
  return all.flatMap(({ component, at }) => {
    const value = component[key]
    if (typeof value !== 'string') return []
    if (seen.has(value)) return [{ at: [...at, key], message }]
    seen.add(value)
    return []
  })
}

function lintComponent(component: Json, at: Problem['at']): Problem[] {
  if (component.type === row) return lintRow(listOf(component.components), at)
  if (component.type === button) return lintButton(component, at)
  if (component.type === textDisplay && textOf(component.content) === '')
    return [{ at: [...at, 'content'], message: 'This field is required' }]
  return component.type === 3 ? lintSelect(component, at) : []
}

function lintRow(inside: readonly Json[], at: Problem['at']): Problem[] {
  const hasSelect = inside.some(({ type }) => typeof type === 'number' && selects.includes(type))
  return hasSelect && inside.length > 1
    ? [{ at: [...at, 'components'], message: 'A select menu takes the whole row.' }]
    : []
}

const linkStyle = 5
const premiumStyle = 6
const buttonSchemes = ['http:', 'https:', 'discord:']

function lintButton(component: Json, at: Problem['at']): Problem[] {
  if (component.style === premiumStyle) return []
  const has = (key: string) => component[key] !== undefined && component[key] !== null
  const [needed, forbidden] = component.style === linkStyle ? ['url', 'custom_id'] : ['custom_id', 'url']
  return [
    ...(has(needed) ? [] : [{ at: [...at, needed], message: 'This field is required' }]),
    ...(has(forbidden)
      ? [{ at: [...at, forbidden], message: 'A custom id and url cannot both be specified' }]
      : []),
    ...(textOf(component.label) === '' && !has('emoji')
      ? [{ at, message: 'A button must have a label or an emoji' }]
      : []),
    ...linkProblem(component.url, [...at, 'url'], buttonSchemes),
  ]
}

function lintSelect(component: Json, at: Problem['at']): Problem[] {
  const options = listOf(component.options).map((option, index) => ({
    component: option,
    at: [...at, 'options', index],
  }))
  return [
    ...(options.length === 0 ? [{ at: [...at, 'options'], message: 'This field is required' }] : []),
    ...duplicates(options, 'value', 'The specified option value is already used'),
  ]
}

function lintLabel(component: Json, at: Problem['at']): Problem[] {
  return textOf(component.label) === '' ? [{ at: [...at, 'label'], message: 'This field is required' }] : []
}
