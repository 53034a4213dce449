import { redactUrl } from '../../../feeds/redact.ts'
import type { Reply } from '../../deliver/reply.ts'
import type { Block, RichText } from '../../deliver/view.ts'
import { pollSoon } from '../../store/feeds.ts'
import type { Subscription } from '../../store/subscriptions.ts'
import type { AdminParts } from '../admin-parts.ts'
import type { Asked, Options } from '../asked.ts'
import { causeOf } from '../notices/cause.ts'
import { nameOf } from '../notices/trouble.ts'
import { doctorTexts } from '../texts/feed-doctor.ts'
import { feedsTexts } from '../texts/feeds.ts'
import { subscribeTexts } from '../texts/subscribe.ts'
import { note, privately, text } from '../views.ts'
import { type FoundFeed, factsOf } from './found-feeds.ts'
import { chooseFound, foundList } from './found-list.ts'
import { type Look, lookForFeed, lookForOthers } from './look.ts'
import { saveChoice } from './subscribe-draft.ts'
import { whichFeed } from './which-feed.ts'
import { readStyle, styleOf } from './wishes.ts'

/** `/news feed test`: asks the feed now and says in plain words what comes of it. */
export async function testFeedCommand(asked: Asked, options: Options, parts: AdminParts): Promise<Reply> {
  const named = await whichFeed(asked, options.feed ?? '', parts)
  if (named.kind === 'refused') return named.reply
  const { subscription } = named
  const look = await lookForFeed(subscription.feed.url, parts, asked.now)
  return look.kind === 'feed'
    ? worksReply(asked, subscription, look, parts)
    : failsReply(asked, subscription, look, parts)
}

async function worksReply(
  asked: Asked,
  subscription: Subscription,
  { found, movedTo }: Extract<Look, { kind: 'feed' }>,
  parts: AdminParts,
): Promise<Reply> {
  const { locale, now } = asked
  const { feed } = subscription
  const texts = feedsTexts[locale]
  await parts.store.write((tx) => pollSoon(tx, feed.id, now))
  parts.wakePolling()
  const { items, newestAt, silentSince } = factsOf(found.feed, now)
  const { fault } = found.feed
  const doctor = doctorTexts[locale]
  const shown: RichText =
    newestAt === null ? [] : [' · ', subscribeTexts[locale].newest, { time: newestAt, as: 'ago' }]
  return privately(
    text({ strong: texts.works(nameOf(feed)) }),
    text(texts.lists(items), ...shown),
    ...(silentSince === null ? [] : [text(doctor.silent)]),
    ...(movedTo === null ? [] : [text(doctor.moved(redactUrl(movedTo)))]),
    ...(fault === undefined ? [] : [text(doctor.damaged(fault))]),
    note(texts.polledSoon),
    ...(silentSince === null ? [] : await othersThatSpeak(asked, subscription, parts)),
  )
}

async function othersThatSpeak(
  asked: Asked,
  subscription: Subscription,
  parts: AdminParts,
): Promise<readonly Block[]> {
  const others = await lookForOthers(subscription.feed.url, parts, asked.now)
  const said = doctorTexts[asked.locale].othersThatSpeak
  return others.length === 0 ? [] : [text(said), ...(await offered(asked, subscription, others, parts))]
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
  const others = look.tries.length - 1
  if (look.feeds.length === 0)
    return privately(...trouble, ...(others === 0 ? [] : [note(texts.noOthers(others))]))
  return privately(
    ...trouble,
    text(texts.othersThatWork),
    ...(await offered(asked, subscription, look.feeds, parts)),
  )
}

async function offered(
  asked: Asked,
  subscription: Subscription,
  feeds: readonly FoundFeed[],
  { store }: AdminParts,
): Promise<readonly Block[]> {
  const urls = feeds.map(({ url }) => url)
  const id = await saveChoice(store, { ...wishesLike(subscription), urls }, asked.now)
  return [foundList(feeds, asked), chooseFound(id, feeds, feedsTexts[asked.locale].followInstead)]
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
