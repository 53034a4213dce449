import type { Step } from '../../../src/store/steps.ts'
import type { Started } from '../../e2e/pullquote.ts'
import { type Counts, noCounts } from '../fault.ts'
import { until } from '../until.ts'
import type { OpenStage, Stage } from './stage.ts'

export type Crash = { readonly step: Step; readonly times: number }

/** What became of a world in which the program died at a step and was started again. */
export type Crashed = {
  /** False when all was done before it came to that step so often. */
  readonly isReached: boolean
  readonly counts: Counts
  readonly wrong: readonly string[]
}

/** On a machine that has much else to do, too. */
const longestLifeMs = 300_000

/** Lets the program die when it reaches the step for the n-th time, starts it again and counts when all is done. */
export async function crashOnce(open: OpenStage, { step, times }: Crash): Promise<Crashed> {
  const stage = await open(step)
  try {
    const isReached = await liveUntilDone(stage, { PULLQUOTE_CRASH_AT: `${step}:${times}` })
    if (isReached) {
      await stage.heal()
      if (await liveUntilDone(stage, {})) throw new Error('the program that was to finish died as well')
    }
    const { counts, wrong } = await stage.count()
    return { isReached, counts, wrong }
  } catch (error) {
    return {
      isReached: true,
      counts: noCounts,
      wrong: [error instanceof Error ? error.message : String(error)],
    }
  } finally {
    await stage.close()
  }
}

/** Whether the program was killed; otherwise it has done all there was and ended in order. */
async function liveUntilDone(stage: Stage, settings: Readonly<Record<string, string>>): Promise<boolean> {
  const life = stage.start(settings)
  const end = endOf(life)
  const isOver = async () => end.code !== undefined || (await stage.goOn())
  await until('all is done', isOver, { withinMs: longestLifeMs }).catch(async (error: unknown) => {
    life.process.kill('SIGKILL')
    const said = (await life.ended).stderr.slice(-1_000)
    throw new Error(`${error instanceof Error ? error.message : error}; the last it said: ${said}`)
  })
  if (end.code === undefined) {
    // Before that it ends at once, as programs do that have not learned to end in order.
    await Promise.race([life.printed('is running'), life.ended])
    life.process.kill('SIGTERM')
  }
  const { code, stderr } = await life.ended
  if (code !== null && code !== 0) throw new Error(`it ended with ${code}: ${stderr.slice(-500)}`)
  return code === null
}

function endOf(life: Started): { readonly code: number | null | undefined } {
  const end: { code: number | null | undefined } = { code: undefined }
  void life.ended.then(({ code }) => {
    end.code = code
  })
  return end
}
