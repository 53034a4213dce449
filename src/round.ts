import { setTimeout as sleepMs } from 'node:timers/promises'
import type { Crew } from './crew.ts'
import { deliveringCrew, gatheringCrew, pollingAllCrew, pollingCrew, readingCrew } from './crews.ts'
import type { Program } from './main.ts'
import type { Polled } from './poll/outcome.ts'
import type { ItemOutcome } from './read/reader.ts'
import { countDeliveries } from './store/deliveries.ts'

/** What one round came to; printed as JSON by `pullquote poll`. */
export type RoundSummary = {
  readonly feeds: number
  readonly changed: number
  readonly unchanged: number
  readonly failed: readonly { readonly url: string; readonly message: string }[]
  readonly newItems: number
  readonly read: number
  readonly deliveries: { readonly sent: number; readonly failed: number; readonly open: number }
  readonly ms: number
}

/** Longer than the retries of an unreadable page take together. */
const longestRoundMs = 5 * 60_000
const longestWaitMs = 1_000

/** Polls each feed once and then reads and delivers until nothing waits any more. */
export async function runRound(program: Program, options: { readonly all: boolean }): Promise<RoundSummary> {
  const startedAt = performance.now()
  const before = await countDeliveries(program.store)
  const polled: Polled[] = []
  const read: ItemOutcome[] = []
  const polling = (options.all ? pollingAllCrew : pollingCrew)(program, (outcome) => polled.push(outcome))
  const reading = readingCrew(program, (outcome) => read.push(outcome))
  const delivering = deliveringCrew(program)
  const gathering = onlyWhatIsDue(
    gatheringCrew(program, () => undefined),
    program.poller.clock,
  )
  await work([polling, gathering, reading, delivering], {
    deadline: startedAt + longestRoundMs,
    clock: program.poller.clock,
  })
  const after = await countDeliveries(program.store)
  return {
    feeds: polled.length,
    changed: polled.filter(({ kind }) => kind === 'changed').length,
    unchanged: polled.filter(({ kind }) => kind === 'unchanged').length,
    failed: polled.flatMap(({ kind, url, message }) =>
      kind === 'failed' ? [{ url, message: message ?? '' }] : [],
    ),
    newItems: polled.reduce((sum, { newItems }) => sum + newItems, 0),
    read: read.filter((outcome) => outcome === 'article' || outcome === 'headline').length,
    deliveries: {
      sent: after.sent - before.sent,
      failed: after.failed + after.held - before.failed - before.held,
      open: after.pending + after.sending,
    },
    ms: Math.round(performance.now() - startedAt),
  }
}

type AnyCrew = Pick<Crew<unknown>, 'size' | 'step' | 'oneEnds' | 'allEnd'>

/** A digest of tomorrow is not waited for. */
function onlyWhatIsDue(crew: AnyCrew, clock: () => Date): AnyCrew {
  return {
    size: 0,
    oneEnds: () => crew.oneEnds(),
    allEnd: () => crew.allEnd(),
    async step(onEnd) {
      const next = await crew.step(onEnd)
      return typeof next === 'number' && next > clock().getTime() ? null : next
    },
  }
}

/** Steps the crews, polling first, until none has a job or waits for one. Polling is not waited for: feeds are always due again. */
async function work(
  crews: readonly AnyCrew[],
  { deadline, clock }: { readonly deadline: number; readonly clock: () => Date },
): Promise<void> {
  const [polling] = crews
  while (performance.now() < deadline) {
    const next: (number | null)[] = []
    let isBusy = false
    for (const crew of crews) {
      const step = await crew.step(() => undefined)
      if (step === 'now') isBusy = true
      else if (crew !== polling) next.push(step)
    }
    if (isBusy) continue
    const going = crews.filter((crew) => crew.size > 0)
    if (going.length > 0) await Promise.race(going.map((crew) => crew.oneEnds()))
    else {
      const at = earliest(next)
      if (at === null) return
      await sleepMs(Math.min(longestWaitMs, Math.max(0, at - clock().getTime())))
    }
  }
  await Promise.all(crews.map((crew) => crew.allEnd()))
}

function earliest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null)
  return known.length === 0 ? null : Math.min(...known)
}
