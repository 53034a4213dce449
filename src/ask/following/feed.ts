import { redactUrl } from '../../../feeds/redact.ts'
import type { Reply } from '../../deliver/reply.ts'
import { postStyles } from '../../deliver/style.ts'
import { recordChange } from '../../store/audit.ts'
import { pollNoLater } from '../../store/feed-pace.ts'
import { changeSubscription, type Subscription } from '../../store/subscriptions.ts'
import { actorName } from '../actor.ts'
import type { AdminParts } from '../admin-parts.ts'
import type { Asked, Options } from '../asked.ts'
import { durationInWords } from '../duration.ts'
import { nameOf } from '../notices/trouble.ts'
import { feedsTexts } from '../texts/feeds.ts'
import { subscribeTexts } from '../texts/subscribe.ts'
import { button, buttons, note, privately, text } from '../views.ts'
import { paceTyped, readPace } from './pace.ts'
import type { Sent } from './subscribe-buttons.ts'
import { feedWithId, whichFeed } from './which-feed.ts'
import {
  filterInWords,
  readFilter,
  readSchedule,
  readStyle,
  scheduleInWords,
  styleInWords,
  styleRecorded,
} from './wishes.ts'

/** `/news feed edit`: opens the form with what holds now. */
export async function editFeedCommand(asked: Asked, options: Options, parts: AdminParts): Promise<Reply> {
  const named = await whichFeed(asked, options.feed ?? '', parts)
  return named.kind === 'refused' ? named.reply : editForm(asked, named.subscription)
}

/** [Edit it]. */
export async function openFeedForm(asked: Asked, value: string, parts: AdminParts): Promise<Reply> {
  const named = await feedWithId(asked, value, parts)
  return named.kind === 'refused' ? named.reply : editForm(asked, named.subscription)
}

const asChannel = 'channel'

function editForm({ locale }: Asked, subscription: Subscription): Reply {
  const { id, style, filter, schedule, channel } = subscription
  const texts = feedsTexts[locale]
  const words = subscribeTexts[locale]
  const field = { kind: 'text', isRequired: false } as const
  return {
    kind: 'form',
    form: {
      form: 'feed-edit',
      state: String(id),
      title: texts.editTitle,
      submit: texts.save,
      fields: [
        {
          kind: 'choice',
          name: 'as',
          label: texts.styleLabel,
          hint: null,
          isRequired: true,
          options: [
            { value: asChannel, label: styleInWords(null, channel.style, locale).slice(0, 75) },
            ...postStyles.map((value) => ({ value: value as string, label: words.styles[value] })),
          ],
          chosen: style ?? asChannel,
        },
        {
          ...field,
          name: 'filter',
          label: words.filterLabel,
          hint: words.filterHint,
          value: filter ?? '',
          isLong: true,
          most: 1000,
        },
        {
          ...field,
          name: 'every',
          label: words.scheduleLabel,
          hint: words.scheduleHint,
          value: schedule ?? '',
          isLong: false,
          most: 100,
        },
        {
          ...field,
          name: 'pace',
          label: texts.paceLabel,
          hint: texts.paceHint,
          value: paceTyped(subscription.every_minutes),
          isLong: false,
          most: 20,
        },
      ],
    },
  }
}

/** The form was sent: what is wrong is said at its field, otherwise it holds from now on. */
export async function saveFeedForm(asked: Asked, { state, fields }: Sent, parts: AdminParts): Promise<Reply> {
  const named = await feedWithId(asked, state, parts)
  if (named.kind === 'refused') return named.reply
  const { subscription } = named
  const filter = readFilter(fields.filter, asked.locale)
  const schedule = readSchedule(fields.every, asked.locale)
  const pace = readPace(fields.pace ?? paceTyped(subscription.every_minutes))
  const texts = feedsTexts[asked.locale]
  if (filter.kind === 'invalid' || schedule.kind === 'invalid' || pace.kind === 'invalid')
    return {
      kind: 'invalid',
      problems: {
        ...(filter.kind === 'invalid' ? { filter: filter.message } : {}),
        ...(schedule.kind === 'invalid' ? { every: schedule.message } : {}),
        ...(pace.kind === 'invalid' ? { pace: texts.paceProblem } : {}),
      },
    }
  const style = readStyle(fields.as) ?? (fields.as === asChannel ? null : subscription.style)
  const change = { style, filter: filter.value, schedule: schedule.value, every_minutes: pace.minutes }
  if (wishesOf(change) === wishesOf(subscription)) return privately(text(texts.unchanged))
  await applyChange(asked, subscription, change, parts)
  const words = subscribeTexts[asked.locale]
  return privately(text({ strong: texts.saved(nameOf(subscription.feed)) }), {
    kind: 'list',
    items: [
      [words.style(styleInWords(style, subscription.channel.style, asked.locale))],
      ...(filter.value === null ? [] : [[words.filter, filterInWords(filter.value, asked.locale)]]),
      schedule.value === null
        ? [words.atOnce]
        : [words.schedule, scheduleInWords(schedule.value, asked.locale)],
      ...(pace.minutes === null ? [] : [[texts.pace(durationInWords(pace.minutes * 60_000, asked.locale))]]),
    ],
  })
}

type Wanted = Partial<Pick<Subscription, 'style' | 'filter' | 'schedule' | 'every_minutes' | 'state'>>

async function applyChange(
  asked: Asked,
  subscription: Subscription,
  change: Wanted,
  { store }: AdminParts,
): Promise<void> {
  const { id, feed, channel } = subscription
  await store.write(async (tx) => {
    await changeSubscription(tx, id, change)
    if (change.every_minutes != null) await pollNoLater(tx, feed.id, asked.now.getTime())
    await recordChange(
      tx,
      {
        actor: actorName(asked),
        action: 'feed edit',
        subject: redactUrl(feed.url),
        before: wishesOf(subscription),
        after: wishesOf({ ...subscription, ...change }),
        workspace: channel,
      },
      asked.now,
    )
  })
}

function wishesOf({ style, filter, schedule, every_minutes, state }: Wanted): string {
  const parts = [
    style === undefined ? null : styleRecorded(style),
    filter,
    schedule,
    every_minutes == null ? null : `asked every ${paceTyped(every_minutes)}`,
    state === 'paused' ? 'paused' : null,
  ]
  return parts.filter((part) => part != null).join(', ')
}

/** `/news feed pause`: nothing of the feed is posted here until it is resumed. */
export async function pauseFeedCommand(asked: Asked, options: Options, parts: AdminParts): Promise<Reply> {
  const named = await whichFeed(asked, options.feed ?? '', parts)
  if (named.kind === 'refused') return named.reply
  const { subscription } = named
  const texts = feedsTexts[asked.locale]
  if (subscription.state === 'paused') return privately(text(texts.pausedAlready))
  await applyChange(asked, subscription, { state: 'paused' }, parts)
  return privately(
    text({ strong: texts.paused(nameOf(subscription.feed)) }),
    note(texts.pausedNote),
    buttons(button('feed-resume', String(subscription.id), texts.resume)),
  )
}

/** `/news feed resume`. */
export async function resumeFeedCommand(asked: Asked, options: Options, parts: AdminParts): Promise<Reply> {
  const named = await whichFeed(asked, options.feed ?? '', parts)
  return named.kind === 'refused' ? named.reply : resume(asked, named.subscription, parts)
}

/** [Resume]. */
export async function resumeFeed(asked: Asked, value: string, parts: AdminParts): Promise<Reply> {
  const named = await feedWithId(asked, value, parts)
  return named.kind === 'refused' ? named.reply : resume(asked, named.subscription, parts)
}

async function resume(asked: Asked, subscription: Subscription, parts: AdminParts): Promise<Reply> {
  const texts = feedsTexts[asked.locale]
  if (subscription.state === 'active') return privately(text(texts.activeAlready))
  await applyChange(asked, subscription, { state: 'active' }, parts)
  return privately(text({ strong: texts.resumed(nameOf(subscription.feed)) }), note(texts.resumedNote))
}
