// Prints the table of docs/benchmarks.md. The program is composed as `run` composes it.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Agent } from 'undici'
import { openLog } from '../../src/log.ts'
import { openProgram, type Program } from '../../src/main.ts'
import { runRound } from '../../src/round.ts'
import { follow, settings } from './newsroom.ts'

const feeds = Number(process.argv[2] ?? 300)
const perHundred = Array.from({ length: Math.ceil(feeds / 100) }, (_, index) => index * 100)

type Phase = {
  readonly name: string
  readonly prepare: () => Promise<void>
}

const publisher = fork(new URL('./publisher.ts', import.meta.url))
const [{ port }] = await once(publisher, 'message')
const tell = async (order: object) => {
  publisher.send(order)
  await once(publisher, 'message')
}

const folder = mkdtempSync(join(tmpdir(), 'pullquote-bench-'))
const config = settings({ PULLQUOTE_DATA: folder })
const program = await openProgram(config, { log: openLog(config, process.stderr), terminal: process.stderr })
await follow(
  program.store,
  Array.from({ length: feeds }, (_, number) => `http://127.0.0.1:${port}/f/${number}`),
)

const phases: readonly Phase[] = [
  { name: 'cold: every feed for the first time', prepare: async () => undefined },
  { name: 'warm, 304', prepare: async () => undefined },
  { name: '1 % of the feeds with a new item', prepare: () => tell({ publish: perHundred }) },
  { name: '200, byte-identical', prepare: () => tell({ conditional: false }) },
]

process.stdout.write(`${feeds} feeds of 40 items on loopback, Node ${process.versions.node}\n\n`)
process.stdout.write(
  '| phase | wall s | CPU ms a feed | new items | delivered | memory MB |\n|---|---|---|---|---|---|\n',
)
for (const phase of phases) {
  await phase.prepare()
  process.stdout.write(`${await measure(phase.name, program)}\n`)
  if (phase.name === 'warm, 304') process.stdout.write(`${await measureBare()}\n`)
}

await program.close()
publisher.kill()
rmSync(folder, { recursive: true })

/** What the requests of a warm round cost when nothing is done with the answers: no store, no schedule, no guard. */
async function measureBare(): Promise<string> {
  const agent = new Agent()
  const numbers = Array.from({ length: feeds }, (_, number) => number)
  const askRest = async () => {
    for (let number = numbers.pop(); number !== undefined; number = numbers.pop()) {
      const path = `/f/${number}`
      const headers = { 'if-none-match': `"${number}-0"`, 'user-agent': 'bare' }
      const { body } = await agent.request({
        origin: `http://127.0.0.1:${port}`,
        path,
        method: 'GET',
        headers,
      })
      await body.dump()
    }
  }
  const before = process.cpuUsage()
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: 16 }, askRest))
  const ms = performance.now() - startedAt
  const { user, system } = process.cpuUsage(before)
  await agent.close()
  const cells = [
    'the same requests by bare undici',
    (ms / 1000).toFixed(2),
    ((user + system) / 1000 / feeds).toFixed(2),
  ]
  return `| ${[...cells, '', '', ''].join(' | ')} |`
}

async function measure(name: string, measured: Program): Promise<string> {
  const before = process.cpuUsage()
  const round = await runRound(measured, { all: true })
  const { user, system } = process.cpuUsage(before)
  const cells = [
    name,
    (round.ms / 1000).toFixed(2),
    ((user + system) / 1000 / feeds).toFixed(2),
    round.newItems,
    round.deliveries.sent,
    Math.round(process.memoryUsage.rss() / 1e6),
  ]
  return `| ${cells.join(' | ')} |`
}
