import type { Locale } from './locale.ts'
import { noticeTexts } from './texts/notices.ts'
import type { View } from './view.ts'

type Closed = { readonly channel: string; readonly reason: string }

/** To the people who run the bot: a channel refuses us. */
export function channelClosedNotice({ channel, reason }: Closed, locale: Locale): View {
  const texts = noticeTexts[locale]
  return noticeOf(texts.closed(channel), reason, texts.closedNote)
}

/** The end of `channelClosedNotice`. */
export function channelOpenNotice(channel: string, locale: Locale): View {
  const texts = noticeTexts[locale]
  return {
    blocks: [
      { kind: 'heading', text: texts.open(channel) },
      { kind: 'text', text: [texts.openNote] },
    ],
  }
}

/** A message whose outcome nobody can find out. */
export function heldNotice({ channel, reason }: Closed, locale: Locale): View {
  const texts = noticeTexts[locale]
  return noticeOf(texts.held(channel), reason, texts.heldNote)
}

/** A platform that refuses everything, such as after a token was revoked. */
export function platformClosedNotice(
  { platform, reason }: { readonly platform: string; readonly reason: string },
  locale: Locale,
): View {
  const texts = noticeTexts[locale]
  return noticeOf(texts.platform(platform), reason, texts.platformNote)
}

function noticeOf(heading: string, reason: string, note: string): View {
  return {
    blocks: [
      { kind: 'heading', text: heading },
      { kind: 'text', text: [reason] },
      { kind: 'note', text: [note] },
    ],
  }
}
