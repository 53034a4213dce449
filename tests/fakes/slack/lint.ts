import { isObject } from './arguments.ts'
import { type Bounds, boundsOf, boundsOfView } from './limits.ts'
import type { Json } from './workspace.ts'

const longestMetadata = 8000

/** The limits the published types only tell in prose: what Slack refuses. */
export function lintBlocks(blocks: readonly Json[], { most }: { readonly most: number }): readonly string[] {
  const objects = blocks.flatMap((block, index) => everyObject(block, `/blocks/${index}`))
  return [
    ...(blocks.length > most ? [`[ERROR] no more than ${most} items allowed [json-pointer:/blocks]`] : []),
    ...objects.flatMap(({ value, at }) => outOfBounds(value, at, boundsOf(value))),
    ...objects.filter(({ value }) => value.type === 'section').flatMap(emptySection),
    ...repeated(blocks, 'block_id', '/blocks'),
    ...blocks.flatMap((block, index) => repeatedActions(block, `/blocks/${index}`)),
    ...markdownSum(blocks),
  ]
}

// docs.slack.dev/messaging/message-metadata
export function lintMetadata(metadata: unknown): readonly string[] {
  if (!isObject(metadata)) return ['[ERROR] metadata is not an object']
  const { event_type } = metadata
  const isName = typeof event_type === 'string' && /^[\w.:-]{1,255}$/.test(event_type)
  const chars = JSON.stringify(metadata).length
  return [
    ...(isName
      ? []
      : [`[ERROR] event_type ${JSON.stringify(event_type)} [json-pointer:/metadata/event_type]`]),
    ...(chars > longestMetadata ? [`[ERROR] metadata has ${chars} characters [json-pointer:/metadata]`] : []),
  ]
}

export function lintView(view: Json): readonly string[] {
  const blocks = Array.isArray(view.blocks) ? view.blocks.filter(isObject) : []
  const asks = view.type === 'modal' && blocks.some(({ type }) => type === 'input')
  return [
    ...outOfBounds(view, '/view', boundsOfView),
    ...(asks && view.submit === undefined
      ? ['[ERROR] a modal with inputs needs submit [json-pointer:/view]']
      : []),
  ]
}

/**
 * What Slack takes and shows wrongly: `&`, `<` and `>` that stand for themselves, and shouts at everybody.
 * docs.slack.dev/messaging/formatting-message-text#escaping
 */
export function lintMarkup(text: string, blocks: readonly Json[]): readonly string[] {
  const marked = blocks
    .flatMap((block, index) => everyObject(block, `/blocks/${index}`))
    .filter(({ value }) => value.type === 'mrkdwn')
    .map(({ value, at }) => ({ text: plainText(value.text), at: `${at}/text` }))
  return [{ text, at: '/text' }, ...marked].flatMap(({ text, at }) =>
    strayMarkup(text).map((problem) => `[WARN] ${problem} [json-pointer:${at}]`),
  )
}

const entity = /&(?:amp|lt|gt);/g
const link = /<(?:https?:\/\/|mailto:|slack:\/\/)[^\s<>|]+(?:\|[^<>]*)?>/g
const mention = /<(?:[@#][A-Z0-9]+|!subteam\^[A-Z0-9]+)(?:\|[^<>]*)?>/g
const date = /<!date\^\d+\^[^<>|^]+(?:\^https?:\/\/[^\s<>|]+)?\|[^<>]+>/g
const quoteMark = /^>/gm

function strayMarkup(text: string): readonly string[] {
  const left = [link, mention, date, entity, quoteMark].reduce((rest, form) => rest.replace(form, ''), text)
  const shouts = left.match(/<!(?:channel|here|everyone)[^>]*>/g) ?? []
  const stray = left.match(/[&<>]/)
  if (shouts.length > 0) return [`${shouts[0]} calls everybody`]
  if (stray?.index === undefined) return []
  return [`unescaped ${stray[0]} in "${left.slice(Math.max(0, stray.index - 20), stray.index + 20)}"`]
}

/** Anything else than text is the schema's business. */
function plainText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

type Placed = { readonly value: Json; readonly at: string }

function everyObject(value: unknown, at: string): readonly Placed[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => everyObject(one, `${at}/${index}`))
  if (!isObject(value)) return []
  return [{ value, at }, ...Object.entries(value).flatMap(([name, one]) => everyObject(one, `${at}/${name}`))]
}

function outOfBounds(value: Json, at: string, bounds: Bounds): readonly string[] {
  return Object.entries(bounds).flatMap(([path, [least, most]]) =>
    valuesAt(value, path.split('.')).flatMap((one) => {
      const size = typeof one === 'string' || Array.isArray(one) ? one.length : null
      if (size === null || (size >= least && size <= most)) return []
      const unit = Array.isArray(one) ? 'items' : 'characters'
      return [`[ERROR] ${size} ${unit}, ${least} to ${most} allowed [json-pointer:${at}/${path}]`]
    }),
  )
}

/** The values at a path such as fields.*.text. */
function valuesAt(value: unknown, [name, ...rest]: readonly string[]): readonly unknown[] {
  if (name === undefined) return [value]
  if (name === '*') return Array.isArray(value) ? value.flatMap((one) => valuesAt(one, rest)) : []
  return isObject(value) && value[name] !== undefined ? valuesAt(value[name], rest) : []
}

function emptySection({ value, at }: Placed): readonly string[] {
  const isEmpty = value.text === undefined && value.fields === undefined
  return isEmpty ? [`[ERROR] a section needs text or fields [json-pointer:${at}]`] : []
}

function repeated(values: readonly Json[], name: string, at: string): readonly string[] {
  const given = values.map((value) => value[name]).filter((id) => id !== undefined)
  const twice = given.filter((id, index) => given.indexOf(id) !== index)
  return twice.map((id) => `[ERROR] ${name} ${JSON.stringify(id)} is not unique [json-pointer:${at}]`)
}

function repeatedActions(block: Json, at: string): readonly string[] {
  const elements = Array.isArray(block.elements) ? block.elements.filter(isObject) : []
  return repeated(elements, 'action_id', `${at}/elements`)
}

function markdownSum(blocks: readonly Json[]): readonly string[] {
  const texts = blocks.filter(({ type }) => type === 'markdown').map(({ text }) => plainText(text))
  const chars = texts.reduce((sum, text) => sum + text.length, 0)
  return chars > 12_000 ? [`[ERROR] markdown blocks have ${chars} characters, 12000 allowed`] : []
}
