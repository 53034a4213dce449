import type { Locale } from '../../deliver/locale.ts'
import type { Reply } from '../../deliver/reply.ts'
import type { Block, RichText } from '../../deliver/view.ts'
import type { ChannelRow } from '../../store/schema.ts'
import { type Subscription, subscriptionsIn } from '../../store/subscriptions.ts'
import { delaysOfWorkspace } from '../../store/workspace-status.ts'
import { channelsOf } from '../../store/workspaces.ts'
import type { AdminParts } from '../admin-parts.ts'
import type { Asked } from '../asked.ts'
import { countLines, countSince } from '../counts.ts'
import { healthOf } from '../following/list.ts'
import { illLine } from '../notices/trouble.ts'
import { statusTexts } from '../texts/status.ts'
import { note, privately, text } from '../views.ts'
import { admit } from '../who-may.ts'
import { channelName } from './error-channel.ts'

const dayMs = 86_400_000
const mostShown = 10
const shownDelays = 100
/** A feed that is due is looked at within moments; this is a poller that does not keep up. */
const patientMs = 10 * 60_000

/** `/news status`: which feeds and channels are in trouble and why, what was posted, and how fast. */
export async function statusCommand(asked: Asked, parts: AdminParts): Promise<Reply> {
  const admission = await admit(asked, parts)
  if (admission.kind === 'refused') return admission.reply
  const { here } = admission
  const { locale } = asked
  const { store } = parts
  const now = asked.now.getTime()
  const subscriptions = await subscriptionsIn(store, here)
  const closed = (await channelsOf(store, here)).filter(({ state }) => state === 'paused')
  const counts = await countSince(store, here, now - dayMs)
  const delays = await delaysOfWorkspace(store, here, shownDelays)
  const speed = [delayLine(delays, locale), overdueLine(subscriptions, now, locale)]
  return privately(
    { kind: 'heading', text: statusTexts[locale].heading },
    ...feedBlocks(subscriptions, locale),
    ...channelBlocks(closed, locale),
    { kind: 'heading', text: statusTexts[locale].lastDay },
    { kind: 'list', items: [...countLines(counts, locale), ...speed.filter((line) => line !== null)] },
  )
}

function feedBlocks(subscriptions: readonly Subscription[], locale: Locale): readonly Block[] {
  const texts = statusTexts[locale]
  const feeds = [...new Map(subscriptions.map((one) => [one.feed.id, one])).values()]
  if (feeds.length === 0) return [text(texts.noFeeds)]
  const failing = feeds.filter((one) => ['failing', 'gone'].includes(healthOf(one)))
  const [first] = failing
  if (first === undefined) return [text(`✓ ${texts.allWork(feeds.length)}`)]
  const shown: RichText[] = failing
    .slice(0, mostShown)
    .map((one) => [`#${one.id} `, ...illLine(one.feed, locale)])
  const rest = failing.length - shown.length
  return [
    text(`⚠ ${texts.someFail(failing.length, feeds.length)}`),
    { kind: 'list', items: rest === 0 ? shown : [...shown, [texts.others(rest)]] },
    note(texts.tryOne, { code: `/news feed test ${first.id}` }),
  ]
}

function channelBlocks(closed: readonly ChannelRow[], locale: Locale): readonly Block[] {
  const texts = statusTexts[locale]
  if (closed.length === 0) return []
  const items = closed.slice(0, mostShown).map((row): RichText => {
    const since: RichText =
      row.paused_at === null ? [] : [' (', texts.since, { time: row.paused_at, as: 'moment' }, ')']
    return [{ strong: channelName(row) }, `: ${row.paused_reason ?? ''}`, ...since]
  })
  const rest = closed.length - items.length
  return [
    text(`⚠ ${texts.closedChannels}`),
    { kind: 'list', items: rest === 0 ? items : [...items, [texts.others(rest)]] },
  ]
}

function delayLine(delays: readonly number[], locale: Locale): RichText | null {
  const middle = delays.toSorted((one, other) => one - other)[Math.floor(delays.length / 2)]
  return middle === undefined ? null : [statusTexts[locale].delay(durationInWords(middle, locale))]
}

function overdueLine(subscriptions: readonly Subscription[], now: number, locale: Locale): RichText | null {
  const waits = new Map(
    subscriptions
      .filter(({ feed }) => feed.state === 'active' && now - feed.next_poll_at > patientMs)
      .map(({ feed }) => [feed.id, now - feed.next_poll_at]),
  )
  if (waits.size === 0) return null
  const longest = Math.max(...waits.values())
  return [statusTexts[locale].overdue(waits.size, durationInWords(longest, locale))]
}

/** `45 seconds`, `12 minutes`, `3 hours`. */
export function durationInWords(ms: number, locale: Locale): string {
  const [unit, size] = unitFor(ms)
  const number = Math.max(1, Math.round(ms / size))
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(number)
}

function unitFor(ms: number): readonly [unit: string, size: number] {
  if (ms < 90_000) return ['second', 1000]
  if (ms < 90 * 60_000) return ['minute', 60_000]
  return ms < 2 * dayMs ? ['hour', 3_600_000] : ['day', dayMs]
}
