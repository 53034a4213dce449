import { App } from '@slack/bolt'
import type { ChatEvents } from '../../src/deliver/adapter.ts'
import type { Interaction } from '../../src/deliver/interaction.ts'
import type { Reply } from '../../src/deliver/reply.ts'
import type { Actors } from './actors.ts'
import { type AnsweringParts, bring, bringLate, bringUnasked, openKept, openLateForm } from './answering.ts'
import { formAnswer, heardForm } from './heard-form.ts'
import {
  changedChannel,
  channelEvents,
  type Heard,
  heardAction,
  heardCommand,
  heardHome,
  heardJoin,
  lookAtHome,
  responseOf,
  revokesOurToken,
  sentence,
  strangeButton,
} from './interactions.ts'
import type { Reception } from './reception.ts'
import { withinMs } from './respond.ts'
import { sdkLog } from './sdk-log.ts'

export type Identity = {
  readonly teamId: string
  readonly botUserId: string
  readonly botId: string
  readonly name: string
}

/** What is told to the core, and every reply it may give. */
export type SlackEvents = Pick<ChatEvents, 'accessChanged'> & {
  readonly interact: (interaction: Interaction) => Promise<Reply>
}

export type AppParts = AnsweringParts & {
  readonly reception: Reception
  readonly identity: Identity
  readonly botToken: string
  readonly apiUrl: string | null
  readonly events: SlackEvents
  readonly actors: Actors
  lost(reason: string): void
}

// Slack waits 3 s for an ack; an answer that is there in time comes with it and is seen at once.
const answerInAckMs = 1_000
const answerInFormMs = 2_000
const noSuchButton = 'This button does nothing any more. Try /news help.'
const apology = 'Something went wrong here, and it was logged. Please try again.'

/** Wires Bolt: everything people and workspace do arrives here, whichever way it came. */
export function wireApp(parts: AppParts): void {
  const { reception, identity, events, log } = parts
  const app = new App({
    receiver: reception.receiver,
    authorize: async () => ({
      botToken: parts.botToken,
      botId: identity.botId,
      botUserId: identity.botUserId,
    }),
    // Our own joining of a channel is news.
    ignoreSelf: false,
    convoStore: false,
    logger: sdkLog(log),
    clientOptions: {
      ...(parts.apiUrl === null ? {} : { slackApiUrl: parts.apiUrl }),
      retryConfig: { retries: 0 },
    },
  })
  app.command('/news', async ({ body, ack }) => {
    const heard = heardCommand(body)
    if (heard === null) return void (await ack(responseOf(sentence(apology))))
    const answer = answerTo(parts, heard)
    const inTime = await withinMs(answer, answerInAckMs)
    if (inTime?.kind === 'view') return void (await ack(responseOf(inTime)))
    await ack()
    await bring(parts, heard, await answer)
  })
  app.command(/^(?!\/news$)/, async ({ body, ack }) => {
    await ack(responseOf(sentence(`I don't know ${body.command}. Try /news help.`)))
  })
  app.action(/.*/, async ({ body, ack }) => {
    await ack()
    const heard = heardAction(body)
    if (heard !== null) await useAction(parts, heard)
    const strange = strangeButton(body)
    if (strange !== null) await parts.respond(strange, responseOf(sentence(noSuchButton)))
  })
  app.view(/^pq:/, async ({ body, ack }) => {
    const heard = heardForm(body, parts)
    if (heard === null) {
      log.warn('a form that was sent in slack was not understood')
      return void (await ack())
    }
    const answer = answerTo(parts, heard)
    const inTime = formAnswer(heard, await withinMs(answer, answerInFormMs))
    await (inTime === null ? ack() : ack(inTime))
    if (inTime === null) await bringLate(parts, heard, await answer)
    await refreshHome(parts, heard, await answer)
  })
  for (const type of channelEvents)
    app.event(type, async ({ event }) => {
      const channelId = changedChannel(event, identity.botUserId)
      if (channelId !== null) events.accessChanged(identity.teamId, channelId)
      const heard = heardJoin(event, identity)
      if (heard !== null) await bringUnasked(parts, heard, await answerTo(parts, heard))
    })
  app.event('app_home_opened', async ({ event }) => {
    const heard = heardHome(event, identity)
    if (heard !== null) await bringUnasked(parts, heard, await answerTo(parts, heard))
  })
  app.event('app_uninstalled', async () => gone(parts, 'the app was taken out of the workspace'))
  app.event('tokens_revoked', async ({ event }) => {
    if (revokesOurToken(event)) gone(parts, 'the bot token was revoked')
  })
  app.error(async (error) => log.error({ err: error }, 'a slack listener failed'))
}

async function useAction(parts: AppParts, heard: Heard): Promise<void> {
  const { deed } = heard.interaction
  if (deed.kind === 'action' && deed.action === openLateForm) return openKept(parts, heard, deed.value)
  const reply = await answerTo(parts, heard)
  await bring(parts, heard, reply)
  await refreshHome(parts, heard, reply)
}

/** What is done over the bot's own page may change what stands there. */
async function refreshHome(parts: AppParts, { interaction, place }: Heard, reply: Reply): Promise<void> {
  const isShown = place.kind === 'home' && reply.kind === 'view' && reply.replaces === true
  if (place.kind === 'channel' || reply.kind !== 'view' || isShown) return
  const heard = lookAtHome(interaction.actor, parts.identity.teamId)
  await bringUnasked(parts, heard, await answerTo(parts, heard))
}

function gone({ events, identity, lost }: AppParts, reason: string): void {
  events.accessChanged(identity.teamId, null)
  lost(reason)
}

/** The answer of the core; never rejects. */
async function answerTo({ events, actors, log }: AppParts, { interaction }: Heard): Promise<Reply> {
  try {
    return await events.interact({ ...interaction, actor: await actors(interaction.actor) })
  } catch (error) {
    log.error({ err: error, deed: interaction.deed.kind }, 'something asked in slack could not be answered')
    // Nobody asked, and everybody in the channel would read it.
    return interaction.deed.kind === 'joined' ? { kind: 'silence' } : sentence(apology)
  }
}
