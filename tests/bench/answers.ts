// npm run -s bench -- answers [ITEMS]: how long people wait for the bot, in Discord and Slack at once, while the whole
// program, in a process of its own, polls 1,000 feeds as fast as it can beside a store that is full.
import { setTimeout as sleepMs } from 'node:timers/promises'
import { followFeed } from '../../src/ask/following/follow.ts'
import type { ChannelRef } from '../../src/deliver/address.ts'
import { openSqliteStore } from '../../src/store/store.ts'
import { openWorkplace } from '../e2e/pullquote.ts'
import { startDiscord } from '../fakes/discord/server.ts'
import { startSlack } from '../fakes/slack/server.ts'
import { fill, speakerAt, words } from './archive.ts'
import { openWorld } from './open-world.ts'
import { quantile } from './quantile.ts'

const items = Number(process.argv[3] ?? 100_000)
const feeds = 1_000
const newItemsASecond = 5
const asksEach = 300

type Times = { readonly acknowledgedMs: number; readonly answeredMs: number }
type Question = { readonly command: string; readonly options: Readonly<Record<string, string>> }

const world = await openWorld()
const feedUrl = (number: number) => `${world.origins[0]}/f/${number}`

const discord = await startDiscord({ answerWithinMs: 60_000, thinkWithinMs: 60_000 })
const slack = await startSlack({ ackMs: 60_000 })
const workplace = openWorkplace({
  DISCORD_TOKEN: discord.token,
  DISCORD_API_URL: discord.apiUrl,
  SLACK_BOT_TOKEN: slack.botToken,
  SLACK_APP_TOKEN: 'xapp-fake-app',
  SLACK_API_URL: slack.apiUrl,
  PULLQUOTE_LOG_FORMAT: 'json',
  // Each feed is due again a second after it was polled: more than one process can do.
  PULLQUOTE_POLL_SHORTEST_SECONDS: '1',
  PULLQUOTE_POLL_LONGEST_SECONDS: '1',
})
await prepare()
const program = workplace.start('run')
const connected = [
  discord.gateway.until({ identifies: 1 }),
  discord.requested({ method: 'PUT', path: /\/commands$/ }),
  slack.until(() => slack.openSockets() > 0, { withinMs: 60_000 }),
]
await Promise.all(connected)
const statusPort = /"statusPort":(\d+)/.exec(await program.printed('pullquote is running'))?.[1]

const publishing = new AbortController()
void publish(publishing.signal)
const polledBefore = await polls()
const from = performance.now()
const [onDiscord, onSlack] = await Promise.all([measure(askDiscord), measure(askSlack)])
const seconds = (performance.now() - from) / 1000
const polled = (await polls()) - polledBefore
publishing.abort()

process.stdout.write(
  `\n${items} items, ${feeds} feeds, ${Math.round(polled / seconds)} polls a second meanwhile, Node ${process.versions.node}\n\n`,
)
process.stdout.write(
  '| platform | asked | acknowledged p50 ms | p99 ms | longest | answered p50 ms | p99 ms |\n',
)
process.stdout.write('|---|---|---|---|---|---|---|\n')
process.stdout.write(`${row('Discord', onDiscord)}\n${row('Slack', onSlack)}\n`)

program.process.kill('SIGTERM')
await program.ended
workplace.close()
await Promise.all([discord.close(), slack.close()])
world.close()

async function prepare(): Promise<void> {
  const store = await openSqliteStore(workplace.data)
  const now = new Date()
  await fill(store, { items, now, feedUrl })
  const channels: readonly ChannelRef[] = [
    { platform: 'discord', workspaceId: discord.guildId, channelId: discord.textChannelId, threadId: null },
    { platform: 'slack', workspaceId: 'T1', channelId: 'C1', threadId: null },
  ]
  for (let number = 0; number < feeds; number++)
    for (const channel of channels) {
      const follow = { url: feedUrl(number), source: 'added', style: 'brief', firstPosts: 0 } as const
      await followFeed(store, { ...follow, channel, actor: 'bench' }, now)
    }
  await store.close()
}

async function publish(signal: AbortSignal): Promise<void> {
  for (let round = 0; !signal.aborted; round++) {
    const some = Array.from({ length: newItemsASecond }, (_, index) => (round * 7 + index * 131) % feeds)
    await world.tell({ kind: 'publish', feeds: some })
    await sleepMs(1_000)
  }
}

/** How many polls the program counts. */
async function polls(): Promise<number> {
  const metrics = await (await fetch(`http://127.0.0.1:${statusPort}/metrics`)).text()
  const counts = metrics.matchAll(/^pullquote_polls_total\{[^}]*\} (\d+)$/gm)
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0)
}

async function measure(ask: (question: Question) => Promise<Times>): Promise<readonly Times[]> {
  const all: Times[] = []
  for (let round = 0; round < asksEach; round++) {
    all.push(await ask(question(round)))
    await sleepMs(50)
  }
  return all
}

function question(round: number): Question {
  const word = words[(round * 37) % words.length] ?? ''
  const frequent = words[round % 5] ?? ''
  const all: readonly Question[] = [
    { command: 'latest', options: {} },
    { command: 'latest', options: { topic: word } },
    { command: 'latest', options: { topic: frequent } },
    { command: 'search', options: { words: `${word} ${frequent}` } },
    { command: 'said', options: { person: speakerAt(round % 50) } },
    { command: 'digest', options: { span: '7d' } },
    { command: 'why', options: { link: `https://site${round}.example/story-${round * 7}` } },
    { command: 'list', options: {} },
    { command: 'status', options: {} },
  ]
  return all[round % all.length] ?? { command: 'help', options: {} }
}

async function askDiscord({ command, options }: Question): Promise<Times> {
  const before = discord.requests.length
  const askedAt = discord.now()
  await discord.slash('news', { subcommand: command, options, by: { may: ['ManageChannels'] } })
  const answeredMs = discord.now() - askedAt
  const callback = discord.requests
    .slice(before)
    .find(({ path }) => /^\/interactions\/.*\/callback$/.test(path))
  if (!callback) throw new Error(`/news ${command} was answered without a callback`)
  return { acknowledgedMs: callback.at - askedAt, answeredMs }
}

async function askSlack({ command, options }: Question): Promise<Times> {
  const askedAt = Date.now()
  await slack.slash('/news', [command, ...Object.values(options)].join(' '))
  const deed = slack.deeds.findLast(({ at }) => at >= askedAt)
  if (deed?.ackedAt == null) throw new Error(`/news ${command} was not acknowledged`)
  return { acknowledgedMs: deed.ackedAt - deed.at, answeredMs: Date.now() - askedAt }
}

function row(platform: string, times: readonly Times[]): string {
  const acknowledged = times.map(({ acknowledgedMs }) => acknowledgedMs)
  const answered = times.map(({ answeredMs }) => answeredMs)
  const cells = [
    platform,
    times.length,
    quantile(acknowledged, 0.5),
    quantile(acknowledged, 0.99),
    quantile(acknowledged, 1),
    quantile(answered, 0.5),
    quantile(answered, 0.99),
  ]
  return `| ${cells.join(' | ')} |`
}
