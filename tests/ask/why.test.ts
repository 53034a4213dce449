import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SearchParts } from '../../src/ask/news/search-parts.ts'
import { share } from '../../src/ask/news/share.ts'
import { why } from '../../src/ask/news/why.ts'
import type { MessageRef } from '../../src/deliver/address.ts'
import { locales } from '../../src/deliver/locale.ts'
import { openSearch } from '../../src/store/search/search.ts'
import { openTestStore } from '../store/engines.ts'
import { archive, reportOf } from './archive.ts'
import { askedAt, buttonIn, hasButton, wordsOf } from './asking.ts'
import { news, publishSample } from './newsroom.ts'

const now = new Date('2026-01-25T08:00:00Z')
const asked = askedAt(now)
let parts: SearchParts
beforeEach(async () => {
  const store = await openTestStore()
  const linkTo = ({ messageId }: MessageRef) => `https://chat.example/${messageId}`
  parts = { store, search: openSearch(store, ':memory:'), linkTo }
})
afterEach(() => parts.store.close())

const told = async (link: string, who = asked) => wordsOf(await why(who, { link }, parts))
const link = 'https://gazette.example/abu-dhabi-talks.html'
const publish = () => publishSample(parts.store, { page: 'abu-dhabi-talks.html', style: 'full' }, now)
const change = (set: Record<string, unknown>) =>
  parts.store.db.updateTable('deliveries').set(set).where('kind', '=', 'post').execute()

test.each([
  link,
  'http://www.gazette.example/abu-dhabi-talks.html?utm_source=x&fbclid=y#top',
  'gazette.example/abu-dhabi-talks.html/',
  '<https://gazette.example/abu-dhabi-talks.html|the story>',
  'abu-dhabi-talks.html',
])('%s tells when it was seen, in which feed, and when it was posted', async (typed) => {
  await publish()
  const text = await told(typed)
  expect(text).toContain('The Sample Gazette')
  expect(text).toContain('"news"')
  expect(text).toContain('posted ')
  expect(text).toContain(String(now.getTime()))
})

test('the message is linked where its platform gives an address', async () => {
  await publish()
  const text = await told(link)
  expect(text).toContain('https://chat.example/')
  parts = { ...parts, linkTo: () => null }
  expect(await told(link)).not.toContain('https://chat.example/')
  await change({ message_ref: JSON.stringify({ messageId: 'm1' }) })
  expect(await told(link)).toContain('posted ')
})

test('each state of a delivery is told with its reason', async () => {
  await publish()
  const until = now.getTime() + 60_000
  for (const [set, expected] of [
    [
      { state: 'pending', not_before: until, reason: 'the platform wants a pause' },
      'waits to be posted until ',
    ],
    [{ state: 'sending', reason: 'no answer' }, 'is being checked'],
    [{ state: 'failed', reason: 'too long' }, 'not posted: too long'],
    [{ state: 'held', reason: 'no history' }, 'nobody can tell'],
    [{ state: 'folded', not_before: until, reason: 'waits for the digest (daily 09:00)' }, 'daily 09:00'],
  ] as const) {
    await change(set)
    expect(await told(link)).toContain(expected)
  }
  await parts.store.db
    .updateTable('channels')
    .set({ state: 'paused', paused_reason: 'I was removed' })
    .execute()
  expect(await told(link)).toContain('closed to me: I was removed')
})

test('what a filter kept out is told with its rule', async () => {
  const url = await archive(parts.store, { title: 'A story', text: reportOf(), now })
  await parts.store.db.deleteFrom('deliveries').execute()
  await parts.store.db
    .updateTable('decisions')
    .set({ outcome: 'filtered', reason: 'left out by -story' })
    .execute()
  expect(await told(url)).toContain('not wanted by the filter: left out by -story')
})

test('an item that was there before is told to be only remembered', async () => {
  const url = await archive(parts.store, { title: 'An old story', now })
  await parts.store.db.updateTable('items').set({ origin: 'baseline' }).execute()
  expect(await told(url)).toContain('before the feed was followed')
})

test('an article that could not be read is told with the cause and the next time', async () => {
  const url = await archive(parts.store, { title: 'A story', now })
  const next = now.getTime() + 600_000
  await parts.store.db
    .updateTable('items')
    .set({ reading: 'waiting', reading_problem: 'status 503', read_not_before: next })
    .execute()
  expect(await told(url)).toContain('status 503')
  expect(await told(url)).toContain(String(next))
})

test('the address an article gives itself is found, too', async () => {
  await archive(parts.store, { title: 'A story', text: reportOf(), now })
  await parts.store.db
    .updateTable('articles')
    .set({ canonical_url: 'http://www.gazette.example/the-real-one/' })
    .execute()
  expect(await told('https://gazette.example/the-real-one')).toContain('A story')
})

test('an unknown link tells which feeds of its host are followed and when they were asked', async () => {
  await archive(parts.store, { title: 'A story', host: 'www.gazette.example', outlet: 'The Gazette', now })
  await parts.store.db.updateTable('feeds').set({ failures: 3, last_error: 'status 403' }).execute()
  const text = await told('https://gazette.example/never-seen')
  expect(text).toContain('The Gazette')
  expect(text).toContain('last asked ')
  expect(text).toContain('status 403')
  const unknown = await told('https://elsewhere.example/story')
  expect(unknown).toContain('No feed from elsewhere.example is followed here')
  expect(unknown).toContain('/news subscribe https://elsewhere.example')
})

test('what happens in another workspace is never told', async () => {
  const elsewhere = { ...news, workspaceId: 'other', channelId: 'boardroom' }
  const shared = await archive(parts.store, { title: 'Followed by both', text: reportOf(), now })
  await archive(parts.store, { title: 'More', channel: elsewhere, text: reportOf(), now })
  const secret = await archive(parts.store, {
    title: 'Secret',
    host: 'private.example',
    channel: elsewhere,
    now,
  })
  expect(await told(shared)).not.toContain('boardroom')
  expect(await told(secret)).toContain('No feed from private.example is followed here')
  expect(await told('https://private.example/other')).toContain('No feed from private.example')
})

test('what is no link is told, in every language, and what is found can be shared', async () => {
  for (const locale of locales) {
    const reply = await why(askedAt(now, { locale }), { link: 'not a link' }, parts)
    expect(wordsOf(reply)).toContain('/news why')
  }
  expect(hasButton(await why(asked, { link: 'not a link' }, parts), 'Share to channel')).toBe(false)
  await publish()
  const shared = await share(
    asked,
    buttonIn(await why(asked, { link }, parts), 'Share to channel').value,
    parts,
  )
  expect(shared).toMatchObject({ isPrivate: false })
  expect(wordsOf(shared)).toContain('The Sample Gazette')
})
