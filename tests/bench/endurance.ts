// npm run -s bench -- endurance [ROUNDS] [FEEDS]: polls feeds for many rounds on a clock that is put forward; in each a tenth of
// them have a new item, which is read and posted to Discord, and a hundredth fail. Prints how memory grows, and every request
// that came sooner than the schedule allows.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { parseAddress } from '../../src/deliver/address.ts'
import { openLog } from '../../src/log.ts'
import { openProgram } from '../../src/main.ts'
import { runRound } from '../../src/round.ts'
import { listFeeds } from '../../src/store/feeds.ts'
import { follow, settings } from './newsroom.ts'
import { openWorld } from './open-world.ts'

const rounds = Number(process.argv[3] ?? 200)
const feeds = Number(process.argv[4] ?? 520)
const betweenRoundsMs = 40 * 60_000
const samplesWanted = 20

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

const world = await openWorld()
const { discord } = world
const channel = parseAddress(discord.channel)
if (channel.kind === 'invalid') throw new Error(channel.message)

let now = Date.now()
const folder = mkdtempSync(join(tmpdir(), 'pullquote-bench-endurance-'))
const config = settings({
  PULLQUOTE_DATA: folder,
  DISCORD_TOKEN: discord.token,
  DISCORD_API_URL: discord.apiUrl,
  PULLQUOTE_POLL_SHORTEST_SECONDS: '600',
  PULLQUOTE_POLL_LONGEST_SECONDS: '1800',
})
const program = await openProgram(config, {
  log: openLog(config, process.stderr),
  terminal: process.stderr,
  clock: () => new Date(now),
})
await follow(
  program.store,
  Array.from({ length: feeds }, (_, number) => world.feed(number)),
  [channel.channel],
)

let due = new Map<string, number>()
let requests = 0
let tooSoon = 0
let failed = 0
let delivered = 0
const { fetch } = program.poller
const watched = {
  ...program,
  poller: {
    ...program.poller,
    fetch: (request: Parameters<typeof fetch>[0]) => {
      requests++
      if ((due.get(request.url) ?? 0) > now) tooSoon++
      // Asked twice in a round would be too soon as well.
      due.set(request.url, Number.POSITIVE_INFINITY)
      return fetch(request)
    },
  },
}

type Sample = { readonly round: number; readonly heapMb: number; readonly rssMb: number }
const samples: Sample[] = []
for (let round = 0; round < rounds; round++) {
  await world.tell({ kind: 'fail', feeds: some(feeds / 100, round) })
  await world.tell({ kind: 'publish', feeds: some(feeds / 10, round) })
  due = new Map((await listFeeds(program.store)).map(({ url, next_poll_at }) => [url, next_poll_at]))
  const ran = await runRound(watched, { all: false })
  failed += ran.failed.length
  delivered += ran.deliveries.sent
  now += betweenRoundsMs
  if (round % Math.ceil(rounds / samplesWanted) === 0) sample(round)
}
sample(rounds)

// The first rounds fill caches and the pool of the compiler.
const settled = samples.slice(Math.floor(samples.length / 4))
process.stdout.write(
  `${feeds} feeds, ${rounds} rounds, ${requests} requests, ${failed} failed, ${tooSoon} too soon, ${delivered} posts delivered\n\n`,
)
process.stdout.write('| round | heap MB | resident MB |\n|---|---|---|\n')
for (const { round, heapMb, rssMb } of samples)
  process.stdout.write(`| ${round} | ${heapMb.toFixed(1)} | ${rssMb.toFixed(0)} |\n`)
process.stdout.write(
  `\ngrowth in 100,000 polls, after the first quarter: heap ${growth('heapMb')} MB, resident ${growth('rssMb')} MB\n`,
)

await program.close()
world.close()
rmSync(folder, { recursive: true })

/** Others in each round. */
function some(count: number, round: number): number[] {
  return Array.from({ length: Math.ceil(count) }, (_, index) => (round * 37 + index * 101) % feeds)
}

function sample(round: number): void {
  collectGarbage()
  const { heapUsed, rss } = process.memoryUsage()
  samples.push({ round, heapMb: heapUsed / 1e6, rssMb: rss / 1e6 })
  process.stderr.write(`round ${round} of ${rounds}, ${requests} requests\n`)
}

/** By least squares. */
function growth(of: 'heapMb' | 'rssMb'): string {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [x, y] = [mean(settled.map(({ round }) => round)), mean(settled.map((one) => one[of]))]
  const above = settled.reduce((sum, one) => sum + (one.round - x) * (one[of] - y), 0)
  const below = settled.reduce((sum, { round }) => sum + (round - x) ** 2, 0)
  return ((above / below) * (rounds / requests) * 100_000).toFixed(2)
}
