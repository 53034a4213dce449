import {
  answerWith,
  type Choice,
  changeAnswer,
  currentMessage,
  dropAnswer,
  type Interactions,
  interactionTypes,
  type OpenInteraction,
} from './interactions.ts'
import { shownMessage } from './messages.ts'
import { isJson, noContent, ok, type Refusal, type Reply, refuse } from './reply.ts'
import { type Asked, pathOf, type Route } from './routes.ts'
import type { Component, Json, Message, MessageBody } from './shapes.ts'
import type { World } from './world.ts'

/** Callbacks, and what a token allows for 15 minutes; none of it asks for the bot's token. */
export function interactionRoutes(interactions: Interactions): readonly Route[] {
  const to = (route: string, answer: Route['answer'], contract?: Route['contract']): Route => {
    const [method = '', form = ''] = route.split(' ')
    return { method, path: pathOf(form), isOpen: true, answer, ...(contract && { contract }) }
  }
  const withToken = (answer: (asked: Asked, interaction: OpenInteraction) => Reply) => (asked: Asked) => {
    const interaction = interactions.byToken(asked.ids[1])
    if (asked.ids[0] !== asked.world.applicationId) return refuse('unknownWebhook')
    if (interaction === undefined) return refuse('invalidWebhookToken')
    return interaction.callbackType === null ? refuse('unknownWebhook') : answer(asked, interaction)
  }
  const withMessage = (
    act: (world: World, interaction: OpenInteraction, message: Message, body: MessageBody) => Reply,
  ) =>
    withToken(({ world, ids, body }, interaction) => {
      const id = ids[2] === '@original' ? interaction.originalId : ids[2]
      const message = id === null ? null : currentMessage(world, interaction, id)
      return message ? act(world, interaction, message, body as MessageBody) : refuse('unknownMessage')
    })
  return [
    to('POST /interactions/{}/{}/callback', (asked) => callback(interactions, asked), 'callback'),
    to(
      'POST /webhooks/{}/{}',
      withToken(({ world, body }, interaction) => followUp(world, interaction, body as MessageBody)),
      'followUp',
    ),
    to(
      'GET /webhooks/{}/{}/messages/{}',
      withMessage((_world, _interaction, message) => ok(shownMessage(message))),
    ),
    to('PATCH /webhooks/{}/{}/messages/{}', withMessage(editAnswer), 'originalEdit'),
    to(
      'DELETE /webhooks/{}/{}/messages/{}',
      withMessage((world, interaction, message) => {
        dropAnswer(world, interaction, message)
        return noContent
      }),
    ),
  ]
}

/** What an application says to an interaction first. */
type Callback = { readonly type: number; readonly data?: Json | null }

function callback(interactions: Interactions, { world, ids, body, query }: Asked): Reply {
  const interaction = interactions.byId(ids[0], ids[1])
  if (interaction === undefined || interaction.isExpired) return refuse('unknownInteraction')
  const refusal = acknowledge(world, interaction, body as Callback)
  if (refusal !== null) return refuse(refusal)
  if (query.get('with_response') !== 'true') return noContent
  const message =
    interaction.originalId === null ? null : currentMessage(world, interaction, interaction.originalId)
  return ok({
    interaction: {
      id: interaction.id,
      type: interactionTypes[interaction.kind],
      response_message_id: interaction.originalId,
    },
    resource: { type: (body as Callback).type, ...(message && { message: shownMessage(message) }) },
  })
}

/** Takes the first answer, from the callback route or from an interactions endpoint. */
export function acknowledge(
  world: World,
  interaction: OpenInteraction,
  { type, data }: Callback,
): Refusal | null {
  if (interaction.callbackType !== null) return 'answeredAlready'
  if (!fits(interaction, type)) return 'wrongCallback'
  interaction.callbackType = type
  if (type === 5 || type === 6) interaction.think()
  const body = (data ?? {}) as MessageBody
  if (type === 4 || type === 5) {
    const message = answerWith(world, interaction, body, type === 5)
    interaction.originalId = message.id
    if (type === 4) settleWithMessage(world, interaction, message, false)
  }
  if (type === 6 || type === 7) interaction.originalId = interaction.source?.id ?? null
  if (type === 7 && interaction.source)
    interaction.settle({
      kind: 'changed',
      message: changeAnswer(world, interaction, interaction.source, body),
      followUps: interaction.followUps,
    })
  if (type === 8) interaction.settle({ kind: 'choices', choices: choicesOf(data) })
  if (type === 9) interaction.settle(formOf(interaction, data ?? {}))
  return null
}

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-callback-type */
function fits({ kind, source }: OpenInteraction, type: number): boolean {
  if (kind === 'autocomplete') return type === 8
  if (type === 6 || type === 7) return source !== null
  return type === 4 || type === 5 || (type === 9 && kind !== 'form')
}

function choicesOf(data: Json | null | undefined): readonly Choice[] {
  return isJson(data) && Array.isArray(data.choices) ? (data.choices as readonly Choice[]) : []
}

function formOf({ source }: OpenInteraction, data: Json) {
  return {
    kind: 'form',
    customId: String(data.custom_id),
    title: String(data.title),
    components: data.components as readonly Component[],
    message: source,
  } as const
}

function settleWithMessage(
  world: World,
  interaction: OpenInteraction,
  message: Message,
  wasDeferred: boolean,
): void {
  interaction.settle({
    kind: 'message',
    message,
    isPrivate: interaction.private.has(message.id),
    wasDeferred,
    current: () => currentMessage(world, interaction, message.id),
    followUps: interaction.followUps,
  })
}

function editAnswer(world: World, interaction: OpenInteraction, message: Message, body: MessageBody): Reply {
  const changed = changeAnswer(world, interaction, message, body)
  if (message.id === interaction.originalId) completeWith(world, interaction, changed)
  return ok(shownMessage(changed))
}

/** The first change after a deferral is the answer. */
function completeWith(world: World, interaction: OpenInteraction, message: Message): void {
  if (interaction.callbackType === 5) settleWithMessage(world, interaction, message, true)
  if (interaction.callbackType === 6)
    interaction.settle({ kind: 'changed', message, followUps: interaction.followUps })
}

/** A follow-up to a deferral takes the place of "is thinking". */
function followUp(world: World, interaction: OpenInteraction, body: MessageBody): Reply {
  const original = interaction.originalId && currentMessage(world, interaction, interaction.originalId)
  if (original && (original.flags & 128) !== 0) return editAnswer(world, interaction, original, body)
  const message = answerWith(world, interaction, body, false)
  interaction.followUps.push(message)
  if (interaction.callbackType === 6)
    interaction.settle({ kind: 'acknowledged', followUps: interaction.followUps })
  return ok(shownMessage(message))
}
