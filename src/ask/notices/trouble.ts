import { clip, redactUrl } from '../../../feeds/redact.ts'
import { type Locale, localeOf } from '../../deliver/locale.ts'
import type { RichText, View } from '../../deliver/view.ts'
import { isSilent } from '../../poll/rhythm.ts'
import { localeOfChannelRow } from '../../store/channels.ts'
import { type FeedHealth, healthOfWorkspaces, noteTrouble, noteTroubleTold } from '../../store/feed-health.ts'
import { queueNotice } from '../../store/notices.ts'
import type { WorkspaceRow } from '../../store/schema.ts'
import type { Store } from '../../store/store.ts'
import type { AdminChannel } from '../admin-parts.ts'
import { durationInWords } from '../duration.ts'
import { errorChannelOf } from '../settings/error-channel.ts'
import { troubleNoticeTexts } from '../texts/trouble-notices.ts'
import { causeOf } from './cause.ts'

const hourMs = 3_600_000
const enoughFailures = 3
/** An outage takes its feeds down one by one; what is found within this time is told together. */
const groupedMs = hourMs

export type TroubleNews = {
  /** To be told of: what fails, and what works but is silent far beyond its rhythm. */
  readonly ill: readonly FeedHealth[]
  readonly silent: readonly FeedHealth[]
  /** Told of, and working again. */
  readonly well: readonly FeedHealth[]
  /** Told of, and no longer of interest to anybody there. */
  readonly dropped: readonly FeedHealth[]
}

/** What a workspace is to be told now of its feeds: of every failure that lasts once, and of its end once. */
export function decideTrouble(
  feeds: readonly FeedHealth[],
  lastToldAt: number | null,
  now: Date,
): TroubleNews {
  const isTooEarly =
    lastToldAt !== null && lastToldAt <= now.getTime() && now.getTime() - lastToldAt < groupedMs
  const followed = feeds.filter(({ isFollowed }) => isFollowed)
  return {
    // One that was told of as silent and now fails is news as well.
    ill: isTooEarly ? [] : followed.filter((feed) => feed.toldOf !== 'failing' && isIll(feed, now)),
    silent: isTooEarly ? [] : followed.filter((feed) => feed.toldAt === null && isSilent(feed)),
    well: followed.filter((feed) => feed.toldAt !== null && isWellSince(feed, feed.toldAt)),
    dropped: feeds.filter((feed) => !feed.isFollowed && feed.toldAt !== null),
  }
}

function isIll(feed: FeedHealth, now: Date): boolean {
  if (feed.state === 'gone') return true
  const forMs = feed.failing_since === null ? 0 : now.getTime() - feed.failing_since
  // Who does not want us is tried again after hours: there the second failure says enough.
  return forMs > hourMs && (feed.failures >= enoughFailures || (feed.failures > 1 && forMs > 2 * hourMs))
}

/** A poll has worked since then; that somebody merely wants it tried again is no news. */
function isWellSince(feed: FeedHealth, toldAt: number): boolean {
  const works = feed.state === 'active' && feed.failures === 0 && (feed.last_polled_at ?? 0) > toldAt
  return works && !(feed.toldOf === 'silent' && isSilent(feed))
}

/** Tells every workspace of its feeds' troubles and recoveries; returns how many notices were queued. */
export async function tellFeedTrouble(
  store: Store,
  adminChannel: AdminChannel | null,
  now: Date,
): Promise<number> {
  let notices = 0
  for (const { workspace, feeds } of await healthOfWorkspaces(store)) {
    const channelId = errorChannelOf(workspace, adminChannel)
    if (channelId === null) continue
    const news = decideTrouble(feeds, workspace.trouble_told_at, now)
    const locale = localeOf(await localeOfChannelRow(store, channelId))
    notices += await tell(store, { workspace, channelId, locale, news }, now)
  }
  return notices
}

async function tell(
  store: Store,
  about: {
    readonly workspace: WorkspaceRow
    readonly channelId: number
    readonly locale: Locale
    readonly news: TroubleNews
  },
  now: Date,
): Promise<number> {
  const { workspace, channelId, locale, news } = about
  const { ill, silent, well, dropped } = news
  if (ill.length + silent.length + well.length + dropped.length === 0) return 0
  const ids = (feeds: readonly FeedHealth[]) => feeds.map(({ id }) => id)
  const note = {
    workspaceRowId: workspace.id,
    ill: ids(ill),
    silent: ids(silent),
    over: ids([...well, ...dropped]),
  }
  const views = [
    { name: 'ill', feeds: ill, viewOf: illView },
    { name: 'silent', feeds: silent, viewOf: silentView },
    { name: 'well', feeds: well, viewOf: wellView },
  ].filter(({ feeds }) => feeds.length > 0)
  return store.write(async (tx) => {
    if (!(await noteTrouble(tx, note, now))) return 0
    if (ill.length + silent.length > 0) await noteTroubleTold(tx, workspace.id, now)
    for (const { name, feeds, viewOf } of views) {
      const view = JSON.stringify(viewOf(feeds, locale, now))
      const key = `trouble:${workspace.id}:${name}:${feeds[0]?.id}:${now.getTime()}`
      await queueNotice(tx, { channelId, key, view }, now)
    }
    return views.length
  })
}

const mostShown = 10

function illView(feeds: readonly FeedHealth[], locale: Locale): View {
  const texts = troubleNoticeTexts[locale]
  return {
    blocks: [
      { kind: 'heading', text: texts.ill(feeds.length) },
      { kind: 'list', items: shown(feeds, locale, (feed) => illLine(feed, locale)) },
      { kind: 'note', text: [`${texts.goesOn} `, { code: '/news status' }] },
    ],
  }
}

function silentView(feeds: readonly FeedHealth[], locale: Locale, now: Date): View {
  const texts = troubleNoticeTexts[locale]
  return {
    blocks: [
      { kind: 'heading', text: texts.silent(feeds.length) },
      { kind: 'list', items: shown(feeds, locale, (feed) => silentLine(feed, now, locale)) },
      { kind: 'note', text: [`${texts.silentNote} `, { code: '/news feed test' }] },
    ],
  }
}

function wellView(feeds: readonly FeedHealth[], locale: Locale): View {
  const texts = troubleNoticeTexts[locale]
  return {
    blocks: [
      { kind: 'heading', text: texts.well(feeds.length) },
      { kind: 'list', items: shown(feeds, locale, (feed) => [{ strong: nameOf(feed) }]) },
      { kind: 'note', text: [texts.wellNote] },
    ],
  }
}

function shown(
  feeds: readonly FeedHealth[],
  locale: Locale,
  lineOf: (feed: FeedHealth) => RichText,
): readonly RichText[] {
  const lines = feeds.slice(0, mostShown).map(lineOf)
  const rest = feeds.length - lines.length
  return rest === 0 ? lines : [...lines, [troubleNoticeTexts[locale].others(rest)]]
}

/** The feed, since when and why it fails, and what to do. */
export function illLine(
  feed: Pick<FeedHealth, 'title' | 'url' | 'failing_since' | 'last_problem' | 'state'>,
  locale: Locale,
): RichText {
  const cause = causeOf(feed.state === 'gone' ? 'gone' : feed.last_problem, locale)
  const since: RichText =
    feed.failing_since === null ? [] : [' (', { time: feed.failing_since, as: 'moment' }, ')']
  return [{ strong: nameOf(feed) }, ': ', cause.found, ...since, '. ', cause.fix]
}

/** The feed, how often it publishes, and for how long it has not. */
export function silentLine(
  feed: Pick<FeedHealth, 'title' | 'url' | 'last_item_at' | 'items_per_week'>,
  now: Date,
  locale: Locale,
): RichText {
  const texts = troubleNoticeTexts[locale]
  const weekly = feed.items_per_week ?? 0
  const duration = durationInWords(now.getTime() - (feed.last_item_at ?? now.getTime()), locale)
  const silence =
    weekly < 7
      ? texts.weeklySilence(Math.max(1, Math.round(weekly)), duration)
      : texts.dailySilence(Math.round(weekly / 7), duration)
  return [{ strong: nameOf(feed) }, `: ${silence}`]
}

/** What a feed is called where it has no title: its address, without secrets. */
export function nameOf({ title, url }: { readonly title: string | null; readonly url: string }): string {
  return title === null || title.trim() === '' ? redactUrl(url) : clip(title)
}
