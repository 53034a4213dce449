import { type OpmlEntry, type OpmlWishes, writeOpml } from '../../../feeds/opml.ts'
import { withoutSecrets } from '../../../feeds/redact.ts'
import { addressOf } from '../../deliver/address.ts'
import type { Locale } from '../../deliver/locale.ts'
import type { Reply } from '../../deliver/reply.ts'
import type { Block } from '../../deliver/view.ts'
import { type Subscription, subscriptionsIn } from '../../store/subscriptions.ts'
import type { AdminParts } from '../admin-parts.ts'
import type { Asked } from '../asked.ts'
import { opmlTexts } from '../texts/opml.ts'
import { button, buttons, note, privately, text } from '../views.ts'
import { admit } from '../who-may.ts'

type ExportParts = Pick<AdminParts, 'store' | 'standingIn'>

export type Export = {
  readonly text: string
  readonly count: number
  /** How many addresses held something that must not leave the program. */
  readonly withSecrets: number
}

/** `/news feed export`: the feeds of this channel, and a button for those of all channels. */
export function exportCommand(asked: Asked, parts: ExportParts): Promise<Reply> {
  return exportScope(asked, 'here', parts)
}

/** The button [All channels]. */
export function exportAll(asked: Asked, parts: ExportParts): Promise<Reply> {
  return exportScope(asked, 'all', parts)
}

async function exportScope(asked: Asked, scope: 'here' | 'all', parts: ExportParts): Promise<Reply> {
  const texts = opmlTexts[asked.locale]
  const admission = await admit(asked, parts)
  if (admission.kind === 'refused') return admission.reply
  const { here } = admission
  const all = await subscriptionsIn(parts.store, here)
  const ours = scope === 'all' ? all : all.filter(({ channel }) => addressOf(channel) === addressOf(here))
  const more: readonly Block[] =
    ours.length < all.length ? [buttons(button('opml-export-all', '', texts.allChannels))] : []
  if (ours.length === 0) return privately(text(texts.nothingToExport), ...more)
  const exported = exportSubscriptions(ours, asked.locale, { areChannelsNamed: scope === 'all' })
  const blocks: readonly Block[] = [
    text(texts.exported(exported.count)),
    ...(exported.withSecrets > 0 ? [text(texts.secretsLeftOut(exported.withSecrets))] : []),
    note(texts.readsBack),
    ...more,
  ]
  return { kind: 'file', name: 'pullquote.opml', text: exported.text, view: { blocks } }
}

/** Pure: subscriptions as a list that other readers take and that gives the same subscriptions when it is imported. */
export function exportSubscriptions(
  subscriptions: readonly Subscription[],
  locale: Locale,
  { areChannelsNamed }: { readonly areChannelsNamed: boolean },
): Export {
  const entries = subscriptions.map((each) => entryOf(each, areChannelsNamed))
  return {
    text: writeOpml({ title: opmlTexts[locale].exportTitle, entries: entries.map(({ entry }) => entry) }),
    count: entries.length,
    withSecrets: entries.filter(({ hasSecrets }) => hasSecrets).length,
  }
}

function entryOf(
  subscription: Subscription,
  isChannelNamed: boolean,
): { readonly entry: OpmlEntry; readonly hasSecrets: boolean } {
  const { feed, channel, style, filter, schedule, state } = subscription
  const { url, isChanged } = withoutSecrets(feed.url)
  const wishes: OpmlWishes = {
    ...(style === null ? {} : { style }),
    ...(filter === null ? {} : { filter }),
    ...(schedule === null ? {} : { schedule }),
    ...(state === 'active' ? {} : { state }),
    ...(isChannelNamed ? { channel: addressOf(channel) } : {}),
  }
  return {
    entry: { url, title: feed.title, folders: foldersOf(subscription), wishes },
    hasSecrets: isChanged,
  }
}

function foldersOf({ folder }: Subscription): readonly string[] {
  const folders: unknown = folder === null ? [] : JSON.parse(folder)
  return Array.isArray(folders) ? folders.filter((name) => typeof name === 'string') : []
}
