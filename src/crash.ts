import type { CrashAt } from './settings/crash-setting.ts'
import type { Reached } from './store/steps.ts'

/** Ends this process as `kill -9` does when the step is reached for the n-th time; without a wish it never does. */
export function crashWhenReached(crashAt: CrashAt): Reached {
  let reachedTimes = 0
  return (step) => {
    if (step !== crashAt?.step) return
    reachedTimes++
    if (reachedTimes === crashAt.times) process.kill(process.pid, 'SIGKILL')
  }
}
