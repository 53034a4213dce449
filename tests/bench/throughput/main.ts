// npm run -s bench [-- FEEDS ... [peers]]: what a round over all feeds costs, measured from outside; with `peers` beside other
// programs, which take turns.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openWorld, type World } from '../open-world.ts'
import { quantile } from '../quantile.ts'
import { type Competitor, competitors } from './competitors.ts'
import { type Subject, startSubject } from './subject.ts'

const given = process.argv.slice(2)
const sizes = given.filter((each) => /^\d+$/.test(each)).map(Number)
const withPeers = given.includes('peers')
/** Of very many feeds one round says as much. */
const roundsOf = (feeds: number) => (feeds < 10_000 ? 3 : 1)

type Row = {
  readonly program: string
  readonly feeds: number
  readonly coldMs: number
  readonly warmMs: number
  readonly changedMs: number
  readonly sameMs: number
  readonly touchedMs: number
  readonly deliveredMs: number | null
  readonly latency: readonly [p50: number, p99: number] | null
  readonly firstRequestMs: number | null
  readonly peakMb: number | null
  readonly warmBytes: number
  readonly delivered: string
}

const programs = await competitors({ withPeers })
for (const feeds of sizes.length > 0 ? sizes : [100, 1_000]) {
  print(
    `\n${feeds} feeds\n\n| program | cold | warm 304 | 1 % changed | 200, the same | 200, only its date new | CPU ms a new item | latency p50 / p99 ms | first request ms | peak MB | bytes a warm feed | delivered |\n|---|---|---|---|---|---|---|---|---|---|---|---|`,
  )
  for (const competitor of programs) {
    if (feeds > competitor.mostFeeds) continue
    const row = await measure(competitor, feeds)
    print(`| ${cellsOf(row).join(' | ')} |`)
  }
}

async function measure(competitor: Competitor, feeds: number): Promise<Row> {
  const world = await openWorld()
  const folder = mkdtempSync(join(tmpdir(), 'pullquote-bench-'))
  const list = join(folder, 'feeds.txt')
  const urls = Array.from({ length: feeds }, (_, feed) => world.feed(feed))
  writeFileSync(list, urls.join('\n'))
  const subject = await startSubject(competitor.command({ list, folder, opening: world }))
  const rounds = roundsOf(feeds)
  const costOf = async (name: string, times = rounds): Promise<number> => {
    const before = subject.cpuMs()
    for (let round = 0; round < times; round++) await subject.cycle(name)
    return (subject.cpuMs() - before) / times / feeds
  }
  try {
    const coldMs = await costOf('cold', 1)
    const { firstRequestAt } = await world.report()
    // What runs for days is compiled; the first articles load their reader.
    await changedRounds(subject, { feeds, world })
    await costOf('warm up', 2)
    await world.report()
    const warmMs = await costOf('warm', 3 * rounds)
    const warmBytes = (await world.report()).bytesSent
    const changed = await changedRounds(subject, { feeds, world })
    await world.tell({ kind: 'manner', manner: 'unconditional' })
    await costOf('settle', 1)
    const sameMs = await costOf('same')
    await world.tell({ kind: 'manner', manner: 'touched' })
    const touchedMs = await costOf('touched')
    return {
      program: competitor.name,
      feeds,
      coldMs,
      warmMs,
      changedMs: changed.ms,
      sameMs,
      touchedMs,
      deliveredMs:
        changed.delivered === 0 ? null : ((changed.ms - warmMs) * feeds * rounds) / changed.delivered,
      latency:
        changed.latencies.length === 0
          ? null
          : [quantile(changed.latencies, 0.5), quantile(changed.latencies, 0.99)],
      firstRequestMs: firstRequestAt === null ? null : firstRequestAt - subject.startedAt,
      peakMb: competitor.staysOpen ? subject.peakMb() : null,
      warmBytes: warmBytes / feeds,
      delivered: `${changed.delivered} of ${changed.published}${changed.twice > 0 ? `, ${changed.twice} twice` : ''}`,
    }
  } finally {
    await subject.end()
    world.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function changedRounds(
  subject: Subject,
  { feeds, world }: { readonly feeds: number; readonly world: World },
) {
  const rounds = roundsOf(feeds)
  const some = Array.from({ length: Math.max(1, feeds / 100) }, (_, index) => index * 100)
  const latencies: number[] = []
  let twice = 0
  const before = subject.cpuMs()
  for (let round = 0; round < rounds; round++) {
    await world.tell({ kind: 'publish', feeds: some.map((feed) => (feed + round * 7) % feeds) })
    await subject.cycle('changed')
    const seen = await world.report()
    latencies.push(...seen.latencies)
    twice = seen.twice
  }
  return {
    ms: (subject.cpuMs() - before) / rounds / feeds,
    latencies,
    twice,
    published: some.length * rounds,
    delivered: latencies.length,
  }
}

function cellsOf(row: Row): string[] {
  const whole = (value: number | null) => (value === null ? '' : value.toFixed(0))
  return [
    row.program,
    ...[row.coldMs, row.warmMs, row.changedMs, row.sameMs, row.touchedMs].map((ms) =>
      ms.toFixed(ms < 1 ? 3 : 2),
    ),
    whole(row.deliveredMs),
    row.latency === null ? '' : `${whole(row.latency[0])} / ${whole(row.latency[1])}`,
    whole(row.firstRequestMs),
    whole(row.peakMb),
    whole(row.warmBytes),
    row.delivered,
  ]
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
