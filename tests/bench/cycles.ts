import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseAddress } from '../../src/deliver/address.ts'
import { openLog } from '../../src/log.ts'
import { openProgram } from '../../src/main.ts'
import { runRound } from '../../src/round.ts'
import { follow, settings } from './newsroom.ts'

const channels = (process.env.BENCH_CHANNELS ?? 'console').split(',').map((text) => {
  const parsed = parseAddress(text)
  if (parsed.kind === 'invalid') throw new Error(`BENCH_CHANNELS: ${parsed.message}`)
  return parsed.channel
})

const config = settings(process.env)
const program = await openProgram(config, { log: openLog(config, process.stderr), terminal: process.stderr })
const urls = readFileSync(process.env.BENCH_FEEDS ?? '', 'utf8')
  .split('\n')
  .filter(Boolean)
await follow(program.store, urls, channels)
process.stdout.write('@ready\n')

for await (const line of createInterface({ input: process.stdin })) {
  if (!line.startsWith('cycle ')) continue
  const round = await runRound(program, { all: true })
  const done = { items: round.newItems, delivered: round.deliveries.sent, ms: round.ms }
  process.stdout.write(`@done ${JSON.stringify(done)}\n`)
}
await program.close()
