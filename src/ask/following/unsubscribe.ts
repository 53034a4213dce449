import { redactUrl } from '../../../feeds/redact.ts'
import { addressOf } from '../../deliver/address.ts'
import type { Reply } from '../../deliver/reply.ts'
import { recordChange } from '../../store/audit.ts'
import { endSubscription, type Subscription } from '../../store/subscriptions.ts'
import { actorName } from '../actor.ts'
import type { AdminParts } from '../admin-parts.ts'
import type { Asked, Options } from '../asked.ts'
import { nameOf } from '../notices/trouble.ts'
import { feedsTexts } from '../texts/feeds.ts'
import { button, buttons, instead, note, privately, text } from '../views.ts'
import { feedWithId, whichFeed } from './which-feed.ts'
import { styleRecorded } from './wishes.ts'

/** `/news unsubscribe`: asks once more before anything ends. */
export async function unsubscribeCommand(asked: Asked, options: Options, parts: AdminParts): Promise<Reply> {
  const named = await whichFeed(asked, options.feed ?? '', parts)
  return named.kind === 'refused' ? named.reply : question(asked, named.subscription)
}

/** A button that leads to the same question. */
export async function askUnsubscribe(asked: Asked, value: string, parts: AdminParts): Promise<Reply> {
  const named = await feedWithId(asked, value, parts)
  return named.kind === 'refused' ? named.reply : question(asked, named.subscription)
}

function question({ locale }: Asked, { id, feed, channel }: Subscription): Reply {
  const texts = feedsTexts[locale]
  return privately(
    text({ strong: texts.askUnsubscribe(nameOf(feed)) }, ` ${channel.name ?? ''}`),
    note(texts.whatIsLost),
    buttons(
      button('unsubscribe-yes', String(id), texts.yesUnsubscribe, 'danger'),
      button('unsubscribe-keep', String(id), texts.keep),
    ),
  )
}

/** [Unsubscribe]: the channel gets nothing of the feed any more. */
export async function confirmUnsubscribe(asked: Asked, value: string, parts: AdminParts): Promise<Reply> {
  const named = await feedWithId(asked, value, parts)
  if (named.kind === 'refused') return named.reply
  const { subscription } = named
  const { feed, channel, style, filter, schedule } = subscription
  const hasEnded = await parts.store.write(async (tx) => {
    if (!(await endSubscription(tx, subscription))) return false
    const before = [`${addressOf(channel)} ${styleRecorded(style)}`, filter, schedule].filter(
      (part) => part !== null,
    )
    const change = { actor: actorName(asked), action: 'unsubscribe', subject: redactUrl(feed.url) }
    await recordChange(tx, { ...change, before: before.join(', '), workspace: channel }, asked.now)
    return true
  })
  const texts = feedsTexts[asked.locale]
  return instead(text(hasEnded ? texts.unsubscribed(nameOf(feed)) : texts.goneAlready))
}

/** [Keep it]. */
export async function keepSubscription(asked: Asked): Promise<Reply> {
  return instead(text(feedsTexts[asked.locale].kept))
}
