import { afterEach, beforeEach, expect, test } from 'vitest'
import { durationInWords } from '../../src/ask/duration.ts'
import { followFeed } from '../../src/ask/following/follow.ts'
import { listCommand } from '../../src/ask/following/list.ts'
import { statusCommand } from '../../src/ask/settings/status.ts'
import type { Store } from '../../src/store/store.ts'
import { openTestStore } from '../store/engines.ts'
import { news, publishSample } from './newsroom.ts'
import { askedBy, now, officeParts, stranger, wordsOf } from './office.ts'

let store: Store
beforeEach(async () => {
  store = await openTestStore()
})
afterEach(() => store.close())

const later = (ms: number) => new Date(now.getTime() + ms)
const dayMs = 86_400_000
const parts = () => officeParts(store, {})
const status = (at = now) => statusCommand(askedBy({ now: at }), parts())
const follow = (name: string, channel = news) =>
  followFeed(
    store,
    {
      url: `https://${name}.example/feed`,
      source: 'added',
      channel,
      style: 'brief',
      firstPosts: 1,
      actor: 't',
    },
    now,
  )
const failing = (id: number, problem: string) =>
  store.write((tx) =>
    tx
      .updateTable('feeds')
      .set({ failures: 4, failing_since: now.getTime() - dayMs, last_problem: problem })
      .where('id', '=', id)
      .execute(),
  )

test('status of a healthy workspace is short: all feeds work, what was posted and how fast', async () => {
  await publishSample(store, { page: 'abu-dhabi-talks.html', style: 'full' }, now)
  const said = wordsOf(await status())
  for (const part of ['✓ The feed works', '1 posted', 'From discovery to post']) expect(said).toContain(part)
  expect(said).not.toContain('⚠')
})

test('status names failing feeds with cause and fix, and closed channels with the reason', async () => {
  await follow('one')
  await follow('two')
  await follow('strangers', stranger)
  await failing(1, 'status 403')
  await failing(3, 'dns')
  await store.write((tx) =>
    tx
      .updateTable('channels')
      .set({ state: 'paused', paused_reason: 'Invite me', paused_at: now.getTime(), name: '#news' })
      .where('id', '=', 1)
      .execute(),
  )
  const said = wordsOf(await status())
  for (const part of ['1 of 2 feeds', 'does not let bots read it', 'feed test 1', '#news', 'Invite me'])
    expect(said).toContain(part)
  expect(said).not.toContain('strangers')
})

test('status and list name feeds that are silent far beyond their rhythm', async () => {
  await follow('one')
  const at = now.getTime() - 60_000
  await store.db
    .updateTable('feeds')
    .set({
      baselined_at: 1,
      last_item_at: now.getTime() - 9 * 3_600_000,
      expected_by: at,
      items_per_week: 84,
      last_polled_at: at,
    })
    .execute()
  const said = wordsOf(await status())
  expect(said).toContain('1 of 1 feeds can be read, but bring nothing new')
  expect(said).toContain('usually about 12 a day, nothing for 9 hours')
  expect(wordsOf(await listCommand(askedBy({}), {}, parts()))).toContain('⚠ unusually silent')
})

test('status tells of a poller that does not keep up', async () => {
  await follow('one')
  expect(wordsOf(await status(later(3_600_000)))).toContain(
    'Feeds that wait to be looked at: 1, the longest for 60 minutes',
  )
})

test('an empty workspace and people who may not get an answer too', async () => {
  expect(wordsOf(await status())).toContain('No feed is followed')
  const bob = askedBy({ actor: { id: 'bob', name: null, locale: null, mayManage: false } })
  expect(wordsOf(await statusCommand(bob, parts()))).toContain('right to manage')
})

test.each([
  [900, '1 second'],
  [45_000, '45 seconds'],
  [12 * 60_000, '12 minutes'],
  [5 * 3_600_000, '5 hours'],
  [3 * dayMs, '3 days'],
])('%i ms are %s', (ms, expected) => {
  expect(durationInWords(ms, 'en')).toBe(expected)
})
