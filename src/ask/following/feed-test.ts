import { redactUrl } from '../../../feeds/redact.ts'
import type { Reply } from '../../deliver/reply.ts'
import type { RichText } from '../../deliver/view.ts'
import { pollSoon } from '../../store/feeds.ts'
import type { Subscription } from '../../store/subscriptions.ts'
import type { AdminParts } from '../admin-parts.ts'
import type { Asked, Options } from '../asked.ts'
import { causeOf } from '../notices/cause.ts'
import { nameOf } from '../notices/trouble.ts'
import { feedsTexts } from '../texts/feeds.ts'
import { subscribeTexts } from '../texts/subscribe.ts'
import { note, privately, text } from '../views.ts'
import { type Look, lookForFeed } from './look.ts'
import { newestAt } from './sample.ts'
import { saveChoice } from './subscribe-draft.ts'
import { whichFeed } from './which-feed.ts'
import { readStyle, styleOf } from './wishes.ts'

/** `/news feed test`: asks the feed now and says in plain words what comes of it. */
export async function testFeedCommand(asked: Asked, options: Options, parts: AdminParts): Promise<Reply> {
  const named = await whichFeed(asked, options.feed ?? '', parts)
  if (named.kind === 'refused') return named.reply
  const { subscription } = named
  const look = await lookForFeed(subscription.feed.url, parts)
  return look.kind === 'feed'
    ? worksReply(asked, subscription, look, parts)
    : failsReply(asked, subscription, look, parts)
}

async function worksReply(
  { locale, now }: Asked,
  { feed }: Subscription,
  { found }: Extract<Look, { kind: 'feed' }>,
  { store, wakePolling }: AdminParts,
): Promise<Reply> {
  const texts = feedsTexts[locale]
  await store.write((tx) => pollSoon(tx, feed.id, now))
  wakePolling()
  const newest = newestAt(found.feed)
  const shown: RichText =
    newest === null ? [] : [' · ', subscribeTexts[locale].newest, { time: newest, as: 'ago' }]
  return privately(
    text({ strong: texts.works(nameOf(feed)) }),
    text(texts.lists(found.feed.items.length), ...shown),
    note(texts.polledSoon),
  )
}

async function failsReply(
  asked: Asked,
  subscription: Subscription,
  look: Extract<Look, { kind: 'none' }>,
  parts: AdminParts,
): Promise<Reply> {
  const { feed } = subscription
  const texts = feedsTexts[asked.locale]
  const cause = causeOf(look.problem, asked.locale)
  const items: readonly RichText[] = [
    [texts.tried, redactUrl(feed.url)],
    [texts.found, cause.found],
    [texts.fix, cause.fix],
    ...(feed.failing_since === null
      ? []
      : [[texts.failsSince, { time: feed.failing_since, as: 'moment' } as const]]),
    [{ code: look.message.slice(0, 300) }],
  ]
  const trouble = [text({ strong: texts.fails(nameOf(feed)) }), { kind: 'list', items } as const]
  if (look.feeds.length === 0)
    return privately(...trouble, ...(look.tried === 0 ? [] : [note(texts.noOthers(look.tried))]))
  const urls = look.feeds.map(({ url }) => url)
  const id = await saveChoice(parts.store, { ...wishesLike(subscription), urls }, asked.now)
  return privately(...trouble, text(texts.othersThatWork), {
    kind: 'select',
    action: 'subscribe-pick',
    placeholder: texts.followInstead,
    chosen: null,
    options: look.feeds.map((found, place) => ({
      value: `${id}:${place}`,
      label: nameOf({ title: found.feed.title, url: found.url }).slice(0, 70),
    })),
  })
}

/** The other feed would be followed where and as this one is. */
function wishesLike({ channel, style, filter, schedule }: Subscription) {
  const { platform, workspaceId, channelId, threadId } = channel
  const address = { platform, workspaceId, channelId, threadId }
  const channelStyle = styleOf(null, channel.style)
  return {
    channel: address,
    style: readStyle(style ?? undefined),
    channelStyle,
    filter,
    schedule,
    firstPosts: 1,
  }
}
