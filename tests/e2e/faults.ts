import { expect } from 'vitest'
import { newDatabase } from '../store/engines.ts'
import type { Fault } from '../torture/fault.ts'

/** Does a fault in its short form; fails with what did not hold. */
export async function expectToHold(fault: Fault): Promise<void> {
  const silently = () => undefined
  const report = await fault.run({ form: 'short', seed: 7, newDatabase, onProgress: silently })
  expect(report.broken).toEqual([])
}
