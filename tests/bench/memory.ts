// npm run -s bench -- memory [FEEDS]: what the whole program takes up while it is connected to Discord and Slack: with nothing to
// do, and after it has polled so many feeds for the first time and has posted what is new in them. And how soon after its start it
// asks for the first of them.
import { readFileSync } from 'node:fs'
import { setTimeout as sleepMs } from 'node:timers/promises'
import { followFeed } from '../../src/ask/following/follow.ts'
import { parseAddress } from '../../src/deliver/address.ts'
import { openSqliteStore } from '../../src/store/store.ts'
import { openWorkplace, type Started } from '../e2e/pullquote.ts'
import { startSlack } from '../fakes/slack/server.ts'
import { build } from './build.ts'
import { openWorld } from './open-world.ts'

const feeds = Number(process.argv[3] ?? 1_000)
const newItems = Math.ceil(feeds / 100)
const quietMs = 10_000

const world = await openWorld()
const { discord } = world
const slack = await startSlack()
const settings = {
  DISCORD_TOKEN: discord.token,
  DISCORD_API_URL: discord.apiUrl,
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_APP_TOKEN: 'xapp-fake-app',
  SLACK_API_URL: slack.apiUrl,
  PULLQUOTE_LOG_FORMAT: 'json',
  PULLQUOTE_POLL_SHORTEST_SECONDS: '20',
  PULLQUOTE_POLL_LONGEST_SECONDS: '20',
}
const workplace = openWorkplace(settings, await build('bin/pullquote.mjs'))

process.stdout.write('| the program, connected to both platforms | resident MB | most MB |\n|---|---|---|\n')
// The first start fills the cache of compiled code.
await workplace.run('version')
const idle = await startConnected('--only', 'deliver,chat')
await sleepMs(quietMs)
printMemory('nothing to do', idle)
await end(idle)

await followAll()
const startedAt = performance.timeOrigin + performance.now()
const busy = await startConnected()
const firstRequestAt = await asked(feeds)
await sleepMs(quietMs)
printMemory(`${feeds} feeds, polled for the first time`, busy)
await world.tell({ kind: 'publish', feeds: Array.from({ length: newItems }, (_, index) => index * 100) })
await posted(newItems)
printMemory(`${newItems} new items read and posted`, busy)
await sleepMs(3 * quietMs)
printMemory('half a minute later', busy)
await end(busy)
process.stdout.write(
  `\nthe first feed is asked ${Math.round(firstRequestAt - startedAt)} ms after the start\n`,
)

workplace.close()
await slack.close()
world.close()

async function startConnected(...args: readonly string[]): Promise<Started> {
  const sockets = slack.openSockets()
  const program = workplace.start('run', ...args)
  await program.printed('pullquote is running')
  await slack.until(() => slack.openSockets() > sockets, { withinMs: 60_000 })
  return program
}

async function end(program: Started): Promise<void> {
  program.process.kill('SIGTERM')
  await program.ended
}

async function followAll(): Promise<void> {
  const parsed = parseAddress(discord.channel)
  if (parsed.kind === 'invalid') throw new Error(parsed.message)
  const { channel } = parsed
  const store = await openSqliteStore(workplace.data)
  for (let feed = 0; feed < feeds; feed++) {
    const url = world.feed(feed)
    const about = { source: 'added', style: 'full', firstPosts: 0, actor: 'bench' } as const
    await followFeed(store, { ...about, url, channel }, new Date())
  }
  await store.close()
}

/** When the first request came. */
async function asked(times: number): Promise<number> {
  let firstAt = Number.POSITIVE_INFINITY
  for (let seen = 0; seen < times; await sleepMs(200)) {
    const { requests, firstRequestAt } = await world.report()
    seen += requests
    firstAt = Math.min(firstAt, firstRequestAt ?? firstAt)
  }
  return firstAt
}

async function posted(wanted: number): Promise<void> {
  for (let seen = 0; seen < wanted; await sleepMs(200)) seen += (await world.report()).latencies.length
}

function printMemory(when: string, program: Started): void {
  const status = readFileSync(`/proc/${program.process.pid}/status`, 'utf8')
  const megabytes = (what: string) =>
    Math.round(Number(new RegExp(`${what}:\\s+(\\d+)`).exec(status)?.[1]) / 1024)
  process.stdout.write(`| ${when} | ${megabytes('VmRSS')} | ${megabytes('VmHWM')} |\n`)
}
