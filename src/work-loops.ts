import type { Logger } from 'pino'
import type { Crew } from './crew.ts'
import {
  deliveringCrew,
  gatheringCrew,
  pollingCrew,
  pushCrew,
  readingCrew,
  tellingCrew,
  watchingCrew,
} from './crews.ts'
import type { Health } from './health.ts'
import { startLoop } from './loop.ts'
import type { Program } from './main.ts'

export const loopNames = ['poll', 'read', 'deliver', 'chat'] as const
export type LoopName = (typeof loopNames)[number]

const longestIdleMs = 30_000

/** What a process does beside listening; which of them run is chosen with `--only`. */
export type WorkLoops = Readonly<
  Partial<Record<LoopName | 'push' | 'digest' | 'watch' | 'tell' | 'sweep', WorkLoop>>
>

/** What has no name of its own for `--only`. */
const belongsTo: Readonly<Record<keyof WorkLoops, LoopName>> = {
  poll: 'poll',
  read: 'read',
  deliver: 'deliver',
  chat: 'chat',
  push: 'poll',
  digest: 'deliver',
  watch: 'deliver',
  tell: 'deliver',
  sweep: 'poll',
}

export type WorkLoop = { wake(): void; stop(): Promise<void> }

export type Wake = (name: keyof WorkLoops) => void

export type LoopParts = {
  readonly only: ReadonlySet<LoopName>
  readonly log: Logger
  readonly health: Health
  readonly afterDelivering: () => Promise<void>
}

/** Wakes a loop here and those of the same name in other processes. */
export function wakerOf({ peers }: Program, loops: () => WorkLoops): Wake {
  return (name) => {
    loops()[name]?.wake()
    peers.tell(name)
  }
}

/** The loops wake each other: an item that was found is read at once, a post that was saved is sent at once. */
export function startLoops(program: Program, options: LoopParts): WorkLoops {
  const loops: { -readonly [Name in keyof WorkLoops]: WorkLoop } = {}
  const wake = wakerOf(program, () => loops)
  program.peers.hear((told) => {
    for (const [name, loop] of Object.entries(loops)) if (name === told) loop.wake()
  })
  const silently = async (): Promise<void> => undefined
  const start = (
    name: keyof WorkLoops,
    crew: Pick<Crew<unknown>, 'step' | 'allEnd'>,
    afterStep = silently,
  ) => {
    if (options.only.has(belongsTo[name]))
      loops[name] = startCrew(name, crew, { ...options, program, afterStep })
  }
  start(
    'poll',
    pollingCrew(program, ({ newItems }) => newItems > 0 && wake('read')),
  )
  if (program.hubs !== null)
    start(
      'push',
      pushCrew(program, program.hubs, () => wake('read')),
    )
  program.poller.quietPolls?.whenWritten(() => loops.poll?.wake())
  start(
    'read',
    readingCrew(program, () => wake('deliver')),
  )
  start('deliver', deliveringCrew(program), options.afterDelivering)
  start(
    'digest',
    gatheringCrew(program, () => wake('deliver')),
  )
  start(
    'watch',
    watchingCrew(program, () => wake('deliver')),
  )
  start(
    'tell',
    tellingCrew(program, () => wake('deliver')),
  )
  start('sweep', program.sweeper)
  return loops
}

function startCrew(
  name: keyof WorkLoops,
  crew: Pick<Crew<unknown>, 'step' | 'allEnd'>,
  around: Pick<LoopParts, 'log' | 'health'> & {
    readonly program: Program
    readonly afterStep: () => Promise<void>
  },
): WorkLoop {
  const { program, log, health, afterStep } = around
  const loop = startLoop({
    name,
    clock: program.poller.clock,
    longestIdleMs,
    log,
    onError: () => program.metrics.loopErrors.inc({ loop: name }),
    async step() {
      await program.followClock()
      const next = await crew.step(() => loop.wake())
      health.stepped(name)
      if (next !== 'now') await afterStep()
      return next
    },
  })
  return {
    wake: loop.wake,
    async stop() {
      await loop.stop()
      await crew.allEnd()
    },
  }
}
