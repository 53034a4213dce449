// npm run -s bench -- chaos [FEEDS]: what publishers that do everything wrong cost the others. Calm and chaotic rounds take
// turns, with the same healthy feeds in both.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openLog } from '../../src/log.ts'
import { openProgram, type Program } from '../../src/main.ts'
import { runRound } from '../../src/round.ts'
import { follow, settings } from './newsroom.ts'
import { openWorld } from './open-world.ts'
import { quantile } from './quantile.ts'

const feeds = Number(process.argv[3] ?? 300)
const rounds = 5
const ofEachTrouble = 3

const world = await openWorld()
const chaos = fork(new URL('./chaos-publisher.ts', import.meta.url))
const [told]: { sites: readonly { name: string; origin: string }[] }[] = await once(chaos, 'message')
const sites = told?.sites ?? []

const healthy = Array.from({ length: feeds }, (_, number) => `${world.origins[0]}/f/${number}`)
const troubled = sites.flatMap(({ origin }) =>
  Array.from({ length: ofEachTrouble }, (_, number) => `${origin}/${number}`),
)

type Times = { readonly polls: number[]; readonly lastMs: number[] }

const calm = await openNewsroom(healthy)
const chaotic = await openNewsroom([...troubled, ...healthy])
const times = { calm: nothing(), chaotic: nothing() }
// The first round fills the stores.
await round(calm.program, nothing())
await round(chaotic.program, nothing())
for (let number = 0; number < rounds; number++) {
  await round(calm.program, times.calm)
  await round(chaotic.program, times.chaotic)
}

process.stdout.write(
  `${feeds} healthy feeds, ${rounds} rounds each; in the chaotic ones also ${ofEachTrouble} feeds each of: ` +
    `${sites.map(({ name }) => name).join(', ')}\n\n`,
)
process.stdout.write(
  '| healthy feeds | poll p50 ms | poll p99 ms | last one done after ms, median |\n|---|---|---|---|\n',
)
for (const [name, { polls, lastMs }] of Object.entries(times)) {
  const cells = [
    name,
    quantile(polls, 0.5).toFixed(1),
    quantile(polls, 0.99).toFixed(1),
    Math.round(quantile(lastMs, 0.5)),
  ]
  process.stdout.write(`| ${cells.join(' | ')} |\n`)
}

for (const { program, folder } of [calm, chaotic]) {
  await program.close()
  rmSync(folder, { recursive: true })
}
world.close()
chaos.kill()

async function openNewsroom(urls: readonly string[]): Promise<{ program: Program; folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'pullquote-bench-chaos-'))
  const config = settings({ PULLQUOTE_DATA: folder, PULLQUOTE_FETCH_TIMEOUT_SECONDS: '5' })
  const program = await openProgram(config, {
    log: openLog(config, process.stderr),
    terminal: process.stderr,
  })
  await follow(program.store, urls)
  return { program, folder }
}

function nothing(): Times {
  return { polls: [], lastMs: [] }
}

async function round(program: Program, into: Times): Promise<void> {
  const startedAt = performance.now()
  let last = startedAt
  const { fetch } = program.poller
  const poller: Program['poller'] = {
    ...program.poller,
    async fetch(request) {
      const from = performance.now()
      const outcome = await fetch(request)
      if (healthy.includes(request.url)) {
        last = performance.now()
        into.polls.push(last - from)
      }
      return outcome
    },
  }
  await runRound({ ...program, poller }, { all: true })
  into.lastMs.push(last - startedAt)
}
