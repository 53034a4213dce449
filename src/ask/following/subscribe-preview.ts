import { redactUrl } from '../../../feeds/redact.ts'
import { addressOf } from '../../deliver/address.ts'
import { isWantedBy } from '../../deliver/filter/grammar.ts'
import type { Locale } from '../../deliver/locale.ts'
import type { Block, RichText, View } from '../../deliver/view.ts'
import { parsePost } from '../../read/post.ts'
import { nameOf } from '../notices/trouble.ts'
import { doctorTexts } from '../texts/feed-doctor.ts'
import { subscribeTexts } from '../texts/subscribe.ts'
import { button, buttons, note, text } from '../views.ts'
import type { Preview } from './subscribe-draft.ts'
import { filterInWords, nextStyle, scheduleInWords, styleInWords } from './wishes.ts'

/** The newest item exactly as it would be posted, what is to be expected of the feed, and what can be done now. */
export function previewView(id: number, preview: Preview, locale: Locale): View {
  const texts = subscribeTexts[locale]
  const sample: Block =
    preview.post === null
      ? text(texts.emptyFeed)
      : { kind: 'post', post: parsePost(preview.post), style: preview.style ?? preview.channelStyle }
  const value = String(id)
  return {
    blocks: [
      { kind: 'heading', text: texts.preview(nameOf(preview)).slice(0, 150) },
      note(texts.onlyYou),
      sample,
      { kind: 'list', items: facts(preview, locale) },
      buttons(
        button('subscribe-post', value, texts.postIt, 'primary'),
        button(
          'subscribe-style',
          value,
          texts.changeStyle(texts.styles[nextStyle(preview.style ?? preview.channelStyle)]),
        ),
        button('subscribe-only', value, texts.onlyFilter),
        button('subscribe-cancel', value, texts.cancel),
      ),
    ],
  }
}

function facts(preview: Preview, locale: Locale): readonly RichText[] {
  const texts = subscribeTexts[locale]
  const { language, newestAt, ratePerDay, filter, schedule } = preview
  const lines: readonly (RichText | null)[] = [
    [texts.goesTo, { strong: preview.channelName ?? addressOf(preview.channel) }],
    [ratePerDay === null ? texts.rateUnknown : texts.ratePerDay(ratePerDay)],
    newestAt === null ? null : [texts.newest, { time: newestAt, as: 'ago' }],
    preview.silentSince === null ? null : [doctorTexts[locale].silent],
    language === null ? null : [texts.language(languageName(language, locale))],
    preview.post === null ? null : [readable(preview, locale)],
    [texts.style(styleInWords(preview.style, preview.channelStyle, locale))],
    filter === null ? null : [texts.filter, filterInWords(filter, locale)],
    isNewestWanted(preview) ? null : [texts.newestLeftOut],
    schedule === null ? [texts.atOnce] : [texts.schedule, scheduleInWords(schedule, locale)],
    [redactUrl(preview.url)],
  ]
  return lines.filter((line) => line !== null)
}

/** Whether the newest item passes the filter. */
export function isNewestWanted({ filter, filtered }: Preview): boolean {
  return filter === null || filtered === null || isWantedBy(filter, filtered)
}

function readable({ isRead }: Preview, locale: Locale): string {
  const texts = subscribeTexts[locale]
  if (isRead === null) return texts.notLooked
  return isRead ? texts.fullText : texts.summaryOnly
}

/** `German` for `de-DE`; the tag itself when it is none. */
export function languageName(tag: string, locale: Locale): string {
  const language = tag.split(/[-_]/)[0] ?? tag
  if (!/^[a-z]{2,3}$/i.test(language)) return tag.slice(0, 20)
  return new Intl.DisplayNames(locale, { type: 'language' }).of(language.toLowerCase()) ?? language
}
