import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { lastChanges, recordChange } from '../../src/store/audit.ts'
import { type ChannelAddress, ensureChannel, subscribe } from '../../src/store/channels.ts'
import { healthOfWorkspaces, noteTrouble } from '../../src/store/feed-health.ts'
import { addFeed, findFeed, pollSoon } from '../../src/store/feeds.ts'
import type { Store } from '../../src/store/store.ts'
import {
  changeSubscription,
  endSubscription,
  findFollowing,
  findSubscription,
  type Subscription,
  subscriptionsIn,
} from '../../src/store/subscriptions.ts'
import {
  changeChannel,
  ensureWorkspace,
  findChannel,
  findWorkspace,
  firstDaysSince,
  markFirstDayTold,
  markGreeted,
} from '../../src/store/workspaces.ts'
import { engines } from './engines.ts'

const now = new Date('2026-01-24T12:00:00Z')
const here: ChannelAddress = { platform: 'fake', workspaceId: 'w', channelId: 'news', threadId: null }
const url = 'https://news.example/feed'

describe.each(engines)('what admins set, on $name', ({ open }) => {
  let store: Store
  beforeEach(async () => {
    store = await open()
  })
  afterEach(() => store.close())

  async function follow(channel = here, address = url): Promise<Subscription> {
    const id = await store.write(async (tx) => {
      const feed = await addFeed(tx, { url: address, source: 'added', firstPosts: 1 }, now)
      await ensureWorkspace(tx, channel, now)
      const { id: channelId } = await ensureChannel(tx, channel, now)
      return (await subscribe(tx, { channelId, feedId: feed.row.id, style: 'brief' }, now)).row.id
    })
    const subscription = await findSubscription(store, channel, id)
    if (subscription === null) throw new Error('expected a subscription')
    return subscription
  }

  test('subscriptions are found by workspace, channel, thread and feed', async () => {
    const one = await follow()
    const thread = await follow({ ...here, threadId: 't1' })
    await follow({ ...here, workspaceId: 'other' })
    const ids = async (where: Parameters<typeof subscriptionsIn>[1]) =>
      (await subscriptionsIn(store, where)).map(({ id }) => id)
    expect(await ids(here)).toEqual([one.id, thread.id])
    expect(await ids({ ...here, channel: here })).toEqual([one.id])
    expect(await findFollowing(store, { ...here, threadId: 't1' }, url)).toMatchObject({ id: thread.id })
    expect(await findFollowing(store, { ...here, channelId: 'empty' }, url)).toBe(null)
    expect(await findSubscription(store, { ...here, workspaceId: 'other' }, one.id)).toBe(null)
  })

  test('a subscription is changed and ended once; the feed goes with the last one', async () => {
    const one = await follow()
    const other = await follow({ ...here, channelId: 'sports' })
    await store.write((tx) => changeSubscription(tx, one.id, { state: 'paused', filter: '+budget' }))
    expect(await findSubscription(store, here, one.id)).toMatchObject({ state: 'paused', filter: '+budget' })
    const end = (subscription: Subscription) => store.write((tx) => endSubscription(tx, subscription))
    expect(await end(one)).toBe(true)
    expect(await end(one)).toBe(false)
    expect(await findFeed(store, url)).toBeDefined()
    expect(await end(other)).toBe(true)
    expect(await findFeed(store, url)).toBeUndefined()
  })

  test('a feed that was given up is asked again when somebody wants it', async () => {
    const { feed } = await follow()
    await store.write((tx) => tx.updateTable('feeds').set({ state: 'gone', next_poll_at: 9e15 }).execute())
    await store.write((tx) => pollSoon(tx, feed.id, now))
    expect(await findFeed(store, url)).toMatchObject({ state: 'active', next_poll_at: now.getTime() })
  })

  test('changes are read by their workspace only, the newest first', async () => {
    const change = (subject: string, workspace = here) =>
      store.write((tx) => recordChange(tx, { actor: 'ann', action: 'settings', subject, workspace }, now))
    await change('one')
    await change('theirs', { ...here, workspaceId: 'other' })
    await change('two')
    await change('three')
    expect((await lastChanges(store, here, 2)).map(({ subject }) => subject)).toEqual(['three', 'two'])
  })

  test('a workspace is greeted once, however many ask at the same time', async () => {
    const greeted = await Promise.all([1, 2, 3].map(() => markGreeted(store, here, now)))
    expect(greeted.filter(Boolean)).toHaveLength(1)
    expect(await findWorkspace(store, here)).toMatchObject({ greeted_at: now.getTime() })
    expect(await findWorkspace(store, { ...here, workspaceId: 'other' })).toBe(null)
  })

  test('a first day is told once', async () => {
    await follow()
    expect(await firstDaysSince(store, now.getTime() - 1, 10)).toEqual([])
    const [day] = await firstDaysSince(store, now.getTime(), 10)
    expect(day?.startedAt).toBe(now.getTime())
    const id = day?.workspace.id ?? 0
    expect(await store.write((tx) => markFirstDayTold(tx, id, now))).toBe(true)
    expect(await store.write((tx) => markFirstDayTold(tx, id, now))).toBe(false)
    expect(await firstDaysSince(store, now.getTime(), 10)).toEqual([])
  })

  test('settings of a channel stand beside what is known of it', async () => {
    await follow()
    const { id } = (await findChannel(store, here)) ?? { id: 0 }
    await store.write((tx) => changeChannel(tx, id, { time_zone: 'Europe/Kyiv', budget_per_hour: 3 }))
    expect(await findChannel(store, here)).toMatchObject({ time_zone: 'Europe/Kyiv', budget_per_hour: 3 })
  })

  test('health lists what fails where it is followed, and what was told until it is over', async () => {
    const one = await follow()
    await follow(here, 'https://good.example/feed')
    expect(await healthOfWorkspaces(store)).toEqual([])
    await store.write((tx) =>
      tx.updateTable('feeds').set({ failures: 3, failing_since: 1 }).where('id', '=', one.feed.id).execute(),
    )
    const feedsNow = async () => (await healthOfWorkspaces(store)).flatMap(({ feeds }) => feeds)
    expect(await feedsNow()).toMatchObject([{ id: one.feed.id, isFollowed: true, toldAt: null }])
    const [health] = await healthOfWorkspaces(store)
    const workspaceRowId = health?.workspace.id ?? 0
    const note = (ill: number[], over: number[]) =>
      store.write((tx) => noteTrouble(tx, { workspaceRowId, ill, silent: [], over }, now))
    expect(await note([one.feed.id], [])).toBe(true)
    expect(await note([one.feed.id], [])).toBe(false)
    expect(await feedsNow()).toMatchObject([{ toldAt: now.getTime() }])
    await store.write((tx) => changeSubscription(tx, one.id, { state: 'paused' }))
    expect(await feedsNow()).toMatchObject([{ isFollowed: false, toldAt: now.getTime() }])
    expect(await note([], [one.feed.id])).toBe(true)
    expect(await note([], [one.feed.id])).toBe(false)
    expect(await feedsNow()).toEqual([])
  })
})
