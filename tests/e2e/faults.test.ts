import { expect, test } from 'vitest'
import { countPosts } from '../torture/count.ts'
import { reportOf } from '../torture/fault.ts'
import { crashAtSteps } from '../torture/faults/crash-at-steps.ts'
import { memory } from '../torture/faults/memory.ts'
import { expectToHold } from './faults.ts'

// The others take longer: faults-long.test.ts. The full forms are `npm run torture`.
test.concurrent.each([crashAtSteps, memory])('$name: $mustHold', { timeout: 120_000 }, expectToHold)

test('what is lost, stands twice or is out of order is counted, and does not hold', () => {
  const posted = ['0-0', '0-2', '0-1', '0-1', '1-0'].map((number) => `"Post no. ${number}."`)
  const channel = { platform: 'fake', workspaceId: 'w', channelId: 'c', threadId: null }
  const wanted = ['0-0', '0-1', '0-2', '0-3', '1-0']
  const counts = countPosts({ channels: [channel], posted: () => posted }, wanted)
  expect(counts).toEqual({ posts: 5, lost: 1, twice: 1, outOfOrder: 2 })
  expect(reportOf(counts, {}).broken).toHaveLength(3)
  expect(reportOf({ posts: 1, lost: 0, twice: 0, outOfOrder: 0 }, {}).broken).toEqual([])
})
