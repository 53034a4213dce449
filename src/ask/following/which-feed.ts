import { clip } from '../../../feeds/redact.ts'
import type { Reply } from '../../deliver/reply.ts'
import { findSubscription, type Subscription, subscriptionsIn } from '../../store/subscriptions.ts'
import { readAddress } from '../address.ts'
import type { AdminParts } from '../admin-parts.ts'
import type { Asked } from '../asked.ts'
import { nameOf } from '../notices/trouble.ts'
import { channelName } from '../settings/error-channel.ts'
import { feedsTexts } from '../texts/feeds.ts'
import { privately, text } from '../views.ts'
import { admit } from '../who-may.ts'

/** The subscription somebody named, when they may change it. */
export type Named =
  | { readonly kind: 'one'; readonly subscription: Subscription }
  | { readonly kind: 'refused'; readonly reply: Reply }

type NamingParts = Pick<AdminParts, 'store' | 'standingIn'>

/** Finds the subscription by its number, its feed's address, or its title, in the workspace where it was asked. */
export async function whichFeed(asked: Asked, typed: string, parts: NamingParts): Promise<Named> {
  const admission = await admit(asked, parts)
  if (admission.kind === 'refused') return admission
  const texts = feedsTexts[asked.locale]
  const refused = (sentence: string): Named => ({ kind: 'refused', reply: privately(text(sentence)) })
  const found = await named(parts, admission.here, typed.trim())
  const here = found.filter(({ channel }) => channel.channelId === admission.here.channelId)
  const [one, ...others] = here.length > 0 ? here : found
  if (one === undefined) return refused(texts.notFound(clip(typed.trim()).slice(0, 100)))
  if (others.length > 0)
    return refused(texts.several(nameOf(one.feed), [one, ...others].map(({ id }) => `#${id}`).join(', ')))
  const there = await admit(asked, parts, one.channel)
  return there.kind === 'refused' ? there : { kind: 'one', subscription: one }
}

/** The subscription with the id a button or form has; it may be gone by now. */
export async function feedWithId(asked: Asked, id: string, parts: NamingParts): Promise<Named> {
  const gone = privately(text(feedsTexts[asked.locale].goneAlready))
  if (asked.channel === null || !isId(id)) return { kind: 'refused', reply: gone }
  const subscription = await findSubscription(parts.store, asked.channel, Number(id))
  if (subscription === null) return { kind: 'refused', reply: gone }
  const admission = await admit(asked, parts, subscription.channel)
  return admission.kind === 'refused' ? admission : { kind: 'one', subscription }
}

async function named(
  { store }: NamingParts,
  workspace: { readonly platform: string; readonly workspaceId: string },
  typed: string,
): Promise<readonly Subscription[]> {
  const number = typed.replace(/^#/, '')
  if (isId(number)) {
    const one = await findSubscription(store, workspace, Number(number))
    return one === null ? [] : [one]
  }
  const all = await subscriptionsIn(store, workspace)
  const url = readAddress(typed)
  const byUrl = all.filter(({ feed }) => feed.url === url)
  return byUrl.length > 0 ? byUrl : all.filter(({ feed }) => folded(nameOf(feed)) === folded(typed))
}

const mostSuggestions = 25

/** For an option in which a feed is being typed: those of this channel first. */
export async function suggestFeeds(
  asked: Asked,
  typed: string,
  { store }: Pick<AdminParts, 'store'>,
): Promise<Reply> {
  const { channel } = asked
  if (channel === null) return { kind: 'suggestions', choices: [] }
  const wanted = folded(typed)
  const all = await subscriptionsIn(store, channel)
  const isHere = (one: Subscription) => one.channel.channelId === channel.channelId
  const fitting = all.filter((one) => folded(labelOf(one)).includes(wanted))
  const ordered = [...fitting.filter(isHere), ...fitting.filter((one) => !isHere(one))]
  const choices = ordered
    .slice(0, mostSuggestions)
    .map((one) => ({ value: String(one.id), label: labelOf(one).slice(0, 90) }))
  return { kind: 'suggestions', choices }
}

function labelOf({ id, feed, channel }: Subscription): string {
  const { workspaceId: workspace_id, channelId: channel_id, threadId } = channel
  const row = { ...channel, workspace_id, channel_id, thread_id: threadId ?? '' }
  return `#${id} ${nameOf(feed).slice(0, 60)} · ${channelName(row)}`
}

function isId(text: string): boolean {
  return /^\d{1,15}$/.test(text)
}

function folded(text: string): string {
  return text.trim().toLowerCase()
}
