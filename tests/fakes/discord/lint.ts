import { lintComponents, lintModalComponents } from './lint-components.ts'
import { linkProblem, listOf, textOf } from './lint-text.ts'
import { isJson, type Problem } from './reply.ts'
import { type Json, messageFlags } from './shapes.ts'

export const emptyMessage = 'Cannot send an empty message'

/** Rules for messages that are in Discord's documentation but not in its specification. */
export function lintMessage(body: Json, { isNew }: { readonly isNew: boolean }): Problem[] {
  const embeds = listOf(body.embeds)
  const isV2 = typeof body.flags === 'number' && (body.flags & messageFlags.componentsV2) !== 0
  return [
    ...(isNew && isEmptyMessage(body) ? [{ at: [], message: emptyMessage }] : []),
    ...(textOf(body.content).length > 2000
      ? [{ at: ['content'], message: 'Must be 2000 or fewer in length.' }]
      : []),
    ...(isV2 ? whatV2Forbids(body) : []),
    ...embeds.flatMap((embed, index) => lintEmbed(embed, ['embeds', index])),
    ...(embeds.reduce((sum, embed) => sum + textLength(embed), 0) > 6000
      ? [{ at: ['embeds'], message: 'Embed size exceeds maximum size of 6000' }]
      : []),
    ...lintComponents(listOf(body.components), { isV2: isV2 ? true : isNew ? false : null }),
    ...lintMentions(body.allowed_mentions),
  ]
}

function isEmptyMessage(body: Json): boolean {
  const lists = [body.embeds, body.components, body.sticker_ids, body.attachments]
  return (
    textOf(body.content) === '' && !lists.some((list) => Array.isArray(list) && list.length > 0) && !body.poll
  )
}

function whatV2Forbids(body: Json): Problem[] {
  return ['content', 'embeds', 'poll', 'sticker_ids']
    .filter((key) => body[key] !== undefined && body[key] !== null && listOrText(body[key]))
    .map((key) => ({
      at: [key],
      message: `The '${key}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
    }))
}

const listOrText = (value: unknown): boolean => !(Array.isArray(value) && value.length === 0)

const shownParts = ['title', 'description', 'image', 'thumbnail', 'author', 'footer'] as const

function lintEmbed(embed: Json, at: Problem['at']): Problem[] {
  const fields = listOf(embed.fields)
  const isEmpty =
    fields.length === 0 && !shownParts.some((part) => isJson(embed[part]) || textOf(embed[part]) !== '')
  return [
    ...(isEmpty ? [{ at, message: 'This embed shows nothing' }] : []),
    ...fields.flatMap((field, index) => required(field, ['name', 'value'], [...at, 'fields', index])),
    ...(isJson(embed.footer) ? required(embed.footer, ['text'], [...at, 'footer']) : []),
    ...(isJson(embed.author) ? required(embed.author, ['name'], [...at, 'author']) : []),
    ...links(embed, at),
  ]
}

/** What is only whitespace counts as missing, since Discord trims first. */
function required(part: Json, keys: readonly string[], at: Problem['at']): Problem[] {
  return keys
    .filter((key) => textOf(part[key]) === '')
    .map((key) => ({ at: [...at, key], message: 'This field is required' }))
}

function links(embed: Json, at: Problem['at']): Problem[] {
  const author = isJson(embed.author) ? embed.author : {}
  const footer = isJson(embed.footer) ? embed.footer : {}
  const image = isJson(embed.image) ? embed.image : {}
  const thumbnail = isJson(embed.thumbnail) ? embed.thumbnail : {}
  return [
    ...linkProblem(embed.url, [...at, 'url'], pageSchemes),
    ...linkProblem(author.url, [...at, 'author', 'url'], pageSchemes),
    ...linkProblem(author.icon_url, [...at, 'author', 'icon_url'], imageSchemes),
    ...linkProblem(footer.icon_url, [...at, 'footer', 'icon_url'], imageSchemes),
    ...linkProblem(image.url, [...at, 'image', 'url'], imageSchemes),
    ...linkProblem(thumbnail.url, [...at, 'thumbnail', 'url'], imageSchemes),
  ]
}

const pageSchemes = ['http:', 'https:']
const imageSchemes = [...pageSchemes, 'attachment:']

function textLength(embed: Json): number {
  const named = isJson(embed.author) ? textOf(embed.author.name) : ''
  const footer = isJson(embed.footer) ? textOf(embed.footer.text) : ''
  const fields = listOf(embed.fields).flatMap(({ name, value }) => [textOf(name), textOf(value)])
  return [textOf(embed.title), textOf(embed.description), named, footer, ...fields].join('').length
}

function lintMentions(mentions: unknown): Problem[] {
  if (!isJson(mentions) || !Array.isArray(mentions.parse)) return []
  const parse: readonly unknown[] = mentions.parse
  return ['users', 'roles']
    .filter((key) => parse.includes(key) && Array.isArray(mentions[key]) && mentions[key].length > 0)
    .map((key) => ({
      at: ['allowed_mentions', key],
      message: `parse:["${key}"] and ${key}: [ids...] are mutually exclusive.`,
    }))
}

/** https://docs.discord.com/developers/interactions/receiving-and-responding: title and fields of a form. */
export function lintModal(data: Json): Problem[] {
  const title = textOf(data.title) === '' ? [{ at: ['title'], message: 'This field is required' }] : []
  return [...title, ...lintModalComponents(listOf(data.components))]
}
