import { expect, test } from 'vitest'
import { watchClock } from '../src/clock-watch.ts'

test('what waits follows the clock at the start, and when it was set back, but not for a few seconds', async () => {
  let now = 10_000_000
  const followed: number[] = []
  const watch = watchClock(
    () => new Date(now),
    async (at) => void followed.push(at.getTime()),
  )
  const steps = [0, 5_000, -3_000, 3_600_000, -3_600_000, 1_000]
  for (const by of steps) {
    now += by
    await watch()
  }
  expect(followed).toEqual([10_000_000, 10_002_000])
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
