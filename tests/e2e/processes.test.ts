import { setTimeout as sleepMs } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { followFeed } from '../../src/ask/following/follow.ts'
import { listFeeds } from '../../src/store/feeds.ts'
import { openPostgresStore } from '../../src/store/postgres.ts'
import type { Store } from '../../src/store/store.ts'
import { startDiscord } from '../fakes/discord/server.ts'
import { startSite } from '../fakes/site.ts'
import { newDatabase } from '../store/engines.ts'
import { type Rack, startDiscordRack } from '../torture/platforms.ts'
import { openWorkplace, type Started, type Workplace } from './pullquote.ts'

const feeds = 6
const itemsOfFeed = 6
const kills = 10
const longestLifeMs = 500

/** One that polls and reads, one that delivers, and one that does all of it beside them. */
const jobs = ['poll,read', 'deliver', 'poll,read,deliver'] as const

/** Feeds that list one item more each time they are asked, once they may. */
function startPublisher(mayPublish: () => boolean) {
  const listed = new Map<string, number>()
  return startSite((request, response) => {
    const feed = request.url?.slice(1) ?? ''
    const count = listed.get(feed) ?? 0
    if (mayPublish()) listed.set(feed, Math.min(itemsOfFeed, count + 1))
    const items = Array.from(
      { length: count },
      (_, index) => `<item><guid>${index}</guid><title>Post no. ${feed}-${index}.</title></item>`,
    )
    response.end(`<rss version="2.0"><channel><title>Wire ${feed}</title>${items.join('')}</channel></rss>`)
  })
}

/** The same sequence in every run, in 0..1; where in a life a moment falls still differs. */
function* dice(seed: number) {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    yield state / 2 ** 31
  }
}

test('three processes on one database, killed again and again: nothing lost, nothing twice, no feed starved', {
  timeout: 120_000,
}, async ({ onTestFinished }) => {
  const url = await newDatabase()
  const store = await openPostgresStore(url)
  const trouble = { seed: 5, lagMs: 100, serverErrors: 0.03, rateLimits: 0.02, resets: 0.05 }
  const rack = await startDiscordRack(3, trouble)
  let mayPublish = false
  const site = await startPublisher(() => mayPublish)
  const workplace = openWorkplace({
    DATABASE_URL: url,
    PULLQUOTE_HTTP_PORT: 'off',
    PULLQUOTE_LOG_FORMAT: 'json',
    PULLQUOTE_POLL_SHORTEST_SECONDS: '1',
    PULLQUOTE_POLL_LONGEST_SECONDS: '1',
    PULLQUOTE_SEND_TIMEOUT_SECONDS: '1',
    PULLQUOTE_SETTLE_SECONDS: '1.5',
    ...rack.env,
  })
  onTestFinished(async () => {
    workplace.close()
    await site.close()
    await rack.close()
    await store.close()
  })
  for (let feed = 0; feed < feeds; feed++) await follow(store, site.url(`/${feed}`), rack, feed)
  await workplace.run('poll')
  expect((await listFeeds(store)).every(({ baselined_at }) => baselined_at !== null)).toBe(true)
  mayPublish = true

  const running = jobs.map((job) => workplace.start('run', '--only', job))
  await killOften(running, workplace)
  await untilAllSent(store)
  for (const life of running) life.process.kill('SIGTERM')
  for (const life of running) expect(await life.ended).toMatchObject({ code: 0 })

  const posted = rack.channels.map(({ channelId }) => rack.posted(channelId).map(numberOf))
  const wanted = Array.from({ length: feeds }, (_, feed) =>
    Array.from({ length: itemsOfFeed }, (_, index) => `${feed}-${index}`),
  )
  expect(posted.flat().toSorted()).toEqual(wanted.flat())
  expect(rack.violations()).toBe(0)
})

test('of two processes one hears what people do, and the other one takes its place when it is killed', {
  timeout: 60_000,
}, async ({ onTestFinished }) => {
  const discord = await startDiscord()
  const workplace = openWorkplace({
    DATABASE_URL: await newDatabase(),
    PULLQUOTE_HTTP_PORT: 'off',
    PULLQUOTE_LOG_FORMAT: 'json',
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
  })
  onTestFinished(async () => {
    workplace.close()
    await discord.close()
  })
  const connected = '"platform":"discord","as"'
  const first = workplace.start('run', '--only', 'chat')
  await first.printed(connected)
  const second = workplace.start('run', '--only', 'chat')
  let isSecondConnected = false
  const takenOver = second.printed(connected).then(() => {
    isSecondConnected = true
  })
  await second.printed('is running')
  // Longer than the pause between two times it asks for its turn.
  await sleepMs(6_000)
  expect(isSecondConnected).toBe(false)
  first.process.kill('SIGKILL')
  const killedAt = performance.now()
  await takenOver
  expect(performance.now() - killedAt).toBeLessThan(25_000)
  second.process.kill('SIGTERM')
  expect(await second.ended).toMatchObject({ code: 0 })
})

function follow(store: Store, url: string, rack: Rack, feed: number) {
  const channel = rack.channels[feed % rack.channels.length]
  if (channel === undefined) throw new Error('expected a channel')
  const about = { source: 'added', style: 'full', firstPosts: 0, actor: 'test' } as const
  return followFeed(store, { ...about, url, channel }, new Date())
}

async function killOften(running: Started[], workplace: Workplace): Promise<void> {
  const rolls = dice(17)
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
  }
}

async function untilAllSent(store: Store): Promise<void> {
  for (;;) {
    const { count } = await store.db
      .selectFrom('deliveries')
      .select((each) => each.fn.countAll<number>().as('count'))
      .where('state', '=', 'sent')
      .executeTakeFirstOrThrow()
    if (count === feeds * itemsOfFeed) return
    await sleepMs(50)
  }
}

function numberOf(message: string): string {
  return /Post no\. (\d+-\d+)\./.exec(message)?.[1] ?? message
}
