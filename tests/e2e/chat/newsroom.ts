import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleepMs } from 'node:timers/promises'
import { pino } from 'pino'
import { consoleChannel } from '../../../adapters/console/index.ts'
import { followFeed } from '../../../src/ask/following/follow.ts'
import { type Config, readConfig } from '../../../src/config.ts'
import { type Running, run } from '../../../src/run.ts'
import { countUnsettled } from '../../../src/store/deliveries.ts'
import { nextReadingAt } from '../../../src/store/items.ts'
import { openSqliteStore, type Store } from '../../../src/store/store.ts'
import { loopNames } from '../../../src/work-loops.ts'
import type { ChannelName, Name, Person } from './person.ts'
import type { OpenPlatform, Platform, Used } from './platform.ts'
import { openPublisher, type Publisher } from './publisher.ts'

/** The whole program beside a platform with people, and publishers with news. */
export type Newsroom = {
  readonly platform: Platform
  readonly publisher: Publisher
  person(name: Name, channel?: ChannelName): Person
  /** What everybody in the channel can read, oldest first. */
  channel(name?: ChannelName): readonly string[]
  /** Resolves when the channel holds so many messages. */
  posted(count: number, channel?: ChannelName): Promise<readonly string[]>
  /** Resolves when there is nothing to poll, read or send at this time. */
  settled(): Promise<void>
  /** Stops the program and starts it again on the same data. */
  restart(): Promise<void>
  /** Lets so much time pass while the program is stopped. */
  later(ms: number): Promise<void>
  /** What the program has logged as errors. */
  errors(): readonly string[]
  close(): Promise<void>
}

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

export type NewsroomOptions = {
  /** Feeds that are followed are looked at; they are unless told otherwise. */
  readonly isPolling?: boolean
}

/** A Saturday evening, two hours after the newest of the sample stories. */
const beginning = Date.parse('2026-01-24T20:40:00Z')

export async function openNewsroom(
  openPlatform: OpenPlatform,
  used: Used,
  { isPolling = true }: NewsroomOptions = {},
): Promise<Newsroom> {
  const started = performance.now()
  let passedMs = 0
  const now = () => beginning + passedMs + (performance.now() - started)
  const folder = mkdtempSync(join(tmpdir(), 'pullquote-chat-'))
  const publisher = await openPublisher()
  const platform = await openPlatform({ clock: now, used })
  const config = configFor(platform, folder)
  await followNothing(config, publisher)
  const store = await openSqliteStore(config.dataFolder)
  const errors: string[] = []
  const program = programOn(config, { platform, isPolling, errors, clock: () => new Date(now()) })
  await program.start()
  return {
    platform,
    publisher,
    person: (name, channel = 'news') => platform.person(name, channel),
    channel: (name = 'news') => platform.messagesIn(name).map(({ text }) => text),
    posted: async (count, name = 'news') => {
      await platform.until(() => platform.messagesIn(name).length >= count)
      return platform.messagesIn(name).map(({ text }) => text)
    },
    settled: () => settled(store, now),
    restart: async () => {
      await program.stop()
      await program.start()
    },
    later: async (ms) => {
      await program.stop()
      passedMs += ms
      await program.start()
    },
    errors: () => errors,
    close: async () => {
      await program.stop()
      await store.close()
      await platform.close()
      await publisher.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function configFor(platform: Platform, folder: string): Config {
  const outcome = readConfig({
    ...platform.settings,
    PULLQUOTE_DATA: folder,
    PULLQUOTE_HTTP_PORT: 'off',
    PULLQUOTE_ALLOW_NETWORKS: '127.0.0.0/8',
  })
  if (outcome.kind === 'invalid') throw new Error(outcome.problems.join('\n'))
  return outcome.config
}

/** The operator's own feed, in which nothing ever happens: with none the sample stories would come into the terminal. */
async function followNothing(config: Config, publisher: Publisher): Promise<void> {
  const store = await openSqliteStore(config.dataFolder)
  const url = publisher.feed('silence')
  const common = { source: 'added', channel: consoleChannel, style: 'full', firstPosts: 0 } as const
  await followFeed(store, { ...common, url, actor: 'operator' }, new Date(beginning))
  await store.close()
}

type Around = {
  readonly platform: Platform
  readonly isPolling: boolean
  readonly errors: string[]
  readonly clock: () => Date
}

function programOn(config: Config, { platform, isPolling, errors, clock }: Around) {
  let running: Running | null = null
  return {
    start: async () => {
      const outcome = await run(config, {
        only: new Set(loopNames.filter((name) => isPolling || name !== 'poll')),
        log: pino({ level: 'error' }, { write: (line: string) => errors.push(line) }),
        terminal: process.stdout,
        samplesAlsoIn: [],
        onSamplesPosted: () => undefined,
        clock,
      })
      if (outcome.kind === 'failed') throw new Error(outcome.message)
      running = outcome.running
      await platform.until(platform.isListening)
    },
    stop: async () => {
      await running?.stop()
      running = null
      await platform.until(() => !platform.isListening())
    },
  }
}

const lookAgainMs = 10
const patienceMs = 15_000

/** The store tells nobody when it changes, so it is looked at again and again. */
async function settled(store: Store, now: () => number): Promise<void> {
  const until = performance.now() + patienceMs
  while (performance.now() < until) {
    if (await isSettled(store, now())) return
    await sleepMs(lookAgainMs)
  }
  throw new Error(`waited ${patienceMs} ms for the program to have nothing to do`)
}

async function isSettled(store: Store, now: number): Promise<boolean> {
  const due = await store.db
    .selectFrom('feeds')
    .select('id')
    .where('state', '=', 'active')
    .where((feed) => feed.or([feed('next_poll_at', '<=', now), feed('lease_until', '>', now)]))
    .executeTakeFirst()
  if (due !== undefined || (await nextReadingAt(store)) !== null) return false
  const { pending, sending } = await countUnsettled(store)
  return pending + sending === 0
}
