import { z } from 'zod'
import { redactUrl } from '../../../feeds/redact.ts'
import type { MessageRef } from '../../deliver/address.ts'
import { tellReason } from '../../deliver/filter/reasons.ts'
import type { Locale } from '../../deliver/locale.ts'
import type { Block, Inline, RichText } from '../../deliver/view.ts'
import type { ChannelHistory, ItemHistory } from '../../store/link-history.ts'
import type { DeliveryRow } from '../../store/schema.ts'
import type { FollowedFeed } from '../../store/workspace-news.ts'
import { tellProblem } from '../texts/reading-problems.ts'
import { whyTexts } from '../texts/why.ts'
import { note, text } from '../views.ts'
import type { SearchParts } from './search-parts.ts'
import { nameOfFeed } from './source.ts'

export type Telling = Pick<SearchParts, 'linkTo'> & { readonly locale: Locale }

/** What happened to an item: seen when, by which feed, and what became of it in each channel. */
export function historyBlocks({ item, feed, channels }: ItemHistory, telling: Telling): Block[] {
  const { locale } = telling
  const texts = whyTexts[locale]
  const lines: (RichText | null)[] = [
    [texts.feed, { text: nameOfFeed(feed), url: redactUrl(feed.url) }],
    item.published_at === null ? null : [texts.published, { time: item.published_at, as: 'moment' }],
    [texts.seen, { time: item.discovered_at, as: 'moment' }],
    readingLine(item, locale),
    ...channels.map((channel) => channelLine(channel, isNothingToTell(item), telling)),
  ]
  return [
    { kind: 'heading', text: (item.title ?? item.url ?? nameOfFeed(feed)).slice(0, 200) },
    { kind: 'list', items: lines.filter((line) => line !== null) },
  ]
}

/** For a link nobody has seen: what is closest to it. */
export function unknownBlocks(host: string, feeds: readonly FollowedFeed[], locale: Locale): Block[] {
  const texts = whyTexts[locale]
  if (feeds.length === 0)
    return [text(texts.unknown, ' ', texts.notFollowed(host)), note(...texts.how(`https://${host}`))]
  return [
    text(texts.unknown),
    text(texts.followed(host)),
    { kind: 'list', items: feeds.map((feed) => feedLine(feed, locale)) },
    note(texts.mayBeOld),
  ]
}

function isNothingToTell({ reading }: ItemHistory['item']): boolean {
  return reading === 'none' || reading === 'forgotten'
}

function readingLine(item: ItemHistory['item'], locale: Locale): RichText | null {
  const texts = whyTexts[locale]
  if (item.reading === 'done')
    return item.reading_problem === null
      ? null
      : [texts.unreadable + tellProblem(item.reading_problem, locale)]
  if (item.reading === 'forgotten') return [texts.forgotten]
  if (item.reading === 'none') return item.origin === 'baseline' ? [texts.baseline] : null
  if (item.reading_problem === null) return [texts.unread]
  const again: Inline[] = [` · ${texts.unreadUntil}`, { time: item.read_not_before, as: 'moment' }]
  return [texts.unreadable + tellProblem(item.reading_problem, locale), ...again]
}

function channelLine(history: ChannelHistory, isNothingKept: boolean, telling: Telling): RichText {
  const { locale } = telling
  const texts = whyTexts[locale]
  const { channel, delivery, decision } = history
  const isWaiting = delivery?.state === 'pending' || delivery?.state === 'folded'
  const closed =
    isWaiting && channel.state === 'paused' && channel.paused_reason !== null
      ? [` · ${texts.channelPaused}${channel.paused_reason}`]
      : []
  const what = delivery
    ? deliveryText(delivery, history.digest, telling)
    : decision
      ? [decisionText(decision, locale)]
      : [isNothingKept ? '—' : texts.notDecided]
  return [{ strong: channel.name ?? channel.channel_id }, ': ', ...what, ...closed]
}

function decisionText(decision: NonNullable<ChannelHistory['decision']>, locale: Locale): string {
  const texts = whyTexts[locale]
  const reason = tellReason(decision.reason, locale)
  switch (decision.outcome) {
    case 'filtered':
      return texts.filtered + reason
    case 'duplicate':
      return texts.duplicate + reason
    case 'paused':
      return texts.paused
    case 'folded':
      return texts.folded
    case 'queued':
      return `${texts.waits} (${reason})`
  }
}

function deliveryText(delivery: DeliveryRow, digest: DeliveryRow | null, telling: Telling): Inline[] {
  const { locale } = telling
  const texts = whyTexts[locale]
  const because = delivery.reason === null ? '' : tellReason(delivery.reason, locale)
  const inBrackets = because === '' ? [] : [` (${because})`]
  switch (delivery.state) {
    case 'sent':
      return [...sentText(texts.sent, delivery, telling)]
    case 'digested':
      return digest?.state === 'sent'
        ? sentText(texts.inDigest, digest, telling)
        : [texts.folded, ...inBrackets]
    case 'pending':
      return delivery.not_before > 0
        ? [texts.waitsUntil, { time: delivery.not_before, as: 'moment' }, ...inBrackets]
        : [texts.waits, ...inBrackets]
    case 'folded':
      return delivery.not_before > 0
        ? [texts.foldedUntil, { time: delivery.not_before, as: 'moment' }, ...inBrackets]
        : [texts.folded, ...inBrackets]
    case 'sending':
      return [texts.beingSent, ...inBrackets]
    case 'failed':
      return [texts.failed + because]
    case 'held':
      return [texts.held + because]
  }
}

function sentText(what: string, delivery: DeliveryRow, { locale, linkTo }: Telling): Inline[] {
  const texts = whyTexts[locale]
  const message = messageOf(delivery.message_ref)
  const link = message === null ? null : linkTo(message)
  return [
    what,
    ...(delivery.settled_at === null ? [] : [{ time: delivery.settled_at, as: 'moment' } as const]),
    ...(delivery.attempts > 1 ? [`, ${texts.attempts(delivery.attempts)}`] : []),
    ...(link === null ? [] : [' · ', { text: texts.message, url: link }]),
  ]
}

const messageRef = z.object({
  platform: z.string(),
  workspaceId: z.string(),
  channelId: z.string(),
  threadId: z.string().nullable(),
  messageId: z.string(),
})

/** The message as its platform gave it when it was posted; null for one of a version that kept less. */
function messageOf(kept: string | null): MessageRef | null {
  return kept === null ? null : (messageRef.safeParse(JSON.parse(kept)).data ?? null)
}

function feedLine(feed: FollowedFeed, locale: Locale): RichText {
  const texts = whyTexts[locale]
  const asked: Inline[] =
    feed.last_polled_at === null
      ? [texts.neverAsked]
      : [texts.asked, { time: feed.last_polled_at, as: 'ago' }]
  const trouble =
    feed.failures > 0 && feed.last_error !== null ? [` · ${texts.failing}${feed.last_error}`] : []
  return [{ text: nameOfFeed(feed), url: redactUrl(feed.url) }, ' — ', ...asked, ...trouble]
}
