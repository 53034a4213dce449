import { composeMessage, editedMessage, postMessage, removeMessage, replaceMessage } from './messages.ts'
import type { Component, Json, Message, MessageBody } from './shapes.ts'
import { messageFlags } from './shapes.ts'
import { messagesIn, type World } from './world.ts'

export type Choice = { readonly name: string; readonly value: string | number }

/** What whoever asked gets to see. */
export type Seen =
  | {
      readonly kind: 'message'
      /** As it was when the answer was complete. */
      readonly message: Message
      /** Only for whoever asked. */
      readonly isPrivate: boolean
      /** "is thinking" was shown first. */
      readonly wasDeferred: boolean
      /** The message as it stands now; null when it was deleted. */
      current(): Message | null
      /** What was added later; grows. */
      readonly followUps: readonly Message[]
    }
  /** The message whose button was used has changed. */
  | { readonly kind: 'changed'; readonly message: Message; readonly followUps: readonly Message[] }
  | { readonly kind: 'choices'; readonly choices: readonly Choice[] }
  | {
      readonly kind: 'form'
      readonly customId: string
      readonly title: string
      readonly components: readonly Component[]
      /** The message whose button opened it. */
      readonly message: Message | null
    }
  /** The button stopped loading and nothing else happened, unless there are follow-ups. */
  | { readonly kind: 'acknowledged'; readonly followUps: readonly Message[] }

export type AskedKind = 'command' | 'autocomplete' | 'component' | 'form'

export const interactionTypes = { command: 2, component: 3, autocomplete: 4, form: 5 } as const

/** An interaction from its dispatch to the end of its token. */
export type OpenInteraction = {
  readonly id: string
  readonly token: string
  readonly kind: AskedKind
  readonly channelId: string
  readonly user: Json
  /** The message whose button was used. */
  readonly source: Message | null
  readonly askedAt: number
  readonly followUps: Message[]
  /** Messages only for whoever asked, by id; of all interactions, since their buttons open others. */
  readonly private: Map<string, Message>
  callbackType: number | null
  originalId: string | null
  /** The three seconds are over. */
  isExpired: boolean
  /** Starts the time of "is thinking". */
  think: () => void
  settle: (seen: Seen) => void
  fail: (reason: string) => void
}

export type Interactions = {
  /** Starts the clock; the promise is what the user sees, or "The application did not respond". */
  open(asked: Pick<OpenInteraction, 'id' | 'token' | 'kind' | 'channelId' | 'user' | 'source'>): {
    readonly interaction: OpenInteraction
    readonly seen: Promise<Seen>
  }
  byId(id: string, token: string): OpenInteraction | undefined
  /** Valid for 15 minutes. */
  byToken(token: string): OpenInteraction | undefined
  /** Also a private message. */
  findMessage(messageId: string): Message | undefined
  close(): void
}

export type InteractionTimes = {
  /** Until the first answer; 3 s at Discord. */
  readonly answerWithinMs: number
  /** Until the answer after a deferral; 15 minutes at Discord. */
  readonly thinkWithinMs: number
}

const tokenLifeMs = 15 * 60_000

export function createInteractions(world: World, times: InteractionTimes): Interactions {
  const all = new Map<string, OpenInteraction>()
  const privateMessages = new Map<string, Message>()
  const timers = new Set<NodeJS.Timeout>()
  const after = (ms: number, act: () => void) => {
    const timer = setTimeout(act, ms)
    timers.add(timer)
    return () => {
      clearTimeout(timer)
      timers.delete(timer)
    }
  }
  return {
    open: (asked) => {
      const { promise, resolve, reject } = Promise.withResolvers<Seen>()
      const stops: (() => void)[] = []
      const end = () => {
        for (const stop of stops) stop()
      }
      const interaction: OpenInteraction = {
        ...asked,
        askedAt: world.now(),
        followUps: [],
        private: privateMessages,
        callbackType: null,
        originalId: null,
        isExpired: false,
        think: () => {
          stops.push(after(times.thinkWithinMs, () => stillThinking(interaction)))
        },
        settle: (seen) => {
          end()
          resolve(seen)
        },
        fail: (reason) => {
          end()
          interaction.isExpired = interaction.callbackType === null
          reject(new Error(reason))
        },
      }
      all.set(asked.token, interaction)
      stops.push(
        after(times.answerWithinMs, () => {
          if (interaction.callbackType === null) interaction.fail('The application did not respond')
        }),
      )
      return { interaction, seen: promise }
    },
    byId: (id, token) => {
      const found = all.get(token)
      return found?.id === id ? found : undefined
    },
    byToken: (token) => {
      const found = all.get(token)
      return found && world.now() - found.askedAt < tokenLifeMs ? found : undefined
    },
    findMessage: (messageId) => {
      const inChannels = [...world.messages.values()].flat().find(({ id }) => id === messageId)
      return inChannels ?? privateMessages.get(messageId)
    },
    close: () => {
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

function stillThinking(interaction: OpenInteraction): void {
  if (interaction.callbackType === 6)
    interaction.settle({ kind: 'acknowledged', followUps: interaction.followUps })
  else interaction.fail('The application is still thinking')
}

const loadingFlag = 128

/** A message as the answer to an interaction: in the channel, or only for whoever asked. */
export function answerWith(
  world: World,
  interaction: OpenInteraction,
  body: MessageBody,
  isLoading: boolean,
): Message {
  const flags = (body.flags ?? 0) | (isLoading ? loadingFlag : 0)
  const message = composeMessage(
    world,
    interaction.channelId,
    { ...body, flags },
    {
      // A command's answer is shown below the command, anything else below the message it came from.
      type: interaction.kind === 'command' ? 20 : 19,
      webhook_id: world.applicationId,
      interaction_metadata: {
        id: interaction.id,
        type: interactionTypes[interaction.kind],
        user: interaction.user,
        authorizing_integration_owners: { 0: world.channels.get(interaction.channelId)?.guild_id ?? '0' },
      },
    },
  )
  if ((flags & messageFlags.ephemeral) !== 0) interaction.private.set(message.id, message)
  else postMessage(world, message)
  return message
}

export function currentMessage(
  world: World,
  interaction: OpenInteraction,
  messageId: string,
): Message | null {
  const inChannel = messagesIn(world, interaction.channelId).find(({ id }) => id === messageId)
  return interaction.private.get(messageId) ?? inChannel ?? null
}

/** Changes a message through the token of the interaction; what was "thinking" is not any more. */
export function changeAnswer(
  world: World,
  interaction: OpenInteraction,
  message: Message,
  body: MessageBody,
): Message {
  const edited = editedMessage(world, message, body)
  const shown = { ...edited, flags: edited.flags & ~loadingFlag }
  if (interaction.private.has(message.id)) interaction.private.set(message.id, shown)
  else replaceMessage(world, shown)
  return shown
}

export function dropAnswer(world: World, interaction: OpenInteraction, message: Message): void {
  if (!interaction.private.delete(message.id)) removeMessage(world, message)
}
