import type { Logger } from 'pino'
import type { Reply } from '../../src/deliver/reply.ts'
import { failureOf, inWords, reasonOf } from './errors.ts'
import { type Heard, responseOf, type Said, sentence } from './interactions.ts'
import { type FormMemory, renderForm } from './render-form.ts'
import type { Responder } from './respond.ts'
import type { WebClient } from './web-client.ts'

export type AnsweringParts = {
  readonly client: WebClient
  readonly respond: Responder
  readonly log: Logger
}

const notOpened = 'The form could not be opened'
const tooLate = 'That took too long to open here. Please try again.'

/** Brings a reply to whoever asked, after the ack. Never rejects. */
export async function bring(parts: AnsweringParts, heard: Heard, reply: Reply): Promise<void> {
  switch (reply.kind) {
    case 'view':
      return parts.respond(heard.responseUrl, responseOf(reply))
    case 'form':
      return openForm(parts, heard, reply)
    case 'invalid':
      return parts.respond(heard.responseUrl, responseOf(problemsOf(reply.problems)))
    case 'file':
      return shareFile(parts, heard, reply)
    case 'suggestions':
    case 'silence':
      return
  }
}

async function openForm(
  { client, respond, log }: AnsweringParts,
  heard: Heard,
  { form }: Extract<Reply, { readonly kind: 'form' }>,
): Promise<void> {
  try {
    const view = renderForm(form, memoryOf(heard, form.state))
    await client.apiCall('views.open', { trigger_id: heard.triggerId ?? '', view })
  } catch (error) {
    const cause = inWords(failureOf(error))
    log.warn({ form: form.form, cause }, 'a form could not be opened in slack')
    const isLate = /^(?:expired|exchanged|invalid)_trigger/.test(cause)
    await respond(heard.responseUrl, responseOf(sentence(isLate ? tooLate : `${notOpened} (${cause}).`)))
  }
}

// Slack has no private files: everybody in the channel sees it. https://docs.slack.dev/messaging/working-with-files
async function shareFile(
  { client, respond, log }: AnsweringParts,
  heard: Heard,
  { name, text, view }: Extract<Reply, { readonly kind: 'file' }>,
): Promise<void> {
  const { channel } = heard.interaction
  const said: Said = { kind: 'view', view, isPrivate: true }
  if (channel === null) return respond(heard.responseUrl, responseOf(said))
  try {
    await client.filesUploadV2({ channel_id: channel.channelId, filename: name, content: text })
    await respond(heard.responseUrl, responseOf(said))
  } catch (error) {
    const failure = failureOf(error)
    const cause = failure.kind === 'refused' ? reasonOf(failure) : inWords(failure)
    log.warn({ name, cause: inWords(failure) }, 'a file could not be sent to slack')
    await respond(heard.responseUrl, responseOf(sentence(`${name} could not be sent: ${cause}`)))
  }
}

/** What a form opened for this has to remember. */
export function memoryOf({ interaction, responseUrl }: Heard, state: string): FormMemory {
  return { state, channel: interaction.channel, responseUrl }
}

function problemsOf(problems: Readonly<Record<string, string>>): Said {
  const items = Object.values(problems).map((problem) => [problem])
  return { kind: 'view', view: { blocks: [{ kind: 'list', items }] }, isPrivate: true }
}
