import type { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseFeed } from '../../feeds/parse.ts'
import type { Intake } from '../../src/intake.ts'
import { readPage } from '../../src/read/page/page.ts'
import { wrongWithFeed, wrongWithPage } from '../fuzz/hold.ts'
import { type HostileFeed, hostileFeeds } from './feeds.ts'
import { hostileLists } from './lists.ts'
import { type HostilePage, hostilePages } from './pages.ts'
import { becameOf, openUsualIntake, replayFeed, replayPage } from './replay.ts'

let intake: Intake
beforeAll(() => {
  intake = openUsualIntake(30)
})
afterAll(() => intake.close())

const tried = <One extends HostileFeed | HostilePage>(all: Readonly<Record<string, One>>) =>
  Object.entries(all).filter(([, { isCostly }]) => isCostly !== true)

describe('a feed made to do harm is answered within the limits of its thread', () => {
  test.concurrent.each(tried(hostileFeeds))('%s', async (_, feed) => {
    const outcome = await replayFeed(feed, intake)
    expect({ becomes: becameOf(outcome), wrong: wrongWithFeed(outcome) }).toEqual({
      becomes: feed.becomes,
      wrong: [],
    })
    const items = outcome.kind === 'parsed' ? outcome.feed.items : []
    if (feed.item !== undefined) expect(items[0]).toMatchObject(feed.item)
    expect(items[0]?.title ?? 'T').toMatch(/^T/)
    if (feed.items !== undefined) expect(items).toHaveLength(feed.items)
  })
})

describe('a page made to do harm is answered within the limits of its thread', () => {
  test.concurrent.each(tried(hostilePages))('%s', async (_, page) => {
    const outcome = await replayPage(page, intake)
    expect({ becomes: becameOf(outcome), wrong: wrongWithPage(outcome) }).toEqual({
      becomes: page.becomes,
      wrong: [],
    })
  })
})

describe('a list of feeds made to do harm is answered within the limits of its thread', () => {
  test.concurrent.each(Object.entries(hostileLists))('%s', async (_, { document, becomes }) => {
    const outcome = await intake.pool.parseList(document())
    expect(outcome.kind === 'opml' ? outcome.kind : outcome.problem).toBe(becomes)
  })
})

test('names of prototypes change no object', async () => {
  for (const name of ['elements named after object prototypes', 'a JSON Feed with names of prototypes']) {
    const document = hostileFeeds[name]?.document() ?? ''
    await parseFeed(Buffer.from(document), { contentType: null, url: null })
  }
  const page = hostilePages['JSON-LD with names of prototypes']?.document() ?? ''
  readPage(page, { url: null, now: new Date() })
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

test('a thread for documents has 256 MB, and is not the one that answers people', async () => {
  const threads: Worker[] = []
  const note = (thread: Worker) => void threads.push(thread)
  process.on('worker', note)
  const own = openUsualIntake()
  await own.pool.parseFeed(Buffer.from('<rss/>'), { contentType: null, url: null })
  process.off('worker', note)
  const limits = threads.map(({ resourceLimits }) => resourceLimits ?? {})
  await own.close()
  expect(limits).toHaveLength(1)
  const [{ maxOldGenerationSizeMb = 0, maxYoungGenerationSizeMb = 0 } = {}] = limits
  expect(maxOldGenerationSizeMb + maxYoungGenerationSizeMb).toBe(256)
})
