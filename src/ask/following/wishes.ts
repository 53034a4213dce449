import { describeFilter } from '../../deliver/filter/describe.ts'
import { parseFilter } from '../../deliver/filter/grammar.ts'
import type { Locale } from '../../deliver/locale.ts'
import { type PostStyle, postStyles } from '../../deliver/style.ts'
import { describeSchedule, parseSchedule, writeSchedule } from '../../deliver/times/schedule.ts'
import { feedsTexts } from '../texts/feeds.ts'
import { subscribeTexts } from '../texts/subscribe.ts'

/** What somebody wrote, as it is stored; null for nothing wanted. */
export type Written =
  | { readonly kind: 'written'; readonly value: string | null }
  | { readonly kind: 'invalid'; readonly message: string }

export function readFilter(typed: string | undefined, locale: Locale): Written {
  const value = (typed ?? '').trim()
  if (value === '') return { kind: 'written', value: null }
  const parsed = parseFilter(value, locale)
  return parsed.kind === 'invalid' ? parsed : { kind: 'written', value }
}

export function readSchedule(typed: string | undefined, locale: Locale): Written {
  const value = (typed ?? '').trim()
  if (value === '') return { kind: 'written', value: null }
  const parsed = parseSchedule(value, locale)
  if (parsed.kind === 'invalid') return parsed
  return { kind: 'written', value: writeSchedule(parsed.schedule) }
}

/** The style with this name; null when there is none. */
export function readStyle(typed: string | undefined): PostStyle | null {
  return postStyles.find((style) => style === typed?.trim().toLowerCase()) ?? null
}

/** How posts of a subscription look: as was chosen for it, else as for its channel. */
export function styleOf(own: string | null, ofChannel: string | null): PostStyle {
  return readStyle(own ?? undefined) ?? readStyle(ofChannel ?? undefined) ?? 'brief'
}

/** A style in words; of one that comes from the channel it is said that it does. */
export function styleInWords(own: string | null, ofChannel: string | null, locale: Locale): string {
  const words = subscribeTexts[locale].styles[styleOf(own, ofChannel)]
  return own === null ? feedsTexts[locale].asChannel(words) : words
}

/** What is said of a style in the record of changes. */
export function styleRecorded(own: string | null): string {
  return own === null ? 'in the style of the channel' : `as ${own}`
}

export function nextStyle(style: PostStyle): PostStyle {
  return postStyles[(postStyles.indexOf(style) + 1) % postStyles.length] ?? style
}

/** A stored filter in words; as it was written when a newer version wrote it. */
export function filterInWords(filter: string, locale: Locale): string {
  const parsed = parseFilter(filter, locale)
  return parsed.kind === 'filter' ? describeFilter(parsed.filter, locale) : filter
}

/** A stored schedule in words. */
export function scheduleInWords(schedule: string, locale: Locale): string {
  const parsed = parseSchedule(schedule, locale)
  return parsed.kind === 'schedule' ? describeSchedule(parsed.schedule, locale) : schedule
}
