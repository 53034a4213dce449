import { expect, test } from 'vitest'
import { watchClock } from '../../src/store/clock-watch.ts'

const hourMs = 3_600_000

test('what waits follows the clock at the start and when it was set back, and again soon after', async () => {
  let now = 0
  const followed: number[] = []
  const watch = watchClock(
    () => new Date(now),
    async (at) => void followed.push(at.getTime()),
  )
  for (const at of [0, 1_000, 5_000, 40_000, 130_000, hourMs]) {
    now = at
    await watch()
  }
  expect(followed).toEqual([0, 5_000, 40_000, 130_000])
  now = hourMs - 30_000
  await watch()
  expect(followed).toHaveLength(4)
  now = 0
  await watch()
  expect(followed.slice(4)).toEqual([0])
})

test('what could not follow is told to follow again', async () => {
  let tries = 0
  const watch = watchClock(
    () => new Date(0),
    async () => {
      if (++tries === 1) throw new Error('the disk is full')
    },
  )
  await expect(watch()).rejects.toThrow('the disk is full')
  await watch()
  await watch()
  expect(tries).toBe(2)
})
