import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { parseFeed } from '../feeds/parse.ts'
import { followFeed, unfollowFeed } from '../src/ask/following/follow.ts'
import { addFeedCommand, removeFeedCommand } from '../src/cli/feeds.ts'
import { type Config, readConfig } from '../src/config.ts'
import { openIntake } from '../src/intake.ts'
import { preview } from '../src/preview.ts'
import { ReadingPool } from '../src/read/pool.ts'
import { judgePage } from '../src/read/retry.ts'
import { openSqliteStore } from '../src/store/store.ts'
import { startSite } from './fakes/site.ts'

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
  const store = await openSqliteStore(':memory:')
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
