import { test } from 'vitest'
import { crashAtSteps } from '../torture/faults/crash-at-steps.ts'
import { kill } from '../torture/faults/kill.ts'
import { memory } from '../torture/faults/memory.ts'
import { faults } from '../torture/faults.ts'
import { expectToHold } from './faults.ts'

/** Done by faults.test.ts and torture.test.ts, with every run of the tests. */
const doneElsewhere = [crashAtSteps, memory, kill]
const others = faults.filter((fault) => !doneElsewhere.includes(fault))

test.each(others)('$name: $mustHold', { timeout: 300_000 }, expectToHold)
