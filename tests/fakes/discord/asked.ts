import type { Seen } from './interactions.ts'
import { isJson } from './reply.ts'
import type { Component, Json, Message } from './shapes.ts'
import type { World } from './world.ts'

type OptionValue = string | number | boolean

export type CommandUse = {
  readonly group?: string
  readonly subcommand?: string
  /** By name; a channel is given by its id. */
  readonly options?: Readonly<Record<string, OptionValue>>
  readonly focused?: { readonly option: string; readonly value: string }
}

/** By custom id; several for a select. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>

const optionTypes = {
  subcommand: 1,
  group: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  role: 8,
  number: 10,
} as const

/** The `data` of a command; throws when a person could not have asked that. */
export function commandData(
  world: World,
  name: string,
  use: CommandUse & { readonly permissions: string },
): Json {
  const registered = [...world.commands.values()].flat()
  const command = registered.find((one) => one.name === name)
  if (command === undefined && registered.length > 0) throw new Error(`there is no command /${name}`)
  const group = use.group ? definitionOf(command, use.group) : command
  const leaf = use.subcommand ? definitionOf(group, use.subcommand) : group
  if (leaf) refuseImpossible(leaf, use)
  const options = optionsOf(leaf, use)
  const inner = use.subcommand ? [{ type: optionTypes.subcommand, name: use.subcommand, options }] : options
  const outer = use.group ? [{ type: optionTypes.group, name: use.group, options: inner }] : inner
  return {
    id: command?.id ?? '700000000000000001',
    name,
    type: 1,
    ...(command?.guild_id !== undefined && { guild_id: command.guild_id }),
    options: outer,
    ...resolved(world, channelsOf(options), use.permissions),
  }
}

function listed(definition: Json | undefined): readonly Json[] {
  return Array.isArray(definition?.options) ? definition.options.filter(isJson) : []
}

/** undefined when no commands are registered; then everything goes. */
function definitionOf(above: Json | undefined, name: string): Json | undefined {
  if (above === undefined) return undefined
  const found = listed(above).find((one) => one.name === name)
  if (found === undefined) throw new Error(`/${String(above.name)} has no ${name}`)
  return found
}

function refuseImpossible(leaf: Json, { options = {}, focused }: CommandUse): void {
  const given = [...Object.keys(options), ...(focused ? [focused.option] : [])]
  for (const name of given) definitionOf(leaf, name)
  const inside = listed(leaf)
  if (inside.some(({ type }) => type === optionTypes.subcommand))
    throw new Error(`/${String(leaf.name)} needs a sub-command`)
  const missing = inside.find(({ name, required }) => required === true && !given.includes(String(name)))
  if (missing && !focused) throw new Error(`/${String(leaf.name)} needs ${String(missing.name)}`)
}

type Option = {
  readonly type: number
  readonly name: string
  readonly value: OptionValue
  readonly focused?: true
}

function optionsOf(leaf: Json | undefined, { options = {}, focused }: CommandUse): Option[] {
  const typeOf = (name: string, value: OptionValue) => {
    const type = leaf && definitionOf(leaf, name)?.type
    return typeof type === 'number' ? type : typeByValue(value)
  }
  const given = Object.entries(options).map(([name, value]) => ({ type: typeOf(name, value), name, value }))
  if (focused === undefined) return given
  const { option: name, value } = focused
  return [...given, { type: typeOf(name, value), name, value, focused: true }]
}

function typeByValue(value: OptionValue): number {
  if (typeof value === 'string') return optionTypes.string
  if (typeof value === 'boolean') return optionTypes.boolean
  return Number.isInteger(value) ? optionTypes.integer : optionTypes.number
}

const channelsOf = (options: readonly Option[]): string[] =>
  options.filter(({ type }) => type === optionTypes.channel).map(({ value }) => String(value))

/** The channels that are named, with what whoever asks may do there. */
function resolved(world: World, ids: readonly string[], permissions: string): Json {
  if (ids.length === 0) return {}
  const channels = ids.map((id) => [id, { ...world.channels.get(id), permissions }])
  return { resolved: { channels: Object.fromEntries(channels) } }
}

export function everyComponent(components: readonly Component[]): Component[] {
  return components.flatMap((one) => [
    one,
    ...everyComponent(one.components ?? []),
    ...everyComponent(one.component ? [one.component] : []),
    ...everyComponent(one.accessory ? [one.accessory] : []),
  ])
}

/** The `data` of a button or select; throws when the message has none that could be used. */
export function pressedData(message: Message, customId: string, values: readonly string[] | null): Json {
  const all = everyComponent(message.components)
  const component = all.find(({ custom_id }) => custom_id === customId)
  if (component === undefined) {
    const there = all.flatMap(({ custom_id }) => custom_id ?? []).join(', ')
    throw new Error(`message ${message.id} has no component ${customId}; it has: ${there}`)
  }
  if (component.disabled) throw new Error(`${customId} is disabled`)
  const unknown = values?.find(
    (value) => component.options && !component.options.some((one) => one.value === value),
  )
  if (unknown !== undefined) throw new Error(`${customId} has no option ${unknown}`)
  return {
    custom_id: customId,
    component_type: component.type,
    id: component.id ?? 1,
    ...(values && { values }),
  }
}

/** The `data` of a form as it was filled in; throws when Discord would not have let it go. */
export function formData(
  world: World,
  form: Extract<Seen, { kind: 'form' }>,
  { values, permissions }: { readonly values: FormValues; readonly permissions: string },
): Json {
  const fields = everyComponent(form.components)
  const ids = fields.flatMap(({ custom_id }) => custom_id ?? [])
  const unknown = Object.keys(values).find((id) => !ids.includes(id))
  if (unknown !== undefined) throw new Error(`the form has no field ${unknown}; it has: ${ids.join(', ')}`)
  const chosen = fields
    .filter(({ type }) => type === channelSelect)
    .flatMap(({ custom_id }) => values[custom_id ?? ''] ?? [])
  return {
    custom_id: form.customId,
    components: form.components.map((one) => filled(one, values)),
    ...resolved(world, chosen, permissions),
  }
}

const channelSelect = 8
const textInput = 4

function filled(component: Component, values: FormValues): Json {
  const base = { type: component.type, id: component.id ?? 1 }
  if (component.components)
    return { ...base, components: component.components.map((one) => filled(one, values)) }
  if (component.component) return { ...base, component: filled(component.component, values) }
  if (!component.custom_id) return base
  const value = values[component.custom_id] ?? component.value ?? ''
  refuseMissing(component, value)
  const named = { ...base, custom_id: component.custom_id }
  return component.type === textInput ? { ...named, value } : { ...named, values: [value].flat() }
}

function refuseMissing(field: Component & { readonly required?: boolean }, value: unknown): void {
  if (field.required !== false && value === '') throw new Error(`the form needs ${field.custom_id}`)
}
