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
import { durationInWords } from '../duration.ts'
import { healthOf } from '../following/list.ts'
import { illLine, silentLine } from '../notices/trouble.ts'
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
    ...feedBlocks(subscriptions, asked),
    ...channelBlocks(closed, locale),
    { kind: 'heading', text: statusTexts[locale].lastDay },
    { kind: 'list', items: [...countLines(counts, locale), ...speed.filter((line) => line !== null)] },
  )
}

function feedBlocks(subscriptions: readonly Subscription[], { locale, now }: Asked): readonly Block[] {
  const texts = statusTexts[locale]
  const feeds = [...new Map(subscriptions.map((one) => [one.feed.id, one])).values()]
  if (feeds.length === 0) return [text(texts.noFeeds)]
  const failing = feeds.filter((one) => ['failing', 'gone'].includes(healthOf(one)))
  const silent = feeds.filter((one) => healthOf(one) === 'silent')
  const [first] = [...failing, ...silent]
  if (first === undefined) return [text(`✓ ${texts.allWork(feeds.length)}`)]
  const failingLines = failing.map(({ id, feed }) => [`#${id} `, ...illLine(feed, locale)])
  const silentLines = silent.map(({ id, feed }) => [`#${id} `, ...silentLine(feed, now, locale)])
  return [
    ...troubleBlocks(texts.someFail(failing.length, feeds.length), failingLines, locale),
    ...troubleBlocks(texts.someSilent(silent.length, feeds.length), silentLines, locale),
    note(texts.tryOne, { code: `/news feed test ${first.id}` }),
  ]
}

function troubleBlocks(heading: string, lines: readonly RichText[], locale: Locale): readonly Block[] {
  if (lines.length === 0) return []
  const shown = lines.slice(0, mostShown)
  const rest = lines.length - shown.length
  const items = rest === 0 ? shown : [...shown, [statusTexts[locale].others(rest)]]
  return [text(`⚠ ${heading}`), { kind: 'list', items }]
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
