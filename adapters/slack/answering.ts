import type { Reply } from '../../src/deliver/reply.ts'
import type { Block } from '../../src/deliver/view.ts'
import { failureOf, inWords } from './errors.ts'
import { type HeardForm, memoryOf } from './heard-form.ts'
import { type Heard, type Said, sentence } from './interactions.ts'
import type { KeptForm, KeptForms } from './kept-forms.ts'
import { renderForm } from './render-form.ts'
import { announce, publishHome, type SayingParts, say } from './saying.ts'
import { shareFile } from './share-file.ts'

export type AnsweringParts = SayingParts & { readonly keptForms: KeptForms }

/** Brings a reply to whoever asked, after the ack. Never rejects. */
export async function bring(parts: AnsweringParts, heard: Heard, reply: Reply): Promise<void> {
  switch (reply.kind) {
    case 'view':
      return say(parts, heard, reply)
    case 'form':
      return openForm(parts, heard, renderForm(reply.form, memoryOf(heard, reply.form.state)))
    case 'invalid':
      return say(parts, heard, problemsOf(reply.problems, null))
    case 'file':
      return shareFile(parts, heard, reply)
    case 'suggestions':
    case 'silence':
      return
  }
}

/** Brings what a form is answered with after it had to close. */
export async function bringLate(parts: AnsweringParts, heard: HeardForm, reply: Reply): Promise<void> {
  if (reply.kind !== 'invalid') return bring(parts, heard, reply)
  const again = heard.again(Object.values(reply.problems))
  await say(parts, heard, problemsOf(reply.problems, again === null ? null : parts.keptForms.keep(again)))
}

/** Brings a reply to what nobody asked: a page that is looked at, a channel we were added to. Only views can be shown there. */
export async function bringUnasked(
  parts: AnsweringParts,
  { interaction }: Heard,
  reply: Reply,
): Promise<void> {
  const { deed, channel, actor } = interaction
  if (reply.kind !== 'view') return
  if (deed.kind === 'home') await publishHome(parts, actor.id, reply.view)
  else if (channel !== null) await announce(parts, channel.channelId, reply.view)
}

/** The action of the button that opens a form which came too late. */
export const openLateForm = 'slack-late-form'

const gone = 'That form is not here any more. Please ask for it again.'

/** Opens the form behind the button. */
export async function openKept(parts: AnsweringParts, heard: Heard, id: string): Promise<void> {
  const kept = parts.keptForms.find(id)
  return kept === null ? say(parts, heard, sentence(gone)) : openForm(parts, heard, kept)
}

async function openForm(parts: AnsweringParts, heard: Heard, kept: KeptForm): Promise<void> {
  const { place, triggerId } = heard
  const method = place.kind === 'modal' ? 'views.push' : 'views.open'
  try {
    await parts.client.apiCall(method, { trigger_id: triggerId ?? '', view: kept })
  } catch (error) {
    const failure = failureOf(error)
    const cause = inWords(failure)
    parts.log.warn({ form: kept.callback_id, cause }, 'a form could not be opened in slack')
    const mayWork = failure.kind !== 'refused' || failure.code.includes('trigger')
    await say(parts, heard, mayWork ? askAgain(parts.keptForms.keep(kept)) : notOpened(cause))
  }
}

/** Slack opens a form within three seconds after somebody did something, and using a button is doing something. */
function askAgain(value: string): Said {
  const text = ['That took too long to open by itself.']
  return saidPrivately([{ kind: 'text', text }, buttonFor(value)])
}

function problemsOf(problems: Readonly<Record<string, string>>, kept: string | null): Said {
  const items = Object.values(problems).map((problem) => [problem])
  return saidPrivately([{ kind: 'list', items }, ...(kept === null ? [] : [buttonFor(kept)])])
}

function buttonFor(value: string): Block {
  const label = 'Open the form'
  return {
    kind: 'buttons',
    buttons: [{ kind: 'action', action: openLateForm, value, label, tone: 'primary' }],
  }
}

function saidPrivately(blocks: readonly Block[]): Said {
  return { kind: 'view', view: { blocks }, isPrivate: true }
}

function notOpened(cause: string): Said {
  return sentence(`The form could not be opened (${cause}).`)
}
