/** What Discord takes, in characters or pieces: https://docs.discord.com/developers/resources/message#embed-object-embed-limits */
export const limits = {
  content: 2000,
  embeds: 10,
  title: 256,
  description: 4096,
  fields: 25,
  footer: 2048,
  author: 256,
  /** Title, description, footer and author of all embeds together. */
  embedTotal: 6000,
  embedUrl: 2048,
  imageDescription: 1024,
  rows: 5,
  buttonsInRow: 5,
  buttonLabel: 80,
  buttonUrl: 512,
  customId: 100,
  selectPlaceholder: 150,
  selectOptions: 25,
  optionText: 100,
  threadName: 100,
  threadTags: 5,
} as const

export type Button =
  | { readonly type: 2; readonly style: 5; readonly label: string; readonly url: string }
  | { readonly type: 2; readonly style: 1 | 2 | 4; readonly label: string; readonly custom_id: string }

/** Has a row for itself. */
export type Select = {
  readonly type: 3
  readonly custom_id: string
  readonly placeholder: string
  readonly options: readonly { readonly label: string; readonly value: string; readonly default?: true }[]
}

export type ActionRow = { readonly type: 1; readonly components: readonly Button[] | readonly [Select] }

export type EmbedMedia = { readonly url: string; readonly description?: string }

export type Embed = {
  readonly title?: string
  readonly url?: string
  readonly description?: string
  readonly color?: number
  readonly timestamp?: string
  readonly footer?: { readonly text: string }
  readonly thumbnail?: EmbedMedia
  readonly image?: EmbedMedia
}

/** A message as Discord's API takes it. */
export type MessageBody = {
  readonly embeds: readonly Embed[]
  readonly components: readonly ActionRow[]
  readonly allowed_mentions: { readonly parse: readonly string[] }
}

/** What Discord would refuse about this message; nothing when it is fine. */
export function violations(body: MessageBody): string[] {
  const total = body.embeds.reduce((sum, embed) => sum + sizeOf(embed), 0)
  return [
    ...over('embeds', body.embeds.length, limits.embeds),
    ...over('all embeds', total, limits.embedTotal),
    ...body.embeds.flatMap(embedViolations),
    ...componentViolations(body.components),
    ...(body.allowed_mentions.parse.length === 0 ? [] : ['mentions are allowed']),
    ...(body.embeds.length + body.components.length === 0 ? ['an empty message'] : []),
  ]
}

/** A link Discord accepts, or null: http or https, in its normal form, at most `max` long. */
export function linkOf(url: string | null, max: number): string | null {
  const parsed = url === null ? null : URL.parse(url)
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return null
  return parsed.href.length <= max ? parsed.href : null
}

/** What counts towards the limit for all embeds together. */
export function sizeOf({ title, description, footer }: Embed): number {
  return [title, description, footer?.text].reduce((sum, text) => sum + (text?.length ?? 0), 0)
}

function embedViolations(embed: Embed): string[] {
  const { title, description, footer, url, timestamp } = embed
  return [
    ...text('title', title, limits.title),
    ...text('description', description, limits.description),
    ...text('footer', footer?.text, limits.footer),
    ...link('url', url, limits.embedUrl),
    ...[embed.image, embed.thumbnail].flatMap((media) => [
      ...link('image', media?.url, limits.embedUrl),
      ...text('image description', media?.description, limits.imageDescription),
    ]),
    ...(timestamp !== undefined && !/^\d{4}-/.test(timestamp) ? [`timestamp ${timestamp}`] : []),
    ...(sizeOf(embed) === 0 && !embed.image && !embed.thumbnail ? ['an empty embed'] : []),
  ]
}

function componentViolations(rows: readonly ActionRow[]): string[] {
  const components = rows.flatMap((row): readonly (Button | Select)[] => row.components)
  const ids = components.flatMap((one) => ('custom_id' in one ? [one.custom_id] : []))
  return [
    ...over('rows', rows.length, limits.rows),
    ...rows.flatMap((row) => over('buttons in a row', row.components.length, limits.buttonsInRow)),
    ...rows.flatMap((row) => (row.components.length === 0 ? ['an empty row'] : [])),
    ...components.flatMap((one) => (one.type === 3 ? selectViolations(one) : buttonViolations(one))),
    ...ids.flatMap((id) => text('custom_id', id, limits.customId)),
    ...(new Set(ids).size === ids.length ? [] : ['the same custom_id twice']),
  ]
}

function buttonViolations(button: Button): string[] {
  return [
    ...text('button label', button.label, limits.buttonLabel),
    ...('url' in button ? link('button url', button.url, limits.buttonUrl) : []),
  ]
}

function selectViolations({ placeholder, options }: Select): string[] {
  const values = options.map(({ value }) => value)
  return [
    ...text('placeholder', placeholder, limits.selectPlaceholder),
    ...over('options', options.length, limits.selectOptions),
    ...(options.length === 0 ? ['a select without options'] : []),
    ...options.flatMap(({ label, value }) => [
      ...text('option label', label, limits.optionText),
      ...text('option value', value, limits.optionText),
    ]),
    ...(new Set(values).size === values.length ? [] : ['the same option twice']),
  ]
}

function over(name: string, count: number, max: number): string[] {
  return count > max ? [`${name}: ${count} of at most ${max}`] : []
}

/** Discord trims texts, and takes an empty one for a missing one. */
function text(name: string, value: string | undefined, max: number): string[] {
  if (value === undefined) return []
  if (value.trim() === '') return [`${name}: empty`]
  return over(name, value.length, max)
}

function link(name: string, value: string | undefined, max: number): string[] {
  if (value === undefined) return []
  return linkOf(value, max) === null ? [`${name}: not a link of at most ${max} characters`] : []
}
