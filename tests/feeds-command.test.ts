import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { addFeedCommand, listFeedsCommand } from '../src/cli/feeds.ts'
import { type Config, readConfig } from '../src/config.ts'
import { addFeed, listFeeds } from '../src/store/feeds.ts'
import { openSqliteStore, type Store } from '../src/store/store.ts'
import { saveAsPolled } from './fakes/saved-poll.ts'

const now = new Date('2026-01-24T12:00:00Z')

let folder: string
let config: Config
let store: Store
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pullquote-feeds-'))
  store = await openSqliteStore(folder)
  const outcome = readConfig({ PULLQUOTE_DATA: folder })
  if (outcome.kind === 'invalid') throw new Error(outcome.problems.join('\n'))
  config = outcome.config
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true })
})

async function printed(command: () => Promise<unknown>): Promise<string> {
  const stdout = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  await command()
  const text = stdout.mock.calls.map(([line]) => String(line)).join('')
  stdout.mockRestore()
  return text
}

test.each([
  ['0', 'nothing it lists now, then whatever is new'],
  ['1', 'only its newest item now, then whatever is new'],
  ['3', 'its 3 newest items now, then whatever is new'],
])('add --first %s says what is posted', async (first, said) => {
  const add = () =>
    addFeedCommand(config, 'https://news.example/feed', { first, in: 'console', as: 'full', unchecked: true })
  expect(await printed(add)).toContain(said)
})

test('an address that is too long for any store is not added', async () => {
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const url = `https://news.example/${'x'.repeat(2_000)}`
  const given = { first: '1', in: 'console', as: 'full', unchecked: true }
  expect(await addFeedCommand(config, url, given)).toBe(2)
  const said = stderr.mock.calls.map(([line]) => String(line)).join('')
  stderr.mockRestore()
  expect(said).toMatch(
    /^feeds add https:\/\/news\.example\/x+…: the address is longer than 2000 characters\n$/,
  )
  expect(await listFeeds(store)).toEqual([])
})

test('a title that would steer the terminal is shown without doing so', async () => {
  const feed = { url: 'https://news.example/feed', source: 'added', firstPosts: 1 } as const
  const { row } = await store.write((tx) => addFeed(tx, feed, now))
  await saveAsPolled(store, row.id, { update: { title: 'News\u001b[2J\u009b31m' }, items: [] })
  const text = await printed(() => listFeedsCommand(config, {}))
  expect(text).toContain('News')
  expect(text).not.toContain('\u001b')
  expect(text).not.toContain('\u009b')
})

test('the samples are not listed, and a feed of the operator takes their place', async () => {
  const samples = { url: 'http://127.0.0.1:4000/feed.xml', source: 'samples', firstPosts: 1 } as const
  await store.write((tx) => addFeed(tx, samples, now))
  expect(await printed(() => listFeedsCommand(config, {}))).toContain('No feeds yet')
  await printed(() =>
    addFeedCommand(config, 'https://news.example/feed', {
      first: '1',
      in: 'console',
      as: 'full',
      unchecked: true,
    }),
  )
  expect((await listFeeds(store)).map(({ url }) => url)).toEqual(['https://news.example/feed'])
})

test('a feed that was given up as gone and is added again is said to be polled again', async () => {
  const url = 'https://news.example/feed'
  const add = () => addFeedCommand(config, url, { first: '1', in: 'console', as: 'full', unchecked: true })
  await printed(add)
  const [feed] = await listFeeds(store)
  await saveAsPolled(store, feed?.id ?? 0, { update: { state: 'gone' }, items: [] })
  expect(await printed(add)).toContain(`Polling again feed ${feed?.id}: ${url}`)
  expect(await printed(add)).toContain('Already followed')
})

test('add --every notes how often the feed is wished to be looked at, also for one that is followed already', async () => {
  const add = (every: string) =>
    addFeedCommand(config, 'https://news.example/feed', {
      ...{ first: '0', in: 'console', as: 'full', unchecked: true },
      every,
    })
  await printed(() => add('10m'))
  expect((await listFeeds(store))[0]?.every_minutes).toBe(10)
  await printed(() => add('2h'))
  expect((await listFeeds(store))[0]?.every_minutes).toBe(120)
  const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  expect(await add('sometimes')).toBe(2)
  expect(String(stderr.mock.calls[0]?.[0])).toContain('such as 10m or 2h')
  stderr.mockRestore()
})
