import type { Logger } from 'pino'
import type { Interaction } from '../../src/deliver/interaction.ts'
import type { View } from '../../src/deliver/view.ts'
import { failureOf, inWords } from './errors.ts'
import { type Heard, responseOf, type Said } from './interactions.ts'
import { renderAnswer } from './render-form.ts'
import { showPage, showView } from './render-view.ts'
import type { Responder } from './respond.ts'
import type { WebClient } from './web-client.ts'

export type SayingParts = {
  readonly client: WebClient
  readonly respond: Responder
  readonly log: Logger
}

/** Shows an answer where it was asked for. Never rejects. */
export async function say(parts: SayingParts, heard: Heard, said: Said): Promise<void> {
  const { place, interaction } = heard
  switch (place.kind) {
    case 'channel': {
      const response = responseOf(said, interaction.channel?.threadId ?? null)
      if ((await parts.respond(place.responseUrl, response)) === 'refused')
        await sayAnew(parts, interaction, said)
      return
    }
    case 'home':
      return said.replaces === true
        ? publishHome(parts, interaction.actor.id, said.view)
        : cover(parts, heard, said)
    case 'modal': {
      const args = { view_id: place.viewId, view: renderAnswer(said.view) }
      if (!(await ask(parts, 'views.update', args))) await sayAnew(parts, interaction, said)
    }
  }
}

/** Says something to everybody in the channel. */
export async function announce(parts: SayingParts, channelId: string, view: View): Promise<void> {
  await ask(parts, 'chat.postMessage', { channel: channelId, ...unfurled(view) })
}

/** Shows the view on the bot's own page of a person. */
export async function publishHome(parts: SayingParts, userId: string, view: View): Promise<void> {
  await ask(parts, 'views.publish', { user_id: userId, view: { type: 'home', blocks: showPage(view) } })
}

/** An answer over the Home tab, which stays as it is. */
async function cover(parts: SayingParts, { interaction, triggerId }: Heard, said: Said): Promise<void> {
  const view = renderAnswer(said.view)
  const isOpen = triggerId !== null && (await ask(parts, 'views.open', { trigger_id: triggerId, view }))
  if (!isOpen) await sayAnew(parts, interaction, said)
}

/** Where the usual way is closed, as half an hour after the question: nothing was said yet. */
async function sayAnew(
  parts: SayingParts,
  { channel, message, actor }: Interaction,
  { view, isPrivate, replaces }: Said,
): Promise<void> {
  const content = unfurled(view)
  if (channel === null) return void (await ask(parts, 'chat.postMessage', { channel: actor.id, ...content }))
  const thread = channel.threadId === null ? {} : { thread_ts: channel.threadId }
  const there = { channel: channel.channelId, ...content }
  if (replaces === true && message !== null)
    await ask(parts, 'chat.update', { ...there, ts: message.messageId })
  else if (isPrivate) await ask(parts, 'chat.postEphemeral', { ...there, ...thread, user: actor.id })
  else await ask(parts, 'chat.postMessage', { ...there, ...thread })
}

function unfurled(view: View) {
  return { ...showView(view), unfurl_links: false, unfurl_media: false }
}

/** False when Slack has certainly not taken it. */
async function ask(
  { client, log }: SayingParts,
  method: string,
  args: Record<string, unknown>,
): Promise<boolean> {
  try {
    await client.apiCall(method, args)
    return true
  } catch (error) {
    const failure = failureOf(error)
    log.warn({ method, cause: inWords(failure) }, 'slack did not show an answer')
    // Without an answer it may be seen already, and nothing is said twice.
    return failure.kind === 'unanswered'
  }
}
