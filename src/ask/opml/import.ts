import { type OpmlOutcome, opmlLimits, parseOpmlText } from '../../../feeds/opml.ts'
import { clip } from '../../../feeds/redact.ts'
import type { Access } from '../../deliver/adapter.ts'
import { addressOf } from '../../deliver/address.ts'
import type { Upload } from '../../deliver/interaction.ts'
import type { Locale } from '../../deliver/locale.ts'
import type { Reply } from '../../deliver/reply.ts'
import { actorName, founderOf } from '../actor.ts'
import type { AdminParts } from '../admin-parts.ts'
import type { Asked } from '../asked.ts'
import { within } from '../news/within.ts'
import { opmlTexts } from '../texts/opml.ts'
import { subscribeTexts } from '../texts/subscribe.ts'
import { privately, text } from '../views.ts'
import { admit } from '../who-may.ts'
import { importFeeds } from './import-feeds.ts'
import { reportReply } from './import-report.ts'
import { starterPacks } from './starter.ts'

export type ImportParts = Pick<
  AdminParts,
  'store' | 'standingIn' | 'checkAccess' | 'parseList' | 'patienceMs' | 'wakePolling'
>

/** What was sent with a form: its fields, and files where the platform takes some. */
export type Sent = { readonly fields: Readonly<Record<string, string>>; readonly files: readonly Upload[] }

/** Most that a field for pasting takes on the platform that takes least. */
const mostPasted = 3000

/** `/news feed import`: the file that came with it, or a form that asks for one. */
export async function importCommand(
  asked: Asked,
  files: readonly Upload[],
  parts: ImportParts,
): Promise<Reply> {
  const [file] = files
  return file === undefined ? openImportForm(asked, parts) : importFile(asked, file, parts)
}

/** Opens the form that takes a file or what somebody pastes; the button of the first message does the same. */
export async function openImportForm(asked: Asked, parts: ImportParts): Promise<Reply> {
  const admission = await admit(asked, parts)
  if (admission.kind === 'refused') return admission.reply
  const { form } = opmlTexts[asked.locale]
  return {
    kind: 'form',
    form: {
      form: 'opml-import',
      state: '',
      title: form.title,
      submit: form.submit,
      fields: [
        { kind: 'file', name: 'file', label: form.file, hint: form.fileHint, isRequired: false },
        {
          kind: 'text',
          name: 'pasted',
          label: form.pasted,
          hint: form.pastedHint,
          isRequired: false,
          value: '',
          isLong: true,
          most: mostPasted,
        },
      ],
    },
  }
}

/** The form `opml-import` was sent. */
export async function importForm(asked: Asked, { fields, files }: Sent, parts: ImportParts): Promise<Reply> {
  const texts = opmlTexts[asked.locale]
  const [file] = files
  if (file !== undefined) return importFile(asked, file, parts)
  const pasted = fields.pasted?.trim() ?? ''
  if (pasted === '') return { kind: 'invalid', problems: { pasted: texts.form.nothing } }
  const outcome = parseOpmlText(pasted)
  const problem = problemOf(outcome, asked.locale)
  if (problem !== null) return { kind: 'invalid', problems: { pasted: problem } }
  return importList(asked, { outcome, name: texts.form.pasted }, parts)
}

/** A starter pack was chosen: the channel follows all its feeds. */
export async function followPack(asked: Asked, name: string, parts: ImportParts): Promise<Reply> {
  const pack = starterPacks().find((each) => each.name === name)
  if (!pack) return privately(text(opmlTexts[asked.locale].noPack))
  const outcome: OpmlOutcome = { kind: 'opml', title: name, entries: pack.feeds, leftOut: 0 }
  return importList(asked, { outcome, name: `starter pack ${name}` }, parts)
}

async function importFile(asked: Asked, file: Upload, parts: ImportParts): Promise<Reply> {
  const texts = opmlTexts[asked.locale]
  const admission = await admit(asked, parts)
  if (admission.kind === 'refused') return admission.reply
  if (file.sizeBytes > opmlLimits.bytes) return privately(text(texts.tooLarge(opmlLimits.bytes / 1e6)))
  const read = await file.read()
  if (read.kind === 'failed') return privately(text(texts.fileFailed(clip(read.reason))))
  const outcome = await parts.parseList(read.text)
  return importList(asked, { outcome, name: clip(file.name).slice(0, 100) }, parts)
}

async function importList(
  asked: Asked,
  { outcome, name }: { readonly outcome: OpmlOutcome; readonly name: string },
  parts: ImportParts,
): Promise<Reply> {
  const { locale, now } = asked
  const admission = await admit(asked, parts)
  if (admission.kind === 'refused') return admission.reply
  const problem = problemOf(outcome, locale)
  if (outcome.kind === 'unreadable' || problem !== null) return privately(text(problem ?? ''))
  const unknown: Access = { kind: 'unknown', cause: 'no answer in time' }
  const access = await within(parts.patienceMs, parts.checkAccess(admission.here), unknown)
  if (access.kind === 'closed')
    return privately(
      text(subscribeTexts[locale].closed(addressOf(admission.here))),
      text(`${access.reason}. ${access.fix}`),
    )
  const list = {
    entries: outcome.entries,
    channel: admission.here,
    actor: actorName(asked),
    by: founderOf(asked),
    name,
    locale,
  }
  const lines = await importFeeds(parts.store, list, now)
  parts.wakePolling()
  return reportReply({ lines, leftOut: outcome.leftOut }, locale)
}

/** Why there is nothing to import; null when there is something. */
export function problemOf(outcome: OpmlOutcome, locale: Locale): string | null {
  const texts = opmlTexts[locale]
  if (outcome.kind === 'opml') return outcome.entries.length === 0 ? texts.noFeeds : null
  switch (outcome.problem) {
    case 'empty':
      return texts.empty
    case 'too-large':
      return texts.tooLarge(opmlLimits.bytes / 1e6)
    case 'not-opml':
      return texts.notOpml(clip(outcome.found))
  }
}
