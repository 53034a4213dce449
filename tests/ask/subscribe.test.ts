import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readAddress } from '../../src/ask/address.ts'
import { pickFeed, subscribeCommand } from '../../src/ask/following/subscribe.ts'
import {
  cancelPreview,
  changePreviewStyle,
  confirmPreview,
  openPreviewForm,
  setPreviewWishes,
} from '../../src/ask/following/subscribe-buttons.ts'
import { lastChanges } from '../../src/store/audit.ts'
import type { Store } from '../../src/store/store.ts'
import { subscriptionsIn } from '../../src/store/subscriptions.ts'
import { openTestStore } from '../store/engines.ts'
import { news } from './newsroom.ts'
import {
  type Answers,
  anyText,
  askedBy,
  blocksOf,
  buttonValue,
  elsewhere,
  feedOf,
  officeParts,
  samplePage,
  stranger,
  wordsOf,
} from './office.ts'

let store: Store
beforeEach(async () => {
  store = await openTestStore()
})
afterEach(() => store.close())

const url = 'https://gazette.example/feed.xml'
const gazette: Answers = {
  [url]: feedOf('The Gazette', [1, 5, 30]),
  'https://gazette.example/s1': samplePage,
}
const parts = (web = gazette, changes = {}) => officeParts(store, web, changes)
const begin = (options = {}, asked = askedBy()) => subscribeCommand(asked, { url, ...options }, parts())
const following = () => subscriptionsIn(store, news)

test('a feed is shown privately as it will look, with what is to be expected, and nothing is followed yet', async () => {
  const reply = await begin()
  expect(reply).toMatchObject({ kind: 'view', isPrivate: true })
  const post = blocksOf(reply).find((block) => block.kind === 'post')
  expect(post).toMatchObject({ style: 'brief', post: { headline: 'Story of 1 h ago' } })
  expect(post?.kind === 'post' && post.post.quotes.length).toBeGreaterThan(0)
  for (const said of ['About 2.4 posts a day', 'Language: English', 'Articles can be read', '#news'])
    expect(wordsOf(reply)).toContain(said)
  expect(await following()).toEqual([])
})

test('Post it follows the feed as it was previewed, wakes the poller and says what comes next', async () => {
  let woken = 0
  const reply = await begin({ filter: '+budget', every: 'daily 9:00', as: 'full', backfill: '3' })
  const done = await confirmPreview(
    askedBy(),
    buttonValue(reply, 'subscribe-post'),
    parts(gazette, { wakePolling: () => woken++ }),
  )
  expect(done).toMatchObject({ replaces: true, isPrivate: true })
  expect(await following()).toMatchObject([
    { style: 'full', filter: '+budget', schedule: 'daily 09:00', feed: { url }, channel: { name: '#news' } },
  ])
  const feed = await store.db.selectFrom('feeds').selectAll().executeTakeFirstOrThrow()
  expect(feed.first_posts).toBe(3)
  expect(woken).toBe(1)
  for (const said of [
    'does not pass the filter',
    'time zone UTC',
    '/news unsubscribe 1',
    'nobody is told yet',
  ])
    expect(wordsOf(done)).toContain(said)
  expect(await lastChanges(store, news, 10)).toMatchObject([
    { actor: 'Ann (ann)', action: 'subscribe', subject: url },
  ])
})

test('a second click, or one after the restart of a week ago, does nothing', async () => {
  const value = buttonValue(await begin(), 'subscribe-post')
  await confirmPreview(askedBy(), value, parts())
  expect(wordsOf(await confirmPreview(askedBy(), value, parts()))).toContain('preview is over')
  expect(await following()).toHaveLength(1)
  expect(wordsOf(await confirmPreview(askedBy(), 'no such', parts()))).toContain('preview is over')
})

test('two clicks at the same time follow once', async () => {
  const value = buttonValue(await begin(), 'subscribe-post')
  await Promise.all([1, 2, 3].map(() => confirmPreview(askedBy(), value, parts())))
  expect(await following()).toHaveLength(1)
  expect(await lastChanges(store, news, 10)).toHaveLength(1)
})

test('Change style goes through the styles and shows each', async () => {
  const value = buttonValue(await begin(), 'subscribe-style')
  const styles: unknown[] = []
  for (let clicks = 0; clicks < 3; clicks++) {
    const reply = await changePreviewStyle(askedBy(), value, parts())
    styles.push(blocksOf(reply).flatMap((block) => (block.kind === 'post' ? block.style : [])))
  }
  expect(styles).toEqual([['full'], ['headline'], ['brief']])
})

test('Only asks for filter and schedule, says what is wrong at the field, and shows what holds then', async () => {
  const value = buttonValue(await begin(), 'subscribe-only')
  const form = await openPreviewForm(askedBy(), value, parts())
  expect(form).toMatchObject({ kind: 'form', form: { form: 'subscribe-only', state: value } })
  const send = (fields: Record<string, string>) =>
    setPreviewWishes(askedBy(), { state: value, fields }, parts())
  const wrong = await send({ filter: '/(/', every: 'now and then' })
  expect(wrong).toMatchObject({
    kind: 'invalid',
    problems: { filter: expect.any(String), every: expect.any(String) },
  })
  const right = await send({ filter: '+budget -rumour', every: 'weekly mon' })
  for (const said of ['budget', 'newest item does not pass the filter'])
    expect(wordsOf(right)).toContain(said)
  expect(wordsOf(await send({ filter: '+"Abu Dhabi"' }))).not.toContain('does not pass')
  await send({ filter: '+budget -rumour', every: 'weekly mon' })
  await confirmPreview(askedBy(), value, parts())
  expect(await following()).toMatchObject([{ filter: '+budget -rumour', schedule: 'weekly mon 09:00' }])
})

test('Cancel changes nothing and ends the preview', async () => {
  const value = buttonValue(await begin(), 'subscribe-cancel')
  expect(wordsOf(await cancelPreview(askedBy(), value, parts()))).toContain('Nothing was changed')
  expect(wordsOf(await confirmPreview(askedBy(), value, parts()))).toContain('preview is over')
  expect(await following()).toEqual([])
})

test('of a page the feeds it points to are offered, and the one that is chosen is shown', async () => {
  const links = ['/feed.xml', '/dead.xml', '/sport.xml'].map(
    (href) => `<link rel="alternate" type="application/rss+xml" href="${href}">`,
  )
  const web = {
    ...gazette,
    'https://gazette.example/': `<!doctype html><html><head><title>Gazette</title>${links.join('')}</head></html>`,
    'https://gazette.example/sport.xml': feedOf('Gazette Sport', [2]),
  }
  const reply = await subscribeCommand(askedBy(), { url: 'gazette.example', as: 'full' }, parts(web))
  const select = blocksOf(reply).find((block) => block.kind === 'select')
  if (select?.kind !== 'select') throw new Error(wordsOf(reply))
  expect(select.options.map(({ label }) => label)).toEqual(['The Gazette', 'Gazette Sport'])
  const picked = await pickFeed(askedBy(), select.options[1]?.value ?? '', parts(web))
  expect(wordsOf(picked)).toContain('Preview: Gazette Sport')
  expect(blocksOf(picked)).toContainEqual(expect.objectContaining({ kind: 'post', style: 'full' }))
})

test('where there is trouble it is named in plain words, and feeds of the site that work are offered', async () => {
  const web = {
    'https://gazette.example/old.xml': 403,
    'https://gazette.example/rss': feedOf('Gazette RSS', [1]),
  }
  const reply = await subscribeCommand(
    askedBy(),
    { url: 'https://gazette.example/old.xml' },
    officeParts(store, web),
  )
  expect(wordsOf(reply)).toContain('does not let bots read it')
  expect(wordsOf(reply)).toContain('Gazette RSS')
  const nothing = await subscribeCommand(
    askedBy(),
    { url: 'https://nothing.example/feed' },
    officeParts(store, {}),
  )
  expect(wordsOf(nothing)).toContain('that I tried: 12')
})

test('what is found is shown with what helps to choose, and a feed long silent is told to be', async () => {
  const web = {
    'https://gazette.example/': `<!doctype html><html>${['/old.xml', '/feed.xml'].map((href) => `<link rel="alternate" type="application/rss+xml" href="${href}">`).join('')}</html>`,
    'https://gazette.example/old.xml': feedOf('Old Gazette', [5_000, 5_010]),
    ...gazette,
  }
  const reply = await subscribeCommand(askedBy(), { url: 'gazette.example' }, parts(web))
  const list = blocksOf(reply).find((block) => block.kind === 'list')
  expect(list?.kind === 'list' && list.items.map((item) => JSON.stringify(item))).toEqual([
    expect.stringMatching(/The Gazette.*Newest item.*2\.4 posts a day.*English/),
    expect.stringMatching(/Old Gazette.*Newest item/),
  ])
  const old = await subscribeCommand(askedBy(), { url: 'gazette.example/old.xml' }, parts(web))
  expect(wordsOf(old)).toContain('far longer than usual')
})

test('a site that never answers is given up in time', async () => {
  const reply = await subscribeCommand(askedBy(), { url }, officeParts(store, { [url]: 'never' }))
  expect(wordsOf(reply)).toContain('answers too slowly')
  const page = await subscribeCommand(
    askedBy(),
    { url },
    officeParts(store, { ...gazette, 'https://gazette.example/s1': 'never' }),
  )
  expect(wordsOf(page)).toContain('did not answer in time')
})

test('a channel that is closed to us is named with the fix, before anything is followed', async () => {
  const checkAccess = async () =>
    ({ kind: 'closed', reason: 'Send Messages is missing', fix: 'Give it to Pullquote' }) as const
  const reply = await subscribeCommand(askedBy(), { url }, parts(gazette, { checkAccess }))
  expect(wordsOf(reply)).toContain('Send Messages is missing. Give it to Pullquote')
})

test('what is followed already is said, with a way to edit it', async () => {
  await confirmPreview(askedBy(), buttonValue(await begin(), 'subscribe-post'), parts())
  const again = await begin()
  expect(wordsOf(again)).toContain('followed here already')
  expect(buttonValue(again, 'feed-edit')).toBe('1')
})

test('another channel needs the right there, and another workspace cannot be reached', async () => {
  const there = await begin({ in: '<#sports|sports>' })
  await confirmPreview(askedBy(), buttonValue(there, 'subscribe-post'), parts())
  expect(await following()).toMatchObject([{ channel: elsewhere }])
  const refused = await subscribeCommand(
    askedBy(),
    { url, in: 'secret' },
    parts(gazette, { standingIn: async () => null }),
  )
  expect(wordsOf(refused)).toContain('could not see that you may')
  const value = buttonValue(await begin(), 'subscribe-post')
  const other = await confirmPreview(askedBy({ channel: stranger }), value, parts())
  expect(wordsOf(other)).toContain('another workspace')
  expect(await following()).toHaveLength(1)
})

test('who may not manage the channel is told who may, at every step', async () => {
  const bob = askedBy({ actor: { id: 'bob', name: null, locale: null, mayManage: false } })
  expect(wordsOf(await begin({}, bob))).toContain('right to manage this channel')
  const value = buttonValue(await begin(), 'subscribe-post')
  for (const act of [confirmPreview, changePreviewStyle, openPreviewForm, cancelPreview])
    expect(wordsOf(await act(bob, value, parts()))).toContain('right to manage this channel')
  expect(await following()).toEqual([])
})

test('a password in an address is in no answer and in no audit', async () => {
  const secret = 'https://ann:hunter2@gazette.example/feed.xml'
  const web = { [secret]: feedOf('', [1]), 'https://gazette.example/s1': 404 }
  const reply = await subscribeCommand(askedBy(), { url: secret }, officeParts(store, web))
  const done = await confirmPreview(askedBy(), buttonValue(reply, 'subscribe-post'), officeParts(store, web))
  const broken = await subscribeCommand(askedBy(), { url: secret }, officeParts(store, {}))
  const audit = JSON.stringify(await lastChanges(store, news, 10))
  for (const said of [wordsOf(reply), wordsOf(done), wordsOf(broken), audit])
    expect(said).not.toContain('hunter2')
})

test.each([
  ['example.org', 'https://example.org/'],
  [' https://example.org/a#b ', 'https://example.org/a'],
  ['http://127.0.0.1:8080/feed', 'http://127.0.0.1:8080/feed'],
  ['ftp://example.org', null],
  ['javascript:alert(1)', null],
  ['two words', null],
  ['word', null],
  ['', null],
])('%j is read as %j', (typed, expected) => {
  expect(readAddress(typed)).toBe(expected)
})

test('no option text throws', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyText,
      anyText,
      anyText,
      anyText,
      anyText,
      async (typed, filter, every, backfill, channel) => {
        const options = { url: typed, filter, every, backfill, in: channel, as: filter }
        const reply = await subscribeCommand(askedBy(), options, officeParts(store, {}))
        expect(reply.kind).toBe('view')
        await pickFeed(askedBy(), typed, parts())
        await setPreviewWishes(askedBy(), { state: typed, fields: { filter, every } }, parts())
      },
    ),
    { numRuns: 100 },
  )
})
