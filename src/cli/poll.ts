import { consolePlatform } from '../../adapters/console/index.ts'
import type { Config } from '../config.ts'
import { openLog } from '../log.ts'
import { openProgram } from '../main.ts'
import { runRound } from '../round.ts'
import { resumeChannels } from '../store/channels.ts'
import { endAbandonedLeases } from '../store/leases.ts'
import { removeSamples } from '../store/samples.ts'
import { becomeWorker, workerLockMessage } from './worker-lock.ts'

/** Standard output carries the summary alone; posts of the console channel go to standard error. */
export async function pollCommand(config: Config, options: { readonly all: boolean }): Promise<0 | 1> {
  const worker = await becomeWorker(config, 0)
  if (worker === null) {
    process.stderr.write(workerLockMessage(config.dataFolder))
    return 1
  }
  const program = await openProgram(config, {
    log: openLog(config, process.stderr),
    terminal: process.stderr,
  })
  try {
    await endAbandonedLeases(program.store)
    await resumeChannels(program.store, consolePlatform)
    await removeSamples(program.store)
    const summary = await runRound(program, options)
    process.stdout.write(`${JSON.stringify(summary)}\n`)
    const { failed, open } = summary.deliveries
    if (open > 0) process.stderr.write(`Not delivered yet: ${open}. The next poll goes on with them.\n`)
    return summary.failed.length > 0 || failed > 0 || open > 0 ? 1 : 0
  } finally {
    await program.close()
    worker.release()
  }
}
