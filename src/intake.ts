import { availableParallelism } from 'node:os'
import { HttpDoor } from '../feeds/http.ts'
import type { Config } from './config.ts'
import { ReadingPool } from './read/pool.ts'
import { version } from './version.ts'

/** A thread for each processor we may use, as `taskset` or a container leaves them; more than two gain little and cost 40 MB each. */
const threads = Math.min(2, availableParallelism())

/** The tools for strangers' documents: the one door out and the threads that take apart what comes in. */
export type Intake = { readonly door: HttpDoor; readonly pool: ReadingPool; close(): Promise<void> }

/** Opens both by the settings. `allowOrigins` are let through the door although they are not public. */
export function openIntake(config: Config, allowOrigins: readonly string[] = []): Intake {
  const door = new HttpDoor({
    userAgent: userAgent(config.contact),
    allowNetworks: config.allowNetworks,
    allowOrigins,
  })
  const pool = new ReadingPool({ threads, timeoutMs: config.readTimeoutMs, heapMb: config.readingHeapMb })
  return {
    door,
    pool,
    close: async () => {
      await Promise.all([door.close(), pool.close()])
    },
  }
}

/** Product, version and where to complain, as publishers ask of feed readers. */
function userAgent(contact: string | null): string {
  return `Pullquote/${version} (feed reader${contact === null ? '' : `; ${contact}`})`
}
