import { setTimeout as sleepMs } from 'node:timers/promises'
import type { Crew } from './crew.ts'
import { deliveringCrew, gatheringCrew, pollingAllCrew, pollingCrew, readingCrew } from './crews.ts'
import type { Program } from './main.ts'
import type { Polled } from './poll/outcome.ts'
import type { ItemOutcome } from './read/reader.ts'
import { countUnsettled } from './store/deliveries.ts'

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
  await program.followClock()
  const settled: string[] = []
  const polled: Polled[] = []
  const read: ItemOutcome[] = []
  const { clock } = program.poller
  const polling = stationOf(
    (options.all ? pollingAllCrew : pollingCrew)(program, (outcome) => {
      polled.push(outcome)
      if (outcome.newItems > 0) reading.isWoken = true
    }),
    () => null,
  )
  const reading = stationOf(
    readingCrew(program, (outcome) => {
      read.push(outcome)
      delivering.isWoken = true
    }),
  )
  const delivering = stationOf(
    deliveringCrew(
      tellingSettled(program, (state) => {
        settled.push(state)
      }),
    ),
  )
  const gathering = stationOf(
    gatheringCrew(program, () => {
      delivering.isWoken = true
    }),
    // A digest of tomorrow is not waited for.
    (at) => (at > clock().getTime() ? null : at),
  )
  await work([polling, gathering, reading, delivering], {
    deadline: startedAt + longestRoundMs,
    clock,
  })
  await program.poller.quietPolls?.flush()
  const { pending, sending } = await countUnsettled(program.store)
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
      sent: settled.filter((state) => state === 'sent').length,
      failed: settled.filter((state) => state === 'failed' || state === 'held').length,
      open: pending + sending,
    },
    ms: Math.round(performance.now() - startedAt),
  }
}

/** The program, telling also here what becomes of each delivery. */
function tellingSettled(program: Program, tell: (state: string) => void): Program {
  const { onSettled } = program.dispatcher
  const dispatcher: Program['dispatcher'] = {
    ...program.dispatcher,
    onSettled: (platform, state) => {
      onSettled?.(platform, state)
      tell(state)
    },
  }
  return { ...program, dispatcher }
}

/** A crew of the round, stepped only when there may be something for it: asking the store costs more than a poll. */
type Station = {
  readonly crew: Pick<Crew<unknown>, 'size' | 'step' | 'oneEnds' | 'allEnd'>
  /** Which of its times are waited for. */
  readonly waitsFor: (at: number) => number | null
  isWoken: boolean
  nextAt: number | null
}

function stationOf(crew: Station['crew'], waitsFor: Station['waitsFor'] = (at) => at): Station {
  return { crew, waitsFor, isWoken: true, nextAt: null }
}

/** Steps the crews, polling first, until none has a job or waits for one. */
async function work(
  stations: readonly Station[],
  { deadline, clock }: { readonly deadline: number; readonly clock: () => Date },
): Promise<void> {
  while (performance.now() < deadline) {
    const woken = stations.filter((station) => isDue(station, clock()))
    for (const station of woken) await step(station)
    if (woken.length > 0) continue
    const going = stations.filter(({ crew }) => crew.size > 0)
    if (going.length > 0) await Promise.race(going.map(({ crew }) => crew.oneEnds()))
    else {
      const at = earliest(stations.map(({ nextAt }) => nextAt))
      if (at === null) return
      await sleepMs(Math.min(longestWaitMs, Math.max(0, at - clock().getTime())))
    }
  }
  await Promise.all(stations.map(({ crew }) => crew.allEnd()))
}

function isDue({ isWoken, nextAt }: Station, now: Date): boolean {
  return isWoken || (nextAt !== null && nextAt <= now.getTime())
}

async function step(station: Station): Promise<void> {
  station.isWoken = false
  const next = await station.crew.step(() => {
    station.isWoken = true
  })
  if (next === 'now') station.isWoken = true
  station.nextAt = typeof next === 'number' ? station.waitsFor(next) : null
}

function earliest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null)
  return known.length === 0 ? null : Math.min(...known)
}
