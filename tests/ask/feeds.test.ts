import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AdminParts } from '../../src/ask/admin-parts.ts'
import {
  editFeedCommand,
  openFeedForm,
  pauseFeedCommand,
  resumeFeed,
  resumeFeedCommand,
  saveFeedForm,
} from '../../src/ask/following/feed.ts'
import { testFeedCommand } from '../../src/ask/following/feed-test.ts'
import { followFeed } from '../../src/ask/following/follow.ts'
import { healthOf, listCommand, turnListPage } from '../../src/ask/following/list.ts'
import { paceTyped, readPace } from '../../src/ask/following/pace.ts'
import {
  askUnsubscribe,
  confirmUnsubscribe,
  keepSubscription,
  unsubscribeCommand,
} from '../../src/ask/following/unsubscribe.ts'
import { suggestFeeds } from '../../src/ask/following/which-feed.ts'
import type { ChannelRef } from '../../src/deliver/address.ts'
import { lastChanges } from '../../src/store/audit.ts'
import { ensureChannel } from '../../src/store/channels.ts'
import type { Store } from '../../src/store/store.ts'
import { subscriptionsIn } from '../../src/store/subscriptions.ts'
import { changeChannel } from '../../src/store/workspaces.ts'
import { openTestStore } from '../store/engines.ts'
import { news, publishSample } from './newsroom.ts'
import {
  type Answers,
  anyText,
  askedBy,
  blocksOf,
  buttonValue,
  elsewhere,
  feedOf,
  now,
  officeParts,
  stranger,
  wordsOf,
} from './office.ts'

let store: Store
beforeEach(async () => {
  store = await openTestStore()
})
afterEach(() => store.close())

const url = 'https://gazette.example/feed.xml'
const parts = (web: Answers = {}, changes = {}) => officeParts(store, web, changes)
const follow = (channel: ChannelRef = news, address = url, wishes = {}) =>
  followFeed(
    store,
    {
      url: address,
      source: 'added',
      channel,
      channelName: `#${channel.channelId}`,
      style: 'brief',
      firstPosts: 1,
      actor: 't',
      ...wishes,
    },
    now,
  )
const titled = (title: string, id = 1) =>
  store.write((tx) => tx.updateTable('feeds').set({ title }).where('id', '=', id).execute())
const subscriptions = () => subscriptionsIn(store, news)
const bob = askedBy({ actor: { id: 'bob', name: null, locale: null, mayManage: false } })

test('list shows number, health, last post, items a day, filter and schedule', async () => {
  await publishSample(store, { page: 'abu-dhabi-talks.html', style: 'full' }, now)
  await follow(news, 'https://wire.example/feed', { filter: '+budget', schedule: 'daily 09:00' })
  const reply = await listCommand(askedBy(), {}, parts())
  const items = blocksOf(reply).flatMap((block) => (block.kind === 'list' ? block.items : []))
  expect(items).toHaveLength(2)
  const [first, second] = items.map((item) => JSON.stringify(item))
  for (const said of [
    '#1 The Sample Gazette',
    '✓ works',
    `{"time":${now.getTime()},"as":"ago"}`,
    '0.1 items',
  ])
    expect(first).toContain(said)
  for (const said of [
    '#2 https://wire.example/feed',
    '… not polled yet',
    'nothing posted yet',
    'budget',
    '09:00',
  ])
    expect(second).toContain(said)
})

test('list here leaves out other channels, list all shows them by name, other workspaces are never shown', async () => {
  await follow()
  await follow(elsewhere, 'https://sports.example/feed')
  await follow(stranger, 'https://stranger.example/feed')
  const here = wordsOf(await listCommand(askedBy(), {}, parts()))
  expect(here).not.toContain('sports.example')
  const all = wordsOf(await listCommand(askedBy(), { scope: 'all' }, parts()))
  expect(all).toContain('sports.example')
  expect(all).toContain('#sports')
  expect(here + all).not.toContain('stranger.example')
  expect(wordsOf(await listCommand(bob, { scope: 'all' }, parts()))).toContain('right to manage')
})

test('who does not run the place sees only channels in which they read', async () => {
  await follow()
  await follow(elsewhere, 'https://sports.example/feed')
  const member = { ...askedBy().actor, mayManage: null }
  const listAs = async (isMember: boolean | null) => {
    const standing = isMember === null ? null : { mayManage: null, isCreator: false, isMember }
    const standingIn = async () => standing
    return wordsOf(await listCommand(askedBy({ actor: member }), { scope: 'all' }, parts({}, { standingIn })))
  }
  expect(await listAs(true)).toContain('#sports')
  for (const unsure of [false, null]) {
    const seen = await listAs(unsure)
    expect(seen).not.toContain('sports')
    expect(seen).toContain('One more feed in a channel you are not in')
  }
})

test('a long list has pages that survive a restart', async () => {
  for (let index = 1; index <= 19; index++) await follow(news, `https://site${index}.example/feed`)
  const first = await listCommand(askedBy(), {}, parts())
  expect(wordsOf(first)).toContain('Page 1 of 3, 19 feeds')
  const second = await turnListPage(askedBy(), buttonValue(first, 'list-page'), parts())
  expect(second).toMatchObject({ replaces: true })
  expect(wordsOf(second)).toContain('site9.example')
  expect(wordsOf(await turnListPage(askedBy(), 'here:99', parts()))).toContain('Page 3 of 3')
  expect(wordsOf(await turnListPage(askedBy(), 'here:-1e99', parts()))).toContain('Page 1 of 3')
})

test('an empty list says how to begin', async () => {
  expect(wordsOf(await listCommand(askedBy(), {}, parts()))).toContain('/news subscribe https://example.org')
})

test('health is told by a word and a sign', async () => {
  await follow()
  const [one] = await subscriptions()
  if (!one) throw new Error('expected a subscription')
  const feed = (changes: object) => ({ ...one, feed: { ...one.feed, ...changes } })
  expect(healthOf(one)).toBe('new')
  expect(healthOf(feed({ baselined_at: 1 }))).toBe('ok')
  expect(healthOf(feed({ baselined_at: 1, failures: 2 }))).toBe('failing')
  expect(healthOf(feed({ state: 'gone', failures: 1 }))).toBe('gone')
  expect(healthOf({ ...one, state: 'paused' })).toBe('paused')
})

test('unsubscribe asks first, then drops what waits, removes the feed nobody follows and records it', async () => {
  await follow(news, url, { filter: '+budget' })
  await titled('The Gazette')
  const question = await unsubscribeCommand(askedBy(), { feed: '#1' }, parts())
  expect(wordsOf(question)).toContain('Unsubscribe from The Gazette?')
  expect(await subscriptions()).toHaveLength(1)
  expect(wordsOf(await keepSubscription(askedBy()))).toContain('Nothing was changed')
  const value = buttonValue(question, 'unsubscribe-yes')
  expect(wordsOf(await confirmUnsubscribe(askedBy(), value, parts()))).toContain('Unsubscribed')
  expect(await subscriptions()).toEqual([])
  expect(await store.db.selectFrom('feeds').selectAll().execute()).toEqual([])
  expect(wordsOf(await confirmUnsubscribe(askedBy(), value, parts()))).toContain('not followed any more')
  expect((await lastChanges(store, news, 10))[0]).toMatchObject({
    actor: 'Ann (ann)',
    action: 'unsubscribe',
    subject: url,
    before: 'fake:w/news as brief, +budget',
  })
})

test('a feed that others follow stays, with its history and what waits for them', async () => {
  await publishSample(store, { page: 'abu-dhabi-talks.html', style: 'full' }, now)
  await follow(elsewhere)
  await follow(stranger)
  await confirmUnsubscribe(askedBy(), '1', parts())
  await confirmUnsubscribe(askedBy(), '2', parts())
  expect(await store.db.selectFrom('items').select('id').execute()).toHaveLength(1)
  const left = await store.db.selectFrom('deliveries').select(['channel_id', 'state']).orderBy('id').execute()
  expect(left.map(({ state }) => state)).toEqual(['sent', 'pending'])
})

test('a feed is named by number, address or title; a wrong or ambiguous name is explained', async () => {
  await follow()
  await titled('The Gazette')
  for (const typed of ['1', '#1', url, 'gazette.example/feed.xml', ' the gazette '])
    expect(wordsOf(await unsubscribeCommand(askedBy(), { feed: typed }, parts()))).toContain('The Gazette?')
  expect(wordsOf(await unsubscribeCommand(askedBy(), { feed: '77' }, parts()))).toContain('/news list')
  const third = { ...news, channelId: 'third' }
  await follow(elsewhere)
  const atThird = askedBy({ channel: third })
  expect(wordsOf(await unsubscribeCommand(atThird, { feed: url }, parts()))).toContain('#1, #2')
})

test('feeds of another workspace cannot be named, changed or removed', async () => {
  await follow(stranger)
  for (const command of [
    unsubscribeCommand,
    editFeedCommand,
    pauseFeedCommand,
    resumeFeedCommand,
    testFeedCommand,
  ])
    expect(wordsOf(await command(askedBy(), { feed: '1' }, parts()))).toContain('I know no feed')
  for (const act of [askUnsubscribe, confirmUnsubscribe, openFeedForm, resumeFeed])
    expect(wordsOf(await act(askedBy(), '1', parts()))).toContain('not followed any more')
  expect(await subscriptionsIn(store, stranger)).toHaveLength(1)
})

test('who may not is told so by every command and button', async () => {
  await follow()
  for (const command of [
    unsubscribeCommand,
    editFeedCommand,
    pauseFeedCommand,
    resumeFeedCommand,
    testFeedCommand,
  ])
    expect(wordsOf(await command(bob, { feed: '1' }, parts()))).toContain('right to manage')
  for (const act of [askUnsubscribe, confirmUnsubscribe, openFeedForm, resumeFeed])
    expect(wordsOf(await act(bob, '1', parts()))).toContain('right to manage')
  await follow(elsewhere)
  const notThere = parts({}, { standingIn: async () => null })
  expect(wordsOf(await confirmUnsubscribe(askedBy(), '2', notThere))).toContain('could not see that you may')
})

test('feed edit shows what holds, says what is wrong at the field, and records what changed', async () => {
  await follow()
  const form = await editFeedCommand(askedBy(), { feed: '1' }, parts())
  expect(form).toMatchObject({ kind: 'form', form: { form: 'feed-edit', state: '1' } })
  const save = (fields: Record<string, string>) => saveFeedForm(askedBy(), { state: '1', fields }, parts())
  expect(await save({ as: 'full', filter: '/(/', every: 'sometimes' })).toMatchObject({
    kind: 'invalid',
    problems: { filter: expect.any(String), every: expect.any(String) },
  })
  expect(wordsOf(await save({ as: 'brief', filter: '', every: '' }))).toContain('Nothing was changed')
  expect(wordsOf(await save({ as: 'full', filter: '+budget', every: 'hourly' }))).toContain('is changed')
  expect(await subscriptions()).toMatchObject([{ style: 'full', filter: '+budget', schedule: 'hourly' }])
  expect((await lastChanges(store, news, 1))[0]).toMatchObject({
    action: 'feed edit',
    before: 'as brief',
    after: 'as full, +budget, hourly',
  })
})

test('how often a feed is looked at can be wished in the form, and it is looked at soon', async () => {
  await follow()
  const later = now.getTime() + 86_400_000
  await store.db.updateTable('feeds').set({ next_poll_at: later }).execute()
  const save = (pace: string) =>
    saveFeedForm(askedBy(), { state: '1', fields: { as: 'brief', filter: '', every: '', pace } }, parts())
  expect(await save('1m')).toMatchObject({ kind: 'invalid', problems: { pace: expect.any(String) } })
  expect(wordsOf(await save('10 min'))).toContain('looked at every 10 minutes')
  expect(await subscriptions()).toMatchObject([{ every_minutes: 10, feed: { next_poll_at: now.getTime() } }])
  expect(await editFeedCommand(askedBy(), { feed: '1' }, parts())).toMatchObject({
    form: { fields: [{}, {}, {}, { name: 'pace', value: '10m' }] },
  })
  await save('')
  expect(await subscriptions()).toMatchObject([{ every_minutes: null }])
})

test.each([
  ['10m', 10],
  ['90 Min.', 90],
  ['2h', 120],
  ['3 Stunden', 180],
  ['15', 15],
  ['20 хв', 20],
  ['', null],
])('a pace of "%s" is %s minutes', (typed, minutes) => {
  expect(readPace(typed)).toEqual({ kind: 'pace', minutes })
  expect(readPace(paceTyped(minutes))).toEqual({ kind: 'pace', minutes })
})

test.each(['1m', '25h', 'often', '10 parsecs', '-5', '1e3', '99999'])('"%s" is no pace', (typed) => {
  expect(readPace(typed)).toEqual({ kind: 'invalid' })
})

test('a feed can be given back to the style of its channel, and is listed with a style of its own only', async () => {
  await follow()
  await store.write(async (tx) =>
    changeChannel(tx, (await ensureChannel(tx, news, now)).id, { style: 'headline' }),
  )
  const list = async () => wordsOf(await listCommand(askedBy(), {}, parts()))
  expect(await list()).toContain('brief')
  const save = (fields: Record<string, string>) => saveFeedForm(askedBy(), { state: '1', fields }, parts())
  expect(wordsOf(await save({ as: 'channel', filter: '', every: '' }))).toContain(
    'as the channel has it: headline',
  )
  expect(await subscriptions()).toMatchObject([{ style: null }])
  expect(await list()).not.toContain('brief')
  const form = await editFeedCommand(askedBy(), { feed: '1' }, parts())
  expect(form).toMatchObject({ form: { fields: [{ name: 'as', chosen: 'channel' }, {}, {}, {}] } })
  expect((await lastChanges(store, news, 1))[0]).toMatchObject({ after: 'in the style of the channel' })
})

test('pause and resume say what becomes of the news, once', async () => {
  await follow()
  const paused = await pauseFeedCommand(askedBy(), { feed: '1' }, parts())
  expect(wordsOf(paused)).toContain('is paused')
  expect(await subscriptions()).toMatchObject([{ state: 'paused' }])
  expect(wordsOf(await pauseFeedCommand(askedBy(), { feed: '1' }, parts()))).toContain('paused already')
  await resumeFeed(askedBy(), buttonValue(paused, 'feed-resume'), parts())
  expect(await subscriptions()).toMatchObject([{ state: 'active' }])
  expect(wordsOf(await resumeFeedCommand(askedBy(), { feed: '1' }, parts()))).toContain('not paused')
})

test('feed test polls now when the feed works, a gone one too', async () => {
  await follow()
  await store.write((tx) =>
    tx
      .updateTable('feeds')
      .set({ state: 'gone', next_poll_at: now.getTime() + 9e6 })
      .execute(),
  )
  let woken = 0
  const web = { [url]: feedOf('The Gazette', [2, 3]) }
  const reply = await testFeedCommand(askedBy(), { feed: '1' }, parts(web, { wakePolling: () => woken++ }))
  expect(wordsOf(reply)).toContain('It lists 2 items')
  expect(await store.db.selectFrom('feeds').select(['state', 'next_poll_at']).execute()).toEqual([
    { state: 'active', next_poll_at: now.getTime() },
  ])
  expect(woken).toBe(1)
})

test('feed test names the trouble in plain words and offers feeds of the site that work', async () => {
  await follow()
  const web = { 'https://gazette.example/rss': feedOf('Gazette RSS', [1]) }
  const reply = await testFeedCommand(askedBy(), { feed: '1' }, parts({ ...web, [url]: 404 }))
  for (const said of ['cannot be read', 'nothing at this address any more', url, 'Gazette RSS'])
    expect(wordsOf(reply)).toContain(said)
  const alone = await testFeedCommand(askedBy(), { feed: '1' }, parts({ [url]: 403 }))
  expect(wordsOf(alone)).toContain('that I tried: 10')
})

test('feed test tells a feed that is silent, and offers those of the site that have news', async () => {
  await follow()
  const web = {
    [url]: feedOf('The Gazette', [5_000, 5_010, 5_020]),
    'https://gazette.example/': `<!doctype html><link rel="alternate" type="application/rss+xml" href="/new.xml">`,
    'https://gazette.example/new.xml': feedOf('The new Gazette', [1, 20]),
  }
  const reply = await testFeedCommand(askedBy(), { feed: '1' }, parts(web))
  for (const said of [
    'works',
    'far longer than usual',
    'that have news',
    'The new Gazette',
    'posts a day',
    'English',
  ])
    expect(wordsOf(reply)).toContain(said)
  const select = blocksOf(reply).find((block) => block.kind === 'select')
  expect(select).toMatchObject({ action: 'subscribe-pick', options: [{ label: 'The new Gazette' }] })
})

test('feed test tells a feed that moved and one that is damaged, and where', async () => {
  await follow()
  const to = 'https://gazette.example/new.xml'
  const { fetchFeed } = parts({ [url]: feedOf('The Gazette', [1]).replace('</link>', '') })
  const moved: AdminParts['fetchFeed'] = async (request) => {
    const fetched = await fetchFeed(request)
    return fetched.kind === 'fetched' ? { ...fetched, permanentUrl: to } : fetched
  }
  const reply = await testFeedCommand(askedBy(), { feed: '1' }, parts({}, { fetchFeed: moved }))
  for (const said of [`moved for good to ${to}`, 'It is damaged (line 1: '])
    expect(wordsOf(reply)).toContain(said)
})

test('suggestions put the feeds of this channel first', async () => {
  await follow(elsewhere, 'https://sports.example/feed')
  await follow()
  await follow(stranger, 'https://stranger.example/feed')
  const suggested = async (typed: string) => {
    const reply = await suggestFeeds(askedBy(), typed, parts())
    return reply.kind === 'suggestions' ? reply.choices.map(({ value }) => value) : []
  }
  expect(await suggested('')).toEqual(['2', '1'])
  expect(await suggested('SPORTS')).toEqual(['1'])
  expect(await suggested('stranger')).toEqual([])
})

test('no option text, button value or form throws', async () => {
  await follow()
  await fc.assert(
    fc.asyncProperty(anyText, anyText, async (typed, other) => {
      await unsubscribeCommand(askedBy(), { feed: typed }, parts())
      await turnListPage(askedBy(), typed, parts())
      await confirmUnsubscribe(askedBy(), `${typed}x`, parts())
      await saveFeedForm(
        askedBy(),
        { state: '1', fields: { as: other, filter: typed, every: other } },
        parts(),
      )
      await suggestFeeds(askedBy(), typed, parts())
    }),
    { numRuns: 100 },
  )
})
