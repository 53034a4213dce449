import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { consoleChannel } from '../../adapters/console/index.ts'
import { followFeed } from '../../src/ask/following/follow.ts'
import { pollCommand } from '../../src/cli/poll.ts'
import { type Config, readConfig } from '../../src/config.ts'
import { ensureChannel, pauseChannel } from '../../src/store/channels.ts'
import { listFeeds } from '../../src/store/feeds.ts'
import { openSqliteStore, type Store } from '../../src/store/store.ts'
import { type Site, startSite } from '../fakes/site.ts'

const now = new Date('2026-01-24T12:00:00Z')
const rss = '<rss version="2.0"><channel><title>x</title><item><title>Story</title></item></channel></rss>'

let folder: string
let config: Config
let site: Site
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pullquote-poll-'))
  site = await startSite({ '/feed': rss })
  const outcome = readConfig({
    PULLQUOTE_DATA: folder,
    PULLQUOTE_ALLOW_NETWORKS: '127.0.0.0/8',
    PULLQUOTE_LOG_LEVEL: 'silent',
  })
  if (outcome.kind === 'invalid') throw new Error(outcome.problems.join('\n'))
  config = outcome.config
})
afterEach(async () => {
  await site.close()
  rmSync(folder, { recursive: true })
})

async function inStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openSqliteStore(folder)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

const follow = (store: Store, changes: Partial<Parameters<typeof followFeed>[1]>) =>
  followFeed(
    store,
    {
      url: site.url('/feed'),
      source: 'added',
      channel: consoleChannel,
      style: 'full',
      firstPosts: 1,
      actor: 'test',
      ...changes,
    },
    now,
  )

async function poll() {
  const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((...args: unknown[]) => {
    const told = args.at(-1)
    if (typeof told === 'function') told()
    return true
  })
  const code = await pollCommand(config, { all: true })
  const [summary, said] = [stdout, stderr].map((spy) => spy.mock.calls.map(([text]) => String(text)).join(''))
  stdout.mockRestore()
  stderr.mockRestore()
  return { code, summary: JSON.parse(summary ?? ''), said: said ?? '' }
}

test('the samples of the demo are not polled, and a paused terminal prints again', async () => {
  await inStore(async (store) => {
    await follow(store, { url: 'http://127.0.0.1:1/feed.xml', source: 'samples' })
    await follow(store, {})
    const channel = await store.write((tx) => ensureChannel(tx, consoleChannel, now))
    await pauseChannel(
      store,
      { channelId: channel.id, reason: 'the terminal is closed', checkAt: 0 },
      () => null,
      new Date(),
    )
  })
  const { code, summary, said } = await poll()
  expect(summary).toMatchObject({ feeds: 1, failed: [], deliveries: { sent: 1, open: 0 } })
  expect(code).toBe(0)
  expect(said).toContain('Story')
  expect(await inStore(listFeeds)).toHaveLength(1)
})

test('posts that stay undelivered are said, and it ends with 1', async () => {
  await inStore((store) => follow(store, { channel: { ...consoleChannel, platform: 'elsewhere' } }))
  const { code, summary, said } = await poll()
  expect(summary.deliveries).toMatchObject({ sent: 0, open: 1 })
  expect(code).toBe(1)
  expect(said).toContain('Not delivered yet: 1')
})
