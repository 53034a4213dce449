import type { Seen } from './interactions.ts'
import { isJson } from './reply.ts'
import type { Component, Json, Message } from './shapes.ts'
import type { World } from './world.ts'

type OptionValue = string | number | boolean

export type CommandUse = {
  readonly group?: string
  readonly subcommand?: string
  /** By name; a channel and a file are given by their ids. */
  readonly options?: Readonly<Record<string, OptionValue>>
  readonly focused?: { readonly option: string; readonly value: string }
}

/** By custom id; several for a select, and ids of files. */
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
  attachment: 11,
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
    ...resolved(world, valuesOf(options), use.permissions),
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

type Named = { readonly channels: readonly string[]; readonly files: readonly string[] }

function valuesOf(options: readonly Option[]): Named {
  const of = (wanted: number) =>
    options.filter(({ type }) => type === wanted).map(({ value }) => String(value))
  return { channels: of(optionTypes.channel), files: of(optionTypes.attachment) }
}

/** The channels that are named, with what whoever asks may do there, and the files that were sent along. */
function resolved(world: World, named: Named, permissions: string): Json {
  if (named.channels.length + named.files.length === 0) return {}
  const channels = named.channels.map((id) => [id, { ...world.channels.get(id), permissions }])
  const attachments = named.files.map((id) => [id, attachment(world, id)])
  return {
    resolved: {
      ...(channels.length > 0 && { channels: Object.fromEntries(channels) }),
      ...(attachments.length > 0 && { attachments: Object.fromEntries(attachments) }),
    },
  }
}

function attachment(world: World, id: string): Json {
  const file = world.uploads.get(id)
  if (file === undefined) throw new Error(`there is no file ${id}; upload it first`)
  const url = `${world.origin}/attachments/${id}`
  return { id, filename: file.name, size: Buffer.byteLength(file.text), url, proxy_url: url }
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
  const chosen = (wanted: number) =>
    fields.filter(({ type }) => type === wanted).flatMap(({ custom_id }) => values[custom_id ?? ''] ?? [])
  const named = { channels: chosen(channelSelect), files: chosen(fileUpload) }
  return {
    custom_id: form.customId,
    components: form.components.map((one) => filled(one, values)),
    ...resolved(world, named, permissions),
  }
}

const channelSelect = 8
const fileUpload = 19
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
  return component.type === textInput
    ? { ...named, value }
    : { ...named, values: value === '' ? [] : [value].flat() }
}

function refuseMissing(field: Component & { readonly required?: boolean }, value: unknown): void {
  if (field.required !== false && value === '') throw new Error(`the form needs ${field.custom_id}`)
}
