import type { ChannelRef } from '../../deliver/address.ts'
import type { Locale } from '../../deliver/locale.ts'
import type { Reply } from '../../deliver/reply.ts'
import type { Block, Button, RichText } from '../../deliver/view.ts'
import { isSilent } from '../../poll/rhythm.ts'
import {
  activityOf,
  type Subscription,
  subscriptionsIn,
  type WorkspaceAddress,
} from '../../store/subscriptions.ts'
import type { AdminParts } from '../admin-parts.ts'
import type { Asked, Options } from '../asked.ts'
import { nameOf } from '../notices/trouble.ts'
import { listTexts } from '../texts/list.ts'
import { whoMayTexts } from '../texts/who-may.ts'
import { button, buttons, note, privately, text } from '../views.ts'
import { admit } from '../who-may.ts'
import { filterInWords, scheduleInWords, styleInWords } from './wishes.ts'

type Scope = 'here' | 'all'
type ListParts = Pick<AdminParts, 'store' | 'standingIn'>

const perPage = 8
const weekMs = 7 * 86_400_000

/** `/news list`: what is followed here, or in the whole workspace. */
export function listCommand(asked: Asked, options: Options, parts: ListParts): Promise<Reply> {
  return listPage(asked, { scope: options.scope === 'all' ? 'all' : 'here', page: 1 }, parts)
}

/** Back and More; the value says which page of what. */
export async function turnListPage(asked: Asked, value: string, parts: ListParts): Promise<Reply> {
  const [scope, page] = value.split(':')
  const wanted = { scope: scope === 'all' ? 'all' : 'here', page: Number(page) || 1 } as const
  const reply = await listPage(asked, wanted, parts)
  return reply.kind === 'view' ? { ...reply, replaces: true } : reply
}

type Page = { readonly scope: Scope; readonly page: number }

async function listPage(asked: Asked, { scope, page }: Page, parts: ListParts): Promise<Reply> {
  const { channel } = asked
  if (channel === null) return privately(text(whoMayTexts[asked.locale].onlyInChannels))
  if (scope === 'all') {
    const admission = await admit(asked, parts)
    if (admission.kind === 'refused') return admission.reply
  }
  const where = scope === 'all' ? channel : { ...channel, channel }
  const turn = { action: 'list-page', valueFor: (to: number) => `${scope}:${to}` }
  return privately(...(await feedBlocks(asked, { where, scope, page, turn }, parts)))
}

export type FeedList = Page & {
  readonly where: WorkspaceAddress & { readonly channel?: ChannelRef }
  /** What the buttons to other pages do. */
  readonly turn: { readonly action: string; readonly valueFor: (page: number) => string }
}

/** A page of what is followed there; whoever asks may see it. */
export async function feedBlocks(
  asked: Asked,
  { where, scope, page, turn }: FeedList,
  parts: ListParts,
): Promise<readonly Block[]> {
  const texts = listTexts[asked.locale]
  const followed = await subscriptionsIn(parts.store, where)
  const all = scope === 'all' ? await inChannelsOf(asked, followed, parts) : followed
  const hidden = followed.length - all.length
  const elsewhere = hidden === 0 ? [] : [note(texts.inOtherChannels(hidden))]
  if (all.length === 0)
    return [
      ...elsewhere,
      text(scope === 'all' ? texts.noneInWorkspace : texts.none, {
        code: '/news subscribe https://example.org',
      }),
    ]
  const pages = Math.ceil(all.length / perPage)
  const shownPage = Math.min(pages, Math.max(1, Math.trunc(page)))
  const shown = all.slice((shownPage - 1) * perPage, shownPage * perPage)
  const items: RichText[] = []
  for (const one of shown) items.push(await lineOf(one, { scope, asked }, parts))
  const turns = turnButtons(turn, { page: shownPage, pages }, asked.locale)
  return [
    { kind: 'heading', text: scope === 'all' ? texts.feedsOfAll : texts.feedsHere },
    { kind: 'list', items },
    note(texts.howToEdit, { code: `/news feed edit ${shown[0]?.id}` }),
    ...elsewhere,
    ...(pages > 1 ? [note(texts.page(shownPage, pages, all.length)), buttons(...turns)] : []),
  ]
}

const mostChannelsAsked = 30

/** What a channel is called and follows is for those who read there; whoever runs the place sees all of it. */
async function inChannelsOf(
  { actor, channel }: Asked,
  followed: readonly Subscription[],
  { standingIn }: ListParts,
): Promise<readonly Subscription[]> {
  if (actor.mayManage === true) return followed
  const byChannel = Map.groupBy(followed, (one) => one.channel.channelId)
  const readsThere = async (channelId: string, there: ChannelRef) => {
    if (channelId === channel?.channelId) return true
    const standing = await standingIn(actor, there)
    return standing !== null && (standing.isMember || standing.isCreator || standing.mayManage === true)
  }
  const asks = [...byChannel].slice(0, mostChannelsAsked).map(async ([channelId, feeds]) => {
    const [first] = feeds
    return first !== undefined && (await readsThere(channelId, first.channel)) ? feeds : []
  })
  const seen = new Set((await Promise.all(asks)).flat())
  return followed.filter((one) => seen.has(one))
}

function turnButtons(
  { action, valueFor }: FeedList['turn'],
  { page, pages }: { readonly page: number; readonly pages: number },
  locale: Locale,
): readonly Button[] {
  const texts = listTexts[locale]
  return [
    ...(page > 1 ? [button(action, valueFor(page - 1), texts.earlier)] : []),
    ...(page < pages ? [button(action, valueFor(page + 1), texts.later)] : []),
  ]
}

async function lineOf(
  one: Subscription,
  { scope, asked }: { readonly scope: Scope; readonly asked: Asked },
  { store }: Pick<ListParts, 'store'>,
): Promise<RichText> {
  const texts = listTexts[asked.locale]
  const { lastPostAt, items } = await activityOf(store, one, asked.now.getTime() - weekMs)
  const rate = Math.round((items / 7) * 10) / 10
  const facts: readonly RichText[] = [
    [texts.health[healthOf(one)]],
    lastPostAt === null ? [texts.neverPosted] : [texts.posted, { time: lastPostAt, as: 'ago' }],
    [texts.perDay(rate)],
    ...(one.style === null ? [] : [[styleInWords(one.style, null, asked.locale)]]),
    ...(one.filter === null ? [] : [[filterInWords(one.filter, asked.locale)]]),
    ...(one.schedule === null ? [] : [[texts.together, scheduleInWords(one.schedule, asked.locale)]]),
    ...(scope === 'all' ? [[one.channel.name ?? one.channel.channelId]] : []),
  ]
  return [{ strong: `#${one.id} ${nameOf(one.feed)}` }, ...facts.flatMap((fact) => [' · ', ...fact])]
}

export type Health = 'ok' | 'new' | 'failing' | 'silent' | 'gone' | 'paused'

/** How a subscription does, in one word. */
export function healthOf({ state, feed }: Pick<Subscription, 'state' | 'feed'>): Health {
  if (state === 'paused') return 'paused'
  if (feed.state === 'gone') return 'gone'
  if (feed.failures > 0) return 'failing'
  if (isSilent(feed)) return 'silent'
  return feed.baselined_at === null ? 'new' : 'ok'
}
