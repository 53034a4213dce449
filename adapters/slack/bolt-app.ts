import { App, type ViewResponseAction } from '@slack/bolt'
import type { Logger } from 'pino'
import type { ChatEvents } from '../../src/deliver/adapter.ts'
import type { Interaction } from '../../src/deliver/interaction.ts'
import type { Reply } from '../../src/deliver/reply.ts'
import { bring, memoryOf } from './answering.ts'
import {
  changedChannel,
  channelEvents,
  type Heard,
  heardAction,
  heardCommand,
  responseOf,
  revokesOurToken,
  sentence,
  strangeButton,
} from './interactions.ts'
import type { Reception } from './reception.ts'
import { renderForm, sentForm } from './render-form.ts'
import { type Responder, withinMs } from './respond.ts'
import { sdkLog } from './sdk-log.ts'
import { readUpload } from './upload.ts'
import type { WebClient } from './web-client.ts'

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

export type AppParts = {
  readonly reception: Reception
  readonly identity: Identity
  readonly client: WebClient
  readonly botToken: string
  readonly apiUrl: string | null
  readonly events: SlackEvents
  readonly respond: Responder
  readonly log: Logger
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
    if (heard !== null) await bring(parts, heard, await answerTo(parts, heard))
    const strange = strangeButton(body)
    if (strange !== null) await parts.respond(strange, responseOf(sentence(noSuchButton)))
  })
  app.view(/^pq:/, async ({ body, ack }) => {
    const heard = heardForm(body, parts)
    if (heard === null) return void (await ack())
    const answer = answerTo(parts, heard)
    const inTime = formAnswer(heard, await withinMs(answer, answerInFormMs))
    await (inTime === null ? ack() : ack(inTime))
    if (inTime === null) await bring(parts, heard, await answer)
  })
  for (const type of channelEvents)
    app.event(type, async ({ event }) => {
      const channelId = changedChannel(event, identity.botUserId)
      if (channelId !== null) events.accessChanged(identity.teamId, channelId)
    })
  app.event('app_uninstalled', async () => gone(parts, 'the app was taken out of the workspace'))
  app.event('tokens_revoked', async ({ event }) => {
    if (revokesOurToken(event)) gone(parts, 'the bot token was revoked')
  })
  app.error(async (error) => log.error({ err: error }, 'a slack listener failed'))
}

function heardForm(payload: unknown, parts: AppParts): Heard | null {
  const sent = sentForm(payload)
  if (sent === null) return null
  const { form, memory, fields, files, user, triggerId } = sent
  const uploads = files.map((file) => readUpload(file, parts))
  return {
    interaction: {
      platform: 'slack',
      actor: { ...user, locale: null, mayManage: null },
      channel: memory.channel,
      message: null,
      deed: { kind: 'form', form, state: memory.state, fields, files: uploads },
    },
    responseUrl: memory.responseUrl,
    triggerId,
  }
}

/** What the form itself shows; null when it closes and the reply comes as a message. */
function formAnswer(heard: Heard, reply: Reply | null): ViewResponseAction | null {
  if (reply?.kind === 'invalid') return { response_action: 'errors', errors: { ...reply.problems } }
  if (reply?.kind !== 'form') return null
  return {
    response_action: 'update',
    view: renderForm(reply.form, memoryOf(heard, reply.form.state)),
  }
}

function gone({ events, identity, lost }: AppParts, reason: string): void {
  events.accessChanged(identity.teamId, null)
  lost(reason)
}

/** The answer of the core; never rejects. */
async function answerTo({ events, log }: AppParts, { interaction }: Heard): Promise<Reply> {
  try {
    return await events.interact(interaction)
  } catch (error) {
    log.error({ err: error, deed: interaction.deed.kind }, 'something asked in slack could not be answered')
    return sentence(apology)
  }
}
