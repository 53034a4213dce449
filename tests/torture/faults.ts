import type { Fault } from './fault.ts'
import { clock } from './faults/clock.ts'
import { crashAtSteps } from './faults/crash-at-steps.ts'
import { diskFull } from './faults/disk-full.ts'
import { drain } from './faults/drain.ts'
import { kill } from './faults/kill.ts'
import { killedProcesses } from './faults/killed-processes.ts'
import { lockedPostgres } from './faults/locked-postgres.ts'
import { lockedSqlite } from './faults/locked-sqlite.ts'
import { memory } from './faults/memory.ts'
import { outage } from './faults/outage.ts'
import { postgresRestart } from './faults/postgres-restart.ts'

/** Every fault there is, in the order in which they are done. */
export const faults: readonly Fault[] = [
  crashAtSteps,
  kill,
  killedProcesses,
  memory,
  diskFull,
  lockedSqlite,
  lockedPostgres,
  postgresRestart,
  clock,
  outage,
  drain,
]
