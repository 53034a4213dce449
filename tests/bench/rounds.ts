// Prints the table of docs/benchmarks.md. The program is composed as `run` composes it.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Agent } from 'undici'
import { openLog } from '../../src/log.ts'
import { openProgram } from '../../src/main.ts'
import { type RoundSummary, runRound } from '../../src/round.ts'
import { follow, settings } from './newsroom.ts'
import { quantile } from './quantile.ts'

const feeds = Number(process.argv[2] ?? 300)
const numbers = Array.from({ length: feeds }, (_, number) => number)
const perHundred = numbers.filter((number) => number % 100 === 0)
/** Enough for both sides to run compiled. */
const warmRounds = 9
const bareAtOnce = 16

type Cost = { readonly ms: number; readonly cpuMsEach: number }

const publisher = fork(new URL('./publisher.ts', import.meta.url))
const [{ port, hosts }] = await once(publisher, 'message')
const originOf = (number: number) => `http://${hosts[number % hosts.length]}:${port}`
const tell = async (order: object) => {
  publisher.send(order)
  await once(publisher, 'message')
}

const folder = mkdtempSync(join(tmpdir(), 'pullquote-bench-'))
const config = settings({ PULLQUOTE_DATA: folder })
const program = await openProgram(config, { log: openLog(config, process.stderr), terminal: process.stderr })
await follow(
  program.store,
  numbers.map((number) => `${originOf(number)}/f/${number}`),
)

print(`${feeds} feeds of 40 items on ${hosts.length} loopback hosts, Node ${process.versions.node}\n`)
print('| phase | wall s | CPU ms a feed | new items | delivered | memory MB |\n|---|---|---|---|---|---|')
await measureRound('cold: every feed for the first time')
await measureWarm()
await tell({ publish: perHundred })
await measureRound('1 % of the feeds with a new item')
await tell({ conditional: false })
await measureRound('200, byte-identical')

await program.close()
publisher.kill()
rmSync(folder, { recursive: true })

async function measureRound(name: string): Promise<void> {
  const { summary, ...cost } = await runOne()
  printCost(name, cost, summary)
}

/** Both sides in turn, so that a busy moment of the machine meets both. */
async function measureWarm(): Promise<void> {
  const ours: Cost[] = []
  const bare: Cost[] = []
  const agent = new Agent()
  for (let round = 0; round < warmRounds; round++) {
    ours.push(await runOne())
    bare.push(await costOf(() => askBare(agent)))
  }
  await agent.close()
  printCost(`warm, 304, median of ${warmRounds} rounds`, median(ours))
  printCost('the same requests by bare undici', median(bare))
}

async function runOne(): Promise<Cost & { readonly summary: RoundSummary }> {
  let summary: RoundSummary | null = null
  const cost = await costOf(async () => {
    summary = await runRound(program, { all: true })
  })
  if (summary === null) throw new Error('the round came to nothing')
  return { ...cost, summary }
}

/** What the requests of a warm round cost when nothing is done with the answers: no store, no schedule, no guard. */
async function askBare(agent: Agent): Promise<void> {
  const waiting = [...numbers]
  const askRest = async () => {
    for (let number = waiting.pop(); number !== undefined; number = waiting.pop()) {
      const headers = { 'if-none-match': `"${number}-0"`, 'user-agent': 'bare' }
      const request = { origin: originOf(number), path: `/f/${number}`, method: 'GET', headers } as const
      const { body } = await agent.request(request)
      await body.dump()
    }
  }
  await Promise.all(Array.from({ length: bareAtOnce }, askRest))
}

async function costOf(work: () => Promise<void>): Promise<Cost> {
  const before = process.cpuUsage()
  const startedAt = performance.now()
  await work()
  const ms = performance.now() - startedAt
  const { user, system } = process.cpuUsage(before)
  return { ms, cpuMsEach: (user + system) / 1000 / feeds }
}

function median(costs: readonly Cost[]): Cost {
  const middle = (of: (cost: Cost) => number) => quantile(costs.map(of), 0.5)
  return { ms: middle(({ ms }) => ms), cpuMsEach: middle(({ cpuMsEach }) => cpuMsEach) }
}

function printCost(name: string, { ms, cpuMsEach }: Cost, summary?: RoundSummary): void {
  const counts =
    summary === undefined
      ? ['', '', '']
      : [summary.newItems, summary.deliveries.sent, Math.round(process.memoryUsage.rss() / 1e6)]
  print(`| ${[name, (ms / 1000).toFixed(2), cpuMsEach.toFixed(2), ...counts].join(' | ')} |`)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
