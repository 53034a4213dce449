import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type OpmlEntry, opmlLimits, parseOpmlText, writeOpml } from '../../feeds/opml.ts'
import type { Asked } from '../../src/ask/asked.ts'
import { exportAll, exportCommand } from '../../src/ask/opml/export.ts'
import {
  followPack,
  type ImportParts,
  importCommand,
  importForm,
  openImportForm,
} from '../../src/ask/opml/import.ts'
import { importFeeds, planImport } from '../../src/ask/opml/import-feeds.ts'
import type { ChannelRef } from '../../src/deliver/address.ts'
import type { Upload } from '../../src/deliver/interaction.ts'
import { locales } from '../../src/deliver/locale.ts'
import type { Reply } from '../../src/deliver/reply.ts'
import { lastChanges } from '../../src/store/audit.ts'
import { listFeeds } from '../../src/store/feeds.ts'
import type { Store } from '../../src/store/store.ts'
import { subscriptionsIn } from '../../src/store/subscriptions.ts'
import { openTestStore } from '../store/engines.ts'
import { news } from './newsroom.ts'

const now = new Date('2026-01-25T08:00:00Z')
let store: Store
let wakes = 0
let parts: ImportParts
beforeEach(async () => {
  store = await openTestStore()
  wakes = 0
  parts = {
    store,
    standingIn: async () => ({ mayManage: true, isCreator: false, isMember: true }),
    parseList: async (list) => parseOpmlText(list),
    checkAccess: async () => ({ kind: 'open', name: '#news' }),
    patienceMs: 100,
    wakePolling: () => wakes++,
  }
})
afterEach(() => store.close())

const other: ChannelRef = { ...news, channelId: 'other' }
const elsewhere: ChannelRef = { ...news, workspaceId: 'elsewhere' }
const askedIn = (channel: ChannelRef | null, mayManage = true): Asked => ({
  platform: 'fake',
  actor: { id: 'u1', name: 'Ann', locale: null, mayManage },
  locale: 'en',
  channel,
  message: null,
  now,
})
const upload = (text: string, name = 'reader.opml'): Upload => ({
  name,
  sizeBytes: text.length,
  read: async () => ({ kind: 'text', text }),
})
const importText = (text: string, channel: ChannelRef = news) =>
  importCommand(askedIn(channel), [upload(text)], parts)
const shown = (reply: Reply) => JSON.stringify(reply)
const entry = (url: string, more: Partial<OpmlEntry> = {}): OpmlEntry => ({
  url,
  title: null,
  folders: [],
  wishes: {},
  ...more,
})
const opml = (...entries: readonly OpmlEntry[]) => writeOpml({ title: 'T', entries })
const followedIn = (channel: ChannelRef) => subscriptionsIn(store, { ...channel, channel })

test('a list of 500 feeds is followed in one go, with a line for every one of them', async () => {
  const entries = Array.from({ length: 500 }, (_, index) =>
    entry(`https://news${index}.example/feed`, {
      title: `News ${index}`,
      folders: ['World', `F${index % 7}`],
    }),
  )
  const reply = await importText(opml(...entries))
  if (reply.kind !== 'file') throw new Error(shown(reply))
  expect(reply.text.match(/ {2}added\n/g)).toHaveLength(500)
  expect(shown(reply)).toContain('500 of 500 feeds')
  expect(await followedIn(news)).toHaveLength(500)
  expect(wakes).toBe(1)
})

test('what an import adds posts nothing old, keeps titles and folders, and is in the record of changes', async () => {
  await importText(opml(entry('https://a.example/feed', { title: 'A & B', folders: ['World', 'Europe'] })))
  const [feed] = await listFeeds(store)
  expect(feed).toMatchObject({
    title: 'A & B',
    first_posts: 0,
    baselined_at: null,
    next_poll_at: now.getTime(),
  })
  const [subscription] = await followedIn(news)
  expect(subscription).toMatchObject({ style: null, folder: '["World","Europe"]', state: 'active' })
  const [change, ...others] = await lastChanges(store, news, 10)
  expect(change).toMatchObject({ action: 'import', subject: 'reader.opml', after: '1 feed in fake:w/news' })
  expect(others).toEqual([])
})

test('every line that is not added says why', async () => {
  await importText(opml(entry('https://followed.example/feed')))
  const reply = await importText(
    opml(
      entry('https://new.example/feed', { title: 'New' }),
      entry('http://new.example/feed#top', { title: 'Again' }),
      entry('https://followed.example/feed', { title: 'Old friend' }),
      entry('gopher://hole.example', { title: 'Gopher' }),
      entry('not an address', { title: 'Words' }),
      entry(`https://long.example/${'x'.repeat(2_000)}`, { title: 'Long' }),
      entry('', { title: 'Nothing' }),
      entry('https://filter.example/feed', { title: 'Filtered', wishes: { filter: '/(/' } }),
      entry('https://never.example/feed', { title: 'Never', wishes: { schedule: 'sometimes' } }),
      entry('feed://scheme.example/feed', { title: 'Scheme' }),
    ),
  )
  const text = shown(reply)
  for (const [title, why] of [
    ['New', ': added'],
    ['Again', ': stands in the list twice'],
    ['Old friend', ': followed here already'],
    ['Gopher', ': is not a web address'],
    ['Words', ': is not a web address'],
    ['Long', ': has an address of more than 2,000 characters'],
    ['Nothing', ': has no address'],
    ['Filtered', ': not added, its filter cannot be read'],
    ['Never', ': not added, its schedule cannot be read'],
    ['Scheme', ': added'],
  ])
    expect(text).toContain(`{"strong":"${title}"},"${why}`)
  expect(text).toContain('2 of 10 feeds')
  expect((await followedIn(news)).map(({ feed }) => feed.url)).toEqual([
    'https://followed.example/feed',
    'https://new.example/feed',
    'https://scheme.example/feed',
  ])
})

test('what went wrong stands before what went well', async () => {
  const good = Array.from({ length: 30 }, (_, index) => entry(`https://n${index}.example/`))
  const reply = await importText(opml(...good, entry('mailto:ann@a.example', { title: 'Mail' })))
  if (reply.kind !== 'file') throw new Error(shown(reply))
  expect(JSON.stringify(reply.view)).toContain('{"strong":"Mail"}')
  expect(JSON.stringify(reply.view)).toContain('and 21 more')
})

test('passwords in addresses are followed but never shown', async () => {
  const reply = await importText(opml(entry('https://ann:pass1@a.example/feed?token=sesame')))
  expect(shown(reply)).not.toMatch(/pass1|sesame/)
  expect((await listFeeds(store))[0]?.url).toBe('https://ann:pass1@a.example/feed?token=sesame')
  expect(JSON.stringify(await lastChanges(store, news, 1))).not.toMatch(/pass1|sesame/)
  const exported = await exportCommand(askedIn(news), parts)
  expect(shown(exported)).not.toMatch(/pass1|sesame/)
  expect(shown(exported)).toContain('One address holds a password or a key')
})

test.each([
  ['', 'is empty'],
  ['<html><title>Sign in</title></html>', 'is no OPML'],
  ['<opml><body/></opml>', 'There is no feed'],
])('a file without feeds changes nothing and says so: %s', async (text, said) => {
  expect(shown(await importText(text))).toContain(said)
  expect(await listFeeds(store)).toEqual([])
  expect(await lastChanges(store, news, 10)).toEqual([])
})

test('a file that is too large is not even fetched, and one that cannot be fetched says why', async () => {
  const large: Upload = {
    name: 'l',
    sizeBytes: opmlLimits.bytes + 1,
    read: () => Promise.reject(new Error('read')),
  }
  expect(shown(await importCommand(askedIn(news), [large], parts))).toContain('larger than 5 MB')
  const gone: Upload = {
    name: 'g',
    sizeBytes: 9,
    read: async () => ({ kind: 'failed', reason: 'gone (404)' }),
  }
  expect(shown(await importCommand(askedIn(news), [gone], parts))).toContain('gone (404)')
})

test('a channel that takes no posts is told of at once, and nothing is changed', async () => {
  parts = {
    ...parts,
    checkAccess: async () => ({ kind: 'closed', reason: 'not a member', fix: 'Invite me' }),
  }
  expect(shown(await importText(opml(entry('https://a.example/feed'))))).toMatch(/cannot post.*Invite me/)
  expect(await listFeeds(store)).toEqual([])
  parts = { ...parts, checkAccess: () => new Promise(() => undefined), patienceMs: 5 }
  expect(shown(await importText(opml(entry('https://a.example/feed'))))).toContain('1 of 1 feeds')
})

test('more feeds than the limit are left out and counted', async () => {
  const outcome = parseOpmlText('https://a.example/feed\n'.repeat(opmlLimits.entries + 2))
  if (outcome.kind !== 'opml') throw new Error(outcome.problem)
  expect(planImport(outcome.entries, [], 'en')).toHaveLength(opmlLimits.entries)
  expect(shown(await importText('https://a.example/feed\n'.repeat(opmlLimits.entries + 2)))).toContain(
    '2 more were left out',
  )
})

test('without a file a form asks for one; what is pasted there is imported', async () => {
  const form = await importCommand(askedIn(news), [], parts)
  expect(form).toMatchObject({ kind: 'form', form: { form: 'opml-import', state: '' } })
  const sent = (pasted: string) => importForm(askedIn(news), { fields: { pasted }, files: [] }, parts)
  expect(await sent(' ')).toMatchObject({
    kind: 'invalid',
    problems: { pasted: expect.stringContaining('list') },
  })
  expect(await sent('hello')).toMatchObject({
    kind: 'invalid',
    problems: { pasted: expect.stringContaining('hello') },
  })
  expect(shown(await sent('https://a.example/feed\nhttps://b.example/feed'))).toContain('2 of 2 feeds')
  const file = { fields: {}, files: [upload(opml(entry('https://c.example/feed')))] }
  expect(shown(await importForm(askedIn(news), file, parts))).toContain('1 of 1 feeds')
})

test('a pasted list with bad lines is imported, with a line for each of them', async () => {
  const pasted = 'https://a.example/feed\n\nthe Gazette, please\nfeed://b.example/feed\nmailto:ann@a.example'
  const text = shown(await importForm(askedIn(news), { fields: { pasted }, files: [] }, parts))
  expect(text).toContain('2 of 4 feeds')
  expect(text).toContain('{"strong":"the Gazette, please"},": is not a web address')
  expect(text.match(/: is not a web address/g)).toHaveLength(2)
  expect(text.match(/: added/g)).toHaveLength(2)
})

test('words behind an address in a pasted list are its title', async () => {
  const pasted = 'https://a.example/feed The Gazette\nhttps://b.example/feed'
  await importForm(askedIn(news), { fields: { pasted }, files: [] }, parts)
  const feeds = (await listFeeds(store)).map(({ url, title }) => ({ url, title }))
  expect(feeds).toEqual([
    { url: 'https://a.example/feed', title: 'The Gazette' },
    { url: 'https://b.example/feed', title: null },
  ])
})

test('markup that is no OPML is no list of addresses, even with an address in a line of its own', async () => {
  const text = shown(await importText('<rss><link>\nhttps://a.example/\n</link></rss>'))
  expect(text).toContain('is no OPML')
})

test.each(locales)('the form fits what platforms take, in %s', async (locale) => {
  const reply = await openImportForm({ ...askedIn(news), locale }, parts)
  if (reply.kind !== 'form') throw new Error(shown(reply))
  expect(reply.form.title.length).toBeLessThanOrEqual(24)
  expect(reply.form.submit.length).toBeLessThanOrEqual(24)
  for (const field of reply.form.fields) expect(field.label.length).toBeLessThanOrEqual(45)
})

test('whoever may not manage the channel changes nothing and sees no list', async () => {
  const refused = askedIn(news, false)
  const file = upload(opml(entry('https://a.example/feed')))
  for (const reply of [
    await importCommand(refused, [file], parts),
    await importCommand(refused, [], parts),
    await importForm(refused, { fields: {}, files: [file] }, parts),
    await importForm(refused, { fields: { pasted: 'https://a.example' }, files: [] }, parts),
    await followPack(refused, 'World', parts),
    await exportCommand(refused, parts),
    await exportAll(refused, parts),
    await importCommand(askedIn(null), [file], parts),
  ])
    expect(reply).toMatchObject({ kind: 'view', isPrivate: true })
  expect(await listFeeds(store)).toEqual([])
  expect(wakes).toBe(0)
})

test('an export holds this channel, and all channels when asked, but never those of others', async () => {
  await importText(opml(entry('https://here.example/feed')))
  await importText(opml(entry('https://there.example/feed')), other)
  await importText(opml(entry('https://strange.example/feed')), elsewhere)
  const here = await exportCommand(askedIn(news), parts)
  expect(here).toMatchObject({ kind: 'file', name: 'pullquote.opml' })
  expect(shown(here)).toContain('here.example')
  expect(shown(here)).not.toMatch(/there\.example|strange/)
  expect(shown(here)).toContain('opml-export-all')
  const all = await exportAll(askedIn(news), parts)
  expect(shown(all)).toMatch(/here\.example.*there\.example/)
  expect(shown(all)).toContain('pullquote:channel=\\"fake:w/other\\"')
  expect(shown(all)).not.toMatch(/strange|opml-export-all/)
})

test('a channel that follows nothing exports nothing, and says so', async () => {
  expect(shown(await exportCommand(askedIn(news), parts))).toContain('nothing to export')
})

const words = fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replace(/\s+/g, ' ').trim())
const anyEntry = fc.record({
  url: fc.webUrl({ withQueryParameters: true }).map((url) => new URL(url).href.replace(/^http:/, 'https:')),
  title: words.map((title) => title || null),
  folders: fc.array(
    words.filter((folder) => folder !== ''),
    { maxLength: 3 },
  ),
  wishes: fc.record(
    {
      style: fc.constantFrom('headline', 'brief', 'full'),
      filter: fc.constantFrom('+budget -"two words"', 'any: /a|b/ author:"Ann Ä"'),
      schedule: fc.constantFrom('hourly', 'daily 09:00', 'weekly mon 09:00'),
      state: fc.constant('paused'),
    },
    { requiredKeys: [] },
  ),
})

test('an export imports again as the same subscriptions', async () => {
  const what = async (channel: ChannelRef) =>
    (await followedIn(channel))
      .map(({ feed, style, filter, schedule, folder, state }) => ({
        url: feed.url,
        title: feed.title,
        ...{ style, filter, schedule, folder, state },
      }))
      .toSorted((one, other) => (one.url < other.url ? -1 : 1))
  await fc.assert(
    fc.asyncProperty(fc.array(anyEntry, { minLength: 1, maxLength: 10 }), async (entries) => {
      const fresh = await openTestStore()
      const there = store
      await importFeeds(there, { entries, channel: news, actor: 'u', name: 'n', locale: 'en' }, now)
      const before = await what(news)
      const exported = await exportCommand(askedIn(news), parts)
      if (exported.kind !== 'file') throw new Error(shown(exported))
      store = fresh
      parts = { ...parts, store }
      await there.close()
      await importText(exported.text)
      // Addresses that hold something like a secret lose it on the way, and that is said.
      if (!shown(exported).includes('a password or a key')) expect(await what(news)).toEqual(before)
      const again = await exportCommand(askedIn(news), parts)
      expect(again.kind === 'file' && again.text).toBe(exported.text)
      for (const { feed } of await followedIn(news))
        await store.db.deleteFrom('feeds').where('id', '=', feed.id).execute()
    }),
    { numRuns: 25 },
  )
})

test('a starter pack is followed like a list; one that is not there says so', async () => {
  expect(shown(await followPack(askedIn(news), 'Science', parts))).toContain('8 of 8 feeds')
  expect(await followedIn(news)).toHaveLength(8)
  expect(shown(await followPack(askedIn(news), 'Science', parts))).toContain('0 of 8 feeds')
  expect(shown(await followPack(askedIn(news), 'Gossip', parts))).toContain('Choose another one')
})

test('no file throws, and the answer never holds a stack trace', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (noise) => {
      const reply = await importText(`<opml>${noise}<outline xmlUrl="${noise}" ${noise}/>`)
      expect(shown(reply)).not.toMatch(/\bat .*\.ts:\d/)
    }),
    { numRuns: 50 },
  )
})
