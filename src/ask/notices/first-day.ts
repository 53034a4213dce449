import type { Direct } from '../../deliver/adapter.ts'
import { type Locale, localeOf } from '../../deliver/locale.ts'
import type { View } from '../../deliver/view.ts'
import { ensureChannel, localeOfChannelRow } from '../../store/channels.ts'
import { queueNotice } from '../../store/notices.ts'
import type { WorkspaceRow } from '../../store/schema.ts'
import type { Store } from '../../store/store.ts'
import {
  changeChannel,
  type FirstDay,
  firstDaysSince,
  markFirstDayTold,
  nextFirstDay,
} from '../../store/workspaces.ts'
import type { AdminChannel } from '../admin-parts.ts'
import { type Counts, countLines, countSince } from '../counts.ts'
import { errorChannelOf } from '../settings/error-channel.ts'
import { statusTexts } from '../texts/status.ts'
import { note, text } from '../views.ts'

const dayMs = 86_400_000

/** The workspaces that follow their first feed for a day now and were not told how it went. */
export function takeFirstDayNotes(store: Store, now: Date, limit: number): Promise<readonly FirstDay[]> {
  return firstDaysSince(store, now.getTime() - dayMs, limit)
}

/** When the next first day is over; null when there is none. */
export async function nextFirstDayAt(store: Store): Promise<number | null> {
  const startedAt = await nextFirstDay(store)
  return startedAt === null ? null : startedAt + dayMs
}

export type FirstDayParts = {
  readonly store: Store
  readonly adminChannel: AdminChannel | null
  readonly openDirect: (platform: string, userId: string) => Promise<Direct>
}

/** `later`: whom to tell could not be found out now. */
export type FirstDayTelling = 'told' | 'nobody' | 'later'

/** How long it is tried to reach whoever is to be told. */
const patienceMs = 3 * dayMs

/**
 * Tells once how the first day of a workspace went: in the channel it named for errors, else privately to whoever made
 * the first subscription, and never where posts go.
 */
export async function tellFirstDay(
  { workspace, startedAt }: FirstDay,
  parts: FirstDayParts,
  now: Date,
): Promise<FirstDayTelling> {
  const address = { platform: workspace.platform, workspaceId: workspace.workspace_id }
  const reader = await readerOf(workspace, parts)
  if (reader.kind === 'unknown' && now.getTime() < startedAt + dayMs + patienceMs) return 'later'
  const counts = await countSince(parts.store, address, startedAt)
  return parts.store.write(async (tx) => {
    if (!(await markFirstDayTold(tx, workspace.id, now)) || reader.kind !== 'reader') return 'nobody'
    const { channel, locale } = reader
    const channelId =
      typeof channel === 'number'
        ? channel
        : (await ensureChannel(tx, { ...address, channelId: channel.direct, threadId: null }, now)).id
    if (typeof channel !== 'number') await changeChannel(tx, channelId, { locale })
    const view = JSON.stringify(firstDayView(counts, locale))
    await queueNotice(tx, { channelId, key: `first-day:${workspace.id}`, view }, now)
    return 'told'
  })
}

type Reader =
  | {
      readonly kind: 'reader'
      /** The id of its row, or the direct messages with somebody. */
      readonly channel: number | { readonly direct: string }
      readonly locale: Locale
    }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'unknown' }

async function readerOf(
  workspace: WorkspaceRow,
  { store, adminChannel, openDirect }: FirstDayParts,
): Promise<Reader> {
  const channel = errorChannelOf(workspace, adminChannel)
  if (channel !== null)
    return { kind: 'reader', channel, locale: localeOf(await localeOfChannelRow(store, channel)) }
  const { platform, founder_id: founder, founder_locale: theirs } = workspace
  if (founder === null) return { kind: 'nobody' }
  const direct = await openDirect(platform, founder)
  if (direct.kind !== 'open') return { kind: direct.kind === 'closed' ? 'nobody' : 'unknown' }
  const locale = localeOf(theirs ?? workspace.locale)
  return { kind: 'reader', channel: { direct: direct.channelId }, locale }
}

function firstDayView(counts: Counts, locale: Locale): View {
  const texts = statusTexts[locale]
  const isQuiet = Object.values(counts).every((count) => count === 0)
  return {
    blocks: [
      { kind: 'heading', text: texts.firstDay },
      isQuiet ? text(texts.firstDayQuiet) : { kind: 'list', items: countLines(counts, locale) },
      note(texts.firstDayEnd, { code: '/news status' }),
    ],
  }
}
