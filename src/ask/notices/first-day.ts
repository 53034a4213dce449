import { type Locale, localeOf } from '../../deliver/locale.ts'
import type { View } from '../../deliver/view.ts'
import { queueNotice } from '../../store/notices.ts'
import type { Store } from '../../store/store.ts'
import { type FirstDay, firstDaysSince, markFirstDayTold, nextFirstDay } from '../../store/workspaces.ts'
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

/** Tells a workspace's admins once how its first day went; true when a note was queued. Without a channel for them nobody is told. */
export async function tellFirstDay(
  store: Store,
  { workspace, startedAt }: FirstDay,
  adminChannel: AdminChannel | null,
  now: Date,
): Promise<boolean> {
  const address = { platform: workspace.platform, workspaceId: workspace.workspace_id }
  const counts = await countSince(store, address, startedAt)
  const channelId = errorChannelOf(workspace, adminChannel)
  const view = JSON.stringify(firstDayView(counts, localeOf(workspace.locale)))
  return store.write(async (tx) => {
    if (!(await markFirstDayTold(tx, workspace.id, now)) || channelId === null) return false
    await queueNotice(tx, { channelId, key: `first-day:${workspace.id}`, view }, now)
    return true
  })
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
