import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { parseFeed } from '../feeds/parse.ts'
import { followFeed, unfollowFeed } from '../src/ask/following/follow.ts'
import { editFeedCommand } from '../src/cli/feed-access.ts'
import { addFeedCommand, listFeedsCommand, removeFeedCommand } from '../src/cli/feeds.ts'
import { exportFeedsCommand } from '../src/cli/opml.ts'
import { type Config, readConfig } from '../src/config.ts'
import { openIntake } from '../src/intake.ts'
import { preview } from '../src/preview.ts'
import { ReadingPool } from '../src/read/pool.ts'
import { judgePage } from '../src/read/retry.ts'
import { openSqliteStore } from '../src/store/store.ts'
import { startSite } from './fakes/site.ts'
import { openTestStore } from './store/engines.ts'

const secretUrl = 'https://reader:hunter2@news.example/feed?token=hunter3'
const bytes = new TextEncoder().encode('<p>x</p>')
const channel = { platform: 'console', workspaceId: 'local', channelId: 'terminal', threadId: null }

function expectNoSecret(said: unknown) {
  const text = typeof said === 'string' ? said : JSON.stringify(said)
  expect(text).not.toBe('')
  expect(text).not.toMatch(/hunter/)
}

function configOf(env: Record<string, string>): Config {
  const outcome = readConfig({ PULLQUOTE_ALLOW_NETWORKS: '127.0.0.0/8', ...env })
  if (outcome.kind === 'invalid') throw new Error(outcome.problems.join('\n'))
  return outcome.config
}

test('what is said about a page or a document holds no password and no token', async () => {
  const item = { url: secretUrl, attempts: 9 }
  const answer = { kind: 'response', headers: {}, body: bytes, finalUrl: secretUrl, redirects: [] } as const
  expectNoSecret(judgePage({ ...answer, status: 404 }, item))
  expectNoSecret(judgePage({ ...answer, status: 200, headers: { 'content-type': 'image/png' } }, item))
  expectNoSecret(await parseFeed(bytes, { contentType: null, url: secretUrl }))

  const hasty = new ReadingPool({ threads: 1, timeoutMs: 1 })
  const job = { bytes, contentType: null, url: secretUrl, headline: null, form: 'html', now: 0 } as const
  expectNoSecret(await hasty.readPage(job))
  expectNoSecret(await hasty.parseFeed(bytes, { contentType: null, url: secretUrl }))
  await hasty.close()
})

test('the record of who followed what holds no password and no token', async () => {
  const store = await openTestStore()
  const follow = {
    url: secretUrl,
    source: 'added',
    channel,
    style: 'full',
    firstPosts: 1,
    actor: 'me',
  } as const
  const { feed } = await followFeed(store, follow, new Date(0))
  await unfollowFeed(store, feed, 'me', new Date(0))
  const audit = await store.db.selectFrom('audit').selectAll().execute()
  expect(audit.map(({ action }) => action)).toEqual(['subscribe', 'remove'])
  expectNoSecret(audit)
  await store.close()
})

test('a preview names the trouble to the operator without secrets, and says nothing of it in the post', async () => {
  const site = await startSite((request, response) => {
    if (!request.url?.startsWith('/feed')) return void response.writeHead(404).end()
    const link = site.url('/gone').replace('//', '//reader:hunter2@')
    response.end(`<rss><channel><item><title>Story</title><link>${link}</link></item></channel></rss>`)
  })
  const config = configOf({})
  const intake = openIntake(config)
  const secret = (path: string) => `${site.url(path).replace('//', '//reader:hunter2@')}?token=hunter3`
  const page = await preview(secret('/gone'), intake, config, new Date(0))
  expectNoSecret(page)
  expect(page).toMatchObject({ kind: 'failed' })
  const ofFeed = await preview(secret('/feed'), intake, config, new Date(0))
  expect(ofFeed).toMatchObject({
    post: { notice: 'The page could not be opened; this is what its feed says.' },
  })
  expectNoSecret(ofFeed)
  expectNoSecret(
    await preview('ftp://reader:hunter2@news.example/x?token=hunter3', intake, config, new Date(0)),
  )
  await intake.close()
  await site.close()
})

test('commands do not echo the password of a wrong address', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pullquote-secrets-'))
  const config = configOf({ PULLQUOTE_DATA: folder })
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  await addFeedCommand(config, 'ftp://reader:hunter2@news.example/x', {
    first: '1',
    in: 'console',
    as: 'full',
  })
  await addFeedCommand(config, 'http://reader:hunter2@127.0.0.1:1/x?token=hunter3', {
    first: '1',
    in: 'console',
    as: 'full',
  })
  await removeFeedCommand(config, secretUrl)
  const text = said.mock.calls.map(([line]) => String(line)).join('')
  said.mockRestore()
  rmSync(folder, { recursive: true })
  expect(text).toContain('expected a web address')
  expect(text).toContain('add --unchecked to the same command')
  expect(text).toContain('no such feed')
  expectNoSecret(text)
})

describe('private feeds', () => {
  const key = randomBytes(32).toString('base64')

  /** Runs commands in a folder of their own and gives all they said. */
  async function said(env: Record<string, string>, work: (config: Config) => Promise<void>): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), 'pullquote-secrets-'))
    const spies = [process.stderr, process.stdout].map((stream) =>
      vi.spyOn(stream, 'write').mockReturnValue(true),
    )
    await work(configOf({ PULLQUOTE_DATA: folder, ...env }))
    const text = spies.flatMap((spy) => spy.mock.calls.map(([line]) => String(line))).join('')
    for (const spy of spies) spy.mockRestore()
    const bytes = readFileSync(join(folder, 'pullquote.db'), 'latin1')
    rmSync(folder, { recursive: true })
    expectNoSecret(text)
    expect(bytes).not.toMatch(/hunter/)
    return text
  }

  const add = { first: '0', in: 'console', as: 'full' }
  const secret = {
    header: ['X-Api-Key: hunter2', 'X-Desk: env:DESK'],
    cookie: 'sid=hunter3',
    auth: 'desk:hunter4',
    proxy: 'http://desk:hunter5@127.0.0.1:1',
  }
  const env = { PULLQUOTE_KEY: key, PULLQUOTE_SECRET_DESK: 'hunter6' }

  test('no command shows, exports or records what a feed is asked with', async () => {
    const text = await said(env, async (config) => {
      await addFeedCommand(config, 'https://news.example/feed', { ...add, ...secret, unchecked: true })
      await listFeedsCommand(config, {})
      await listFeedsCommand(config, { json: true })
      await exportFeedsCommand(config, undefined)
      await editFeedCommand(config, '1', { auth: 'desk:hunter7' })
      await editFeedCommand(config, 'https://news.example/feed', { public: true })
      await listFeedsCommand(config, {})
      const store = await openSqliteStore(config.dataFolder)
      const audit = await store.db.selectFrom('audit').selectAll().execute()
      await store.close()
      expect(audit.map(({ action, after }) => [action, after]).slice(1)).toEqual([
        ['access', 'private'],
        ['access', 'public'],
      ])
      expectNoSecret(audit)
    })
    expect(text).toContain(
      'asked with header x-api-key (sealed), header x-desk (env:DESK), cookie (sealed), auth (sealed), proxy (sealed)',
    )
    expect(text).toContain('xmlUrl="https://news.example/feed"')
    expect(text).not.toContain('private-')
    expect(text).toContain('Feed 1 is asked like any other from now on: https://news.example/feed')
  })

  test('a feed that is added with other secrets is the same feed', async () => {
    const text = await said(env, async (config) => {
      const url = 'https://news.example/feed'
      await addFeedCommand(config, url, { ...add, cookie: 'sid=hunter3', unchecked: true })
      await addFeedCommand(config, url, { ...add, cookie: 'sid=hunter4', unchecked: true })
      await listFeedsCommand(config, {})
    })
    expect(text).toContain('Already followed: feed 1')
    expect(text).not.toContain('feed 2')
  })

  test('a feed is looked at with its secrets before it is added, and what goes wrong does not name them', async () => {
    const site = await startSite((request, response) => {
      if (request.headers.cookie !== 'sid=hunter3') return void response.writeHead(401).end()
      response.end('<rss><channel><title>Inside</title><item><title>Story</title></item></channel></rss>')
    })
    const text = await said(env, async (config) => {
      expect(await addFeedCommand(config, site.url('/feed'), { ...add, cookie: 'sid=hunter9' })).toBe(1)
      expect(await addFeedCommand(config, site.url('/feed'), { ...add, ...secret })).toBe(1)
      expect(await addFeedCommand(config, site.url('/feed'), { ...add, cookie: 'sid=hunter3' })).toBe(0)
    })
    expect(text).toContain('401')
    expect(text).toContain('Added feed 1')
    await site.close()
  })

  test.each([
    ['a header without a name', { header: ['hunter2'] }, "expected 'Name: value'"],
    ['a header of the request itself', { header: ['Host: hunter2'] }, "expected 'Name: value'"],
    ['a header that is two', { header: ['X: hunter2\r\nX-Evil: 1'] }, 'cannot be sent'],
    ['a proxy that is none', { proxy: 'socks5://desk:hunter2@127.0.0.1' }, 'it is no http address'],
    ['a password without a name', { auth: 'hunter2' }, 'expected name:password'],
    ['a name that is not set', { cookie: 'env:NOBODY' }, 'PULLQUOTE_SECRET_NOBODY is not set'],
    ['a setting that is no secret', { cookie: 'env:discord' }, 'cookie (sealed)'],
  ])('%s is refused without being shown', async (_, options, message) => {
    const text = await said(env, async (config) => {
      await addFeedCommand(config, 'https://news.example/feed', { ...add, ...options, unchecked: true })
      await listFeedsCommand(config, {})
    })
    expect(text).toContain(message)
  })

  test('without a key only names are kept, and how to make a key is said', async () => {
    const text = await said({ PULLQUOTE_SECRET_DESK: 'hunter6' }, async (config) => {
      const url = 'https://news.example/feed'
      expect(await addFeedCommand(config, url, { ...add, cookie: 'sid=hunter3', unchecked: true })).toBe(2)
      expect(await addFeedCommand(config, url, { ...add, cookie: 'env:DESK', unchecked: true })).toBe(0)
      expect(await editFeedCommand(config, '1', {})).toBe(2)
    })
    expect(text).toContain('cookie: set PULLQUOTE_KEY to keep it sealed (openssl rand -base64 32 makes one)')
  })

  test('a key that is none is not shown either', () => {
    const outcome = readConfig({ PULLQUOTE_KEY: 'hunter2' })
    expect(outcome).toMatchObject({ kind: 'invalid' })
    expectNoSecret(outcome)
  })
})
