import { setTimeout as sleepMs } from 'node:timers/promises'
import { followFeed } from '../../src/ask/following/follow.ts'
import { openPostgresStore } from '../../src/store/postgres.ts'
import type { Store } from '../../src/store/store.ts'
import { openWorkplace, type Started, type Workplace } from '../e2e/pullquote.ts'
import { startSite } from '../fakes/site.ts'
import type { Rack } from './platforms.ts'

export type ProcessesOptions = {
  /** Of a database with nothing in it. */
  readonly databaseUrl: string
  readonly feeds: number
  readonly itemsOfFeed: number
  readonly kills: number
  readonly seed: number
  readonly onProgress?: (line: string) => void
}

export type ProcessesReport = {
  readonly posts: number
  readonly kills: number
  readonly lost: number
  readonly twice: number
  /** Feeds of which nothing came. */
  readonly starved: number
  /** Processes that did not end in order when they were told to. */
  readonly unclean: number
  readonly violations: number
  readonly seconds: number
}

/** One that polls and reads, one that delivers, and one that does all of it beside them. */
const jobs = ['poll,read', 'deliver', 'poll,read,deliver'] as const
const longestLifeMs = 500

/** Kills processes that share a database again and again while feeds publish, then lets them finish and counts. */
export async function tortureProcesses(rack: Rack, options: ProcessesOptions): Promise<ProcessesReport> {
  const startedAt = performance.now()
  const { feeds, itemsOfFeed, kills } = options
  const store = await openPostgresStore(options.databaseUrl)
  let mayPublish = false
  const site = await startPublisher(() => mayPublish, itemsOfFeed)
  const workplace = openWorkplace({
    DATABASE_URL: options.databaseUrl,
    PULLQUOTE_HTTP_PORT: 'off',
    PULLQUOTE_LOG_FORMAT: 'json',
    PULLQUOTE_POLL_SHORTEST_SECONDS: '1',
    PULLQUOTE_POLL_LONGEST_SECONDS: '1',
    PULLQUOTE_SEND_TIMEOUT_SECONDS: '1',
    PULLQUOTE_SETTLE_SECONDS: '1.5',
    ...rack.env,
  })
  try {
    for (let feed = 0; feed < feeds; feed++) await follow(store, site.url(`/${feed}`), rack, feed)
    await workplace.run('poll')
    mayPublish = true
    const running = jobs.map((job) => workplace.start('run', '--only', job))
    await killOften(running, workplace, options)
    await untilSent(store, feeds * itemsOfFeed)
    // Before that they end at once, as programs do that have not learned to end in order.
    await Promise.all(running.map((life) => life.printed('is running')))
    for (const life of running) life.process.kill('SIGTERM')
    const ends = await Promise.all(running.map(({ ended }) => ended))
    return {
      ...count(rack, { feeds, itemsOfFeed }),
      kills,
      unclean: ends.filter(({ code }) => code !== 0).length,
      violations: rack.violations(),
      seconds: Math.round((performance.now() - startedAt) / 1000),
    }
  } finally {
    workplace.close()
    await site.close()
    await store.close()
  }
}

/** Feeds that list one item more each time they are asked, once they may. */
function startPublisher(mayPublish: () => boolean, most: number) {
  const listed = new Map<string, number>()
  return startSite((request, response) => {
    const feed = request.url?.slice(1) ?? ''
    const listedNow = listed.get(feed) ?? 0
    if (mayPublish()) listed.set(feed, Math.min(most, listedNow + 1))
    const items = Array.from(
      { length: listedNow },
      (_, index) => `<item><guid>${index}</guid><title>Post no. ${feed}-${index}.</title></item>`,
    )
    response.end(`<rss version="2.0"><channel><title>Wire ${feed}</title>${items.join('')}</channel></rss>`)
  })
}

function follow(store: Store, url: string, rack: Rack, feed: number) {
  const channel = rack.channels[feed % rack.channels.length]
  if (channel === undefined) throw new Error('expected a channel')
  const about = { source: 'added', style: 'full', firstPosts: 0, actor: 'test' } as const
  return followFeed(store, { ...about, url, channel }, new Date())
}

async function killOften(
  running: Started[],
  workplace: Workplace,
  { kills, seed, onProgress }: ProcessesOptions,
): Promise<void> {
  const rolls = dice(seed)
  const roll = () => rolls.next().value ?? 0
  for (let killed = 0; killed < kills; killed++) {
    const at = Math.floor(roll() * running.length)
    const job = jobs[at]
    const life = running[at]
    if (job === undefined || life === undefined) throw new Error('expected a process')
    await life.printed('is running')
    await sleepMs(roll() * longestLifeMs)
    life.process.kill('SIGKILL')
    await life.ended
    running[at] = workplace.start('run', '--only', job)
    onProgress?.(`${killed + 1} kills, the last one of ${job}`)
  }
}

/** The same sequence in every run, in 0..1; where in a life a moment falls still differs. */
function* dice(seed: number) {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    yield state / 2 ** 31
  }
}

async function untilSent(store: Store, posts: number): Promise<void> {
  for (;;) {
    const { sent } = await store.db
      .selectFrom('deliveries')
      .select((each) => each.fn.countAll<number>().as('sent'))
      .where('state', '=', 'sent')
      .executeTakeFirstOrThrow()
    if (sent >= posts) return
    await sleepMs(50)
  }
}

function count(rack: Rack, { feeds, itemsOfFeed }: Pick<ProcessesOptions, 'feeds' | 'itemsOfFeed'>) {
  const times = new Map<string, number>()
  for (const message of rack.channels.flatMap(({ channelId }) => rack.posted(channelId))) {
    const number = /Post no\. (\d+-\d+)\./.exec(message)?.[1] ?? message
    times.set(number, (times.get(number) ?? 0) + 1)
  }
  const wanted = Array.from({ length: feeds * itemsOfFeed }, (_, index) => [
    Math.floor(index / itemsOfFeed),
    index % itemsOfFeed,
  ])
  const lost = wanted.filter(([feed, item]) => !times.has(`${feed}-${item}`))
  const lostOf = Map.groupBy(lost, ([feed]) => feed)
  return {
    posts: wanted.length,
    lost: lost.length,
    twice: [...times.values()].filter((each) => each > 1).length,
    starved: [...lostOf.values()].filter((each) => each.length === itemsOfFeed).length,
  }
}
