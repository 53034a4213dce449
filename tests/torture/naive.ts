// What the program would be without its protocol: an unknown outcome is sent again at once, under a new key. The torture
// must catch it posting twice, or it would prove nothing.
import { randomUUID } from 'node:crypto'
import { readConfig } from '../../src/config.ts'
import { deliveringCrew } from '../../src/crews.ts'
import type { Adapter } from '../../src/deliver/adapter.ts'
import { openLog } from '../../src/log.ts'
import { startLoop } from '../../src/loop.ts'
import { openProgram } from '../../src/main.ts'
import { endAbandonedLeases } from '../../src/store/leases.ts'

const outcome = readConfig(process.env)
if (outcome.kind === 'invalid') throw new Error(outcome.problems.join('\n'))
const log = openLog(outcome.config, process.stderr)
const program = await openProgram(outcome.config, { log, terminal: process.stderr })
await endAbandonedLeases(program.store)

function naive(adapter: Adapter): Adapter {
  return {
    ...adapter,
    capabilities: { ...adapter.capabilities, settleMs: 0 },
    publish: (to, message) => adapter.publish(to, message, randomUUID()),
    find: async () => ({ kind: 'absent' }),
  }
}

const adapters = Object.fromEntries(
  Object.entries(program.adapters).map(([platform, adapter]) => [platform, naive(adapter)]),
)
const crew = deliveringCrew({ ...program, adapters, dispatcher: { ...program.dispatcher, adapters } })
const loop = startLoop({
  name: 'deliver',
  clock: program.dispatcher.clock,
  longestIdleMs: 1000,
  log,
  step: () => crew.step(() => loop.wake()),
})
log.info('the naive program is running')
process.once('SIGTERM', () => process.exit(0))
