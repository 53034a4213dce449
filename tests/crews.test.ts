import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { consoleChannel } from '../adapters/console/index.ts'
import { followFeed } from '../src/ask/following/follow.ts'
import { readConfig } from '../src/config.ts'
import type { Crew } from '../src/crew.ts'
import { pollingCrew, readingCrew, tellingCrew } from '../src/crews.ts'
import type { Direct } from '../src/deliver/adapter.ts'
import { openLog } from '../src/log.ts'
import { openProgram, type Program } from '../src/main.ts'
import { type Site, startSite } from './fakes/site.ts'

let folder: string
let program: Program
let silent: Site
let quick: Site

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pullquote-crews-'))
  const outcome = readConfig({
    PULLQUOTE_DATA: folder,
    PULLQUOTE_ALLOW_NETWORKS: '127.0.0.0/8',
    PULLQUOTE_LOG_LEVEL: 'silent',
    PULLQUOTE_FEEDS_AT_ONCE: '4',
    PULLQUOTE_PAGES_AT_ONCE: '2',
  })
  if (outcome.kind === 'invalid') throw new Error(outcome.problems.join('\n'))
  program = await openProgram(outcome.config, {
    log: openLog(outcome.config, process.stderr),
    terminal: process.stderr,
  })
  silent = await startSite(() => undefined, '127.0.0.2')
  quick = await startSite({
    '/feed':
      '<rss version="2.0"><channel><title>Quick</title><item><guid>1</guid><link>/1</link></item></channel></rss>',
    '/hanging': `<rss version="2.0"><channel><title>Hanging</title><item><guid>1</guid><link>${silent.url('/page')}</link></item></channel></rss>`,
    '/1': { body: '<p>x', headers: { 'content-type': 'text/html' } },
  })
})
afterEach(async () => {
  await program.interrupt()
  await program.close()
  await silent.close()
  await quick.close()
  rmSync(folder, { recursive: true, force: true })
})

const add = (url: string) =>
  followFeed(
    program.store,
    { url, source: 'added', channel: consoleChannel, style: 'full', firstPosts: 1, actor: 'test' },
    new Date(),
  )

/** Steps the crew until the promise resolves. */
async function stepUntil<T>(crew: Crew<T>, reached: Promise<unknown>): Promise<void> {
  let isReached = false
  void reached.then(() => {
    isReached = true
  })
  while (!isReached) if ((await crew.step(() => undefined)) !== 'now') await crew.oneEnds()
}

test('many feeds of a host that never answers do not keep another feed waiting', async () => {
  for (let number = 0; number < 20; number++) await add(silent.url(`/${number}`))
  await add(quick.url('/feed'))
  const polled = Promise.withResolvers<string>()
  await stepUntil(
    pollingCrew(program, ({ url }) => polled.resolve(url)),
    polled.promise,
  )
  expect(await polled.promise).toBe(quick.url('/feed'))
  expect(silent.requests.length).toBeLessThanOrEqual(2)
})

test('an article that never arrives does not keep another feed’s article waiting', async () => {
  await add(quick.url('/hanging'))
  await add(quick.url('/feed'))
  const both = Promise.withResolvers<void>()
  let feeds = 0
  await stepUntil(
    pollingCrew(program, () => {
      feeds++
      if (feeds === 2) both.resolve()
    }),
    both.promise,
  )
  const read = Promise.withResolvers<string>()
  await stepUntil(readingCrew(program, read.resolve), read.promise)
  expect(await read.promise).toBe('headline')
})

test('a founder who cannot be asked for now is asked for again in a while, and told once', async () => {
  const now = Date.now()
  const follow = { url: quick.url('/feed'), source: 'added', channel: consoleChannel, style: null } as const
  const founder = { id: 'ann', locale: 'de' }
  await followFeed(
    program.store,
    { ...follow, firstPosts: 1, actor: 'ann', by: founder },
    new Date(now - 25 * 3_600_000),
  )
  const clock = { now }
  let asked = 0
  let answer: Direct = { kind: 'unknown', cause: 'no answer' }
  const adapter = program.adapters.console
  if (!adapter) throw new Error('expected a console')
  const openDirect = async () => {
    asked++
    return answer
  }
  const told: string[] = []
  const crew = tellingCrew(
    {
      ...program,
      poller: { ...program.poller, clock: () => new Date(clock.now) },
      adapters: { console: { ...adapter, openDirect } },
    },
    () => told.push('told'),
  )
  const step = () => crew.step(() => undefined)
  expect(await step()).toBe(now + 60_000)
  expect(await step()).toBe(now + 60_000)
  expect(asked).toBe(1)
  answer = { kind: 'open', channelId: 'direct' }
  clock.now += 60_000
  await step()
  clock.now += 60_000
  await step()
  expect([asked, told]).toEqual([2, ['told']])
})
