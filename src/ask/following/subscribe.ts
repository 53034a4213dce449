import { redactUrl } from '../../../feeds/redact.ts'
import type { Access } from '../../deliver/adapter.ts'
import { addressOf, type ChannelRef } from '../../deliver/address.ts'
import type { Reply } from '../../deliver/reply.ts'
import { findFollowing } from '../../store/subscriptions.ts'
import { findChannel } from '../../store/workspaces.ts'
import { readAddress, targetOf } from '../address.ts'
import type { AdminParts } from '../admin-parts.ts'
import type { Asked, Options } from '../asked.ts'
import { within } from '../news/within.ts'
import { causeOnLooking } from '../notices/cause.ts'
import { nameOf } from '../notices/trouble.ts'
import { subscribeTexts } from '../texts/subscribe.ts'
import { button, buttons, note, privately, text } from '../views.ts'
import { admit } from '../who-may.ts'
import { type FoundFeed, factsOf, languageOf } from './found-feeds.ts'
import { chooseFound, foundList } from './found-list.ts'
import { type Look, lookForFeed } from './look.ts'
import { sampleOf } from './sample.ts'
import { findChoice, type Preview, saveChoice, savePreview, type Wishes } from './subscribe-draft.ts'
import { previewView } from './subscribe-preview.ts'
import { readFilter, readSchedule, readStyle, styleOf } from './wishes.ts'

export const mostFirstPosts = 5

/** `/news subscribe`: looks at the address and shows privately what would come of it. Nothing is followed yet. */
export async function subscribeCommand(asked: Asked, options: Options, parts: AdminParts): Promise<Reply> {
  const there = targetOf(asked.channel, options.in)
  const admission = await admit(asked, parts, there)
  if (admission.kind === 'refused') return admission.reply
  const url = readAddress(options.url ?? '')
  if (url === null)
    return privately(text(subscribeTexts[asked.locale].notAnAddress(redactUrl(options.url ?? ''))))
  const wishes = await readWishes(asked, options, there ?? admission.here, parts)
  if (typeof wishes === 'string') return privately(text(wishes))
  return subscribeTo(asked, { url, wishes }, parts)
}

/** A choice in the select of a page's feeds; the value names the draft and the place in it. */
export async function pickFeed(asked: Asked, value: string, parts: AdminParts): Promise<Reply> {
  const [id = '', place = ''] = value.split(':')
  const choice = await findChoice(parts.store, id)
  const url = choice?.urls[Number(place)]
  if (choice === null || url === undefined) return privately(text(subscribeTexts[asked.locale].over))
  const admission = await admit(asked, parts, choice.channel)
  return admission.kind === 'refused' ? admission.reply : subscribeTo(asked, { url, wishes: choice }, parts)
}

type Wanted = { readonly url: string; readonly wishes: Wishes }

async function subscribeTo(asked: Asked, { url, wishes }: Wanted, parts: AdminParts): Promise<Reply> {
  const { channel } = wishes
  const unknown: Access = { kind: 'unknown', cause: 'no answer in time' }
  const [access, look] = await Promise.all([
    within(parts.patienceMs / 2, parts.checkAccess(channel), unknown),
    lookForFeed(url, parts, asked.now),
  ])
  if (access.kind === 'closed') return closedReply(asked, access, channel)
  if (look.kind === 'none') return noFeedReply(asked, { url, wishes, look }, parts)
  const following = await findFollowing(parts.store, channel, look.found.url)
  if (following !== null) {
    const texts = subscribeTexts[asked.locale]
    return privately(
      text(texts.already(nameOf(following.feed)), ' ', { code: `/news feed edit ${following.id}` }),
      buttons(button('feed-edit', String(following.id), texts.edit)),
    )
  }
  return previewReply(asked, { found: look.found, wishes, access }, parts)
}

async function previewReply(
  asked: Asked,
  { found, wishes, access }: { readonly found: FoundFeed; readonly wishes: Wishes; readonly access: Access },
  parts: AdminParts,
): Promise<Reply> {
  const { url, feed } = found
  const sample = await sampleOf(feed, parts, asked.now)
  const facts = factsOf(feed, asked.now)
  const preview: Preview = {
    ...wishes,
    url,
    title: feed.title,
    channelName: access.kind === 'open' ? access.name : null,
    post: sample === null ? null : JSON.stringify(sample.post),
    isRead: sample?.isRead ?? null,
    filtered: sample?.filtered ?? null,
    ratePerDay: facts.ratePerDay,
    language: languageOf(feed, sample?.post ?? null),
    newestAt: facts.newestAt,
    silentSince: facts.silentSince,
  }
  const id = await savePreview(parts.store, preview, asked.now)
  const texts = subscribeTexts[asked.locale]
  const { blocks } = previewView(id, preview, asked.locale)
  return access.kind === 'unknown' ? privately(...blocks, note(texts.accessUnknown)) : privately(...blocks)
}

function closedReply(
  { locale }: Asked,
  { reason, fix }: Extract<Access, { kind: 'closed' }>,
  channel: ChannelRef,
): Reply {
  return privately(text(subscribeTexts[locale].closed(addressOf(channel))), text(`${reason}. ${fix}`))
}

type NoFeed = Wanted & { readonly look: Extract<Look, { kind: 'none' }> }

async function noFeedReply(asked: Asked, { url, wishes, look }: NoFeed, parts: AdminParts): Promise<Reply> {
  const texts = subscribeTexts[asked.locale]
  const cause = causeOnLooking(look.problem, asked.locale)
  const address = redactUrl(url)
  const found = text(texts.trouble(address), ' ', { strong: cause.found }, '. ', cause.fix)
  const others = look.tries.length - 1
  if (look.feeds.length === 0)
    return others === 0 ? privately(found) : privately(found, text(texts.tried(others)))
  const urls = look.feeds.map((feed) => feed.url)
  const id = await saveChoice(parts.store, { ...wishesOf(wishes), urls }, asked.now)
  const count = look.feeds.length
  return privately(
    ...(look.isPage ? [text(texts.chooseOfPage(count, address))] : [found, text(texts.chooseInstead(count))]),
    foundList(look.feeds, asked),
    chooseFound(id, look.feeds, texts.choose),
  )
}

function wishesOf({ channel, style, channelStyle, filter, schedule, firstPosts }: Wishes): Wishes {
  return { channel, style, channelStyle, filter, schedule, firstPosts }
}

/** The wishes behind the address; a sentence when one of them makes no sense. */
async function readWishes(
  { locale }: Asked,
  options: Options,
  channel: ChannelRef,
  { store }: AdminParts,
): Promise<Wishes | string> {
  const filter = readFilter(options.filter, locale)
  if (filter.kind === 'invalid') return filter.message
  const schedule = readSchedule(options.every, locale)
  if (schedule.kind === 'invalid') return schedule.message
  const firstPosts = Number(options.backfill ?? '1')
  if (!Number.isInteger(firstPosts) || firstPosts < 0 || firstPosts > mostFirstPosts)
    return subscribeTexts[locale].tooManyFirst(mostFirstPosts)
  const channelStyle = styleOf(null, (await findChannel(store, channel))?.style ?? null)
  return {
    channel,
    style: readStyle(options.as),
    channelStyle,
    filter: filter.value,
    schedule: schedule.value,
    firstPosts,
  }
}
