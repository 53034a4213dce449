// npm run -s bench -- endurance [ROUNDS] [FEEDS]: polls feeds for many rounds, a hundredth of them failing in each, on a clock
// that is put forward. Prints how memory grows, and every request that came sooner than the schedule allows.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { openLog } from '../../src/log.ts'
import { openProgram } from '../../src/main.ts'
import { runRound } from '../../src/round.ts'
import { listFeeds } from '../../src/store/feeds.ts'
import { follow, settings } from './newsroom.ts'

const rounds = Number(process.argv[3] ?? 1_000)
const feeds = Number(process.argv[4] ?? 1_000)
const betweenRoundsMs = 10 * 60_000
const samplesWanted = 20

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

const publisher = fork(new URL('./publisher.ts', import.meta.url))
const [{ port }] = await once(publisher, 'message')
const tell = async (order: object) => {
  publisher.send(order)
  await once(publisher, 'message')
}

let now = Date.now()
const folder = mkdtempSync(join(tmpdir(), 'pullquote-bench-endurance-'))
const config = settings({
  PULLQUOTE_DATA: folder,
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
  Array.from({ length: feeds }, (_, number) => `http://127.0.0.1:${port}/f/${number}`),
)

let due = new Map<string, number>()
let requests = 0
let tooSoon = 0
let failed = 0
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
  await tell({
    failing: Array.from({ length: feeds / 100 }, (_, index) => (round * 37 + index * 101) % feeds),
  })
  due = new Map((await listFeeds(program.store)).map(({ url, next_poll_at }) => [url, next_poll_at]))
  failed += (await runRound(watched, { all: false })).failed.length
  now += betweenRoundsMs
  if (round % Math.ceil(rounds / samplesWanted) === 0) sample(round)
}
sample(rounds)

// The first rounds fill caches and the pool of the compiler.
const settled = samples.slice(Math.floor(samples.length / 4))
process.stdout.write(
  `${feeds} feeds, ${rounds} rounds, ${requests} requests, ${failed} failed, ${tooSoon} too soon\n\n`,
)
process.stdout.write('| round | heap MB | resident MB |\n|---|---|---|\n')
for (const { round, heapMb, rssMb } of samples)
  process.stdout.write(`| ${round} | ${heapMb.toFixed(1)} | ${rssMb.toFixed(0)} |\n`)
process.stdout.write(
  `\ngrowth in 100,000 polls, after the first quarter: heap ${growth('heapMb')} MB, resident ${growth('rssMb')} MB\n`,
)

await program.close()
publisher.kill()
rmSync(folder, { recursive: true })

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
