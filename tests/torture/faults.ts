import type { Fault } from './fault.ts'
import { crashAtSteps } from './faults/crash-at-steps.ts'
import { kill } from './faults/kill.ts'

/** Every fault there is, in the order in which they are done. */
export const faults: readonly Fault[] = [crashAtSteps, kill]
