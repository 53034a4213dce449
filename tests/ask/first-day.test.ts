import { afterEach, beforeEach, expect, test } from 'vitest'
import { followFeed } from '../../src/ask/following/follow.ts'
import { subscribeCommand } from '../../src/ask/following/subscribe.ts'
import { confirmPreview } from '../../src/ask/following/subscribe-buttons.ts'
import {
  type FirstDayParts,
  nextFirstDayAt,
  takeFirstDayNotes,
  tellFirstDay,
} from '../../src/ask/notices/first-day.ts'
import { statusTexts } from '../../src/ask/texts/status.ts'
import type { Direct } from '../../src/deliver/adapter.ts'
import { ensureChannel } from '../../src/store/channels.ts'
import type { Store } from '../../src/store/store.ts'
import { changeChannel, changeWorkspace, ensureWorkspace, findWorkspace } from '../../src/store/workspaces.ts'
import { openTestStore } from '../store/engines.ts'
import { news, publishSample } from './newsroom.ts'
import { askedBy, buttonValue, feedOf, now, officeParts } from './office.ts'

let store: Store
beforeEach(async () => {
  store = await openTestStore()
})
afterEach(() => store.close())

const dayMs = 86_400_000
const later = (ms: number) => new Date(now.getTime() + ms)
const nobody: Direct = { kind: 'closed', reason: 'no such person' }
const parts = (direct: Direct = nobody): FirstDayParts => ({
  store,
  adminChannel: null,
  openDirect: async (_, userId) => (direct.kind === 'open' ? { ...direct, channelId: `D${userId}` } : direct),
})
const open: Direct = { kind: 'open', channelId: 'D' }

/** The feed is followed for a day; by whom is not known unless it is said. */
async function firstDay(by?: { readonly id: string; readonly locale: string | null }) {
  const follow = { url: 'https://one.example/', source: 'added', channel: news, style: null } as const
  await followFeed(store, { ...follow, firstPosts: 1, actor: 't', ...(by ? { by } : {}) }, now)
  return dueDay()
}

async function dueDay() {
  const [day] = await takeFirstDayNotes(store, later(dayMs), 10)
  if (!day) throw new Error('expected a first day')
  return day
}

async function nameErrorChannel(locale: string | null = null): Promise<number> {
  return store.write(async (tx) => {
    const workspace = await ensureWorkspace(tx, news, now)
    const channel = await ensureChannel(tx, { ...news, channelId: 'desk' }, now)
    await changeChannel(tx, channel.id, { locale })
    await changeWorkspace(tx, workspace.id, { error_channel_id: channel.id })
    return channel.id
  })
}

const notices = () =>
  store.db
    .selectFrom('deliveries')
    .innerJoin('channels', 'channels.id', 'deliveries.channel_id')
    .select(['deliveries.view', 'channels.channel_id', 'channels.id'])
    .where('kind', '=', 'notice')
    .execute()

test('a day after the first subscription the error channel is told once how it went', async () => {
  await publishSample(store, { page: 'abu-dhabi-talks.html', style: 'full' }, now)
  const desk = await nameErrorChannel('de')
  expect(await nextFirstDayAt(store)).toBe(now.getTime() + dayMs)
  expect(await takeFirstDayNotes(store, later(dayMs - 1), 10)).toEqual([])
  const day = await dueDay()
  expect(await tellFirstDay(day, parts(open), later(dayMs))).toBe('told')
  expect(await tellFirstDay(day, parts(open), later(dayMs))).toBe('nobody')
  expect(await takeFirstDayNotes(store, later(2 * dayMs), 10)).toEqual([])
  expect(await nextFirstDayAt(store)).toBe(null)
  const [told, ...others] = await notices()
  expect(others).toEqual([])
  expect(told).toMatchObject({ id: desk, view: expect.stringContaining(statusTexts.de.firstDay) })
})

test('without an error channel it is told privately, in their language, to who set the bot up', async () => {
  const day = await firstDay({ id: 'U7', locale: 'fr' })
  expect(await tellFirstDay(day, parts(open), later(dayMs))).toBe('told')
  expect(await tellFirstDay(day, parts(open), later(dayMs))).toBe('nobody')
  expect(await notices()).toMatchObject([
    { channel_id: 'DU7', view: expect.stringContaining(statusTexts.fr.firstDay) },
  ])
})

test('who used the first button of a preview has set the bot up, and who came later has not', async () => {
  const urls = ['https://one.example/feed', 'https://two.example/feed']
  for (const [index, url] of urls.entries()) {
    const actor = { id: `U${index}`, name: 'Ann', locale: 'es', mayManage: true }
    const asked = askedBy({ actor, locale: 'es' })
    const office = officeParts(store, { [url]: feedOf('Gazette', [1]) })
    const preview = await subscribeCommand(asked, { url }, office)
    await confirmPreview(asked, buttonValue(preview, 'subscribe-post'), office)
  }
  expect(await findWorkspace(store, news)).toMatchObject({ founder_id: 'U0', founder_locale: 'es' })
})

test('nobody is told when it is not known who set the bot up, or they cannot be written to', async () => {
  expect(await tellFirstDay(await firstDay(), parts(open), later(dayMs))).toBe('nobody')
  expect(await takeFirstDayNotes(store, later(2 * dayMs), 10)).toEqual([])
  expect(await notices()).toEqual([])
})

test('a platform that does not answer is asked again, but not for ever', async () => {
  const day = await firstDay({ id: 'U7', locale: null })
  const silent = parts({ kind: 'unknown', cause: 'no answer' })
  expect(await tellFirstDay(day, silent, later(dayMs))).toBe('later')
  expect(await takeFirstDayNotes(store, later(2 * dayMs), 10)).toHaveLength(1)
  expect(await tellFirstDay(day, parts(), later(2 * dayMs))).toBe('nobody')
  expect(await tellFirstDay(day, silent, later(9 * dayMs))).toBe('nobody')
  expect(await notices()).toEqual([])
})

test('where nobody acted there is no first day', async () => {
  await nameErrorChannel()
  expect(await takeFirstDayNotes(store, later(9 * dayMs), 10)).toEqual([])
})
