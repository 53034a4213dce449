import { addressOf } from '../../deliver/address.ts'
import type { Reply } from '../../deliver/reply.ts'
import type { RichText } from '../../deliver/view.ts'
import { finishDraft } from '../../store/drafts.ts'
import { actorName, founderOf } from '../actor.ts'
import type { AdminParts } from '../admin-parts.ts'
import type { Asked } from '../asked.ts'
import { nameOf } from '../notices/trouble.ts'
import { errorsLine } from '../settings/error-channel.ts'
import { timeZoneIn } from '../settings/time-zones.ts'
import { followingTexts } from '../texts/following.ts'
import { subscribeTexts } from '../texts/subscribe.ts'
import { button, buttons, instead, privately, text } from '../views.ts'
import { admit } from '../who-may.ts'
import { type Followed, followFeed } from './follow.ts'
import { changePreview, findPreview, type Preview } from './subscribe-draft.ts'
import { isNewestWanted, previewView } from './subscribe-preview.ts'
import { nextStyle, readFilter, readSchedule } from './wishes.ts'

/** [Post it]: the channel follows the feed from now on. A second click finds it done. */
export async function confirmPreview(asked: Asked, value: string, parts: AdminParts): Promise<Reply> {
  const open = await openPreview(asked, value, parts)
  if (open.kind === 'refused') return open.reply
  const { preview } = open
  const followed = await followFeed(
    parts.store,
    {
      url: preview.url,
      source: 'added',
      channel: preview.channel,
      channelName: preview.channelName,
      style: preview.style,
      filter: preview.filter,
      schedule: preview.schedule,
      firstPosts: preview.firstPosts,
      actor: actorName(asked),
      by: founderOf(asked),
    },
    asked.now,
  )
  // Following twice is following once, so a crash between these two only leaves a preview behind.
  await finishDraft(parts.store, open.id)
  if (!followed.isNew) return instead(text(subscribeTexts[asked.locale].already(nameOf(preview))))
  parts.wakePolling()
  return confirmation(asked, { preview, followed }, parts)
}

/** [Change style]: the next of the styles, shown at once. */
export async function changePreviewStyle(asked: Asked, value: string, parts: AdminParts): Promise<Reply> {
  const open = await openPreview(asked, value, parts)
  if (open.kind === 'refused') return open.reply
  const preview = { ...open.preview, style: nextStyle(open.preview.style ?? open.preview.channelStyle) }
  await changePreview(parts.store, open.id, preview)
  return instead(...previewView(open.id, preview, asked.locale).blocks)
}

/** [Only ...]: opens the form for filter and schedule. */
export async function openPreviewForm(asked: Asked, value: string, parts: AdminParts): Promise<Reply> {
  const open = await openPreview(asked, value, parts)
  if (open.kind === 'refused') return open.reply
  const texts = subscribeTexts[asked.locale]
  const { filter, schedule } = open.preview
  const field = { kind: 'text', isRequired: false } as const
  return {
    kind: 'form',
    form: {
      form: 'subscribe-only',
      state: String(open.id),
      title: texts.formTitle,
      submit: texts.formSubmit,
      fields: [
        {
          ...field,
          name: 'filter',
          label: texts.filterLabel,
          hint: texts.filterHint,
          value: filter ?? '',
          isLong: true,
          most: 1000,
        },
        {
          ...field,
          name: 'every',
          label: texts.scheduleLabel,
          hint: texts.scheduleHint,
          value: schedule ?? '',
          isLong: false,
          most: 100,
        },
      ],
    },
  }
}

export type Sent = { readonly state: string; readonly fields: Readonly<Record<string, string>> }

/** The form of [Only ...] was sent: the preview shows what holds now. */
export async function setPreviewWishes(asked: Asked, sent: Sent, parts: AdminParts): Promise<Reply> {
  const open = await openPreview(asked, sent.state, parts)
  if (open.kind === 'refused') return open.reply
  const filter = readFilter(sent.fields.filter, asked.locale)
  const schedule = readSchedule(sent.fields.every, asked.locale)
  if (filter.kind === 'invalid' || schedule.kind === 'invalid')
    return {
      kind: 'invalid',
      problems: {
        ...(filter.kind === 'invalid' ? { filter: filter.message } : {}),
        ...(schedule.kind === 'invalid' ? { every: schedule.message } : {}),
      },
    }
  const preview = { ...open.preview, filter: filter.value, schedule: schedule.value }
  await changePreview(parts.store, open.id, preview)
  return instead(...previewView(open.id, preview, asked.locale).blocks)
}

/** [Cancel]. */
export async function cancelPreview(asked: Asked, value: string, parts: AdminParts): Promise<Reply> {
  const open = await openPreview(asked, value, parts)
  if (open.kind === 'refused') return open.reply
  await finishDraft(parts.store, open.id)
  return instead(text(subscribeTexts[asked.locale].cancelled))
}

type Open =
  | { readonly kind: 'open'; readonly id: number; readonly preview: Preview }
  | { readonly kind: 'refused'; readonly reply: Reply }

/** The preview, when it still waits and whoever uses its button may. */
async function openPreview(asked: Asked, value: string, parts: AdminParts): Promise<Open> {
  const preview = await findPreview(parts.store, value)
  const over = privately(text(subscribeTexts[asked.locale].over))
  if (preview === null) return { kind: 'refused', reply: over }
  const admission = await admit(asked, parts, preview.channel)
  if (admission.kind === 'refused') return admission
  return { kind: 'open', id: Number(value), preview }
}

async function confirmation(
  { locale, now }: Asked,
  { preview, followed }: { readonly preview: Preview; readonly followed: Followed },
  parts: AdminParts,
): Promise<Reply> {
  const texts = subscribeTexts[locale]
  const told = followingTexts[locale]
  const { feed, subscriptionId } = followed
  const isDue = feed.next_poll_at <= now.getTime()
  const lines: readonly RichText[] = [
    [texts.goesTo, { strong: preview.channelName ?? addressOf(preview.channel) }],
    [isNewestWanted(preview) ? told.first(preview.firstPosts) : texts.newestLeftOut],
    isDue ? [told.nextPollNow] : [told.nextPoll, { time: feed.next_poll_at, as: 'moment' }],
    [told.timeZone(await timeZoneIn(parts.store, preview.channel))],
    [await errorsLine(preview.channel, locale, parts)],
    [told.undo, { code: `/news unsubscribe ${subscriptionId}` }],
  ]
  return instead(
    { kind: 'heading', text: told.done(nameOf(preview)).slice(0, 150) },
    { kind: 'list', items: lines },
    buttons(
      button('feed-edit', String(subscriptionId), texts.edit),
      button('unsubscribe-ask', String(subscriptionId), told.unsubscribe),
    ),
  )
}
